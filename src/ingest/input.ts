// One opened file on its way to the reader of its kind.
import type { ReadOptions } from './read.ts';
import type { TimeUnit } from './times.ts';

export type FileInput = {
  readonly file: string;
  readonly options: ReadOptions;
  /** The first bytes, at most `sampleBytes`; all of them when there are fewer. */
  readonly head: Buffer;
  /** All bytes, the head included; UTF-8 for text. */
  readonly bytes: AsyncIterable<Buffer>;
  /** What a time without a zone means, by the user's mapping. */
  readonly zoneMinutes: number | undefined;
  /** Tells people what the file was taken for. */
  readonly recognised: (what: string, unit: TimeUnit | undefined) => void;
  /** The row being read, for errors that end the file. */
  readonly atLine: (line: number) => void;
};
