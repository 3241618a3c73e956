// What the main thread and the live pipeline's worker say to each other: plain data, checked by types on both sides.
import type { CoordinationStream, Pane, StreamStatus } from '../detect/coordination/stream/contract.ts';
import type { StreamUpdate } from '../detect/coordination/stream/update.ts';
import type { FollowTarget } from '../ingest/follow/connector.ts';
import type { Taken } from '../ingest/follow/follow.ts';
import type { SourceStatus } from '../ingest/follow/status.ts';
import type { Erased, ErasePreview } from '../ingest/pseudonym-erase.ts';
import type { Purpose } from '../ingest/purpose.ts';
import type { Expired } from '../lake/expire.ts';
import type { Run, StoredPurpose } from '../lake/manifest.ts';

/** A source to run: what it is, and the record it runs under. */
export type LiveSource = {
  /** Lower-case letters, digits and "-": also the name of the file that keeps its position. */
  readonly id: string;
  readonly target: FollowTarget;
  readonly purpose: Purpose;
  /** False only for generated posts, which no person wrote. */
  readonly enforceScope: boolean;
};

/** `before`: ISO day, UTC, exclusive. */
export type EraseRequest = { readonly account: string; readonly platform?: string } | { readonly before: string };

/** What the writer knows and the manifest on disk does not say yet. */
export type LakePending = {
  readonly days: readonly { readonly kind: string; readonly day: string; readonly rows: number }[];
  /** Those that go on with their counts up to now. */
  readonly runs: readonly Run[];
  readonly purposes: readonly StoredPurpose[];
  /** Runs that go on. */
  readonly living: readonly string[];
};

type Calls<Ask, Answer> = { readonly ask: Ask; readonly answer: Answer };

/** Asked by the main thread and answered with the same number. */
export type LiveCalls = {
  readonly start: Calls<LiveSource, null>;
  readonly stop: Calls<{ readonly source: string }, null>;
  /** Forgets the position of a source that does not run. */
  readonly forget: Calls<{ readonly source: string }, null>;
  /** A body of JSON lines for a source of kind "http". */
  readonly push: Calls<{ readonly source: string; readonly body: Uint8Array }, Taken>;
  readonly preview: Calls<EraseRequest, ErasePreview>;
  readonly erase: Calls<EraseRequest, Erased>;
  readonly expire: Calls<null, Expired>;
  /** Undefined while the lake is not open for writing. */
  readonly pending: Calls<null, LakePending | undefined>;
  /** Runs the detection over the horizon up to now, whether a pane is due or not. */
  readonly detect: Calls<null, null>;
  readonly close: Calls<null, null>;
};
export type LiveCall = keyof LiveCalls;

export type ToWorker =
  | {
      readonly type: 'call';
      readonly call: LiveCall;
      readonly number: number;
      readonly ask: LiveCalls[LiveCall]['ask'];
    }
  /** The update of that number was taken; the next one may come. */
  | { readonly type: 'taken'; readonly number: number };

export type LiveFailure = { readonly code: string; readonly message: string; readonly detail: string | undefined };

export type FromWorker =
  | { readonly type: 'answer'; readonly number: number; readonly answer: unknown }
  | { readonly type: 'refused'; readonly number: number; readonly failure: LiveFailure }
  | { readonly type: 'status'; readonly status: LiveStatus }
  /** Waits for "taken" before the next. */
  | { readonly type: 'update'; readonly number: number; readonly update: StreamUpdate };

export type DetectionStatus = {
  /** "off" where no detection is loaded; "rebuilding" while the rows of the horizon are read again. */
  readonly state: 'off' | 'rebuilding' | 'running' | 'failed';
  readonly problem: string | undefined;
  /** Of the detection, where one is loaded. */
  readonly stream: StreamStatus | undefined;
};

export type LiveStatus = { readonly sources: readonly SourceStatus[]; readonly detection: DetectionStatus };

/** What the worker starts with. */
export type LiveSettings = {
  readonly dataFolder: string;
  /** Addresses of this machine and of private networks may be connected to. For demonstrations and tests. */
  readonly allowPrivateAddresses: boolean;
  /** URL of a module that exports `openDetection` (DetectionModule); none stores without detecting. */
  readonly detectionModule?: string;
  /** Handed to the detection as it is: plain data. */
  readonly detection?: unknown;
  /** Shared with the threads: 1 when all is to end, and what has not begun needs not begin. */
  readonly stopFlag?: Int32Array;
};

/** The detection as the pipeline runs it. */
export type Detection = {
  readonly stream: CoordinationStream;
  /** Rows this far back are read from the lake at a start and after an erasure. */
  readonly horizonSeconds: number;
  /** The calibrated result of a pane that has closed; runs elsewhere than in this thread. */
  readonly detectPane: (pane: Pane) => Promise<StreamUpdate>;
  readonly close: () => Promise<void>;
};

export type DetectionModule = {
  readonly openDetection: (dataFolder: string, settings: unknown) => Detection | Promise<Detection>;
};
