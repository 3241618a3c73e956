// One finding as its page shows it: evidence bounded to what a page can hold, network, timeline, objects in pages.
import { watchMatcher } from '../ledger/watchlists.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { PollwardenError } from '../kernel/errors.ts';
import type { Evidence, EvidenceEdge, EvidenceMember, EvidenceObject } from './evidence.ts';

const mostMembers = 1000;
const mostNodes = 10_000;
const mostEdges = 50_000;
const mostPosts = 500;

/** Those who share most in the group first. */
export const shownMembers = ({ members }: Evidence): readonly EvidenceMember[] =>
  members.toSorted((a, b) => b.sharesInGroup - a.sharesInGroup).slice(0, mostMembers);

const steps = [
  1000, 5000, 15_000, 60_000, 300_000, 900_000, 3_600_000, 10_800_000, 43_200_000, 86_400_000, 604_800_000,
] as const;
const mostBars = 120;

export type Timeline = { readonly from: number; readonly stepMilliseconds: number; readonly counts: readonly number[] };

/** Posts of the evidence in at most 120 equal steps of a round length. A post on several objects counts once. */
export function timelineOf({ objects }: Evidence): Timeline {
  const posts = new Map(
    objects.flatMap((object) =>
      object.posts.map(({ account, post, time }) => [JSON.stringify([account, post, time]), time] as const),
    ),
  );
  const times = [...posts.values()];
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const time of times) [least, most] = [Math.min(least, time), Math.max(most, time)];
  if (times.length === 0) return { from: 0, stepMilliseconds: 1000, counts: [] };
  const round = steps.find((step) => (most - least) / step < mostBars - 1);
  const stepMilliseconds = round ?? Math.ceil((most - least) / (mostBars - 1));
  const from = Math.floor(least / stepMilliseconds) * stepMilliseconds;
  const counts = new Array<number>(Math.floor((most - from) / stepMilliseconds) + 1).fill(0);
  for (const time of times) counts[Math.floor((time - from) / stepMilliseconds)]++;
  return { from, stepMilliseconds, counts };
}

export type Network = {
  readonly nodes: readonly EvidenceMember[];
  readonly edges: readonly EvidenceEdge[];
  readonly allNodes: number;
  readonly allEdges: number;
};

/** The heaviest edges, and the members on them first. */
export function networkOf({ members, edges }: Evidence): Network {
  const shown = new Set(
    members
      .toSorted((a, b) => b.sharesInGroup - a.sharesInGroup)
      .slice(0, mostNodes)
      .map(({ account }) => account),
  );
  const kept = edges
    .filter(({ a, b }) => shown.has(a) && shown.has(b))
    .toSorted((x, y) => y.weight - x.weight)
    .slice(0, mostEdges);
  const nodes = members.filter(({ account }) => shown.has(account));
  return { nodes, edges: kept, allNodes: members.length, allEdges: edges.length };
}

export type ShownObject = EvidenceObject & { readonly watchlisted: readonly string[]; readonly allPosts: number };
export type ObjectPage = {
  readonly items: readonly ShownObject[];
  readonly all: number;
  readonly next: string | undefined;
};

/** Shared objects, the most surprising first. The cursor is a place; INPUT_INVALID where it is none. */
export function objectPage(
  ledger: Ledger,
  { objects }: Evidence,
  cursor: string | undefined,
  limit: number,
): ObjectPage {
  if (cursor !== undefined && !/^\d{1,9}$/.test(cursor)) {
    throw new PollwardenError('INPUT_INVALID', 'cursor: not one of this list');
  }
  const from = Number(cursor ?? 0);
  const watch = watchMatcher(ledger);
  const items = objects
    .toSorted((a, b) => b.surprise - a.surprise)
    .slice(from, from + limit)
    .map((object) => ({
      ...object,
      posts: object.posts.slice(0, mostPosts),
      watchlisted: watch.touches(object),
      allPosts: object.posts.length,
    }));
  const next = from + limit < objects.length ? String(from + limit) : undefined;
  return { items, all: objects.length, next };
}
