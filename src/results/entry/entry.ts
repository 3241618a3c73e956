// Double entry of one return as a state machine: two persons enter apart, only what differs comes back to both, two sign.
// Browser-safe and pure: the signing app keeps every state before it acknowledges it. Drawn in docs/signing-app.md.
import type { RuleHit } from '../rules/check.ts';

export type Counts = Readonly<Record<string, number>>;

export const entryStates = [
  'empty',
  'firstEntered',
  'secondEntered',
  'differing',
  'agreed',
  'signedByOne',
  'signed',
  'handedOver',
] as const;
export type EntryState = (typeof entryStates)[number];

export type Entry = {
  readonly state: EntryState;
  /** Whole entries; the draft of a field is kept by the app until its person is done. */
  readonly first?: Counts;
  readonly second?: Counts;
  /** Codes of errors that the paper itself has, as confirmed by each person. */
  readonly explained: readonly string[];
  /** Keys whose figures differ, in the order of the form. */
  readonly differing: readonly string[];
  /** Holders who signed. */
  readonly holders: readonly string[];
};

export const emptyEntry: Entry = { state: 'empty', explained: [], differing: [], holders: [] };

export type EntryStep =
  | { readonly kind: 'enterFirst'; readonly counts: Counts; readonly explained: readonly string[] }
  | { readonly kind: 'enterSecond'; readonly counts: Counts; readonly explained: readonly string[] }
  | { readonly kind: 'compare' }
  /** Both looked again at what differs; each gives those figures once more. */
  | { readonly kind: 'lookAgain'; readonly first: Counts; readonly second: Counts }
  | { readonly kind: 'sign'; readonly holder: string }
  | { readonly kind: 'handOver' }
  | { readonly kind: 'discard'; readonly confirmed: boolean };

/** Which steps a state takes; all others are refused. A signed return is not discarded: a corrigendum replaces it. */
export const entryTable: Readonly<Record<EntryState, readonly EntryStep['kind'][]>> = {
  empty: ['enterFirst'],
  firstEntered: ['enterSecond', 'discard'],
  secondEntered: ['compare', 'discard'],
  differing: ['lookAgain', 'discard'],
  agreed: ['sign', 'discard'],
  signedByOne: ['sign', 'discard'],
  signed: ['handOver'],
  handedOver: ['handOver'],
};

/** Keys whose figures are not the same, in the order of `first`. */
export const differences = (first: Counts, second: Counts): readonly string[] =>
  [...new Set([...Object.keys(first), ...Object.keys(second)])].filter((key) => first[key] !== second[key]);

/** Errors that nobody has confirmed as being on the paper; a person may not go on while there are any. */
export const unexplained = (hits: readonly RuleHit[], explained: readonly string[]): readonly RuleHit[] =>
  hits.filter(({ kind, code }) => kind === 'error' && !explained.includes(code));

function compared(entry: Entry): Entry {
  const differing = differences(entry.first ?? {}, entry.second ?? {});
  return { ...entry, differing, state: differing.length === 0 ? 'agreed' : 'differing' };
}

/** Only the figures that differ are taken from a second look; nobody changes what both entered alike. */
const onlyThese = (counts: Counts, keys: readonly string[]): Counts =>
  Object.fromEntries(keys.flatMap((key) => (key in counts ? [[key, counts[key]]] : [])));

/** The entry after a step; undefined where the step is not open in this state. */
export function nextEntry(entry: Entry, step: EntryStep): Entry | undefined {
  if (!entryTable[entry.state].includes(step.kind)) return undefined;
  switch (step.kind) {
    case 'enterFirst':
      return { ...entry, state: 'firstEntered', first: step.counts, explained: step.explained };
    case 'enterSecond': {
      const explained = [...new Set([...entry.explained, ...step.explained])];
      return { ...entry, state: 'secondEntered', second: step.counts, explained };
    }
    case 'compare':
      return compared(entry);
    case 'lookAgain': {
      const first = { ...entry.first, ...onlyThese(step.first, entry.differing) };
      return compared({ ...entry, first, second: { ...entry.second, ...onlyThese(step.second, entry.differing) } });
    }
    case 'sign': {
      if (entry.holders.includes(step.holder)) return undefined;
      const holders = [...entry.holders, step.holder];
      return { ...entry, holders, state: holders.length < 2 ? 'signedByOne' : 'signed' };
    }
    case 'handOver':
      return { ...entry, state: 'handedOver' };
    case 'discard':
      return step.confirmed ? emptyEntry : undefined;
  }
}
