// One record of what was released: canonical JSON (RFC 8785) in a numbered chain. Nothing of it is taken back; a correction
// is a record of its own. Browser-safe plain data.
import { canonicalJson } from '../../kernel/canonical-json.ts';
import type { Counts } from '../tally/tally.ts';
import type { Modes } from './figures.ts';
import type { Group } from './groups.ts';

/** The weakest of its units: on one channel so far; certified by two persons though channels did not agree; or confirmed. */
export const releaseBases = ['oneChannel', 'certified', 'confirmed'] as const;
export type ReleaseBasis = (typeof releaseBases)[number];

export type ReleaseRecord = {
  readonly format: 'pollwarden-release/1';
  readonly election: string;
  /** 1 for the first of an election; no number is left out. */
  readonly number: number;
  /** SHA-256 of the record before it, 64 hexadecimal digits; zeros for the first. */
  readonly previous: string;
  /** SHA-256 of the policy and of the definition under which it was released. */
  readonly policy: string;
  readonly definition: string;
  readonly contest: string;
  readonly kind: 'first' | 'correction';
  /** Number of the record whose figures it replaces. */
  readonly corrects?: number;
  readonly of: Group['of'];
  /** Ids of the units whose figures are in it. */
  readonly units: readonly string[];
  /** SHA-256 of the return, of a unit alone; of several it would let small counts be guessed and checked. */
  readonly return?: string;
  readonly basis: ReleaseBasis;
  readonly modes: Modes;
  readonly counts: Counts;
  /** By the machine's clock, ISO in UTC. */
  readonly at: string;
};

export const firstPrevious = '0'.repeat(64);

/** The record that was parsed last, which is hashed next: to keep the texts of a million takes more than it saves. */
let last: { readonly record: ReleaseRecord; readonly text: string } | undefined;

export const recordText = (record: ReleaseRecord): string =>
  last?.record === record ? last.text : canonicalJson(record);

/** Of a record whose canonical text is known already: it is not made again at once. */
export const rememberRecordText = (record: ReleaseRecord, canonical: string): void => {
  last = { record, text: canonical };
};
