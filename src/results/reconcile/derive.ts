// The state of a unit from all that has arrived, whatever the order, and from what persons decided. Pure.
import type { Channel } from '../../elections/definition/definition.ts';
import { type ChannelReading, type Compare, type Comparison, type Counts, differ, standing } from './compare.ts';
import type { UnitState } from './states.ts';

/** What reconciliation needs of an arrival. */
export type Arrived = {
  readonly hash: string;
  readonly channel: Channel;
  readonly counts: Counts;
  readonly supersedes: string | undefined;
};

/** A person's choice in a conflict; it holds for exactly the returns that were there. */
export type Decision = { readonly hash: string; readonly heads: string };

export type Derived = {
  readonly state: UnitState;
  readonly comparison: Comparison;
  readonly readings: readonly ChannelReading[];
  /** Names the returns that a decision was about: hashes that nothing supersedes, with their channels, in one order. */
  readonly heads: string;
  /** The return that holds; undefined where there is none. */
  readonly holding: string | undefined;
  /** What is counted: its figures, and those of the paper that it does not carry as they stand without a decision. */
  readonly figures: Counts | undefined;
};

const order: readonly Channel[] = ['official', 'backup', 'observer'];

/** The fullest first, then by hash: never the one that came last. */
const fullest = (a: Arrived, b: Arrived): number =>
  Object.keys(b.counts).length - Object.keys(a.counts).length || (a.hash < b.hash ? -1 : 1);

function readingOf(channel: Channel, heads: readonly Arrived[]): ChannelReading | undefined {
  const own = heads.filter((one) => one.channel === channel).toSorted(fullest);
  if (own.length === 0) return undefined;
  const [first, ...others] = own;
  let counts = first.counts;
  const alsoThere: Arrived[] = [];
  // What agrees on this channel adds its figures: machine votes on a stick, totals by telephone.
  for (const other of others) {
    if (alsoThere.some(({ hash }) => hash === other.hash)) continue;
    if (differ(counts, other.counts).length > 0) alsoThere.push(other);
    else counts = { ...other.counts, ...counts };
  }
  return {
    channel,
    hash: first.hash,
    counts,
    alsoThere: alsoThere.map((one) => ({ hash: one.hash, counts: one.counts })),
  };
}

/** What a corrigendum supersedes is superseded on every channel. Returns that supersede each other in a ring all stay. */
function headsOf(arrived: readonly Arrived[]): readonly Arrived[] {
  const superseded = new Set(arrived.flatMap(({ supersedes }) => supersedes ?? []));
  const heads = arrived.filter(({ hash }) => !superseded.has(hash));
  return heads.length === 0 ? arrived : heads;
}

export function derive(
  arrived: readonly Arrived[],
  compare: Compare,
  { decision, certified }: { readonly decision?: Decision | undefined; readonly certified: boolean },
): Derived {
  const heads = headsOf(arrived);
  const readings = order.flatMap((channel) => readingOf(channel, heads) ?? []);
  const comparison = compare(readings);
  const named = [...new Set(heads.map(({ channel, hash }) => `${channel}:${hash}`))].toSorted().join(' ');
  const decided = decision !== undefined && decision.heads === named;
  const how = standing(comparison);
  const corrected = how === 'agreed' && heads.some(({ supersedes }) => supersedes !== undefined);
  return {
    state: certified ? 'certified' : stateOf(how, decided, corrected),
    comparison,
    readings,
    heads: named,
    holding: decided ? decision.hash : readings[0]?.hash,
    figures: decided ? { ...readings[0]?.counts, ...countsOf(heads, decision.hash) } : readings[0]?.counts,
  };
}

const countsOf = (heads: readonly Arrived[], wanted: string): Counts | undefined =>
  heads.find(({ hash }) => hash === wanted)?.counts;

function stateOf(how: ReturnType<typeof standing>, decided: boolean, corrected: boolean): UnitState {
  if (how === 'none') return 'awaited';
  if (decided || corrected) return 'corrected';
  if (how === 'differing') return 'conflicting';
  return how === 'agreed' ? 'confirmed' : 'received';
}
