// The result of the native detection of coordination: what the CLI prints, the exports write and the report shows.
import type { Layer } from '../../ingest/post.ts';

export type Edge = {
  /** accountA < accountB by code points. */
  readonly accountA: string;
  readonly accountB: string;
  /** Distinct objects shared within the window, on the pair's strongest layer and window. */
  readonly weight: number;
  readonly windowSeconds: number;
  /** "habits" for the claim; "audience" or "jitter" only with --claims all. */
  readonly nullModel: 'habits' | 'audience' | 'jitter';
  readonly pValue: number;
  readonly qValue: number;
  readonly medianLagSeconds: number;
  readonly firstSeen: number;
  readonly lastSeen: number;
  readonly layers: readonly Layer[];
};

/** One shared object of a group, with the posts that are the evidence, oldest first. */
export type SharedObject = {
  readonly layer: Layer;
  readonly object: string;
  /** A sample of what the object stands for, where its name does not tell (a cluster of texts). */
  readonly sample?: string;
  /** Surprise in nats: -log of the chance that these members meet here within the window under the null. */
  readonly surprise: number;
  /** All accounts that shared the object, members or not. */
  readonly audience: number;
  readonly posts: readonly { readonly account: string; readonly post: string; readonly time: number }[];
};

export type Member = {
  readonly account: string;
  /** On the layer of the claim alone, like all counts here: everything it shared, and what of it on the group's objects. */
  readonly shares: number;
  readonly sharesInGroup: number;
  /** How often this member was the first of the group on an object. */
  readonly firsts: number;
  /** Median seconds behind the first member. */
  readonly medianLagSeconds: number;
  readonly firstSeen: number;
};

export type Group = {
  /** Hash of detector version, parameters and evidence: running twice gives the same id. */
  readonly id: string;
  readonly members: readonly Member[];
  readonly objects: readonly SharedObject[];
  readonly edges: readonly Edge[];
  readonly windowSeconds: number;
  readonly qValue: number;
  readonly pValue: number;
  /** Pairs of members within the window over all objects: seen, and the mean under the null that explains most. */
  readonly observed: number;
  readonly expected: number;
  /** Which null explains most of it: 'latency' | 'timeOfDay' | 'rank' | 'audience' …, with each one's expectation. */
  readonly nulls: readonly { readonly name: string; readonly expected: number; readonly pValue: number }[];
  readonly decoys: number;
  /** Counts of lags between members, edges of the bins in seconds. */
  readonly lagHistogram: { readonly edges: readonly number[]; readonly counts: readonly number[] };
  readonly layerMix: readonly { readonly layer: Layer; readonly objects: number }[];
  readonly firstSeen: number;
  readonly lastSeen: number;
  /** Name of the declared network that holds most members, or undefined. */
  readonly declared?: string;
  /** What speaks against it, in plain sentences. */
  readonly counterEvidence: readonly string[];
  readonly technique: { readonly id: string; readonly name: string };
};

/** Edges of dense groups at or above a score, on the stream and (mean of a stream) on its decoys; and all scored pairs. */
export type CalibrationPoint = {
  readonly score: number;
  readonly targets: number;
  readonly decoys: number;
  readonly allTargets?: number;
  readonly allDecoys?: number;
};

export type CoordinationResult = {
  readonly detector: string;
  readonly version: string;
  readonly parameters: {
    readonly windowsSeconds: readonly number[];
    readonly fdr: number;
    readonly decoys: number;
    readonly layers: readonly Layer[];
    readonly seed: number;
    readonly cap: number;
  };
  readonly input: {
    readonly shares: number;
    readonly posts: number;
    readonly accounts: number;
    readonly layers: readonly { readonly layer: Layer; readonly shares: number; readonly objects: number }[];
    readonly firstTime: number;
    readonly lastTime: number;
  };
  readonly status: 'groups found' | 'insufficient evidence';
  /** The words of the claim, for people: "n edges, at most x expected under this null". */
  readonly claim: string;
  readonly calibrated: boolean;
  readonly expectedFalseEdges: number;
  readonly scoreCut: number | undefined;
  /** Targets and decoys at or above each score, over all windows and layers. */
  readonly calibration: readonly CalibrationPoint[];
  readonly perWindow: readonly {
    readonly windowSeconds: number;
    readonly pairs: number;
    readonly edges: number;
    readonly cut: number | undefined;
  }[];
  readonly edges: readonly Edge[];
  /** Edges of other nulls, only with --claims all. */
  readonly otherClaims: readonly Edge[];
  readonly groups: readonly Group[];
  /**
   * Sets of accounts that pass every test but have no two members on the same platform: one person who posts everywhere
   * looks just so. They are counted, not claimed, and their edges are in no file.
   */
  readonly onePerPlatform?: readonly (readonly string[])[];
  /** Objects whose sharers within a window were more than the cap. */
  readonly cappedBursts: readonly {
    readonly layer: Layer;
    readonly object: string;
    readonly windowSeconds: number;
    readonly sharers: number;
  }[];
};
