// Seeded streams of independent people with habits, to measure how often a detector of coordination is wrong.
import { type Random, seededRandom } from '../kernel/random.ts';
import { fittingObjects, plantGroup, type Rows } from './habits/planted.ts';
import { makeTiming } from './habits/timings.ts';
import { type HabitKind, type HabitStream, habitKinds, type PlantedGroup } from './habits/types.ts';
import { makeWorld } from './habits/world.ts';

export { type HabitKind, type HabitStream, habitKinds, type PlantedGroup } from './habits/types.ts';

/** The group of the calibration: 20 accounts, 12 objects, seven in ten take part, 20 cover shares each. */
export function plantedGroup(jitterSeconds: number, other: Partial<PlantedGroup> = {}): PlantedGroup {
  return { size: 20, jitterSeconds, objects: 12, participation: 0.7, coverShares: 20, ...other };
}

/** Numbers the accounts that appear from 0, in a shuffled order: a number says nothing about who was planted. */
function renumber(random: Random, account: readonly number[]): { readonly of: Int32Array; readonly count: number } {
  const shuffled = [...new Set(account)];
  const most = shuffled.reduce((a, b) => Math.max(a, b), -1);
  const of = new Int32Array(most + 1).fill(-1);
  for (let i = shuffled.length - 1; i > 0; i--) {
    const j = random.below(i + 1);
    [shuffled[i], shuffled[j]] = [shuffled[j], shuffled[i]];
  }
  shuffled.forEach((a, i) => {
    of[a] = i;
  });
  return { of, count: shuffled.length };
}

function sortedStream(random: Random, rows: Rows, objectCount: number, planted: ReadonlySet<number>): HabitStream {
  const number = renumber(random, rows.account);
  const time = rows.time.map((t) => Math.round(t * 1000) / 1000);
  const order = Uint32Array.from(time, (_, i) => i).sort(
    (i, j) => time[i] - time[j] || rows.object[i] - rows.object[j] || rows.account[i] - rows.account[j],
  );
  return {
    accounts: Array.from({ length: number.count }, (_, i) => `account-${String(i).padStart(6, '0')}`),
    objects: Array.from({ length: objectCount }, (_, i) => `object-${String(i).padStart(6, '0')}`),
    account: Uint32Array.from(order, (i) => number.of[rows.account[i]]),
    object: Uint32Array.from(order, (i) => rows.object[i]),
    time: Float64Array.from(order, (i) => time[i]),
    plantedAccounts: new Set([...planted].map((a) => number.of[a] ?? -1).filter((a) => a >= 0)),
  };
}

/**
 * A stream of about `shares` shares (default 30,000) over 30 days in which nobody coordinates, save the planted group.
 * The same options give the same stream.
 */
export function habitStream(options: {
  readonly kind: HabitKind;
  readonly seed: number;
  readonly shares?: number;
  readonly planted?: PlantedGroup;
}): HabitStream {
  const stream = (habitKinds.findIndex((kind) => kind === options.kind) + 1) * 16;
  const world = makeWorld(seededRandom(options.seed, stream), options.kind, options.shares ?? 30_000);
  const timing = makeTiming(options.kind, world, seededRandom(options.seed, stream + 1));
  const rows: Rows = { account: [], object: [], time: [] };
  const audienceSize = new Uint32Array(world.objectCount);
  for (let o = 0; o < world.objectCount; o++) {
    audienceSize[o] = world.start[o + 1] - world.start[o];
    for (let i = world.start[o]; i < world.start[o + 1]; i++) {
      rows.account.push(world.audience[i]);
      rows.object.push(o);
      rows.time.push(timing(world.audience[i], o));
    }
  }
  let planted: ReadonlySet<number> = new Set();
  if (options.planted !== undefined) {
    const random = seededRandom(options.seed, stream + 2);
    const ground = { objects: fittingObjects(audienceSize), birth: world.birth };
    planted = plantGroup(random, options.planted, rows, ground, world.accountCount).accounts;
  }
  return sortedStream(seededRandom(options.seed, stream + 3), rows, world.objectCount, planted);
}
