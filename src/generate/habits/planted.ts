// One planted group of coordinated accounts in a stream of independent people.
import type { Random } from '../../kernel/random.ts';
import type { PlantedGroup } from './types.ts';

/** Rows that grow; one per (account, object). */
export type Rows = { readonly account: number[]; readonly object: number[]; readonly time: number[] };

const leastAudience = 20;
const mostAudience = 200;

/** `count` distinct objects with a fitting audience; fewer when the stream has no more. */
function chooseObjects(random: Random, audienceSize: Uint32Array, count: number): number[] {
  const fitting: number[] = [];
  audienceSize.forEach((size, o) => {
    if (size >= leastAudience && size <= mostAudience) fitting.push(o);
  });
  for (let i = 0; i < Math.min(count, fitting.length); i++) {
    const j = i + random.below(fitting.length - i);
    [fitting[i], fitting[j]] = [fitting[j], fitting[i]];
  }
  return fitting.slice(0, count);
}

/** Replaces a share of the members by new accounts; answers with the next unused account. */
function rotate(random: Random, members: number[], fraction: number, nextAccount: number): number {
  const count = Math.round(fraction * members.length);
  for (let i = 0; i < count; i++) {
    const j = i + random.below(members.length - i);
    members[j] = members[i];
    members[i] = nextAccount + i;
  }
  return nextAccount + count;
}

/**
 * Appends the group's shares and its cover traffic to `rows` (organic so far); new accounts are numbered from
 * `firstAccount`. Answers with every account that ever was a member.
 */
export function plantGroup(
  random: Random,
  group: PlantedGroup,
  rows: Rows,
  world: { readonly birth: Float64Array; readonly audienceSize: Uint32Array },
  firstAccount: number,
): Set<number> {
  const organic = rows.account.length;
  const rowsOf = new Map<number, number[]>();
  const chosen = chooseObjects(random, world.audienceSize, group.objects);
  for (const o of chosen) rowsOf.set(o, []);
  for (let i = 0; i < organic; i++) rowsOf.get(rows.object[i])?.push(i);
  const members = Array.from({ length: group.size }, (_, i) => firstAccount + i);
  const ever = new Set(members);
  const taken = new Set<number>();
  const add = (a: number, o: number, time: number): boolean => {
    const key = a * 16_777_216 + o;
    if (taken.has(key)) return false;
    taken.add(key);
    rows.account.push(a);
    rows.object.push(o);
    rows.time.push(time);
    return true;
  };
  const third = Math.max(1, Math.round(chosen.length / 3));
  let next = firstAccount + group.size;
  chosen.forEach((o, i) => {
    if (group.rotation !== undefined && i > 0 && i % third === 0) {
      next = rotate(random, members, group.rotation, next);
      for (const a of members) ever.add(a);
    }
    const sharers = rowsOf.get(o) ?? [];
    const begin = group.anchored === true ? world.birth[o] : rows.time[sharers[random.below(sharers.length)]];
    for (const a of members) {
      if (random.next() < group.participation) add(a, o, begin + random.next() * group.jitterSeconds);
    }
  });
  for (const a of ever) {
    let cover = 0;
    for (let tries = 0; cover < group.coverShares && tries < 20 * group.coverShares; tries++) {
      const row = random.below(organic);
      if (add(a, rows.object[row], rows.time[row] + random.exponential(1800))) cover++;
    }
  }
  return ever;
}
