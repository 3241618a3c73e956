// Quiet hours and floods: what waits, what breaks through, and that what waited is sent together.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { releaseWaiting } from './release.ts';
import {
  addPerson,
  addSketch,
  alertsOf,
  choose,
  createWorld,
  deliveriesOf,
  dismiss,
  payloadOf,
  putOnDuty,
  raiseAll,
  reviseSketch,
  type World,
} from './testing/world.ts';

const minute = 60_000;
const hour = 3_600_000;
const night = {
  from: '22:00',
  to: '07:00',
  timeZone: 'Europe/Brussels',
  days: [1, 2, 3, 4, 5, 6, 7],
  criticalBreaksThrough: true,
};
const midnight = Date.parse('2026-06-03T22:00:00Z');
const morning = Date.parse('2026-06-04T05:00:00Z');

const asleep = (t: { after: (done: () => void) => void }, change = {}): World => {
  const world = createWorld();
  t.after(world.close);
  addPerson(world, 'ann');
  choose(world, 'ann', { quietHours: { ...night, ...change } });
  world.clock.now = midnight;
  return world;
};
const states = (world: World): readonly string[] => alertsOf(world).map(({ state }) => state);
const release = (world: World): number => releaseWaiting(world, world.clock.now);

void test('alerts of the night are held, and sent together when it ends', (t) => {
  const world = asleep(t);
  addSketch(world, 'f1');
  addSketch(world, 'f2');
  raiseAll(world);
  assert.deepEqual(states(world), ['held', 'held']);
  world.clock.now = morning - 1;
  assert.equal(release(world), 0);
  world.clock.now = morning;
  assert.equal(release(world), 2);
  assert.deepEqual(states(world), ['open', 'open']);
  const [digest, ...more] = deliveriesOf(world);
  assert.deepEqual(more, []);
  assert.equal(digest.kind, 'digest');
  assert.deepEqual(
    payloadOf(digest)
      .items.map((item) => item.findingId)
      .toSorted(),
    ['f1', 'f2'],
  );
  assert.equal(release(world), 0, 'told once');
});

void test('one that waited alone is told like any other', (t) => {
  const world = asleep(t);
  addSketch(world, 'f1');
  raiseAll(world);
  world.clock.now = morning;
  release(world);
  assert.equal(deliveriesOf(world)[0].kind, 'alert');
});

void test('critical ones break through where the person says so, and only there', (t) => {
  const through = asleep(t);
  addSketch(through, 'f1', { severity: 'critical' });
  raiseAll(through);
  assert.deepEqual(states(through), ['open']);
  const held = asleep(t, { criticalBreaksThrough: false });
  addSketch(held, 'f1', { severity: 'critical' });
  raiseAll(held);
  assert.deepEqual(states(held), ['held']);
});

void test('one that becomes critical while it is held breaks through', (t) => {
  const world = asleep(t);
  addSketch(world, 'f1');
  raiseAll(world);
  reviseSketch(world, 'f1', { severity: 'critical' });
  raiseAll(world);
  assert.deepEqual(states(world), ['open']);
  assert.equal(deliveriesOf(world).length, 1);
});

void test('who is on duty has no quiet hours', (t) => {
  const world = asleep(t);
  putOnDuty(world, 'ann', null);
  addSketch(world, 'f1');
  raiseAll(world);
  assert.deepEqual(states(world), ['open']);
});

void test('what is dismissed in the night is not told in the morning', (t) => {
  const world = asleep(t);
  addSketch(world, 'f1');
  raiseAll(world);
  dismiss(world, 'f1');
  raiseAll(world);
  world.clock.now = morning;
  assert.equal(release(world), 0);
  assert.deepEqual(deliveriesOf(world), []);
});

void test('quiet hours that a person ends release what they held', (t) => {
  const world = asleep(t);
  addSketch(world, 'f1');
  raiseAll(world);
  choose(world, 'ann', { quietHours: null });
  assert.equal(release(world), 1);
});

void test('a flood: so many messages an hour, then one digest with all the rest', (t) => {
  const world = createWorld();
  t.after(world.close);
  addPerson(world, 'ann');
  choose(world, 'ann', { perHour: 3 });
  const begin = world.clock.now;
  for (let i = 0; i < 40; i++) {
    addSketch(world, `f${i}`);
    raiseAll(world);
    world.clock.now += 1000;
    release(world);
  }
  assert.equal(deliveriesOf(world).length, 3);
  assert.equal(alertsOf(world).filter(({ state }) => state === 'batched').length, 37);
  world.clock.now = begin + hour - 1;
  assert.equal(release(world), 0);
  world.clock.now = begin + hour;
  assert.equal(release(world), 37);
  const digest = deliveriesOf(world)[3];
  assert.equal(digest.kind, 'digest');
  assert.equal(payloadOf(digest).items.length + payloadOf(digest).more, 37);
  assert.equal(alertsOf(world).filter(({ state }) => state === 'open').length, 40);
});

void test('a flood of lesser ones does not hide a critical one, and its digest names the most severe first', (t) => {
  const world = createWorld();
  t.after(world.close);
  addPerson(world, 'ann');
  choose(world, 'ann', {
    perHour: 1,
    rule: { enabled: true, severityAtLeast: 'warning', provisionalToo: false, q: '', watchlist: 'ignore' },
  });
  addSketch(world, 'f1', { severity: 'warning' });
  raiseAll(world);
  addSketch(world, 'f2', { severity: 'warning' });
  addSketch(world, 'f3', { severity: 'severe' });
  addSketch(world, 'f4', { severity: 'critical' });
  raiseAll(world);
  assert.deepEqual(states(world), ['open', 'batched', 'batched', 'open']);
  world.clock.now += hour;
  release(world);
  assert.deepEqual(
    payloadOf(deliveriesOf(world)[2]).items.map((item) => item.findingId),
    ['f3', 'f2'],
  );
});

void test('a clock that is set back or forward neither loses nor delays what waits', (t) => {
  for (const jump of [-30 * 24 * hour, 30 * 24 * hour]) {
    const world = createWorld();
    addPerson(world, 'ann');
    choose(world, 'ann', { perHour: 1 });
    addSketch(world, 'f1');
    addSketch(world, 'f2');
    raiseAll(world);
    assert.deepEqual(states(world), ['open', 'batched']);
    world.clock.now += jump;
    assert.equal(release(world), 1);
    world.close();
  }
  const world = asleep(t);
  addSketch(world, 'f1');
  raiseAll(world);
  world.clock.now -= 12 * hour;
  assert.equal(release(world), 1, 'it is noon now, so it is told now');
});

void test('the autumn night with its hour that comes twice releases once', (t) => {
  const world = asleep(t, { to: '02:30' });
  world.clock.now = Date.parse('2026-10-24T23:00:00Z');
  addSketch(world, 'f1');
  raiseAll(world);
  assert.deepEqual(states(world), ['held']);
  const told = [];
  for (let i = 0; i < 300; i++) {
    if (release(world) > 0) told.push(new Date(world.clock.now).toISOString());
    world.clock.now += minute;
  }
  assert.deepEqual(told, ['2026-10-25T00:30:00.000Z']);
});
