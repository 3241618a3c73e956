// What a connector is: it yields raw records in batches, each with the place to go on from once the batch is durable.
import type { ErrorCode } from '../../kernel/errors.ts';
import type { JsonObject } from '../json/parse.ts';

/** Where posts come from. Nothing of it becomes a path, except `tail`, which only the command line can give. */
export type FollowTarget =
  | { readonly kind: 'jetstream'; readonly urls: readonly string[] }
  | {
      readonly kind: 'mastodon';
      readonly url: string;
      readonly stream: MastodonStream;
      /** Sent as a bearer token, and kept nowhere. */
      readonly token?: string;
    }
  | { readonly kind: 'http' }
  | { readonly kind: 'stdin' }
  | { readonly kind: 'tail'; readonly file: string };
export type MastodonStream = 'public' | 'public:local' | 'public:remote';

/** Where to go on: plain data of the connector's own, kept beside the lake. */
export type ResumeToken = { readonly [key: string]: string | number };

/** One record as it came. `problem`: it is none, and is counted and kept. */
export type RawRecord =
  | { readonly raw: string; readonly value: JsonObject; readonly problem?: undefined }
  | { readonly raw: string; readonly problem: { readonly code: ErrorCode; readonly reason: string } };

export type RawBatch = {
  readonly records: readonly RawRecord[];
  /** The place after this batch; undefined where there is nothing to go on from. */
  readonly resume: ResumeToken | undefined;
};

/** What a connector tells beside its batches. */
export type FollowNotes = {
  readonly connected: () => void;
  /** Cut off; tries again by itself. */
  readonly waiting: (why: string) => void;
  /** A span of the stream that cannot be had any more. Milliseconds since 1970 UTC. */
  readonly lost: (from: number, to: number, reason: string) => void;
};

export type FollowContext = {
  readonly resume: ResumeToken | undefined;
  readonly notes: FollowNotes;
  readonly signal: AbortSignal;
  /** Milliseconds since 1970 UTC. */
  readonly now: () => number;
  /** Uniform in [0, 1), for the jitter of waits. */
  readonly random: () => number;
  readonly allowPrivateAddresses: boolean;
};

/**
 * Yields until the input or the signal ends it. Asking for the next batch says that there is room for it, not that the
 * last one is durable: the token that was kept is what counts. Throws SOURCE_FAILED for what trying again cannot mend.
 */
export type Connector = (context: FollowContext) => AsyncGenerator<RawBatch>;

/** Records in one batch, at most. */
export const mostRecords = 4096;
/** Longest record, far beyond any post. */
export const longestRecordBytes = 1024 * 1024;
