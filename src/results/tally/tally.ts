// What a tally is: sums over the returns that hold, for a contest and each of its areas. Browser-safe plain data.
import type { UnitState } from '../reconcile/states.ts';

export type Counts = Readonly<Record<string, number>>;

/** What holds for one unit in one contest; no counts where nothing arrived. */
export type HeldUnit = {
  readonly contest: string;
  readonly unit: string;
  readonly state: UnitState;
  readonly counts: Counts | undefined;
};

/** Of the units that have both figures, so that a share is never of unlike things. */
export type Turnout = { readonly cast: number; readonly registered: number; readonly units: number };

export type Sums = {
  /** Counting units of the area, and how many of them are in the sums. */
  readonly units: number;
  readonly counted: number;
  readonly byState: Readonly<Record<UnitState, number>>;
  /** By field id or vote key, as in returns; exact. A key that no return carries is absent. */
  readonly sums: Counts;
  readonly turnout: Turnout;
};

export type AreaSums = Sums & {
  readonly area: string;
  readonly name: string;
  readonly level: string;
  readonly parent: string | undefined;
};

export type Tally = Sums & {
  readonly election: string;
  readonly contest: string;
  readonly name: string;
  /** Units that are on one channel only, or in conflict, are left out. */
  readonly confirmedOnly: boolean;
  /** The contest's own area first, then those below it in the order of the definition. */
  readonly areas: readonly AreaSums[];
};
