// Double entry of one unit's paper by two people, as a state machine over plain data: what is typed is kept as text, only
// figures in which the two differ come back, and a file of a counting machine counts as one of the two. Browser-safe.
import { checkReturn, type RuleHit } from '../rules/check.ts';
import type { Definition } from '../../elections/definition/definition.ts';
import { keysInOrder } from '../codes/compact.ts';
import type { ReturnSignature } from '../return/count-return.ts';

export const entryStates = ['empty', 'firstEntered', 'differing', 'agreed', 'signedByOne', 'signed'] as const;
export type EntryState = (typeof entryStates)[number];
export const turns = ['first', 'second'] as const;
export type Turn = (typeof turns)[number];

export type Entry = {
  readonly contest: string;
  readonly unit: string;
  readonly state: EntryState;
  /** Whose turn it is while figures are typed. */
  readonly turn: Turn;
  /** Keys asked of whose turn it is, in the order of the paper. */
  readonly asked: readonly string[];
  /** What each has typed so far, as text, by key. */
  readonly texts: Readonly<Record<Turn, Readonly<Record<string, string>>>>;
  /** Finished figures of each. */
  readonly figures: { readonly [T in Turn]?: Readonly<Record<string, number>> };
  readonly from: { readonly [T in Turn]?: 'typed' | 'file' };
  /** Codes of checks that do not hold and of which people said that the paper itself says so. */
  readonly confirmed: readonly string[];
  /** The same of both people together, for the protocol. */
  readonly explained: readonly string[];
  /** Of a corrigendum. */
  readonly supersedes?: string;
  readonly reason?: string;
  readonly countedAt?: string;
  readonly signatures: readonly ReturnSignature[];
};

export type EntryProblem =
  | { readonly kind: 'figure'; readonly key: string; readonly problem: 'missing' | 'notWhole' }
  | { readonly kind: 'rule'; readonly hit: RuleHit }
  | { readonly kind: 'action' };

export type Answer = { readonly entry: Entry } | { readonly problems: readonly EntryProblem[] };

export type EntryAction =
  | { readonly do: 'type'; readonly key: string; readonly text: string }
  | { readonly do: 'confirm'; readonly code: string; readonly confirmed: boolean }
  | { readonly do: 'finish' }
  | { readonly do: 'takeFile'; readonly figures: Readonly<Record<string, number>> }
  | { readonly do: 'sign'; readonly signature: ReturnSignature; readonly countedAt: string }
  /** What the first holder signed is another return by now: both sign what stands there. */
  | { readonly do: 'signAnew' }
  | { readonly do: 'discard' };

/** Which action is possible in which state; everything else is answered with a problem. */
export const entryTransitions: Readonly<Record<EntryState, readonly EntryAction['do'][]>> = {
  empty: ['type', 'confirm', 'finish', 'takeFile', 'discard'],
  firstEntered: ['type', 'confirm', 'finish', 'takeFile', 'discard'],
  differing: ['type', 'confirm', 'finish', 'discard'],
  agreed: ['sign', 'discard'],
  signedByOne: ['sign', 'signAnew', 'discard'],
  signed: [],
};

/** Where each action may lead; drawn in docs/signing-app.md, and tried by random people. */
export const entrySteps: readonly (readonly [from: EntryState, to: EntryState])[] = [
  ['empty', 'firstEntered'],
  ['firstEntered', 'agreed'],
  ['firstEntered', 'differing'],
  ['differing', 'agreed'],
  ['differing', 'differing'],
  ['agreed', 'signedByOne'],
  ['signedByOne', 'signed'],
  ['signedByOne', 'agreed'],
  ['firstEntered', 'empty'],
  ['differing', 'empty'],
  ['agreed', 'empty'],
  ['signedByOne', 'empty'],
];

/** All keys of a unit's paper; `groups`: those that it has (a unit without machines has no machine votes). */
export const paperKeys = (definition: Definition, contest: string, groups?: readonly string[]): readonly string[] =>
  keysInOrder(definition, contest)
    .filter(({ group }) => groups === undefined || groups.includes(group))
    .flatMap(({ keys }) => keys);

export function newEntry(
  definition: Definition,
  place: { readonly contest: string; readonly unit: string; readonly groups?: readonly string[] },
  corrigendum?: { readonly supersedes: string; readonly reason: string },
): Entry {
  return {
    contest: place.contest,
    unit: place.unit,
    state: 'empty',
    turn: 'first',
    asked: paperKeys(definition, place.contest, place.groups),
    texts: { first: {}, second: {} },
    figures: {},
    from: {},
    confirmed: [],
    explained: [],
    signatures: [],
    ...corrigendum,
  };
}

/** A whole number from 0 to 2^53-1 as people write it; undefined otherwise. */
export function readFigure(text: string): number | undefined {
  const digits = text.trim().replaceAll(/[\s\u00a0\u202f]/g, '');
  if (!/^\d{1,16}$/.test(digits)) return undefined;
  const value = Number(digits);
  return Number.isSafeInteger(value) ? value : undefined;
}

/** Checks that do not hold, over what is typed so far and was finished before. */
export function openChecks(definition: Definition, entry: Entry): readonly RuleHit[] {
  const { turn, texts, figures } = entry;
  const typed = Object.entries(texts[turn]).flatMap(([key, text]) => {
    const value = readFigure(text);
    return value === undefined ? [] : [[key, value] as const];
  });
  return checkReturn(definition, { ...figures[turn], ...Object.fromEntries(typed) });
}

const problem = (...problems: readonly EntryProblem[]): Answer => ({ problems });

export function act(definition: Definition, entry: Entry, action: EntryAction): Answer {
  if (!entryTransitions[entry.state].includes(action.do)) return problem({ kind: 'action' });
  if (action.do === 'type') return type(entry, action);
  if (action.do === 'confirm') {
    const others = entry.confirmed.filter((code) => code !== action.code);
    return { entry: { ...entry, confirmed: action.confirmed ? [...others, action.code] : others } };
  }
  if (action.do === 'discard') return { entry: emptied(definition, entry) };
  if (action.do === 'sign') return sign(entry, action);
  if (action.do === 'signAnew') {
    const { countedAt: _before, ...rest } = entry;
    return { entry: { ...rest, state: 'agreed', signatures: [] } };
  }
  if (action.do === 'takeFile') return takeFile(definition, entry, action.figures);
  return finish(definition, entry);
}

function type(entry: Entry, { key, text }: Extract<EntryAction, { readonly do: 'type' }>): Answer {
  if (!entry.asked.includes(key) || text.length > 40) return problem({ kind: 'figure', key, problem: 'notWhole' });
  const own = { ...entry.texts[entry.turn], [key]: text };
  return { entry: { ...entry, texts: { ...entry.texts, [entry.turn]: own } } };
}

function emptied(definition: Definition, { contest, unit, figures, asked, supersedes, reason }: Entry): Entry {
  const keys = new Set([...asked, ...Object.keys(figures.first ?? {})]);
  const fresh = newEntry(definition, { contest, unit });
  const corrigendum = supersedes === undefined || reason === undefined ? {} : { supersedes, reason };
  return { ...fresh, asked: fresh.asked.filter((key) => keys.has(key)), ...corrigendum };
}

/** The figures typed for what is asked; problems where one is missing or is no whole number. */
function typedFigures({ asked, texts, turn }: Entry): Readonly<Record<string, number>> | readonly EntryProblem[] {
  const problems: EntryProblem[] = [];
  const figures: Record<string, number> = {};
  for (const key of asked) {
    const text = texts[turn][key] ?? '';
    const value = readFigure(text);
    if (value === undefined)
      problems.push({ kind: 'figure', key, problem: text.trim() === '' ? 'missing' : 'notWhole' });
    else figures[key] = value;
  }
  return problems.length > 0 ? problems : figures;
}

const isProblems = (answer: ReturnType<typeof typedFigures>): answer is readonly EntryProblem[] =>
  Array.isArray(answer);

function finish(definition: Definition, entry: Entry): Answer {
  const typed = typedFigures(entry);
  if (isProblems(typed)) return { problems: typed };
  return finishWith(definition, entry, { ...entry.figures[entry.turn], ...typed }, 'typed');
}

function takeFile(definition: Definition, entry: Entry, figures: Readonly<Record<string, number>>): Answer {
  const problems = entry.asked.flatMap((key): readonly EntryProblem[] =>
    Number.isSafeInteger(figures[key]) && figures[key] >= 0
      ? []
      : [{ kind: 'figure', key, problem: key in figures ? 'notWhole' : 'missing' }],
  );
  if (problems.length > 0) return { problems };
  // One of the two has to be typed from the paper.
  if (entry.turn === 'second' && entry.from.first === 'file') return problem({ kind: 'action' });
  const own = Object.fromEntries(entry.asked.map((key) => [key, figures[key]]));
  return finishWith(definition, entry, own, 'file');
}

function finishWith(
  definition: Definition,
  entry: Entry,
  figures: Readonly<Record<string, number>>,
  from: 'typed' | 'file',
): Answer {
  const { turn } = entry;
  const open = checkReturn(definition, figures).filter(
    ({ kind, code }) => kind === 'error' && !entry.confirmed.includes(code),
  );
  if (open.length > 0) return { problems: open.map((hit) => ({ kind: 'rule', hit })) };
  const done: Entry = {
    // What is still asked of the other person is theirs to confirm; the protocol names what either said.
    ...entry,
    figures: { ...entry.figures, [turn]: figures },
    from: { ...entry.from, [turn]: from },
    explained: [...new Set([...entry.explained, ...entry.confirmed])],
  };
  // Confirmations are each person's own: the second decides again for what the first confirmed.
  if (turn === 'first') {
    const asked =
      entry.state === 'differing' ? entry.asked : Object.keys(figures).filter((key) => entry.asked.includes(key));
    const state = entry.state === 'differing' ? 'differing' : 'firstEntered';
    return { entry: { ...done, state, turn: 'second', asked, confirmed: [] } };
  }
  return { entry: compared(done) };
}

function compared(entry: Entry): Entry {
  const { first = {}, second = {} } = entry.figures;
  const conflicts = Object.keys(first).filter((key) => first[key] !== second[key]);
  if (conflicts.length === 0) return { ...entry, state: 'agreed', asked: [], texts: { first: {}, second: {} } };
  const without = (texts: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(texts).filter(([key]) => !conflicts.includes(key)));
  return {
    ...entry,
    state: 'differing',
    turn: 'first',
    asked: conflicts,
    texts: { first: without(entry.texts.first), second: without(entry.texts.second) },
  };
}

function sign(entry: Entry, { signature, countedAt }: Extract<EntryAction, { readonly do: 'sign' }>): Answer {
  if (entry.signatures.some(({ key }) => key === signature.key)) return problem({ kind: 'action' });
  const state = entry.state === 'agreed' ? 'signedByOne' : 'signed';
  return {
    entry: { ...entry, state, countedAt: entry.countedAt ?? countedAt, signatures: [...entry.signatures, signature] },
  };
}
