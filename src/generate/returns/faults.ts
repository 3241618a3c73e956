// Faults of a generated night, each with its truth: what a hand does to figures on one channel, or before both.
import type { Definition } from '../../elections/definition/definition.ts';
import type { Random } from '../../kernel/random.ts';
import type { Counts } from './counts.ts';

/** On one channel only, so that channels differ. */
export const channelFaults = [
  'transposedDigits',
  'digitChanged',
  'swappedLists',
  'shiftedRows',
  'controlTotal',
  'missingGroup',
  'votesMoved',
  'wrongUnit',
] as const;
/** Before the return was signed: both channels carry it alike, and only its figures can tell. */
export const entryFaults = [
  'switchedLists',
  'noVotes',
  'unexplainedDifference',
  'listShare',
  'invalidShare',
  'switchedCandidates',
] as const;
export type Fault = (typeof channelFaults)[number] | (typeof entryFaults)[number] | 'swappedStations';

export type Faulty = { readonly counts: Counts; readonly fields: readonly string[] };

const votesOf = (counts: Counts): readonly string[] =>
  Object.keys(counts).filter((key) => key.startsWith('votes/') && key.split('/').length === 3);

const swap = (counts: Counts, a: string, b: string): Counts => ({ ...counts, [a]: counts[b], [b]: counts[a] });

/** Two neighbouring digits of a figure that differ change places; undefined where no figure has such. */
function transposed(counts: Counts, random: Random): Faulty | undefined {
  const fit = votesOf(counts).filter((key) => {
    const text = String(counts[key]);
    return (
      text.length >= 2 && [...text].some((digit, i) => i > 0 && digit !== text[i - 1] && !(i === 1 && digit === '0'))
    );
  });
  if (fit.length === 0) return undefined;
  const key = fit[random.below(fit.length)];
  const digits = [...String(counts[key])];
  const places = digits.flatMap((digit, i) =>
    i > 0 && digit !== digits[i - 1] && !(i === 1 && digit === '0') ? [i] : [],
  );
  const at = places[random.below(places.length)];
  [digits[at - 1], digits[at]] = [digits[at], digits[at - 1]];
  return { counts: { ...counts, [key]: Number(digits.join('')) }, fields: [key] };
}

function digitChanged(counts: Counts, random: Random): Faulty {
  const keys = votesOf(counts).filter((key) => counts[key] > 0);
  const key = keys[random.below(keys.length)];
  const digits = [...String(counts[key])];
  const at = random.below(digits.length);
  const before = Number(digits[at]);
  const after = (before + 1 + random.below(8)) % 10;
  digits[at] = String(at === 0 && digits.length > 1 && after === 0 ? (before % 9) + 1 : after);
  return { counts: { ...counts, [key]: Number(digits.join('')) }, fields: [key] };
}

/** Two lists with different votes; undefined where all are alike. */
function listPair(counts: Counts, random: Random): readonly [string, string] | undefined {
  const keys = votesOf(counts);
  const a = keys[random.below(keys.length)];
  const others = keys.filter((key) => Math.abs(counts[key] - counts[a]) > 3);
  return others.length === 0 ? undefined : [a, others[random.below(others.length)]];
}

function shiftedRows(counts: Counts, random: Random): Faulty | undefined {
  const keys = votesOf(counts);
  if (keys.length < 4) return undefined;
  const from = random.below(keys.length - 3);
  const part = keys.slice(from, from + 3);
  const values = part.map((key) => counts[key]);
  if (new Set(values).size < 3) return undefined;
  const shifted = Object.fromEntries(part.map((key, i) => [key, values[(i + 2) % 3]]));
  return { counts: { ...counts, ...shifted }, fields: part };
}

/** Some votes of one list stand at another, so that the sum stays. */
function votesMoved(counts: Counts, random: Random): Faulty | undefined {
  const pair = listPair(counts, random);
  if (pair === undefined) return undefined;
  const [from, to] = counts[pair[0]] > counts[pair[1]] ? pair : [pair[1], pair[0]];
  const moved = 1 + random.below(Math.min(9, counts[from] - counts[to] - 1));
  return { counts: { ...counts, [from]: counts[from] - moved, [to]: counts[to] + moved }, fields: [from, to] };
}

/** A whole mode is left at nought. */
function missingGroup(counts: Counts, random: Random): Faulty | undefined {
  const modes = [...new Set(votesOf(counts).map((key) => key.split('/')[1]))];
  const mode = modes[random.below(modes.length)];
  const gone = Object.keys(counts).filter((key) => key.startsWith(`votes/${mode}/`) && counts[key] > 0);
  if (gone.length < 2) return undefined;
  return { counts: { ...counts, ...Object.fromEntries(gone.map((key) => [key, 0])) }, fields: gone };
}

/** Undefined where the unit's figures do not allow the fault. */
export function applyFault(
  fault: Exclude<Fault, 'swappedStations' | 'wrongUnit'>,
  counts: Counts,
  definition: Definition,
  random: Random,
): Faulty | undefined {
  if (fault === 'transposedDigits') return transposed(counts, random);
  if (fault === 'digitChanged') return digitChanged(counts, random);
  if (fault === 'shiftedRows') return shiftedRows(counts, random);
  if (fault === 'votesMoved') return votesMoved(counts, random);
  if (fault === 'missingGroup') return missingGroup(counts, random);
  if (fault === 'controlTotal') {
    const off = 1 + random.below(30);
    return { counts: { ...counts, valid: counts.valid + off }, fields: ['valid'] };
  }
  if (fault === 'swappedLists' || fault === 'switchedLists') {
    const pair = listPair(counts, random);
    return pair === undefined ? undefined : { counts: swap(counts, ...pair), fields: pair };
  }
  return entryFault(fault, counts, definition, random);
}

type EntryOnly = Exclude<(typeof entryFaults)[number], 'switchedLists'>;

function entryFault(fault: EntryOnly, counts: Counts, definition: Definition, random: Random): Faulty | undefined {
  const keys = votesOf(counts);
  if (fault === 'noVotes') {
    const gone = Object.keys(counts).filter((key) => key.startsWith('votes/'));
    return {
      counts: {
        ...counts,
        ...Object.fromEntries(gone.map((key) => [key, 0])),
        valid: 0,
        blank: counts.cast - counts.invalid,
      },
      fields: keys,
    };
  }
  if (fault === 'unexplainedDifference') {
    const off = 16 + random.below(30);
    return { counts: { ...counts, cast: counts.cast + off }, fields: ['cast'] };
  }
  if (fault === 'invalidShare') {
    const [most] = keys.toSorted((a, b) => counts[b] - counts[a]);
    const moved = Math.floor(counts[most] * 0.6);
    return {
      counts: { ...counts, [most]: counts[most] - moved, valid: counts.valid - moved, invalid: counts.invalid + moved },
      fields: [most, 'invalid'],
    };
  }
  if (fault === 'listShare') {
    const to = keys[random.below(keys.length)];
    const taken: Record<string, number> = {};
    let moved = 0;
    for (const key of keys.filter((one) => one !== to)) {
      const part = Math.floor(counts[key] * 0.8);
      taken[key] = counts[key] - part;
      moved += part;
    }
    return { counts: { ...counts, ...taken, [to]: counts[to] + moved }, fields: [to] };
  }
  const list = definition.contests[0].options.find(
    ({ id, candidates }) => (candidates?.length ?? 0) > 3 && (counts[`votes/all/${id}`] ?? 0) > 60,
  );
  if (list === undefined) return undefined;
  const [first, last] = [`votes/all/${list.id}/1`, `votes/all/${list.id}/${list.candidates?.length}`];
  return { counts: swap(counts, first, last), fields: [first, last] };
}
