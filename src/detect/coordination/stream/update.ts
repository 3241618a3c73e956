// What the detection on a stream tells: provisional groups between panes, and the calibrated result when a pane closes.
import type { Layer } from '../../../ingest/post.ts';
import type { CoordinationResult, SharedObject } from '../result.ts';

/** Accounts that meet more often than their activity explains; not calibrated, and said to be so. Times in seconds. */
export type ProvisionalGroup = {
  /** The same while the group grows. */
  readonly key: string;
  readonly members: readonly string[];
  readonly edges: readonly {
    readonly accountA: string;
    readonly accountB: string;
    readonly weight: number;
    readonly windowSeconds: number;
    readonly layer: Layer;
  }[];
  /** Objects on which members met, the latest at most. */
  readonly objects: readonly SharedObject[];
  readonly layers: readonly Layer[];
  readonly windowSeconds: number;
  readonly firstSeen: number;
  readonly lastSeen: number;
  /** Name of the declared network that holds most members. */
  readonly declared?: string;
};

export type StreamUpdate =
  | {
      readonly kind: 'provisional';
      /** Watermark in seconds since 1970 UTC. */
      readonly watermark: number;
      /** Groups that are new or changed since the last update. */
      readonly groups: readonly ProvisionalGroup[];
      /** Keys of groups that are none any more. */
      readonly gone: readonly string[];
    }
  | {
      readonly kind: 'pane';
      /** The horizon that was scanned, seconds since 1970 UTC, end exclusive. */
      readonly from: number;
      readonly to: number;
      readonly result: CoordinationResult;
    };
