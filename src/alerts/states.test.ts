// The two state machines driven at random: every transition that happens is drawn in docs/alerts.md, every one that is
// drawn happens, and what must always hold does after every step.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import fc from 'fast-check';
import { acknowledge } from './acknowledge.ts';
import { advanceEscalations } from './escalate.ts';
import { claimDelivery, dueDeliveries, settleDelivery } from './outbox.ts';
import { releaseWaiting } from './release.ts';
import { defaultSettings } from './settings.ts';
import {
  addPerson,
  addSketch,
  alertsOf,
  choose,
  createWorld,
  dismiss,
  escalation,
  examine,
  lapseSketch,
  noon,
  putOnDuty,
  raiseAll,
  reviseSketch,
  type World,
} from './testing/world.ts';

const page = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'alerts.md'), 'utf8');
const drawn = (index: number): ReadonlySet<string> => {
  const diagram = page.split('```mermaid')[index + 1].split('```')[0];
  return new Set([...diagram.matchAll(/^ +(\S+) --> (\w+)/gm)].map(([, from, to]) => `${from} ${to}`));
};
const alertArrows = drawn(0);
const dutyArrows = drawn(1);

const quiet = {
  from: '22:00',
  to: '07:00',
  timeZone: 'UTC',
  days: [1, 2, 3, 4, 5, 6, 7],
  criticalBreaksThrough: true,
};
const hour = 3_600_000;

const steps: Readonly<Record<string, (world: World, pick: number) => void>> = {
  look: () => undefined,
  notice: (world) => reviseSketch(world, 'f', { severity: 'notice' }),
  severe: (world) => reviseSketch(world, 'f', { severity: 'severe' }),
  critical: (world) => reviseSketch(world, 'f', { severity: 'critical' }),
  dismiss: (world) => dismiss(world, 'f'),
  examine: (world) => examine(world, 'f'),
  lapse: (world) => lapseSketch(world, 'f'),
  // Before the finding in question, so that it comes into a flood.
  another: (world) => {
    addSketch(world, world.newId(), { severity: 'severe' });
    raiseAll(world);
  },
  night: (world) => {
    world.clock.now = noon + 11 * hour;
  },
  day: (world) => {
    world.clock.now = noon + 24 * hour;
  },
  later: (world) => {
    world.clock.now += 16 * 60_000;
  },
  nobodyFirst: (world) => putOnDuty(world, null, 'two'),
  onlyFirst: (world) => putOnDuty(world, 'one', null),
  noRota: (world) => putOnDuty(world, null, null, { enabled: false }),
  rota: (world) => putOnDuty(world, 'one', 'two'),
  acknowledge: (world, pick) => {
    const alerts = alertsOf(world).filter((row) => row.finding_id === 'f' && row.state !== 'closed');
    const row = alerts[pick % Math.max(1, alerts.length)];
    if (row !== undefined) acknowledge(world, row.id, { actor: { kind: 'operator' }, via: 'operator' });
  },
  giveUp: (world) => {
    for (const { id } of dueDeliveries(world.ledger, world.clock.now, 1)) {
      const row = claimDelivery(world.ledger, id, world.clock.now);
      if (row === undefined) continue;
      settleDelivery(world.ledger, row, { sent: false, permanent: true, problem: 'refused' }, world.clock.now, 0);
    }
  },
};
/** What the running alerts do, each by itself, so that one transition is seen at a time. */
const work: readonly ((world: World) => void)[] = [
  raiseAll,
  (world) => void releaseWaiting(world, world.clock.now),
  (world) => void advanceEscalations(world, world.clock.now),
];

const seenAlert = new Set<string>();
const seenDuty = new Set<string>();
type Picture = { readonly alerts: ReadonlyMap<string, string>; readonly duty: string };

function pictureOf(world: World): Picture {
  const row = escalation(world, 'f');
  const duty = row === undefined ? '[*]' : row.state === 'waiting' ? row.level : row.state;
  return { alerts: new Map(alertsOf(world).map((alert) => [alert.id, alert.state])), duty };
}

function compare(before: Picture, now: Picture): void {
  for (const [id, state] of now.alerts) {
    const was = before.alerts.get(id) ?? '[*]';
    if (was === state) continue;
    seenAlert.add(`${was} ${state}`);
    assert.ok(alertArrows.has(`${was} ${state}`), `an alert went from ${was} to ${state}`);
  }
  if (before.duty !== now.duty) {
    assert.ok(reaches(before.duty, now.duty), `the duty went from ${before.duty} to ${now.duty}`);
    seenDuty.add(`${before.duty} ${now.duty}`);
  }
}

/** Levels where nobody is are passed at once, so that a step can follow several arrows. */
const reaches = (from: string, to: string, arrows = 3): boolean =>
  dutyArrows.has(`${from} ${to}`) ||
  (arrows > 1 &&
    ['first', 'second', 'administrators'].some(
      (between) => dutyArrows.has(`${from} ${between}`) && reaches(between, to, arrows - 1),
    ));

function checkLedger(world: World): void {
  const { db } = world.ledger;
  const none = (sql: string): void => assert.equal(db.prepare(sql).get(), undefined, sql);
  none('SELECT 1 FROM alerts GROUP BY finding_id, person_id HAVING count(*) > 1');
  none("SELECT 1 FROM alerts WHERE state = 'open' AND told_rank < 0");
  none("SELECT 1 FROM alerts WHERE (state = 'acknowledged') AND acknowledged_at IS NULL");
  none("SELECT 1 FROM alert_escalations WHERE (state = 'waiting') <> (next_at IS NOT NULL)");
  none(`SELECT 1 FROM alert_deliveries WHERE kind <> 'test'
    AND id NOT IN (SELECT delivery_id FROM alert_delivery_items)`);
  none(`SELECT 1 FROM alert_escalations AS e JOIN findings AS f ON f.id = e.finding_id
    WHERE e.state = 'waiting' AND (f.state = 'dismissed' OR f.standing = 'lapsed')
    AND f.id NOT IN (SELECT finding_id FROM alert_pending)`);
}

type Beginning = {
  readonly administrators: boolean;
  readonly flood: boolean;
  readonly night: boolean;
  readonly rota: boolean;
  readonly severity: 'notice' | 'severe';
};

function play(actions: readonly (readonly [string, number])[], begin: Beginning): void {
  const world = createWorld();
  try {
    for (const id of ['one', 'two']) addPerson(world, id);
    if (begin.administrators) addPerson(world, 'admin', 'administrator');
    // Nothing here is about a power failure, and the disk is what would take the time.
    world.ledger.db.exec('PRAGMA synchronous=OFF');
    const rule = { ...defaultSettings.rule, severityAtLeast: 'notice' } as const;
    choose(world, 'one', { rule, quietHours: quiet, perHour: 1 });
    choose(world, 'two', { rule, quietHours: quiet, perHour: 2 });
    if (begin.flood) steps.another(world, 0);
    if (begin.night) steps.night(world, 0);
    if (begin.rota) steps.rota(world, 0);
    addSketch(world, 'f', { severity: begin.severity });
    let before = pictureOf(world);
    for (const [name, pick] of [['look', 0], ...actions] as const) {
      for (const act of [(w: World) => steps[name](w, pick), ...work]) {
        act(world);
        const now = pictureOf(world);
        compare(before, now);
        before = now;
      }
      checkLedger(world);
    }
  } finally {
    world.close();
  }
}

const plain: Beginning = { administrators: false, flood: false, night: false, rota: false, severity: 'notice' };

void test('transitions that chance seldom meets, one by one', () => {
  const duty: Beginning = { ...plain, rota: true, severity: 'severe' };
  const flood: Beginning = { ...plain, flood: true };
  const ways: readonly (readonly [Beginning, readonly string[]])[] = [
    [plain, ['acknowledge', 'severe']],
    [plain, ['lapse', 'night', 'severe']],
    [plain, ['acknowledge', 'night', 'severe']],
    [plain, ['night', 'severe', 'day']],
    [plain, ['night', 'severe', 'lapse', 'severe', 'acknowledge']],
    [flood, ['acknowledge']],
    [flood, ['dismiss', 'examine', 'later', 'later', 'later', 'later']],
    [{ ...plain, night: true }, ['acknowledge']],
    [{ ...plain, night: true }, ['dismiss', 'examine', 'day']],
    [duty, ['acknowledge', 'critical', 'dismiss', 'examine']],
    [duty, ['acknowledge', 'dismiss']],
    [plain, ['acknowledge', 'dismiss', 'examine']],
    [duty, ['later', 'acknowledge']],
    [duty, ['later', 'dismiss']],
    [duty, ['later', 'later', 'acknowledge']],
    [duty, ['later', 'later', 'dismiss']],
    [duty, ['later', 'later', 'later', 'critical']],
    [{ ...duty, administrators: true }, ['later', 'later', 'acknowledge']],
    [{ ...duty, administrators: true }, ['later', 'later', 'dismiss']],
    [{ ...duty, administrators: true }, ['later', 'later', 'later', 'critical']],
  ];
  for (const [begin, names] of ways) {
    const actions = names.map((name) => [name, 0] as const);
    play(actions, begin);
  }
});

void test('whatever happens, in whatever order, only drawn transitions happen', () => {
  const step = fc.tuple(fc.constantFrom(...Object.keys(steps)), fc.nat(3));
  const beginning = fc.record({
    administrators: fc.boolean(),
    flood: fc.boolean(),
    night: fc.boolean(),
    rota: fc.boolean(),
    severity: fc.constantFrom('notice' as const, 'severe' as const),
  });
  fc.assert(
    fc.property(fc.array(step, { minLength: 5, maxLength: 25 }), beginning, (actions, begin) => play(actions, begin)),
    { numRuns: 40, seed: 20260603 },
  );
});

after(() => {
  const missing = [...alertArrows].filter((arrow) => !seenAlert.has(arrow) && arrow !== 'open open');
  assert.deepEqual(missing, [], 'drawn and never seen');
  const missingDuty = [...dutyArrows].filter((arrow) => !seenDuty.has(arrow));
  assert.deepEqual(missingDuty, [], 'drawn and never seen');
});
