import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seededRandom } from '../../kernel/random.ts';
import { makeTiming } from './timings.ts';
import { type HabitKind, habitKinds, type World } from './types.ts';
import { daySeconds, firstDay, makeWorld } from './world.ts';

type Shares = {
  readonly world: World;
  readonly rows: readonly { a: number; o: number; delay: number; time: number }[];
};

function sharesOf(kind: HabitKind, seed = 1): Shares {
  const world = makeWorld(seededRandom(seed, 1), kind, 20_000);
  const timing = makeTiming(kind, world, seededRandom(seed, 2));
  const rows = [];
  for (let o = 0; o < world.objectCount; o++) {
    for (let i = world.start[o]; i < world.start[o + 1]; i++) {
      const a = world.audience[i];
      const time = timing(a, o);
      rows.push({ a, o, time, delay: time - world.birth[o] });
    }
  }
  return { world, rows };
}

/** Share of the variance of log delay that lies between accounts, over accounts with five shares or more. */
function betweenAccounts({ rows }: Shares): number {
  const logs = Map.groupBy(rows, ({ a }) => a);
  const keen = [...logs.values()].filter((list) => list.length >= 5).map((list) => list.map((r) => Math.log(r.delay)));
  const mean = (v: readonly number[]): number => v.reduce((s, x) => s + x, 0) / v.length;
  const all = mean(keen.flat());
  const total = mean(keen.flat().map((x) => (x - all) ** 2));
  const within = mean(keen.flatMap((list) => list.map((x) => (x - mean(list)) ** 2)));
  return 1 - within / total;
}

test('nobody shares an object before it is there, or more than 25 days later', () => {
  for (const kind of [...habitKinds, 'cascade' as const]) {
    for (const { delay } of sharesOf(kind).rows) assert.ok(delay >= 0 && delay < 25 * daySeconds, `${kind} ${delay}`);
  }
});

test('latency and own pace are habits of the account, exchangeable times are not', () => {
  assert.ok(betweenAccounts(sharesOf('latency')) > 0.7);
  assert.ok(betweenAccounts(sharesOf('ownpace')) > 0.4);
  assert.ok(betweenAccounts(sharesOf('exchangeable')) < 0.35);
});

test('zone: an account sleeps, and comes several times a day', () => {
  const { rows } = sharesOf('zone');
  const perHour = new Array<number>(24).fill(0);
  const keen = [...Map.groupBy(rows, ({ a }) => a).values()].filter((list) => list.length >= 40);
  assert.ok(keen.length >= 5);
  const nights: number[] = [];
  for (const list of keen) {
    const hours = new Array<number>(24).fill(0);
    for (const { time } of list) hours[Math.floor((time % daySeconds) / 3600)]++;
    const night = Math.min(...hours.map((_, h) => [0, 1, 2, 3, 4].reduce((sum, i) => sum + hours[(h + i) % 24], 0)));
    nights.push(night / list.length);
    hours.forEach((n, h) => {
      perHour[h] += n;
    });
  }
  assert.ok(
    nights.reduce((sum, n) => sum + n, 0) / nights.length < 0.08,
    `five quiet hours in a row: ${nights.join(' ')}`,
  );
  assert.ok(perHour.filter((n) => n > 0).length > 12);
});

test('scheduled: an account keeps to its own minutes', () => {
  const { rows } = sharesOf('scheduled');
  const keen = [...Map.groupBy(rows, ({ a }) => a).values()].filter((list) => list.length >= 20);
  const strict = keen.filter((list) => new Set(list.map(({ time }) => Math.floor((time % 3600) / 60))).size <= 4);
  assert.ok(strict.length > 0.7 * keen.length);
});

test('push: an app makes many open the same object within minutes, and the apps differ', () => {
  const { world, rows } = sharesOf('push');
  const large = [...Map.groupBy(rows, ({ o }) => o).values()].filter((list) => list.length >= 100);
  assert.ok(large.length >= 10);
  let bursts = 0;
  for (const list of large) {
    const times = list.map(({ time }) => time).sort((a, b) => a - b);
    const most = Math.max(...times.map((t) => times.filter((u) => u >= t && u < t + 180).length));
    if (most > 0.12 * list.length) bursts++;
  }
  assert.ok(bursts > 0.7 * large.length, `${bursts} of ${large.length}`);
  assert.ok(world.match.every((m) => m === -1));
});

test('match: viewers share the moments of an event within minutes, others later', () => {
  const { world, rows } = sharesOf('match');
  const live = rows.filter(({ o }) => world.match[o] >= 0);
  assert.ok(live.length > 0.3 * rows.length);
  const quick = live.filter(({ delay }) => delay < 400).length / live.length;
  assert.ok(quick > 0.3 && quick < 0.7, String(quick));
  const evening = live.filter(({ o }) => (world.birth[o] - firstDay) % daySeconds >= 15 * 3600).length;
  assert.equal(evening, live.length);
});

test('followers: an account is quick for some authors and slow for the others', () => {
  const { world, rows } = sharesOf('followers');
  const pairs = Map.groupBy(rows, ({ a, o }) => `${a} ${world.author[o]}`);
  let mixed = 0;
  let pure = 0;
  for (const list of pairs.values()) {
    if (list.length < 4) continue;
    const quick = list.filter(({ delay }) => delay < 900).length;
    if (quick > list.length - 1 || quick < 2) pure++;
    else mixed++;
  }
  assert.ok(pure > 5 * mixed, `${pure} pure, ${mixed} mixed`);
});

test('commute: an account comes within minutes of its own minute, once a day', () => {
  const { rows } = sharesOf('commute');
  const keen = [...Map.groupBy(rows, ({ a }) => a).values()].filter((list) => list.length >= 20);
  for (const list of keen) {
    const minutes = list.map(({ time }) => (time % daySeconds) / 60).sort((x, y) => x - y);
    assert.ok(minutes[Math.floor(minutes.length * 0.8)] - minutes[0] < 20);
  }
});

test('digest: most shares of the day follow a letter within hours', () => {
  const { rows } = sharesOf('digest');
  const soon = rows.filter(({ time }) =>
    [7, 12.5, 18].some((h) => time % daySeconds >= h * 3600 && time % daySeconds < (h + 1) * 3600),
  );
  assert.ok(soon.length > 0.35 * rows.length, String(soon.length / rows.length));
});

test('weekdays: an account keeps to its own days of the week', () => {
  const { rows } = sharesOf('weekdays');
  const keen = [...Map.groupBy(rows, ({ a }) => a).values()].filter((list) => list.length >= 20);
  const days = keen.map((list) => new Set(list.map(({ time }) => Math.floor(time / daySeconds) % 7)).size);
  assert.ok(days.reduce((sum, n) => sum + n, 0) / days.length < 4);
});

test('cascade: many share soon after the same account, object after object', () => {
  const { rows } = sharesOf('cascade');
  const behind = new Map<string, number>();
  for (const list of Map.groupBy(rows, ({ o }) => o).values()) {
    const sorted = list.toSorted((x, y) => x.time - y.time);
    sorted.forEach((row, i) => {
      for (let j = i - 1; j >= 0 && row.time - sorted[j].time < 600; j--) {
        const pair = `${sorted[j].a} ${row.a}`;
        behind.set(pair, (behind.get(pair) ?? 0) + 1);
      }
    });
  }
  assert.ok([...behind.values()].filter((n) => n >= 4).length > 20);
});

test('commute: an account comes within minutes of its own minute, once a day', () => {
  const { rows } = sharesOf('commute');
  const keen = [...Map.groupBy(rows, ({ a }) => a).values()].filter((list) => list.length >= 20);
  for (const list of keen) {
    const minutes = list.map(({ time }) => (time % daySeconds) / 60).sort((x, y) => x - y);
    assert.ok(minutes[Math.floor(minutes.length * 0.8)] - minutes[0] < 20);
  }
});

test('digest: most shares of the day follow a letter within hours', () => {
  const { rows } = sharesOf('digest');
  const hour = (time: number): number => (time % daySeconds) / 3600;
  const soon = rows.filter(({ time }) => [7, 12.5, 18].some((h) => hour(time) >= h && hour(time) < h + 1));
  assert.ok(soon.length > 0.35 * rows.length, String(soon.length / rows.length));
});

test('weekdays: an account keeps to its own days of the week', () => {
  const { rows } = sharesOf('weekdays');
  const keen = [...Map.groupBy(rows, ({ a }) => a).values()].filter((list) => list.length >= 20);
  const days = keen.map((list) => new Set(list.map(({ time }) => Math.floor(time / daySeconds) % 7)).size);
  assert.ok(days.reduce((sum, n) => sum + n, 0) / days.length < 4);
});

test('cascade: many share soon after the same account, object after object', () => {
  const { rows } = sharesOf('cascade');
  const behind = new Map<string, number>();
  for (const list of Map.groupBy(rows, ({ o }) => o).values()) {
    const sorted = list.toSorted((x, y) => x.time - y.time);
    sorted.forEach((row, i) => {
      for (let j = i - 1; j >= 0 && row.time - sorted[j].time < 600; j--) {
        const pair = `${sorted[j].a} ${row.a}`;
        behind.set(pair, (behind.get(pair) ?? 0) + 1);
      }
    });
  }
  assert.ok([...behind.values()].filter((n) => n >= 4).length > 20);
});
