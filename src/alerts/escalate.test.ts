// The escalation, transition by transition, as docs/alerts.md draws it.
import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { acknowledge } from './acknowledge.ts';
import { advanceEscalations } from './escalate.ts';
import { claimDelivery, settleDelivery } from './outbox.ts';
import type { DeliveryRow } from './delivery.ts';
import {
  addPerson,
  addSketch,
  alertsOf,
  choose,
  createWorld,
  deliveriesOf,
  dismiss,
  escalation,
  examine,
  lapseSketch,
  putOnDuty,
  raiseAll,
  restrict,
  reviseSketch,
  stepsOf,
  type World,
} from './testing/world.ts';
import { defaultSettings } from './settings.ts';

const wait = 15 * 60_000;

/** People whose own thresholds are off, so that only the duty tells them. */
function duty(t: TestContext, first: string | null = 'one', second: string | null = 'two'): World {
  const world = createWorld();
  t.after(world.close);
  for (const id of ['one', 'two', 'three']) addPerson(world, id);
  for (const id of ['admin', 'admin2']) addPerson(world, id, 'administrator');
  for (const id of ['one', 'two', 'three', 'admin', 'admin2']) {
    choose(world, id, { rule: { ...defaultSettings.rule, enabled: false } });
  }
  putOnDuty(world, first, second);
  addSketch(world, 'f1');
  raiseAll(world);
  return world;
}
const pass = (world: World, milliseconds = wait): number => {
  world.clock.now += milliseconds;
  return advanceEscalations(world, world.clock.now);
};
const told = (world: World): readonly string[] => alertsOf(world).map((row) => row.person_id);
const state = (world: World): readonly (string | undefined)[] => {
  const row = escalation(world, 'f1');
  return [row?.state, row?.level];
};
const byPerson = (id: string) => ({ actor: { kind: 'person', id }, via: 'console' }) as const;

void test('first on duty, then the second, then all administrators, then nobody is left', (t) => {
  const world = duty(t);
  assert.deepEqual(state(world), ['waiting', 'first']);
  assert.deepEqual(told(world), ['one']);
  assert.equal(pass(world, wait - 1), 0);
  assert.equal(pass(world, 1), 1);
  assert.deepEqual(state(world), ['waiting', 'second']);
  assert.deepEqual(told(world), ['one', 'two']);
  assert.equal(pass(world), 1);
  assert.deepEqual(state(world), ['waiting', 'administrators']);
  assert.deepEqual(told(world), ['one', 'two', 'admin', 'admin2']);
  assert.equal(pass(world), 1);
  assert.deepEqual(state(world), ['exhausted', 'administrators']);
  assert.equal(pass(world), 0);
  assert.deepEqual(stepsOf(world, 'f1'), ['first: one', 'second: two', 'administrators: admin admin2', 'nobody: ']);
  assert.deepEqual(
    alertsOf(world).map((row) => row.reasons),
    ['["duty"]', '["escalation"]', '["escalation"]', '["escalation"]'],
  );
  const audited = world.ledger.db.prepare("SELECT count(*) AS n FROM audit WHERE event = 'alert.escalated'").get();
  assert.equal(audited?.n, 4);
});

void test('acknowledged at any level it ends there, and the others who were told are done too', (t) => {
  for (const steps of [0, 1, 2, 3]) {
    const world = duty(t);
    for (let i = 0; i < steps; i++) pass(world);
    acknowledge(world, alertsOf(world)[0].id, byPerson('three'));
    assert.equal(state(world)[0], 'acknowledged');
    assert.ok(alertsOf(world).every((row) => row.state === 'acknowledged' && row.acknowledged_by === 'three'));
    assert.equal(pass(world), 0);
    assert.equal(alertsOf(world).length, [1, 2, 4, 4][steps]);
  }
});

void test('where nobody is on duty the next level is told at once', (t) => {
  assert.deepEqual(stepsOf(duty(t, null, 'two'), 'f1'), ['first: ', 'second: two']);
  assert.deepEqual(stepsOf(duty(t, null, null), 'f1'), ['first: ', 'second: ', 'administrators: admin admin2']);
  const world = duty(t, 'one', null);
  pass(world);
  assert.deepEqual(stepsOf(world, 'f1'), ['first: one', 'second: ', 'administrators: admin admin2']);
  assert.deepEqual(state(world), ['waiting', 'administrators']);
});

void test('a restricted person on duty counts as nobody; without administrators it is exhausted and says so', (t) => {
  const world = duty(t);
  restrict(world, 'two');
  restrict(world, 'admin');
  restrict(world, 'admin2');
  pass(world);
  assert.deepEqual(state(world), ['exhausted', 'administrators']);
  assert.deepEqual(stepsOf(world, 'f1'), ['first: one', 'second: ', 'administrators: ']);
});

void test('dismissed or lapsed findings close it; taken up again the duty begins anew', (t) => {
  const dismissed = duty(t);
  dismiss(dismissed, 'f1');
  raiseAll(dismissed);
  assert.deepEqual(state(dismissed), ['closed', 'first']);
  assert.equal(pass(dismissed), 0);
  examine(dismissed, 'f1');
  raiseAll(dismissed);
  assert.deepEqual(state(dismissed), ['waiting', 'first']);
  const lapsed = duty(t);
  lapseSketch(lapsed, 'f1');
  raiseAll(lapsed);
  assert.deepEqual(state(lapsed), ['closed', 'first']);
  const noticed = duty(t);
  dismiss(noticed, 'f1');
  pass(noticed);
  assert.deepEqual(state(noticed), ['closed', 'first'], 'also where the time comes before the change is taken');
});

void test('a finding that becomes more severe begins anew after acknowledgement and after exhaustion, not while waiting', (t) => {
  const acknowledged = duty(t);
  acknowledge(acknowledged, alertsOf(acknowledged)[0].id, byPerson('one'));
  reviseSketch(acknowledged, 'f1', { severity: 'critical' });
  raiseAll(acknowledged);
  assert.deepEqual(state(acknowledged), ['waiting', 'first']);
  assert.equal(alertsOf(acknowledged)[0].state, 'open');
  assert.deepEqual(
    deliveriesOf(acknowledged).map(({ kind }) => kind),
    ['alert', 'raised'],
  );

  const exhausted = duty(t);
  for (let i = 0; i < 3; i++) pass(exhausted);
  reviseSketch(exhausted, 'f1', { severity: 'critical' });
  raiseAll(exhausted);
  assert.deepEqual(state(exhausted), ['waiting', 'first']);

  const waiting = duty(t);
  pass(waiting);
  reviseSketch(waiting, 'f1', { severity: 'critical' });
  raiseAll(waiting);
  assert.deepEqual(state(waiting), ['waiting', 'second']);
});

void test('the same severity again changes nothing after acknowledgement', (t) => {
  const world = duty(t);
  acknowledge(world, alertsOf(world)[0].id, byPerson('one'));
  reviseSketch(world, 'f1', { severity: 'severe' });
  raiseAll(world);
  assert.equal(state(world)[0], 'acknowledged');
  assert.equal(alertsOf(world)[0].state, 'acknowledged');
});

void test('a message that is given up does not let its level wait', (t) => {
  const world = duty(t);
  const [delivery] = deliveriesOf(world);
  const row = claimDelivery(world.ledger, delivery.id, world.clock.now) as DeliveryRow;
  settleDelivery(world.ledger, row, { sent: false, permanent: true, problem: 'refused' }, world.clock.now, 0);
  assert.equal(pass(world, 0), 1);
  assert.deepEqual(state(world), ['waiting', 'second']);
});

void test('somebody on duty without a channel is told by mail all the same', (t) => {
  const world = createWorld();
  t.after(world.close);
  addPerson(world, 'one');
  choose(world, 'one', { mail: false });
  putOnDuty(world, 'one', null);
  addSketch(world, 'f1');
  raiseAll(world);
  assert.deepEqual(
    deliveriesOf(world).map(({ channel }) => channel),
    ['mail'],
  );
});

void test('without a rota nothing escalates', (t) => {
  const world = createWorld();
  t.after(world.close);
  addPerson(world, 'one');
  addSketch(world, 'f1');
  raiseAll(world);
  assert.equal(escalation(world, 'f1'), undefined);
});
