// Whom a finding concerns: thresholds, one alert for each person, revisions, closing, and what is recorded.
import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import type { Role } from '../accounts/roles.ts';
import { raiseAlerts } from './raise.ts';
import { previewRule, type AlertRule } from './rule.ts';
import { defaultSettings } from './settings.ts';
import {
  addPerson,
  addSketch,
  alertsOf,
  choose,
  createWorld,
  deliveriesOf,
  dismiss,
  examine,
  lapseSketch,
  noon,
  payloadOf,
  raiseAll,
  restrict,
  reviseSketch,
  type Sketch,
  type World,
} from './testing/world.ts';

const worldWith = (t: TestContext, ...people: readonly (readonly [string, Role])[]): World => {
  const world = createWorld();
  t.after(world.close);
  for (const [id, role] of people) addPerson(world, id, role);
  return world;
};

const told = (
  world: World,
  sketches: Readonly<Record<string, Sketch>>,
  rule: Partial<AlertRule>,
): readonly string[] => {
  choose(world, 'ann', { rule: { ...defaultSettings.rule, ...rule }, perHour: 60 });
  for (const [id, sketch] of Object.entries(sketches)) addSketch(world, id, sketch);
  raiseAll(world);
  const ids = alertsOf(world, 'ann').map((row) => row.finding_id);
  const preview = previewRule(world.ledger, { ...defaultSettings.rule, ...rule }, 0, { now: noon, me: 'ann' });
  assert.equal(preview.count, ids.length, 'the preview says what is told');
  return ids;
};

void test('until a person chooses, calibrated findings of severity severe and above reach them by mail', (t) => {
  const world = worldWith(t, ['ann', 'analyst']);
  addSketch(world, 'f1', { severity: 'warning' });
  addSketch(world, 'f2', { severity: 'severe' });
  addSketch(world, 'f3', { severity: 'critical', standing: 'provisional' });
  raiseAll(world);
  assert.deepEqual(
    alertsOf(world).map((row) => [row.finding_id, row.state, row.reasons]),
    [['f2', 'open', '["rule"]']],
  );
  const [delivery] = deliveriesOf(world);
  assert.deepEqual([delivery.channel, delivery.kind, delivery.state], ['mail', 'alert', 'queued']);
  assert.match(delivery.message_id, /^<[0-9a-f-]{36}@ops\.example>$/);
});

void test('severity, standing, query and watchlists narrow as a rule says', (t) => {
  const sketches: Readonly<Record<string, Sketch>> = {
    notice: { severity: 'notice' },
    watched: { severity: 'notice', watchlisted: ['Ministry'] },
    critical: { severity: 'critical' },
    provisional: { severity: 'critical', standing: 'provisional' },
    text: { severity: 'critical', layers: ['text'] },
  };
  const cases: readonly (readonly [Partial<AlertRule>, readonly string[]])[] = [
    [{ severityAtLeast: 'notice' }, ['notice', 'watched', 'critical', 'text']],
    [{ severityAtLeast: 'critical' }, ['critical', 'text']],
    [{ severityAtLeast: 'critical', provisionalToo: true }, ['critical', 'provisional', 'text']],
    [{ severityAtLeast: 'critical', watchlist: 'always' }, ['watched', 'critical', 'text']],
    [{ severityAtLeast: 'notice', watchlist: 'only' }, ['watched']],
    [{ severityAtLeast: 'notice', q: 'layer:text' }, ['text']],
    [{ severityAtLeast: 'notice', q: '-layer:text watchlisted:no' }, ['notice', 'critical']],
  ];
  for (const [rule, expected] of cases) {
    const world = worldWith(t, ['ann', 'analyst']);
    assert.deepEqual(told(world, sketches, rule), expected, JSON.stringify(rule));
  }
});

void test('a rule that is off tells nothing; a query that cannot be read is refused with its place', (t) => {
  const world = worldWith(t, ['ann', 'analyst']);
  choose(world, 'ann', { rule: { ...defaultSettings.rule, enabled: false } });
  addSketch(world, 'f1', { severity: 'critical' });
  raiseAll(world);
  assert.deepEqual(alertsOf(world), []);
  const rule = { ...defaultSettings.rule, q: 'severty:critical' };
  assert.throws(() => choose(world, 'ann', { rule }), /QUERY_INVALID.*severty/);
});

void test('parties, observers and restricted people are told nothing', (t) => {
  const world = worldWith(
    t,
    ['party', 'party'],
    ['observer', 'observer'],
    ['gone', 'analyst'],
    ['desk', 'platformDesk'],
    ['authority', 'electionAuthority'],
    ['admin', 'administrator'],
  );
  restrict(world, 'gone');
  addSketch(world, 'f1');
  raiseAll(world);
  assert.deepEqual(
    alertsOf(world)
      .map((row) => row.person_id)
      .toSorted(),
    ['admin', 'authority', 'desk'],
  );
});

void test('a later revision updates the alert and sends nothing; a raised severity is told once, as a reply', (t) => {
  const world = worldWith(t, ['ann', 'analyst']);
  addSketch(world, 'f1', { severity: 'severe', title: 'First title' });
  raiseAll(world);
  reviseSketch(world, 'f1', { severity: 'severe', title: 'Second title' });
  raiseAll(world);
  assert.equal(alertsOf(world).length, 1);
  assert.equal(alertsOf(world)[0].title, 'Second title');
  assert.equal(alertsOf(world)[0].revision, 2);
  assert.equal(deliveriesOf(world).length, 1);
  for (const severity of ['critical', 'severe', 'critical'] as const) {
    reviseSketch(world, 'f1', { severity });
    raiseAll(world);
  }
  const [first, raised, ...more] = deliveriesOf(world);
  assert.deepEqual(more, []);
  assert.equal(raised.kind, 'raised');
  assert.equal(raised.reply_to, first.message_id);
  assert.equal(payloadOf(raised).items[0].severity, 'critical');
  assert.equal(alertsOf(world)[0].round, 1);
});

void test('what is below the threshold first is told when it rises above it', (t) => {
  const world = worldWith(t, ['ann', 'analyst']);
  addSketch(world, 'f1', { severity: 'critical', standing: 'provisional' });
  raiseAll(world);
  assert.deepEqual(alertsOf(world), []);
  reviseSketch(world, 'f1', { severity: 'critical', standing: 'calibrated' });
  raiseAll(world);
  assert.equal(alertsOf(world).length, 1);
});

void test('dismissed and lapsed findings close their alerts; taken up again they come back without a message', (t) => {
  const world = worldWith(t, ['ann', 'analyst']);
  addSketch(world, 'f1');
  addSketch(world, 'f2');
  raiseAll(world);
  dismiss(world, 'f1');
  lapseSketch(world, 'f2');
  raiseAll(world);
  assert.deepEqual(
    alertsOf(world).map((row) => row.state),
    ['closed', 'closed'],
  );
  examine(world, 'f1');
  raiseAll(world);
  assert.deepEqual(
    alertsOf(world).map((row) => row.state),
    ['open', 'closed'],
  );
  assert.equal(deliveriesOf(world).length, 2);
});

void test('a finding is taken once, whatever the clock shows', (t) => {
  const world = worldWith(t, ['ann', 'analyst']);
  world.clock.now = noon - 365 * 86_400_000;
  addSketch(world, 'f1');
  assert.equal(raiseAlerts(world, world.clock.now), 1);
  assert.equal(raiseAlerts(world, world.clock.now), 0);
  assert.equal(alertsOf(world).length, 1);
});

void test('every alert has its entry in the audit trail', (t) => {
  const world = worldWith(t, ['ann', 'analyst']);
  addSketch(world, 'f1');
  raiseAll(world);
  const rows = world.ledger.db.prepare("SELECT subject, details FROM audit WHERE event = 'alert.made'").all();
  assert.deepEqual(
    rows.map((row) => [row.subject, JSON.parse(String(row.details))]),
    [[alertsOf(world)[0].id, { finding: 'f1', person: 'ann', severity: 'severe', reasons: ['rule'], state: 'open' }]],
  );
});
