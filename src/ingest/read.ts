// Reading posts from files, folders and stdin: the contract that the lake, the detectors and the CLI use.
import type { Post } from './post.ts';

export type Rejected = {
  readonly file: string;
  /** Counted from 1; for JSON documents the index of the element, for Parquet the row. */
  readonly line: number;
  readonly code: string;
  readonly reason: string;
  /** The raw row, cut to 2,000 characters. */
  readonly raw: string;
};

export type PostBatch = {
  readonly file: string;
  readonly posts: readonly Post[];
  readonly rejected: readonly Rejected[];
};

export type ReadOptions = {
  /** Name of a format, or undefined to recognise it from the content. */
  readonly format?: string;
  /** For the generic mapping: "account" -> column and so on. */
  readonly map?: Readonly<Record<string, string>>;
  /** Splits the URL cell on spaces, as CNT does. */
  readonly compatCnt?: boolean;
  /** What was recognised (format, unit of time …), for people. */
  readonly onNotice?: (text: string) => void;
  /** Bytes read so far and in all (undefined for stdin). */
  readonly onProgress?: (doneBytes: number, allBytes: number | undefined) => void;
};

export type PostReader = (inputs: readonly string[], options: ReadOptions) => AsyncGenerator<PostBatch>;
