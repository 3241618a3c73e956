import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { type HabitStream, habitKinds, habitStream, plantedGroup } from './habits.ts';

const small = 4000;

function digest(stream: HabitStream): string {
  const hash = createHash('sha256');
  for (const part of [stream.account, stream.object, stream.time]) {
    hash.update(new Uint8Array(part.buffer, part.byteOffset, part.byteLength));
  }
  return hash.update(JSON.stringify([stream.accounts, stream.objects, [...stream.plantedAccounts]])).digest('hex');
}

test('the same seed gives the same stream, another seed or kind another one', () => {
  const seen = new Set<string>();
  for (const kind of habitKinds) {
    const options = { kind, seed: 7, shares: small, planted: plantedGroup(30) };
    assert.equal(digest(habitStream(options)), digest(habitStream(options)), kind);
    seen.add(digest(habitStream(options)));
    seen.add(digest(habitStream({ ...options, seed: 8 })));
  }
  assert.equal(seen.size, 2 * habitKinds.length);
});

test('rows are sorted by time, one per account and object, every account appears', () => {
  for (const kind of habitKinds) {
    const stream = habitStream({ kind, seed: 3, shares: small, planted: plantedGroup(60) });
    const pairs = new Set<number>();
    for (let i = 0; i < stream.time.length; i++) {
      assert.ok(Number.isFinite(stream.time[i]) && (i === 0 || stream.time[i] >= stream.time[i - 1]));
      pairs.add(stream.account[i] * 1e6 + stream.object[i]);
    }
    assert.equal(pairs.size, stream.time.length, kind);
    assert.equal(new Set(stream.account).size, stream.accounts.length, kind);
    assert.equal(new Set(stream.object).size, stream.objects.length, kind);
  }
});

test('accounts and objects are heavy-tailed, and keen accounts have many objects in common', () => {
  const stream = habitStream({ kind: 'latency', seed: 1 });
  const perAccount = new Map<number, number[]>();
  stream.account.forEach((a, i) => {
    const list = perAccount.get(a) ?? [];
    list.push(stream.object[i]);
    perAccount.set(a, list);
  });
  const sizes = [...perAccount.values()].map((list) => list.length).sort((a, b) => a - b);
  assert.ok(sizes[Math.floor(sizes.length / 2)] <= 3);
  assert.ok(sizes[sizes.length - 1] >= 80);
  const keen = [...perAccount.values()].filter((list) => list.length >= 30).map((list) => new Set(list));
  let close = 0;
  keen.forEach((a, i) => {
    for (const b of keen.slice(i + 1)) if ([...a].filter((o) => b.has(o)).length >= 10) close++;
  });
  assert.ok(close >= 20, `${close} pairs with ten objects in common`);
});

test('hours: every account acts in its own hour, apart from the exponential tail', () => {
  const stream = habitStream({ kind: 'hours', seed: 2, shares: small });
  let near = 0;
  const hour = (i: number): number => Math.floor((stream.time[i] % 86_400) / 3600);
  for (let i = 0; i < stream.time.length; i++) if ([7, 8, 9, 12, 13, 19, 20, 21].includes(hour(i))) near++;
  assert.ok(near / stream.time.length > 0.8);
});

test('scheduled: most shares fall within seconds after a full minute', () => {
  const stream = habitStream({ kind: 'scheduled', seed: 2, shares: small });
  const soon = stream.time.filter((t) => t % 60 < 10).length;
  assert.ok(soon / stream.time.length > 0.75);
  const calm = habitStream({ kind: 'latency', seed: 2, shares: small }).time.filter((t) => t % 60 < 10).length;
  assert.ok(calm / stream.time.length < 0.25);
});

test('planted: members meet within the jitter on the chosen objects, and cover traffic is there', () => {
  const stream = habitStream({ kind: 'zone', seed: 5, planted: plantedGroup(30) });
  assert.equal(stream.plantedAccounts.size, 20);
  const mean = [...stream.plantedAccounts].reduce((sum, a) => sum + a, 0) / 20 / stream.accounts.length;
  assert.ok(mean > 0.2 && mean < 0.8, 'their numbers say nothing');
  const times = new Map<number, number[]>();
  let shares = 0;
  stream.account.forEach((a, i) => {
    if (!stream.plantedAccounts.has(a)) return;
    shares++;
    times.set(stream.object[i], [...(times.get(stream.object[i]) ?? []), stream.time[i]]);
  });
  const tight = [...times.values()].filter((list) => list.some((t, i) => list[i + 5] - t <= 30));
  assert.equal(tight.length, 12);
  assert.ok(shares > 20 * (20 + 12 * 0.5) && shares < 20 * (20 + 12));
});

test('rotation brings in new accounts after each third', () => {
  const planted = plantedGroup(30, { rotation: 0.3, coverShares: 0 });
  const stream = habitStream({ kind: 'latency', seed: 5, planted });
  assert.equal(stream.plantedAccounts.size, 20 + 6 + 6);
  const bare = habitStream({ kind: 'latency', seed: 5 });
  assert.equal(bare.plantedAccounts.size, 0);
});
