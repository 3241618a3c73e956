// What lists claim seats with, and lots: where votes tie, people draw, and the draw is recorded; nothing draws by itself.
import { PollwardenError } from '../../kernel/errors.ts';

export type Claim = {
  readonly id: string;
  readonly votes: bigint;
  /** Seats it can take at most. */
  readonly most: number;
};

export type LotWanted = {
  readonly step: number;
  readonly among: readonly string[];
  readonly seats: number;
  readonly soFar: ReadonlyMap<string, number>;
};

/** Ends an allocation that needs a lot which nobody has drawn yet. */
export class LotNeeded extends Error {
  readonly wanted: LotWanted;
  constructor(wanted: LotWanted) {
    super('a lot is needed');
    this.wanted = wanted;
  }
}

/** A lot as it was drawn at the step that asked for it: as many options as it had seats. */
export type Lot = { readonly step: number; readonly drawn: readonly string[] };

/** Answers with the ids drawn among `among` for `seats` places; throws LotNeeded, or INPUT_INVALID for a draw that does not fit. */
export type Lots = (among: readonly string[], seats: number, soFar: ReadonlyMap<string, number>) => readonly string[];

/** `steps` as they grow: a lot is known by the number of the step it becomes, counted from 1. */
export function createLots(drawn: readonly Lot[], steps: readonly unknown[]): Lots {
  return (among, seats, soFar) => {
    const step = steps.length + 1;
    const lot = drawn.find((one) => one.step === step)?.drawn;
    if (lot === undefined) throw new LotNeeded({ step, among, seats, soFar });
    const fits = lot.length === seats && new Set(lot).size === seats && lot.every((id) => among.includes(id));
    if (!fits)
      throw new PollwardenError(
        'INPUT_INVALID',
        `the lot of step ${step} has to name ${seats} of ${among.join(', ')}, and names ${lot.join(', ').slice(0, 200)}`,
      );
    return lot;
  };
}
