// What a difference between two readings of a unit looks like: transposed digits, swapped lists, shifted rows… A hint
// for the person who looks at the paper; it says what the figures resemble, never why.
import type { Definition } from '../../elections/definition/definition.ts';
import { type Counts, type Difference, isOptionVote } from './compare.ts';

export const conflictKinds = [
  'transposedDigits',
  'digitChanged',
  'swappedLists',
  'swappedStations',
  'shiftedRows',
  'controlTotal',
  'twoReturns',
  'several',
] as const;
export type ConflictKind = (typeof conflictKinds)[number];

export type Explanation = {
  readonly kind: ConflictKind;
  readonly fields: readonly string[];
  /** Plain English, for the page and the command line. */
  readonly sentence: string;
  /** Of swappedStations: the unit whose figures these are on the other channel. */
  readonly otherUnit?: string;
};

const digits = (value: number): string => String(value);

/** Two neighbouring digits of one figure change places: 127 and 172. Leading zeros count as digits. */
export function isTransposed(a: number, b: number): boolean {
  const length = Math.max(digits(a).length, digits(b).length);
  const [one, other] = [a, b].map((value) => digits(value).padStart(length, '0'));
  const places = [...one].flatMap((digit, i) => (digit === other[i] ? [] : [i]));
  if (places.length !== 2 || places[1] !== places[0] + 1) return false;
  return one[places[0]] === other[places[1]] && one[places[1]] === other[places[0]];
}

/** One digit is another, or one is missing. */
export function isOneDigit(a: number, b: number): boolean {
  const [one, other] = [digits(a), digits(b)];
  if (one.length === other.length) return [...one].filter((digit, i) => digit !== other[i]).length === 1;
  const [longer, shorter] = one.length > other.length ? [one, other] : [other, one];
  if (longer.length !== shorter.length + 1) return false;
  return [...longer].some((_, i) => longer.slice(0, i) + longer.slice(i + 1) === shorter);
}

/** How a key reads to people. */
export function labelOf(definition: Definition, key: string): string {
  if (!key.startsWith('votes/')) return definition.fields.find(({ id }) => id === key)?.label ?? key;
  const [, mode, optionId, candidateId] = key.split('/');
  const option = definition.contests.flatMap(({ options }) => options).find(({ id }) => id === optionId);
  const candidate = option?.candidates?.find(({ id }) => id === candidateId);
  const modeName = definition.modes.length > 1 ? definition.modes.find(({ id }) => id === mode)?.name : undefined;
  const name = `${optionId} ${option?.name ?? ''}`.trim();
  return `${name}${candidateId === undefined ? '' : `, ${candidate?.name ?? candidateId}`}${modeName === undefined ? '' : ` (${modeName.toLowerCase()})`}`;
}

type Input = {
  readonly definition: Definition;
  readonly differences: readonly Difference[];
  readonly a: Counts;
  readonly b: Counts;
  /** Other units of the centre with what their other channel says, to find stations that were swapped. */
  readonly neighbours?: readonly { readonly unit: string; readonly counts: Counts }[];
};

export function explainConflict({ definition, differences, a, b, neighbours = [] }: Input): Explanation {
  const label = (key: string): string => `“${labelOf(definition, key)}”`;
  const keys = differences.map(({ key }) => key);
  const votes = differences.filter(({ key }) => isOptionVote(key));
  const other = neighbours.find(({ counts }) => sameVotes(a, counts) || sameVotes(b, counts));
  if (other !== undefined && votes.length > 0)
    return {
      kind: 'swappedStations',
      fields: keys,
      otherUnit: other.unit,
      sentence: `One side has the votes of unit ${other.unit}; the sheets of two units look exchanged.`,
    };
  if (votes.length === 0 && differences.length > 0)
    return {
      kind: 'controlTotal',
      fields: keys,
      sentence: `The votes agree; ${keys.slice(0, 3).map(label).join(', ')} differ${keys.length === 1 ? 's' : ''}.`,
    };
  const known = explainVotes(votes, label);
  if (known !== undefined) return known;
  return {
    kind: 'several',
    fields: keys,
    sentence: `${differences.length === 1 ? 'One figure differs' : `${differences.length} figures differ`}, ${votes.reduce((sum, { a: one, b: two }) => sum + Math.abs(one - two), 0)} votes in all.`,
  };
}

/** Undefined where the votes resemble none of the slips we know. */
function explainVotes(votes: readonly Difference[], label: (key: string) => string): Explanation | undefined {
  if (votes.length === 1) {
    const [{ key, a: one, b: two }] = votes;
    if (isTransposed(one, two))
      return {
        kind: 'transposedDigits',
        fields: [key],
        sentence: `Two digits change places in ${label(key)}: ${one} and ${two}.`,
      };
    if (isOneDigit(one, two))
      return {
        kind: 'digitChanged',
        fields: [key],
        sentence: `One digit differs in ${label(key)}: ${one} and ${two}.`,
      };
  }
  if (votes.length === 2 && votes[0].a === votes[1].b && votes[0].b === votes[1].a)
    return {
      kind: 'swappedLists',
      fields: votes.map(({ key }) => key),
      sentence: `The votes of ${label(votes[0].key)} and ${label(votes[1].key)} change places.`,
    };
  if (isShifted(votes))
    return {
      kind: 'shiftedRows',
      fields: votes.map(({ key }) => key),
      sentence: `The same votes stand in other rows, from ${label(votes[0].key)} to ${label(votes.at(-1)?.key ?? '')}.`,
    };
  return undefined;
}

function sameVotes(a: Counts, b: Counts): boolean {
  const keys = Object.keys(a).filter(isOptionVote);
  return keys.length > 2 && keys.some((key) => a[key] > 0) && keys.every((key) => a[key] === b[key]);
}

/** Three rows or more whose votes are the same set in another order. */
function isShifted(votes: readonly Difference[]): boolean {
  if (votes.length < 3) return false;
  const sorted = (side: 'a' | 'b'): string =>
    votes
      .map((one) => one[side])
      .toSorted((x, y) => x - y)
      .join();
  return sorted('a') === sorted('b');
}
