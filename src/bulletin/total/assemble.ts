// Entries of a log in order, each by the rules of docs/log-entries.md, to what they say together. Entries that break a rule
// are told, and count for nothing. Signatures are not checked here. Browser-safe: whoever calls brings SHA-256.
import type { Sha256 } from '../../tlog/hash.ts';
import { canonicalReturn, returnChecker } from '../../results/return/parse.ts';
import type { SignedReturn } from '../../results/return/count-return.ts';
import { hexOf } from '../../tlog/note.ts';
import { commitmentOf, saltOf } from '../model/commitment.ts';
import type {
  BulletinEntry,
  CommitmentEntry,
  DefinitionEntry,
  LogEntry,
  OpeningEntry,
  PartEntry,
  PolicyEntry,
  ReturnEntry,
} from '../model/entry.ts';
import type { BulletinFault } from '../model/fault.ts';
import { mostJoinedBytes, parseEntry } from '../model/parse-entry.ts';
import { addRecord } from './add-record.ts';
import { definitionOfText, mostDefinitionCharacters } from './read-definition.ts';
import { type Context, emptyState, type LogState, type OnReturn, problem, type Problem, unitKey } from './state.ts';

export type Assembly = {
  readonly state: LogState;
  /** The next entry. */
  readonly add: (entry: LogEntry) => readonly BulletinFault[];
  /** The next entry is one of which nobody has a copy: what may follow from that is no fault of those after it. */
  readonly skip: () => void;
  /** What is missing at the end: parts that never came. */
  readonly end: () => readonly BulletinFault[];
  /** For whoever offers returns that the log does not hold opened (offer.ts). */
  readonly context: Context;
};

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

export function openAssembly(sha256: Sha256, onReturn: OnReturn = () => undefined): Assembly {
  const state = emptyState();
  const context: Context = { state, sha256, onReturn };
  const unfinished = (): readonly BulletinFault[] => {
    const { waiting } = state;
    state.waiting = undefined;
    return waiting === undefined
      ? []
      : [{ code: 'ENTRY_ORDER', detail: `${waiting.texts.length} of ${waiting.of} parts`, entry: waiting.place }];
  };
  return {
    state,
    add: (entry) => {
      const place = state.size++;
      const faults = continues(state, entry) ? [] : unfinished();
      const found = addEntry(context, entry, place);
      return found === undefined ? faults : [...faults, { ...found, entry: place }];
    },
    skip: () => {
      state.size++;
      state.lost++;
      state.waiting = undefined;
    },
    end: unfinished,
    context,
  };
}

const continues = ({ waiting }: LogState, entry: LogEntry): boolean =>
  waiting === undefined ||
  ((entry.kind === 'definition' || entry.kind === 'part') &&
    entry.kind === waiting.kind &&
    (entry.kind === 'definition' ? entry.definition : entry.entry) === waiting.digest &&
    entry.of === waiting.of &&
    entry.part === waiting.texts.length + 1);

function addEntry(context: Context, entry: LogEntry, place: number): Problem {
  const { state } = context;
  if ((place === 0) !== (entry.kind === 'opening'))
    return problem('ENTRY_ORDER', 'the opening is entry 0 and no other');
  if (entry.kind === 'opening') return addOpening(state, entry);
  if (entry.kind === 'definition' || entry.kind === 'part') return addPart(context, entry, place);
  if (entry.kind === 'policy') return addPolicy(context, entry);
  if (entry.kind === 'commitment') return addCommitment(state, entry, place);
  if (entry.kind === 'return') return addReturn(context, entry, place);
  if (entry.kind === 'record') return addRecord(context, entry.record, place);
  return addBulletin(state, entry, place);
}

function addOpening(state: LogState, entry: OpeningEntry): Problem {
  state.opening = entry;
  state.definition = entry.definition;
  return undefined;
}

function addPart(context: Context, entry: DefinitionEntry | PartEntry, place: number): Problem {
  const { state } = context;
  const digest = entry.kind === 'definition' ? entry.definition : entry.entry;
  if (state.lost > 0 && state.waiting === undefined && entry.part !== 1) return undefined;
  if (entry.part > entry.of || (state.waiting === undefined && entry.part !== 1))
    return problem('ENTRY_ORDER', `part ${entry.part} of ${entry.of} begins nothing`);
  const waiting = state.waiting ?? { kind: entry.kind, digest, of: entry.of, place, texts: [], characters: 0 };
  waiting.texts.push(entry.text);
  waiting.characters += entry.text.length;
  state.waiting = waiting;
  if (waiting.characters > (entry.kind === 'part' ? mostJoinedBytes : mostDefinitionCharacters)) {
    state.waiting = undefined;
    return problem('ENTRY_MALFORMED', 'its parts are too long together');
  }
  if (waiting.texts.length < waiting.of) return undefined;
  state.waiting = undefined;
  return whole(context, waiting.kind, { digest, text: waiting.texts.join(''), place: waiting.place });
}

type Whole = { readonly digest: string; readonly text: string; readonly place: number };

function whole(context: Context, kind: 'definition' | 'part', { digest, text, place }: Whole): Problem {
  const { state, sha256 } = context;
  const bytes = utf8(text);
  if (hexOf(sha256(bytes)) !== digest) return problem('ENTRY_MALFORMED', 'its parts are not what it says');
  if (kind === 'definition') {
    const read = definitionOfText(text, sha256);
    if (!read.ok) return problem('ENTRY_MALFORMED', `the definition: ${read.detail}`);
    if (read.value.election !== state.opening?.election)
      return problem('ENTRY_MALFORMED', 'a definition of another election');
    state.definitions.set(digest, read.value);
    state.units.set(digest, new Set(read.value.units.map(({ id }) => id)));
    state.checkers.set(digest, returnChecker({ definition: read.value, hashes: new Set([digest]) }));
    return undefined;
  }
  const read = parseEntry(bytes, mostJoinedBytes);
  if (!read.ok) return problem('ENTRY_MALFORMED', read.detail);
  if (read.value.kind !== 'return' && read.value.kind !== 'record')
    return problem('ENTRY_ORDER', `a ${read.value.kind} in parts`);
  return addEntry(context, read.value, place);
}

function addPolicy({ state, sha256 }: Context, { policy, text }: PolicyEntry): Problem {
  if (hexOf(sha256(utf8(text))) !== policy) return problem('ENTRY_MALFORMED', 'the policy is not what it says');
  state.policies.set(policy, text);
  return undefined;
}

function addCommitment(state: LogState, entry: CommitmentEntry, place: number): Problem {
  state.commitments.set(place, entry);
  state.placeOf.set(entry.commitment, place);
  state.committed.set(unitKey(entry.contest, entry.unit), place);
  return undefined;
}

function addReturn(context: Context, entry: ReturnEntry, place: number): Problem {
  const { state, sha256 } = context;
  const { signed, commitment, salt } = entry;
  const { contest, unit, election } = signed.return;
  const of = { contest, unit };
  if (signed.signatures.length === 0) return problem('ENTRY_MALFORMED', 'a return that nobody signed', of);
  if (election !== state.opening?.election) return problem('ENTRY_MALFORMED', 'a return of another election', of);
  const own = saltOf(signed, sha256);
  if (hexOf(own) !== salt) return problem('COMMITMENT_BROKEN', 'the salt is not the one of its signatures', of);
  if (commitment !== null) {
    const committed = state.commitments.get(commitment);
    if (committed === undefined) return problem('COMMITMENT_BROKEN', `entry ${commitment} is no commitment`, of);
    const same = committed.contest === contest && committed.unit === unit;
    if (!same || hexOf(commitmentOf(signed, own, sha256)) !== committed.commitment)
      return problem('COMMITMENT_BROKEN', `entry ${commitment} commits to another return`, of);
  }
  const hash = hexOf(sha256(canonicalReturn(signed.return)));
  if (!state.named.has(hash) && state.lost === 0)
    return problem('ENTRY_ORDER', 'a return that no record in front of it names', of);
  const refusal = keepReturn(context, signed, { place, hash, commitment });
  return refusal === undefined ? undefined : problem('ENTRY_MALFORMED', refusal, of);
}

/** Answers what is wrong with it by the definition that it names. */
export function keepReturn(
  { state, onReturn }: Context,
  signed: SignedReturn,
  at: { readonly place: number | null; readonly hash: string; readonly commitment: number | null },
): string | undefined {
  const { contest, unit, definition, counts } = signed.return;
  // One that somebody brought gives way to the log's own.
  if ((state.returns.get(at.hash)?.place ?? null) !== null) return 'a return that is there already';
  const check = state.checkers.get(definition);
  const refusal = check === undefined ? 'its definition is not in front of it' : check(signed.return)?.detail;
  if (refusal !== undefined) return refusal;
  const logged = { ...at, definition, contest, unit, counts };
  state.returns.set(at.hash, logged);
  onReturn(logged, signed);
  return undefined;
}

function addBulletin(state: LogState, entry: BulletinEntry, place: number): Problem {
  const expected = (state.bulletins.at(-1)?.entry.number ?? 0) + 1;
  if (entry.number !== expected && state.lost === 0)
    return problem('ENTRY_ORDER', `bulletin ${entry.number} where ${expected} is due`);
  state.bulletins.push({ place, entry });
  return undefined;
}
