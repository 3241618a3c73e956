// What lists claim seats with, and lots: where votes tie, people draw, and the draw is recorded; nothing draws by itself.
import { PollwardenError } from '../../kernel/errors.ts';

export type Claim = {
  readonly id: string;
  readonly votes: bigint;
  /** Seats it can take at most. */
  readonly most: number;
};

/** Ends an allocation that needs a lot which nobody has drawn yet. */
export class LotNeeded extends Error {
  readonly among: readonly string[];
  readonly seats: number;
  readonly soFar: ReadonlyMap<string, number>;
  constructor(among: readonly string[], seats: number, soFar: ReadonlyMap<string, number>) {
    super('a lot is needed');
    this.among = among;
    this.seats = seats;
    this.soFar = soFar;
  }
}

/** Answers with the ids drawn among `among` for `seats` places; throws LotNeeded, or INPUT_INVALID for a draw that does not fit. */
export type Lots = (among: readonly string[], seats: number, soFar: ReadonlyMap<string, number>) => readonly string[];

export function createLots(drawn: readonly (readonly string[])[]): Lots {
  let next = 0;
  return (among, seats, soFar) => {
    const lot = drawn[next];
    if (lot === undefined) throw new LotNeeded(among, seats, soFar);
    next++;
    const fits = lot.length === seats && new Set(lot).size === seats && lot.every((id) => among.includes(id));
    if (!fits)
      throw new PollwardenError(
        'INPUT_INVALID',
        `lot ${next} has to name ${seats} of ${among.join(', ')}, and names ${lot.join(', ').slice(0, 200)}`,
      );
    return lot;
  };
}
