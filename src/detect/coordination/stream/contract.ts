// What the detection on a stream takes, answers and promises.
import type { ShareBatch } from '../../../lake/lake.ts';
import type { DetectOptions } from '../options.ts';
import type { Layer } from '../../../ingest/post.ts';
import type { LayerCounts } from './counts.ts';
import type { StreamUpdate } from './update.ts';

export type StreamOptions = {
  /** Seconds of events that are looked at together. */
  readonly horizonSeconds: number;
  /** Calibrated values come at every multiple of this many seconds of event time; divides the horizon. */
  readonly paneSeconds: number;
  /** Events may be this many seconds late and still count in the pane they belong to. */
  readonly latenessSeconds: number;
  /** Windows up to this one are counted event by event; the larger ones when a pane closes. */
  readonly liveWindowSeconds: number;
  /** Sharers of one object within the live window, on one side, beyond which its pairs are not counted one by one. */
  readonly liveCap: number;
  /** Shares in memory beyond which the horizon is shortened by its oldest panes, and said to be. */
  readonly mostShares: number;
  /** Pairs of accounts in memory, likewise. */
  readonly mostPairs: number;
  readonly detect: Omit<DetectOptions, 'onProgress'>;
};

export type StreamStatus = {
  /** Seconds since 1970 UTC up to which events are taken to be complete; undefined before the first event. */
  readonly watermark: number | undefined;
  /** Begin of the oldest pane in memory. */
  readonly from: number | undefined;
  readonly shares: number;
  readonly pairs: number;
  readonly accounts: number;
  readonly objects: number;
  /** Came after their pane had closed: counted, and in the next pane's horizon. */
  readonly late: number;
  /** Older than the horizon: kept in the lake, not looked at. */
  readonly expired: number;
  /** Dated after now: kept in the lake, looked at when their time has come. */
  readonly fromTheFuture: number;
  /** Horizon in use where memory does not hold the one asked for. */
  readonly shortenedTo: number | undefined;
};

/** The horizon of a closed pane, seconds since 1970 UTC, end exclusive. */
export type Pane = { readonly from: number; readonly to: number };

export type CoordinationStream = {
  /** Rows that are new in the lake, in any order. `nowSeconds` since 1970 UTC: what is dated later has to wait. */
  readonly add: (batch: ShareBatch, nowSeconds: number) => void;
  /** Without events the watermark follows the clock, where the stream was near it. Call about once a second. */
  readonly tick: (nowSeconds: number) => void;
  /** Provisional groups that are new or changed since the last call; undefined when nothing is. */
  readonly update: () => StreamUpdate | undefined;
  /** The pane that has closed since the last call, the newest where several have. Its detection is `detectPane`. */
  readonly closedPane: () => Pane | undefined;
  readonly status: () => StreamStatus;
  /** What is counted now, by layer: equal to `batchCounts` of the same shares. For checks. */
  readonly counts: () => ReadonlyMap<Layer, LayerCounts>;
  /** Forgets everything; after an erasure the rows of the lake are added again. */
  readonly clear: () => void;
};
