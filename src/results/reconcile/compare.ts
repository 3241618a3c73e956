// Compares what the channels carry of one unit, group by group. Pure and the same for any order of arrival.
import type { Channel, Definition } from '../../elections/definition/definition.ts';

export type Counts = Readonly<Record<string, number>>;

/** What one channel says of a unit, after corrigenda. */
export type ChannelReading = {
  readonly channel: Channel;
  readonly hash: string;
  readonly counts: Counts;
  /** Another return on the same channel that this one does not supersede. */
  readonly alsoThere: readonly { readonly hash: string; readonly counts: Counts }[];
};

export type Difference = { readonly key: string; readonly a: number; readonly b: number };

export type GroupComparison = {
  readonly group: string;
  /** Channels that carry it. */
  readonly on: readonly Channel[];
  /** Two or more channels are to carry it; otherwise it is on one channel by design. */
  readonly compared: boolean;
  readonly differences: readonly PairDifference[];
};

export type PairDifference = Difference & { readonly channels: readonly [Channel, Channel] };

export type Comparison = {
  readonly groups: readonly GroupComparison[];
  /** Sum over votes for options of |a - b|, of the first two channels that differ, else the most by which returns of one channel do. */
  readonly votesDiffering: number;
  /** A second return on one channel that nothing supersedes. */
  readonly withinChannel: readonly Channel[];
  /** Where it differs from the return beside it. */
  readonly within: readonly WithinDifference[];
};

/** `a`: of the channel's reading; `b`: of the other return, `hash`. */
export type WithinDifference = Difference & { readonly channel: Channel; readonly hash: string };

/** Key to group, made once for a definition. */
export function groupsOf(definition: Definition): (key: string) => string {
  const fields = new Map(definition.fields.map(({ id, group }) => [id, group]));
  return (key) => (key.startsWith('votes/') ? key.slice(6, key.indexOf('/', 6)) : (fields.get(key) ?? 'form'));
}

/** A vote for an option, not for one of its candidates. */
export const isOptionVote = (key: string): boolean => {
  const mode = key.indexOf('/', 6);
  return key.startsWith('votes/') && mode > 0 && !key.includes('/', mode + 1);
};

/** Keys that both carry and in which they differ: a call-back reads totals only, and says nothing of the rest. */
export function differ(a: Counts, b: Counts, inGroup: (key: string) => boolean = () => true): readonly Difference[] {
  const found: Difference[] = [];
  for (const key of Object.keys(a)) {
    const other = b[key];
    if (other !== undefined && a[key] !== other && inGroup(key)) found.push({ key, a: a[key], b: other });
  }
  return found;
}

export type Compare = (readings: readonly ChannelReading[]) => Comparison;

const order: readonly Channel[] = ['official', 'backup', 'observer'];

/** Prepares the comparison for a definition. Channels are put in one order, so that nothing depends on who came first. */
export function comparer(definition: Definition): Compare {
  const groupOf = groupsOf(definition);
  const groups = ['form', ...definition.modes.map(({ id }) => id)];
  const carriers = new Map(
    groups.map((group) => [group, order.filter((channel) => definition.carries[channel]?.includes(group) === true)]),
  );
  return (given) => {
    const readings = order.flatMap((channel) => given.find((one) => one.channel === channel) ?? []);
    const carried = readings.map(({ counts }) => new Set(Object.keys(counts).map(groupOf)));
    const compared = groups.map((group): GroupComparison => {
      const inGroup = (key: string): boolean => groupOf(key) === group;
      const on = readings.filter((_, i) => carried[i].has(group));
      const differences: PairDifference[] = [];
      for (let i = 0; i < on.length; i++) {
        for (let j = i + 1; j < on.length; j++) {
          if (on[i].counts === on[j].counts) continue;
          for (const one of differ(on[i].counts, on[j].counts, inGroup))
            differences.push({ ...one, channels: [on[i].channel, on[j].channel] });
        }
      }
      const byDesign = (carriers.get(group) ?? []).length >= 2 || on.length >= 2;
      return { group, on: on.map(({ channel }) => channel), compared: byDesign, differences };
    });
    const within = readings.flatMap(withinOf);
    return {
      groups: compared,
      votesDiffering: votesDiffering(compared, within),
      within,
      withinChannel: readings.filter(({ alsoThere }) => alsoThere.length > 0).map(({ channel }) => channel),
    };
  };
}

const withinOf = ({ channel, counts, alsoThere }: ChannelReading): readonly WithinDifference[] =>
  alsoThere.flatMap(({ hash, counts: other }) => differ(counts, other).map((one) => ({ ...one, channel, hash })));

function votesDiffering(groups: readonly GroupComparison[], within: readonly WithinDifference[]): number {
  const sum = (differences: readonly Difference[]): number =>
    differences.reduce((votes, { a, b }) => votes + Math.abs(a - b), 0);
  const all = groups.flatMap(({ differences }) => differences).filter(({ key }) => isOptionVote(key));
  const first = all[0]?.channels.join();
  if (first !== undefined) return sum(all.filter(({ channels }) => channels.join() === first));
  // Of returns that differ on one channel, the one that differs most: which channel is named first must not matter.
  const others = Object.values(
    Object.groupBy(
      within.filter(({ key }) => isOptionVote(key)),
      ({ channel, hash }) => `${channel}:${hash}`,
    ),
  );
  return Math.max(0, ...others.map((one) => sum(one ?? [])));
}

/** Of one unit, from its readings alone: nothing, on one channel, agreeing, or differing. */
export function standing({ groups, withinChannel }: Comparison): 'none' | 'one' | 'agreed' | 'differing' {
  if (withinChannel.length > 0 || groups.some(({ differences }) => differences.length > 0)) return 'differing';
  const there = groups.filter(({ on }) => on.length > 0);
  if (there.length === 0) return 'none';
  // A mode that no channel of this unit has was not used there.
  const asked = there.filter(({ compared }) => compared);
  return asked.length > 0 && asked.every(({ on }) => on.length >= 2) ? 'agreed' : 'one';
}
