// What a connector is: it yields raw records in batches, each with the place to go on from once the batch is durable.
import type { Purpose } from '../purpose.ts';
import type { ReadOptions } from '../read.ts';

/** Where posts come from. Nothing of it becomes a path, except `tail`, which only the command line can give. */
export type FollowTarget =
  | { readonly kind: 'jetstream'; readonly urls: readonly string[] }
  | {
      readonly kind: 'mastodon';
      readonly url: string;
      readonly stream: 'public' | 'public:local' | 'public:remote';
      readonly token?: string;
    }
  | { readonly kind: 'http' }
  | { readonly kind: 'stdin'; readonly read?: ReadOptions }
  | { readonly kind: 'tail'; readonly file: string };
export type FollowKind = FollowTarget['kind'];

/** Where to go on: plain data of the connector's own, kept beside the lake. */
export type ResumeToken = { readonly [key: string]: string | number | boolean | readonly string[] };

/** JSON values, one a text, as they came; or bytes that are no record at all, to be counted and kept. */
export type RawBatch = {
  readonly texts: readonly string[];
  /** The place after this batch. */
  readonly resume: ResumeToken | undefined;
  /** Bytes of the texts, about. */
  readonly bytes: number;
  /** Pieces that are no record, with why. */
  readonly broken?: readonly {
    readonly raw: string;
    readonly code: 'ROW_MALFORMED' | 'LINE_TOO_LONG' | 'ENCODING_INVALID';
    readonly reason: string;
  }[];
};

/** What a connector tells beside its batches. */
export type FollowNotes = {
  readonly connected: () => void;
  /** Cut off; tries again after `seconds`. */
  readonly waiting: (why: string, seconds: number) => void;
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

/** Yields until the input or the signal ends it. Asking for the next batch says that there is room for it. */
export type Connector = (context: FollowContext) => AsyncGenerator<RawBatch>;

export type FollowPurpose = Purpose;
