// Entries of an election's log as data. docs/log-entries.md says what each means. Browser-safe.
import type { Digest, ElectionId } from '../../elections/definition/definition.ts';
import type { ReleaseRecord } from '../../results/release/record.ts';
import type { SignedReturn } from '../../results/return/count-return.ts';

type Kind<K extends string> = { readonly format: 'pollwarden-log/1'; readonly kind: K };

export type OpeningEntry = Kind<'opening'> & {
  readonly election: ElectionId;
  readonly name: string;
  /** ISO day of polling. */
  readonly day: string;
  readonly definition: Digest;
  /** vkey of the log. */
  readonly log: string;
  /** Text of the policy (C2SP tlog-policy) of log and witnesses. */
  readonly witnesses: string;
  readonly releasePolicy: Digest | null;
  readonly verifier: { readonly node: Digest; readonly page: Digest };
  /** ISO instant in UTC. */
  readonly fixedAt: string;
};

export type DefinitionEntry = Kind<'definition'> & {
  readonly definition: Digest;
  /** From 1. */
  readonly part: number;
  readonly of: number;
  readonly text: string;
};

export type PolicyEntry = Kind<'policy'> & { readonly policy: Digest; readonly text: string };

export type CommitmentEntry = Kind<'commitment'> & {
  readonly contest: string;
  readonly unit: string;
  readonly commitment: Digest;
};

export type ReturnEntry = Kind<'return'> & {
  /** Place of its commitment in the log; null where none was asked for. */
  readonly commitment: number | null;
  readonly salt: Digest;
  readonly signed: SignedReturn;
};

export type RecordEntry = Kind<'record'> & { readonly record: ReleaseRecord };

export type BulletinEntry = Kind<'bulletin'> & {
  readonly number: number;
  readonly manifest: Digest;
  readonly total: Digest;
  /** ISO instant in UTC. */
  readonly at: string;
};

/** A part of an entry that is too long for one: a record of very many units, a return of very many figures. */
export type PartEntry = Kind<'part'> & {
  /** SHA-256 of the whole entry's bytes. */
  readonly entry: Digest;
  /** From 1; nothing stands between the parts of an entry. */
  readonly part: number;
  readonly of: number;
  readonly text: string;
};

export type LogEntry =
  | PartEntry
  | OpeningEntry
  | DefinitionEntry
  | PolicyEntry
  | CommitmentEntry
  | ReturnEntry
  | RecordEntry
  | BulletinEntry;
