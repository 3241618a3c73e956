// The outbox: attempts, waits, giving up, withdrawal, recovery, and clocks that jump.
import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { acknowledge } from './acknowledge.ts';
import { backoff, waitAfter } from './backoff.ts';
import type { DeliveryRow, Outcome } from './delivery.ts';
import { claimDelivery, dueDeliveries, recoverOutbox, settleDelivery, shiftWaits } from './outbox.ts';
import {
  addPerson,
  addSketch,
  alertsOf,
  createWorld,
  deliveriesOf,
  escalation,
  putOnDuty,
  raiseAll,
  type World,
} from './testing/world.ts';

const refused: Outcome = { sent: false, permanent: false, problem: 'greylisted' };

function waiting(t: TestContext): World {
  const world = createWorld();
  t.after(world.close);
  addPerson(world, 'ann');
  addSketch(world, 'f1');
  raiseAll(world);
  return world;
}
const claim = (world: World): DeliveryRow => {
  const [due] = dueDeliveries(world.ledger, world.clock.now, 1);
  return claimDelivery(world.ledger, due.id, world.clock.now) as DeliveryRow;
};
const attempt = (world: World, outcome: Outcome, random = 0.5): void =>
  settleDelivery(world.ledger, claim(world), outcome, world.clock.now, random);
const due = (world: World): number => dueDeliveries(world.ledger, world.clock.now, 10).length;

void test('waits double to an hour and are spread by a quarter either way', () => {
  assert.deepEqual(
    [1, 2, 3, 4].map((n) => waitAfter(n, 0.5)),
    [20_000, 40_000, 80_000, 160_000],
  );
  assert.equal(waitAfter(30, 0.5), 3_600_000);
  assert.equal(waitAfter(1, 0), 15_000);
  assert.equal(waitAfter(1, 1), 25_000);
  assert.equal(waitAfter(1_000_000, 1), 4_500_000);
});

void test('what fails for now is tried again after its wait, under the same Message-ID', (t) => {
  const world = waiting(t);
  const { message_id: before } = deliveriesOf(world)[0];
  attempt(world, refused);
  assert.equal(due(world), 0);
  world.clock.now += 19_999;
  assert.equal(due(world), 0);
  world.clock.now += 1;
  assert.equal(due(world), 1);
  attempt(world, { sent: true });
  const [row] = deliveriesOf(world);
  assert.deepEqual([row.state, row.attempts, row.message_id, row.problem], ['sent', 2, before, null]);
  assert.equal(row.sent_at, world.clock.now);
  assert.equal(due(world), 0);
});

void test('what is refused for good is given up at once; what fails for two days is given up then', (t) => {
  const permanent = waiting(t);
  attempt(permanent, { sent: false, permanent: true, problem: '550 no such user' });
  assert.equal(deliveriesOf(permanent)[0].state, 'givenUp');
  const world = waiting(t);
  const begin = world.clock.now;
  let attempts = 0;
  while (deliveriesOf(world)[0].state !== 'givenUp') {
    const next = deliveriesOf(world)[0].next_at as number;
    world.clock.now = Math.max(world.clock.now, next);
    attempt(world, refused);
    attempts++;
    assert.ok(attempts < 100);
  }
  assert.ok(world.clock.now - begin > backoff.giveUpAfterMs);
  assert.ok(attempts > 40, `${attempts} attempts in two days`);
  const audited = world.ledger.db.prepare("SELECT count(*) AS n FROM audit WHERE event = 'alert.givenUp'").get();
  assert.equal(audited?.n, 1);
});

void test('what was acknowledged before it could be sent is withdrawn', (t) => {
  const world = waiting(t);
  attempt(world, refused);
  acknowledge(world, alertsOf(world)[0].id, { actor: { kind: 'operator' }, via: 'operator' });
  world.clock.now += 60_000;
  const [row] = dueDeliveries(world.ledger, world.clock.now, 1);
  assert.equal(claimDelivery(world.ledger, row.id, world.clock.now), undefined);
  assert.equal(deliveriesOf(world)[0].state, 'withdrawn');
});

void test('a message is claimed once; what was cut off is due again after a start', (t) => {
  const world = waiting(t);
  const row = claim(world);
  assert.equal(claimDelivery(world.ledger, row.id, world.clock.now), undefined);
  assert.equal(due(world), 0);
  assert.equal(recoverOutbox(world.ledger, world.clock.now), 1);
  const again = claim(world);
  assert.deepEqual([again.id, again.message_id, again.attempts], [row.id, row.message_id, 2]);
});

void test('a date that a wrong clock wrote far ahead holds nothing up', (t) => {
  const world = waiting(t);
  world.clock.now += 365 * 86_400_000;
  attempt(world, refused);
  world.ledger.db.exec("UPDATE alert_deliveries SET state = 'failed', next_at = created_at + 31536000000");
  world.clock.now -= 365 * 86_400_000;
  assert.equal(due(world), 1);
});

void test('waits move along when the clock is set', (t) => {
  const world = waiting(t);
  putOnDuty(world, 'ann', null);
  addSketch(world, 'f2');
  raiseAll(world);
  const before = escalation(world, 'f2')?.next_at as number;
  shiftWaits(world.ledger, -5000);
  assert.equal(escalation(world, 'f2')?.next_at, before - 5000);
  assert.equal(deliveriesOf(world)[0].next_at, deliveriesOf(world)[0].created_at - 5000);
});
