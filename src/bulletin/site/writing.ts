// What the threads that write a bulletin are asked and answer.
import type { ErrorCode } from '../../kernel/errors.ts';
import type { Definition, Digest } from '../../elections/definition/definition.ts';
import type { ContestSeats, CountedContest } from '../../results/formats/counted.ts';
import type { FileRole } from '../model/site.ts';
import type { Effort } from './compress.ts';

/** A file of data: named by its hash, with its script beside it where a page has to read it under file://. */
export type DataTask = {
  readonly kind: 'data';
  readonly role: FileRole | 'manifest';
  readonly name: string;
  readonly extension: string;
  readonly of?: string;
  readonly bytes: Uint8Array;
  readonly twin: boolean;
  readonly effort: Effort;
};

/** A file of the log: named by its place. */
export type PlaceTask = {
  readonly kind: 'place';
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly effort: Effort | 'none';
};

export const exportFormats = ['csv', 'eml-510', 'eml-520', 'cdf'] as const;
export type ExportTask = { readonly kind: 'export'; readonly format: (typeof exportFormats)[number] };

/** Whose signatures hold, of canonical signed returns. */
export type CheckTask = { readonly kind: 'check'; readonly lines: readonly Uint8Array[] };

export type WriteTask = DataTask | PlaceTask | ExportTask | CheckTask;

/** What exports are made of; given to each thread once. */
export type ExportFigures = {
  readonly definition: Definition;
  readonly counted: readonly CountedContest[];
  readonly seats: readonly ContestSeats[];
  readonly complete: boolean;
  /** ISO instant in UTC with seconds: of the newest record, so that the same figures give the same bytes. */
  readonly createdAt: string;
  /** How EML_NL names the election; undefined where it cannot be written. */
  readonly emlId: string | undefined;
};

/** What threads are told once. */
export type Told =
  | { readonly kind: 'figures'; readonly figures: ExportFigures }
  | { readonly kind: 'definitions'; readonly definitions: ReadonlyMap<Digest, Definition> };

export type WriterData = {
  readonly root: string;
  /** Paths below it that are known to be whole and on the disk. */
  readonly trusted: ReadonlySet<string>;
};

export type WrittenFile = {
  readonly role: FileRole | 'manifest' | 'place';
  readonly path: string;
  readonly sha256: Digest;
  readonly bytes: number;
  readonly of?: string;
};

export type Written = {
  readonly files: readonly WrittenFile[];
  /** How many files it had to write. */
  readonly written: number;
  /** Of a check: for each line whether its signatures hold. */
  readonly hold?: readonly boolean[];
};

export type WriteAnswer =
  | Written
  | { readonly code: ErrorCode; readonly detail: string | undefined; readonly file: string | undefined };
