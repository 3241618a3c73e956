// Parameters of the native detection of coordination.

/** A network that coordinates openly: a news chain, a party's volunteers. Shown as such, never hidden. */
export type DeclaredNetwork = { readonly name: string; readonly accounts: readonly string[] };

export type DetectOptions = {
  readonly windowsSeconds: readonly number[];
  /** Asked rate of false discoveries, 0.05 for 5 %. */
  readonly fdr: number;
  /** Decoy streams for the calibration of edges. */
  readonly decoys: number;
  readonly seed: number;
  /** Sharers of one object within a window beyond which the burst is sketched instead of enumerated. */
  readonly cap: number;
  /** "all" adds what the audience and jitter nulls give, as other claims. */
  readonly claims: 'habits' | 'all';
  readonly declared: readonly DeclaredNetwork[];
  /** Called with a step's name and the share of it that is done, 0 to 1. */
  readonly onProgress?: (step: string, done: number) => void;
};

export const defaultOptions: DetectOptions = {
  windowsSeconds: [10, 60, 300, 1800, 7200],
  fdr: 0.05,
  decoys: 5,
  seed: 1,
  cap: 256,
  claims: 'habits',
  declared: [],
};
