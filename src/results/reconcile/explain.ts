// What a difference between two readings of a unit looks like: transposed digits, swapped lists, shifted rows… A hint
// for the person who looks at the paper; it says what the figures resemble, never why.
import type { Channel, Definition } from '../../elections/definition/definition.ts';
import { type Counts, type Difference, isOptionVote } from './compare.ts';

export const conflictKinds = [
  'transposedDigits',
  'digitChanged',
  'swappedLists',
  'swappedStations',
  'wrongUnit',
  'shiftedRows',
  'missingGroup',
  'votesMoved',
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
  /** Of swappedStations and wrongUnit: the unit whose figures these are on the other channel. */
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

type Side = 'a' | 'b';
type Neighbour = { readonly unit: string; readonly channel: Channel; readonly counts: Counts };
type Input = {
  readonly definition: Definition;
  readonly differences: readonly Difference[];
  readonly a: Counts;
  readonly b: Counts;
  /** Of a and b. */
  readonly channels?: readonly [Channel, Channel];
  /** Other units of the centre with all that any channel says of them, to find stations that were swapped. */
  readonly neighbours?: readonly Neighbour[];
};

type Labelled = (key: string) => string;
/** At most three names, the rest counted. */
const named = (keys: readonly string[], label: Labelled): string =>
  `${keys.slice(0, 3).map(label).join(', ')}${keys.length > 3 ? ` and ${keys.length - 3} more` : ''}`;

export function explainConflict({ definition, differences, a, b, channels, neighbours = [] }: Input): Explanation {
  const label = (key: string): string => `“${labelOf(definition, key)}”`;
  const keys = differences.map(({ key }) => key);
  const votes = differences.filter(({ key }) => isOptionVote(key));
  const parts = votes.length > 0 ? votes : differences.filter(({ key }) => key.startsWith('votes/'));
  const known =
    (votes.length > 0 ? explainUnits({ a, b, channels, keys, neighbours }) : undefined) ??
    explainMissing(parts, { a, b }, label) ??
    explainVotes(parts, label) ??
    explainMoved(parts, label);
  if (known !== undefined) return known;
  if (parts.length === 0 && differences.length > 0) return explainTotals(definition, differences, { a, b }, label);
  return {
    kind: 'several',
    fields: keys,
    sentence: `${differences.length === 1 ? 'One figure differs' : `${differences.length} figures differ`}, ${parts.reduce((sum, { a: one, b: two }) => sum + Math.abs(one - two), 0)} votes in all.`,
  };
}

/** One side has another unit's votes: exchanged with it, or entered for both. */
function explainUnits({
  a,
  b,
  channels,
  keys,
  neighbours,
}: Pick<Input, 'a' | 'b' | 'channels'> & {
  readonly neighbours: readonly Neighbour[];
  readonly keys: readonly string[];
}): Explanation | undefined {
  const other = neighbours.find(({ counts }) => sameVotes(a, counts) || sameVotes(b, counts))?.unit;
  if (other === undefined) return undefined;
  const own = neighbours.filter(({ unit }) => unit === other);
  // The same votes for two units on one channel: an exchange gives each channel both sheets.
  const twice = [a, b].some((side, i) =>
    own.some(({ channel, counts }) => channel === channels?.[i] && sameVotes(side, counts)),
  );
  return !twice
    ? {
        kind: 'swappedStations',
        fields: keys,
        otherUnit: other,
        sentence: `One side has the votes of unit ${other}; the sheets of two units look exchanged.`,
      }
    : {
        kind: 'wrongUnit',
        fields: keys,
        otherUnit: other,
        sentence: `One side has the votes of unit ${other}, which has them too; one sheet looks entered for two units.`,
      };
}

/** All that differs is nought on one side: a mode, or the candidates of a list. */
function explainMissing(
  parts: readonly Difference[],
  counts: { readonly a: Counts; readonly b: Counts },
  label: Labelled,
): Explanation | undefined {
  if (parts.length < 2) return undefined;
  const empty = (['a', 'b'] as const).find((side) => parts.every((one) => one[side] === 0));
  if (empty === undefined) return undefined;
  const groups = [...new Set(parts.map(({ key }) => key.slice(0, key.lastIndexOf('/'))))];
  // Nothing of these groups is left on that side.
  const inGroups = (key: string): boolean => groups.includes(key.slice(0, key.lastIndexOf('/')));
  if (Object.entries(counts[empty]).some(([key, value]) => inGroups(key) && value > 0)) return undefined;
  const full = empty === 'a' ? 'b' : 'a';
  const sum = parts.reduce((total, one) => total + one[full], 0);
  const fields = parts.map(({ key }) => key);
  return {
    kind: 'missingGroup',
    fields,
    sentence: `One side has nought in a whole group where the other has ${sum} votes: ${named(fields, label)}.`,
  };
}

/** Undefined where the votes resemble none of the slips we know. */
function explainVotes(votes: readonly Difference[], label: Labelled): Explanation | undefined {
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

const sumOf = (votes: readonly Difference[], side: Side): number => votes.reduce((sum, one) => sum + one[side], 0);

/** The parts differ and their sum does not: a control total would not tell. */
function explainMoved(votes: readonly Difference[], label: Labelled): Explanation | undefined {
  if (votes.length < 2 || sumOf(votes, 'a') !== sumOf(votes, 'b')) return undefined;
  const moved = votes.reduce((sum, { a, b }) => sum + Math.abs(a - b), 0) / 2;
  const fields = votes.map(({ key }) => key);
  return {
    kind: 'votesMoved',
    fields,
    sentence: `${moved === 1 ? 'One vote stands' : `${moved} votes stand`} elsewhere while the sum is the same: ${named(fields, label)}.`,
  };
}

/** All votes agree, and another figure does not; of a total of votes it is known which side fits them. */
function explainTotals(
  definition: Definition,
  differences: readonly Difference[],
  counts: { readonly a: Counts; readonly b: Counts },
  label: Labelled,
): Explanation {
  const keys = differences.map(({ key }) => key);
  const valid = definition.fields.find(({ meaning }) => meaning === 'valid')?.id;
  const off = differences.find(({ key }) => key === valid);
  const fuller = [counts.a, counts.b].toSorted((x, y) => Object.keys(y).length - Object.keys(x).length)[0];
  const sum = Object.entries(fuller).reduce((total, [key, value]) => (isOptionVote(key) ? total + value : total), 0);
  const fits = off !== undefined && (off.a === sum || off.b === sum);
  return {
    kind: 'controlTotal',
    fields: keys,
    sentence: `The votes agree; ${named(keys, label)} differ${keys.length === 1 ? 's' : ''}.${fits ? ` The votes add up to ${sum}, as one side says.` : ''}`,
  };
}

function sameVotes(a: Counts, b: Counts): boolean {
  const keys = Object.keys(a).filter(isOptionVote);
  return keys.length > 2 && keys.some((key) => a[key] > 0) && keys.every((key) => a[key] === b[key]);
}

/** Three rows or more whose votes are the same set in another order. */
function isShifted(votes: readonly Difference[]): boolean {
  if (votes.length < 3) return false;
  const sorted = (side: Side): string =>
    votes
      .map((one) => one[side])
      .toSorted((x, y) => x - y)
      .join();
  return sorted('a') === sorted('b');
}
