// One planted group of coordinated accounts in a stream of independent people.
import type { Random } from '../../kernel/random.ts';
import type { PlantedGroup } from './types.ts';

/** Rows that grow; one per (account, object). Times in seconds since 1970. */
export type Rows = { readonly account: number[]; readonly object: number[]; readonly time: number[] };

/** Where the group acts: the objects it may choose among, and when each of them appeared. */
export type Ground = { readonly objects: readonly number[]; readonly birth: Float64Array };

export type Action = { readonly object: number; readonly begin: number; readonly members: readonly number[] };

export type Planted = {
  /** Every account that ever was a member. */
  readonly accounts: ReadonlySet<number>;
  readonly actions: readonly Action[];
};

const leastAudience = 20;
const mostAudience = 200;

/** Objects with 20 to 200 sharers: large enough to hide in, too small to be everybody's. */
export function fittingObjects(audienceSize: Uint32Array): number[] {
  const fitting: number[] = [];
  audienceSize.forEach((size, o) => {
    if (size >= leastAudience && size <= mostAudience) fitting.push(o);
  });
  return fitting;
}

/** `count` distinct items in random order; all of them when there are fewer. */
function choose(random: Random, items: readonly number[], count: number): number[] {
  const list = [...items];
  const most = Math.min(count, list.length);
  for (let i = 0; i < most; i++) {
    const j = i + random.below(list.length - i);
    [list[i], list[j]] = [list[j], list[i]];
  }
  return list.slice(0, most);
}

/** Replaces a share of the members by new accounts; answers with how many. */
function rotate(random: Random, members: number[], fraction: number, nextAccount: number): number {
  const count = Math.round(fraction * members.length);
  for (let i = 0; i < count; i++) {
    const j = i + random.below(members.length - i);
    members[j] = members[i];
    members[i] = nextAccount + i;
  }
  return count;
}

/** Who is a member at each action; after each third of the actions some are replaced. */
function rosters(random: Random, group: PlantedGroup, actions: number, firstAccount: number): number[][] {
  const members = Array.from({ length: group.size }, (_, i) => firstAccount + i);
  const third = Math.max(1, Math.round(actions / 3));
  let next = firstAccount + group.size;
  return Array.from({ length: actions }, (_, i) => {
    if (i > 0 && i % third === 0) next += rotate(random, members, group.rotation ?? 0, next);
    return [...members];
  });
}

/** Times of the organic shares of the chosen objects. */
function timesOf(rows: Rows, chosen: readonly number[]): Map<number, number[]> {
  const times = new Map<number, number[]>(chosen.map((o) => [o, []]));
  for (let i = 0; i < rows.object.length; i++) times.get(rows.object[i])?.push(rows.time[i]);
  return times;
}

/** An appender that keeps one row per (account, object); answers whether the row was new. */
function appender(rows: Rows): (account: number, object: number, time: number) => boolean {
  const taken = new Set<number>();
  return (account, object, time) => {
    const key = account * 16_777_216 + object;
    if (taken.has(key)) return false;
    taken.add(key);
    rows.account.push(account);
    rows.object.push(object);
    rows.time.push(time);
    return true;
  };
}

/** Appends the group's shares and its cover traffic to `rows` (organic so far). Accounts are new: from `firstAccount`. */
export function plantGroup(
  random: Random,
  group: PlantedGroup,
  rows: Rows,
  ground: Ground,
  firstAccount: number,
): Planted {
  const organic = rows.account.length;
  const chosen = choose(random, ground.objects, group.objects);
  const times = timesOf(rows, chosen);
  const add = appender(rows);
  const roster = rosters(random, group, chosen.length, firstAccount);
  const actions = chosen.map((object, i): Action => {
    const sharers = times.get(object) ?? [];
    const begin = group.anchored === true ? ground.birth[object] : sharers[random.below(sharers.length)];
    const members = roster[i].filter(() => random.next() < group.participation);
    for (const a of members) add(a, object, begin + random.next() * group.jitterSeconds);
    return { object, begin, members };
  });
  const accounts = new Set(roster.flat());
  for (const a of accounts) {
    let cover = 0;
    for (let tries = 0; cover < group.coverShares && tries < 20 * group.coverShares; tries++) {
      const row = random.below(organic);
      if (add(a, rows.object[row], rows.time[row] + random.exponential(1800))) cover++;
    }
  }
  return { accounts, actions };
}
