// Guessing is slowed down; nobody is locked out by others.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { PollwardenError } from '../kernel/errors.ts';
import { createHashQueue } from './hash-queue.ts';
import { changePassword } from './own-account.ts';
import { sessionOf } from './sessions.ts';
import { signInWithPassword } from './sign-in.ts';
import { browser, elsewhere, eventsOf, office, passwordOf } from './testing/office.ts';
import { createThrottle, type Source } from './throttle.ts';

const source = (more: Partial<Source> = {}): Source => ({
  account: 'a',
  network: 'n',
  device: undefined,
  knownNetwork: false,
  ...more,
});

test('after five wrong attempts each next one waits twice as long, up to a quarter of an hour', () => {
  let now = 0;
  const throttle = createThrottle(() => now);
  const waits: number[] = [];
  for (let i = 0; i < 20; i++) {
    assert.equal(throttle.begin(source()).refused, undefined);
    const refused = throttle.begin(source()).refused;
    waits.push(refused?.seconds ?? 0);
    now += (refused?.seconds ?? 0) * 1000;
    // A pair that waits fills neither of the wider buckets.
    throttle.begin(source({ account: 'other', network: `${i}` }));
  }
  assert.deepEqual(waits.slice(0, 2), [0, 0]);
  const delays = waits.filter((wait) => wait > 0);
  assert.deepEqual(delays.slice(0, 10), [1, 2, 4, 8, 16, 32, 64, 128, 256, 512]);
  assert.equal(Math.max(...delays), 900);
});

test('an office of many people and slips is not held back; a flood from there is', () => {
  let now = 0;
  const throttle = createThrottle(() => now);
  for (let i = 0; i < 5000; i++) {
    now += 30_000;
    const attempt = throttle.begin(source({ network: 'office', account: `${i % 200}`, knownNetwork: true }));
    assert.equal(attempt.refused, undefined, `sign-in ${i}`);
    if (i % 4 !== 0) attempt.succeeded();
  }
  for (let i = 0; i < 60; i++) throttle.begin(source({ network: 'office', account: `guess ${i}` }));
  assert.equal(throttle.begin(source({ network: 'office', account: 'x' })).refused?.scope, 'network');
});

test('a hundred attempts at once are no way around', () => {
  const throttle = createThrottle(() => 0);
  const passed = Array.from({ length: 100 }, () => throttle.begin(source())).filter((one) => one.refused === undefined);
  assert.equal(passed.length, 5);
});

test('success forgives the pair, a cancelled attempt counts for nothing', () => {
  const throttle = createThrottle(() => 0);
  for (let round = 0; round < 30; round++) {
    const attempt = throttle.begin(source());
    assert.ok(attempt.refused === undefined);
    if (round % 2 === 0) attempt.cancelled();
    else attempt.succeeded();
  }
  assert.equal(throttle.size(), 0);
});

test('a known device and a known network pass whatever others do, and answer for their own guesses', () => {
  let now = 0;
  const throttle = createThrottle(() => now);
  for (let i = 0; i < 10_000; i++) {
    now += 5;
    throttle.begin(source({ network: `elsewhere ${i % 700}` }));
  }
  assert.notEqual(throttle.begin(source({ network: 'new' })).refused, undefined, 'a stranger is held back');
  assert.equal(throttle.begin(source({ network: 'office', knownNetwork: true })).refused, undefined);
  for (let i = 0; i < 60; i++) throttle.begin(source({ network: 'office', knownNetwork: true }));
  assert.notEqual(throttle.begin(source({ network: 'office', knownNetwork: true })).refused, undefined);
  const device = source({ network: 'office', device: 'd', knownNetwork: true });
  assert.equal(throttle.begin(device).refused, undefined, 'the device passes in a network that is held back');
  for (let i = 0; i < 20; i++) throttle.begin(device);
  assert.notEqual(throttle.begin(device).refused, undefined, 'and has its own bound');
});

test('property: however attempts are spread, one account is tried at most so often', () => {
  const step = fc.record({ network: fc.integer({ min: 0, max: 5000 }), pause: fc.integer({ min: 0, max: 400 }) });
  fc.assert(
    fc.property(fc.array(step, { minLength: 400, maxLength: 1200 }), (steps) => {
      let now = 0;
      const throttle = createThrottle(() => now);
      let passed = 0;
      for (const { network, pause } of steps) {
        now += pause;
        if (throttle.begin(source({ network: `${network}` })).refused === undefined) passed++;
      }
      // 100 free, then waits of 1, 2, 4, … up to 60 s.
      const bound = 100 + Math.ceil(Math.log2(now / 1000 + 2)) + now / 60_000 + 1;
      assert.ok(passed <= bound, `${passed} within ${now} ms`);
    }),
    { numRuns: 50 },
  );
});

test('memory is bounded', () => {
  const throttle = createThrottle(() => 0, 1000);
  for (let i = 0; i < 20_000; i++) throttle.begin(source({ network: `${i}`, account: `${i}` }));
  assert.ok(throttle.size() <= 1000);
});

test('hashes: two at a time, known devices first, and refused when many wait', async () => {
  const queue = createHashQueue(2, 3);
  let running = 0;
  let most = 0;
  const order: string[] = [];
  const gates: (() => void)[] = [];
  const work = (name: string) => async (): Promise<void> => {
    most = Math.max(most, ++running);
    order.push(name);
    await new Promise<void>((resolve) => gates.push(resolve));
    running--;
  };
  const jobs = ['a', 'b', 'c', 'd', 'e'].map(async (name) => await queue.run('unknown', work(name)));
  await assert.rejects(
    queue.run('unknown', work('f')),
    (error) => (error as PollwardenError).code === 'TOO_MANY_REQUESTS',
  );
  jobs.push(queue.run('known', work('owner')));
  while (order.length < 6 || gates.length > 0) {
    gates.shift()?.();
    await new Promise((resolve) => setImmediate(resolve));
  }
  await Promise.all(jobs);
  assert.equal(most, 2);
  assert.deepEqual(order, ['a', 'b', 'owner', 'c', 'd', 'e']);
  await assert.rejects(
    queue.run('known', () => Promise.reject(new Error('x'))),
    /x/u,
  );
  assert.equal(await queue.run('unknown', async () => 7), 7);
});

test('10,000 wrong log-ins from elsewhere: the owner signs in, and the trail does not drown', async (t) => {
  const space = await office(t);
  const { accounts, clock, elapsed, admin } = space;
  const entries = eventsOf(accounts).length;
  const tally = { SIGN_IN_FAILED: 0, TOO_MANY_REQUESTS: 0 };
  const wrong = async (i: number): Promise<void> => {
    const guess = { email: admin.email, password: `guess number ${i}` };
    try {
      await signInWithPassword(accounts, guess, browser(elsewhere(i % 400)));
      assert.fail('a guess came in');
    } catch (error) {
      assert.ok(error instanceof PollwardenError);
      tally[error.code as keyof typeof tally]++;
    }
  };
  for (let i = 0; i < 10_000; i += 10) {
    clock.now += 300;
    elapsed.now += 300;
    await Promise.all(Array.from({ length: 10 }, async (_, k) => await wrong(i + k)));
  }
  assert.equal(tally.SIGN_IN_FAILED + tally.TOO_MANY_REQUESTS, 10_000);
  assert.ok(tally.SIGN_IN_FAILED <= 120, `${tally.SIGN_IN_FAILED} guesses were tried`);
  const right = { email: admin.email, password: passwordOf(admin.email) };
  await assert.rejects(signInWithPassword(accounts, right, browser(elsewhere(999))), /TOO_MANY_REQUESTS/u);
  const atDesk = await signInWithPassword(accounts, right, browser());
  assert.notEqual(sessionOf(accounts.ledger, atDesk.cookie), undefined, 'from a network they came from before');
  const travelling = await signInWithPassword(accounts, right, browser(elsewhere(999), atDesk.cookie));
  assert.notEqual(sessionOf(accounts.ledger, travelling.cookie), undefined, 'with their own browser from anywhere');
  accounts.refusals.flush('all');
  const added = eventsOf(accounts, entries);
  assert.ok(added.length < 260, `${added.length} entries`);
  const counted = accounts.ledger.db
    .prepare(
      "SELECT sum(details ->> 'attempts') AS n FROM audit WHERE event IN ('session.refused', 'session.throttled')",
    )
    .get();
  assert.equal(counted?.n, 10_001, 'and none of them is left uncounted');
});

test('guesses at the current password of an open session are held back as well', async (t) => {
  const { accounts, admin } = await office(t);
  const change = async (): Promise<void> =>
    await changePassword(
      accounts,
      admin.session,
      { current: 'a wrong one', password: 'an entirely new phrase' },
      browser(undefined, admin.cookie),
    );
  for (let i = 0; i < 10; i++) await assert.rejects(change(), /SIGN_IN_FAILED/u);
  await assert.rejects(change(), /TOO_MANY_REQUESTS/u);
});
