// Acknowledgement in the console and by the link of a mail: once, for what the mail told, and for nobody else.
import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { acknowledge, acknowledgeByLink, lookAtLink } from './acknowledge.ts';
import { readLink, signLink } from './link.ts';
import { releaseWaiting } from './release.ts';
import { acknowledgeUrl } from './send.ts';
import {
  addPerson,
  addSketch,
  alertsOf,
  choose,
  createWorld,
  deliveriesOf,
  dismiss,
  raiseAll,
  restrict,
  reviseSketch,
  type World,
} from './testing/world.ts';

function told(t: TestContext, ...findings: readonly string[]): World {
  const world = createWorld();
  t.after(world.close);
  addPerson(world, 'ann');
  for (const id of findings) addSketch(world, id);
  raiseAll(world);
  return world;
}
const tokenOf = (world: World, index = 0): string => acknowledgeUrl(world, deliveriesOf(world)[index]).split('#')[1];
const use = (world: World, token: string) => acknowledgeByLink(world, token, world.clock.now, '192.0.2.1');
const byAnn = { actor: { kind: 'person', id: 'ann' }, via: 'console' } as const;

void test('twice is once; what is not there and what is closed is refused', (t) => {
  const world = told(t, 'f1', 'f2');
  const [first, second] = alertsOf(world);
  assert.equal(acknowledge(world, first.id, byAnn).state, 'acknowledged');
  world.clock.now += 1000;
  assert.equal(acknowledge(world, first.id, byAnn).acknowledged_at, world.clock.now - 1000);
  assert.throws(() => acknowledge(world, 'none', byAnn), /NOT_FOUND/);
  dismiss(world, 'f2');
  raiseAll(world);
  assert.throws(() => acknowledge(world, second.id, byAnn), /CONFLICT/);
});

void test('the link is in the fragment, which no server and no proxy sees; looking changes nothing', (t) => {
  const world = told(t, 'f1');
  const url = acknowledgeUrl(world, deliveriesOf(world)[0]);
  assert.match(url, /^https:\/\/ops\.example\/acknowledge#[\w-]{20,200}$/);
  assert.equal(url, acknowledgeUrl(world, deliveriesOf(world)[0]), 'every attempt has the same');
  for (let i = 0; i < 3; i++) {
    const { used, alerts } = lookAtLink(world, tokenOf(world), world.clock.now);
    assert.deepEqual([used, alerts.map(({ state }) => state)], [false, ['open']]);
  }
});

void test('it acknowledges once, in the name of whom the mail went to, and says so', (t) => {
  const world = told(t, 'f1');
  assert.equal(use(world, tokenOf(world)).used, false);
  const [row] = alertsOf(world);
  assert.deepEqual([row.state, row.acknowledged_by, row.acknowledged_via], ['acknowledged', 'ann', 'mail']);
  assert.equal(use(world, tokenOf(world)).used, true);
  const audited = world.ledger.db
    .prepare("SELECT actor_id, address, details FROM audit WHERE event = 'alert.acknowledged'")
    .all()
    .map((entry) => ({ ...entry }));
  assert.deepEqual(audited, [
    { actor_id: 'ann', address: '192.0.2.0/24', details: '{"finding":"f1","person":"ann","via":"mail"}' },
  ]);
});

void test('a link of an old mail does not acknowledge what has become more severe since', (t) => {
  const world = told(t, 'f1');
  reviseSketch(world, 'f1', { severity: 'critical' });
  raiseAll(world);
  assert.deepEqual(use(world, tokenOf(world, 0)).alerts, []);
  assert.equal(alertsOf(world)[0].state, 'open');
  use(world, tokenOf(world, 1));
  assert.equal(alertsOf(world)[0].state, 'acknowledged');
});

void test('the link of a digest acknowledges everything in it', (t) => {
  const world = createWorld();
  t.after(world.close);
  addPerson(world, 'ann');
  choose(world, 'ann', { perHour: 1 });
  for (let i = 0; i < 30; i++) addSketch(world, `f${i}`);
  raiseAll(world);
  world.clock.now += 3_600_000;
  releaseWaiting(world, world.clock.now);
  assert.equal(use(world, tokenOf(world, 1)).alerts.length, 29);
  assert.deepEqual(
    alertsOf(world).map(({ state }) => state),
    ['open', ...Array.from({ length: 29 }, () => 'acknowledged')],
  );
});

void test('altered, foreign and late links and those of restricted people are refused alike', (t) => {
  const world = told(t, 'f1');
  const token = tokenOf(world);
  const [{ id }] = deliveriesOf(world);
  const other = createWorld();
  t.after(other.close);
  const content = Buffer.from(`${id}.zzzzzzzzzz`).toString('base64url');
  const bad = [
    content + token.slice(-43),
    `x${token}`,
    `${token.slice(0, -2)}AA`,
    `${token}=`,
    token.slice(0, -43),
    token.slice(1),
    signLink(Buffer.alloc(32), id, world.clock.now + 1000),
    '',
    '..',
  ];
  for (const one of bad) assert.throws(() => use(world, one), /NOT_FOUND/, one);
  assert.throws(() => use(other, token), /NOT_FOUND/);
  assert.throws(() => acknowledgeByLink(world, token, world.clock.now + 7 * 86_400_000, ''), /NOT_FOUND/);
  restrict(world, 'ann');
  assert.throws(() => use(world, token), /NOT_FOUND/);
  assert.equal(alertsOf(world)[0].state, 'open');
});

void test('a signature holds for its delivery and its end only', () => {
  const key = Buffer.alloc(32, 7);
  const token = signLink(key, 'd1', 1000);
  assert.equal(readLink(key, token, 999), 'd1');
  assert.equal(readLink(key, token, 1000), undefined);
  assert.equal(readLink(Buffer.alloc(32, 8), token, 0), undefined);
});
