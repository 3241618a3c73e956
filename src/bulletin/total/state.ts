// What the entries of a log say together, as it grows entry by entry. Browser-safe plain data.
import type { Sha256 } from '../../tlog/hash.ts';
import type { Definition, Digest } from '../../elections/definition/definition.ts';
import { firstPrevious, type ReleaseRecord } from '../../results/release/record.ts';
import type { Counts } from '../../results/tally/tally.ts';
import type { SignedReturn } from '../../results/return/count-return.ts';
import type { ReturnChecker } from '../../results/return/parse.ts';
import type { BulletinEntry, CommitmentEntry, OpeningEntry } from '../model/entry.ts';
import type { BulletinFault, BulletinFaultCode } from '../model/fault.ts';

export type LoggedReturn = {
  /** In the log; null for one that somebody brought who kept it. */
  readonly place: number | null;
  /** SHA-256 of the canonical return. */
  readonly hash: Digest;
  readonly commitment: number | null;
  readonly definition: Digest;
  readonly contest: string;
  readonly unit: string;
  readonly counts: Counts;
};

export type LoggedRecord = { readonly place: number; readonly record: ReleaseRecord };

/** Parts of a definition or of a long entry that are not all there yet. */
type Waiting = {
  readonly kind: 'definition' | 'part';
  readonly digest: Digest;
  readonly of: number;
  readonly place: number;
  readonly texts: string[];
  characters: number;
};

export type LogState = {
  /** Entries so far. */
  size: number;
  /** Entries of which nobody has a copy. */
  lost: number;
  opening: OpeningEntry | undefined;
  readonly definitions: Map<Digest, Definition>;
  /** Ids of the units of each. */
  readonly units: Map<Digest, ReadonlySet<string>>;
  /** Embargoes of policies, milliseconds since 1970 UTC, by hash. */
  readonly embargoes: Map<Digest, number>;
  /** What a return under that definition has to be like. */
  readonly checkers: Map<Digest, ReturnChecker>;
  /** Canonical texts by hash. */
  readonly policies: Map<Digest, string>;
  readonly commitments: Map<number, CommitmentEntry>;
  /** Their places by what they commit to. */
  readonly placeOf: Map<Digest, number>;
  /** Place of the newest commitment, by unitKey. */
  readonly committed: Map<string, number>;
  /** By hash. */
  readonly returns: Map<Digest, LoggedReturn>;
  /** The newest record that a unit is in, by unitKey. */
  readonly latest: Map<string, LoggedRecord>;
  /** Hashes of returns that records name. */
  readonly named: Set<Digest>;
  /** Units of which a record named a return: none may stand without one later; by unitKey. */
  readonly signedOnce: Set<string>;
  /** Records that no other has replaced, by number. */
  readonly records: Map<number, LoggedRecord>;
  head: { readonly number: number; readonly sha256: Digest };
  /** Of the newest record; of the opening before there is one. */
  definition: Digest | undefined;
  readonly bulletins: { readonly place: number; readonly entry: BulletinEntry }[];
  waiting: Waiting | undefined;
};

/** Hears of every return that is in its place, so that its signatures can be checked. */
export type OnReturn = (logged: LoggedReturn, signed: SignedReturn) => void;

export type Context = { readonly state: LogState; readonly sha256: Sha256; readonly onReturn: OnReturn };

/** A fault without its place, or nothing. */
export type Problem = Omit<BulletinFault, 'entry'> | undefined;

export const problem = (code: BulletinFaultCode, detail: string, of: Partial<BulletinFault> = {}): Problem => ({
  code,
  detail,
  ...of,
});

export const unitKey = (contest: string, unit: string): string => `${contest}\n${unit}`;

export const emptyState = (): LogState => ({
  size: 0,
  lost: 0,
  opening: undefined,
  definitions: new Map(),
  units: new Map(),
  embargoes: new Map(),
  checkers: new Map(),
  policies: new Map(),
  commitments: new Map(),
  placeOf: new Map(),
  committed: new Map(),
  returns: new Map(),
  latest: new Map(),
  named: new Set(),
  signedOnce: new Set(),
  records: new Map(),
  head: { number: 0, sha256: firstPrevious },
  definition: undefined,
  bulletins: [],
  waiting: undefined,
});

/** The definition by which the total is reckoned; undefined until it is there. */
export const definitionInForce = ({ definition, definitions }: LogState): Definition | undefined =>
  definition === undefined ? undefined : definitions.get(definition);
