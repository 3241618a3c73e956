// What the main thread and the live pipeline's worker say to each other: plain data, checked by types on both sides.
import type { StreamStatus } from '../detect/coordination/stream/contract.ts';
import type { StreamUpdate } from '../detect/coordination/stream/update.ts';
import type { SourceStatus } from '../ingest/follow/status.ts';
import type { Erased } from '../ingest/pseudonym-erase.ts';
import type { Purpose } from '../ingest/purpose.ts';
import type { FollowTarget } from '../ingest/follow/connector.ts';
import type { Expired } from '../lake/expire.ts';
import type { Run } from '../lake/manifest.ts';
import type { ShareBatch } from '../lake/lake.ts';

/** A source to run: what it is, and the record it runs under. */
export type LiveSource = {
  /** Letters, digits and "-": also the name of the file that keeps its position. */
  readonly id: string;
  readonly target: FollowTarget;
  readonly purpose: Purpose;
};

export type EraseRequest =
  | { readonly account: string; readonly platform?: string }
  /** ISO day, UTC, exclusive. */
  | { readonly before: string };

/** What would go, counted without changing anything. */
export type ErasePreview = { readonly rows: number; readonly ownPosts: number; readonly rejected: number };

/** `pseudonyms`: of the account, so that what was made of its rows can be found and removed too. */
export type EraseOutcome = Erased & { readonly pseudonyms: readonly string[] };

/** What the writer knows and the manifest on disk does not say yet. */
export type LakePending = {
  readonly days: readonly { readonly kind: string; readonly day: string; readonly rows: number }[];
  readonly runs: readonly Run[];
};

export type Pushed = { readonly posts: number; readonly rejected: number; readonly rowsAdded: number };

/** Asked by the main thread and answered with the same number. */
export type LiveCalls = {
  readonly push: { readonly ask: { readonly source: string; readonly body: Uint8Array }; readonly answer: Pushed };
  readonly preview: { readonly ask: EraseRequest; readonly answer: ErasePreview };
  readonly erase: { readonly ask: EraseRequest; readonly answer: EraseOutcome };
  readonly expire: { readonly ask: null; readonly answer: Expired };
  readonly pending: { readonly ask: null; readonly answer: LakePending | undefined };
  readonly start: { readonly ask: LiveSource; readonly answer: null };
  readonly stop: { readonly ask: { readonly source: string }; readonly answer: null };
  /** Closes the pane of detection now, whether it is due or not. */
  readonly closePane: { readonly ask: null; readonly answer: null };
  readonly close: { readonly ask: null; readonly answer: null };
};
export type LiveCall = keyof LiveCalls;

export type ToWorker =
  | {
      [C in LiveCall]: {
        readonly type: 'call';
        readonly call: C;
        readonly number: number;
        readonly ask: LiveCalls[C]['ask'];
      };
    }[LiveCall]
  /** The update of that number was taken; the next one may come. */
  | { readonly type: 'taken'; readonly number: number };

export type LiveFailure = { readonly code: string; readonly message: string; readonly detail?: string };

export type FromWorker =
  | { readonly type: 'ready' }
  | { readonly type: 'answer'; readonly number: number; readonly answer: unknown }
  | { readonly type: 'refused'; readonly number: number; readonly failure: LiveFailure }
  | { readonly type: 'status'; readonly sources: readonly SourceStatus[]; readonly detection: DetectionStatus }
  /** Waits for "taken" before the next. */
  | { readonly type: 'update'; readonly number: number; readonly update: StreamUpdate };

export type DetectionStatus = {
  /** "off" where no detection is loaded; "rebuilding" while the rows of the horizon are read again. */
  readonly state: 'off' | 'rebuilding' | 'running' | 'failed';
  readonly rows: number;
  readonly problem?: string;
  /** Of the detection, where one is loaded. */
  readonly stream?: StreamStatus;
};

/** What the worker starts with. */
export type LiveSettings = {
  readonly dataFolder: string;
  /** Addresses of this machine and of private networks may be connected to. For demonstrations and tests. */
  readonly allowPrivateAddresses: boolean;
  /** Seconds that the detection looks back; its rows are read again at a start. */
  readonly horizonSeconds: number;
  /** Module that exports `createStream(settings)` (CoordinationStreamModule); none stores without detecting. */
  readonly streamModule?: string;
  /** Handed to the detection as it is. */
  readonly detection?: unknown;
};

/** Detection on the stream, as the worker uses it (src/detect/coordination/stream). */
export type CoordinationStream = {
  readonly add: (batch: ShareBatch) => void;
  /** What is new since the last call; undefined when nothing is. Cheap; called every second at least. */
  readonly update: () => StreamUpdate | undefined;
  readonly paneDue: () => boolean;
  readonly closePane: () => Promise<StreamUpdate>;
  readonly status: () => StreamStatus;
};

export type CoordinationStreamModule = {
  readonly createStream: (settings: LiveSettings) => CoordinationStream;
};
