// What an allocation of seats takes and gives. Every step is a datum, from which a page explains it in words.
// Browser-safe. Fractions are exact and written as text ("22/7"), so that steps travel as JSON.
import type { SeatMethod, Threshold } from '../../elections/definition/definition.ts';

/** An exact fraction as written by fractionText. */
export type Exact = string;

export type SeatOption = {
  readonly id: string;
  readonly votes: number;
  /** Candidates of the list: it can fill no more seats. Undefined where it does not matter. */
  readonly candidates?: number;
  readonly alliance?: string;
  readonly independent?: true;
};

/** A lot that was drawn at the step that asked for it: as many options as there were seats. */
export type Lot = { readonly step: number; readonly drawn: readonly string[] };

export type SeatRequest = {
  readonly method: SeatMethod;
  readonly seats: number;
  readonly options: readonly SeatOption[];
  readonly threshold?: Threshold;
  /** Base of a threshold on valid votes; the sum of the options' votes where undefined. */
  readonly validVotes?: number;
  /** Base of a threshold on votes cast. */
  readonly castVotes?: number;
  /** How an alliance's seats go to its lists; as between alliances where undefined. */
  readonly withinAlliances?: SeatMethod;
  readonly lots?: readonly Lot[];
};

export type AverageCompared = {
  readonly option: string;
  readonly votes: number;
  readonly divisor: Exact;
  readonly average: Exact;
};

/** What happened, in the order in which it did. `option` is a list, or an alliance between alliances. */
export type SeatEvent =
  | { readonly kind: 'outside'; readonly options: readonly string[] }
  | {
      readonly kind: 'threshold';
      readonly base: Threshold['base'];
      readonly baseVotes: number;
      readonly share?: Exact;
      readonly votes?: number;
      readonly passed: readonly string[];
      readonly below: readonly { readonly option: string; readonly votes: number }[];
    }
  | {
      readonly kind: 'alliances';
      readonly alliances: readonly {
        readonly alliance: string;
        readonly options: readonly string[];
        readonly votes: number;
      }[];
    }
  | { readonly kind: 'within'; readonly alliance: string; readonly seats: number; readonly method: SeatMethod }
  | { readonly kind: 'noVotes' }
  | {
      readonly kind: 'quota';
      readonly name: 'hare' | 'droop' | 'hagenbachBischoff';
      readonly votes: number;
      readonly seats: number;
      readonly quota: Exact;
    }
  | {
      readonly kind: 'fullSeats';
      readonly quota: Exact;
      readonly lists: readonly {
        readonly option: string;
        readonly votes: number;
        readonly seats: number;
        readonly remainder: Exact;
      }[];
      readonly left: number;
    }
  | {
      readonly kind: 'remainderSeat';
      readonly option: string;
      readonly remainder: Exact;
      readonly compared: readonly { readonly option: string; readonly remainder: Exact }[];
      readonly left: number;
    }
  | {
      readonly kind: 'averageSeat';
      readonly option: string;
      readonly average: Exact;
      /** No list gets a second seat in this round (the Dutch rules below 19 seats). */
      readonly oneEach: boolean;
      readonly compared: readonly AverageCompared[];
      readonly left: number;
    }
  | { readonly kind: 'mostVotes'; readonly option: string; readonly votes: number; readonly left: number }
  | {
      readonly kind: 'lot';
      readonly why: LotReason;
      readonly among: readonly string[];
      readonly seats: number;
      readonly drawn: readonly string[];
    }
  | {
      readonly kind: 'exhaustion';
      readonly option: string;
      readonly candidates: number;
      /** Seats that go to others; 0 where the list takes no further part. */
      readonly withdrawn: number;
    }
  | { readonly kind: 'absoluteMajority'; readonly option: string; readonly votes: number; readonly from: string };

export const lotReasons = ['equalAverages', 'equalRemainders', 'equalVotes', 'lastSeatOfMajority'] as const;
export type LotReason = (typeof lotReasons)[number];

/** Numbered from 1; the number is what a lot names. */
export type SeatStep = { readonly step: number } & SeatEvent;

export type LotsNeeded = {
  readonly step: number;
  readonly why: LotReason;
  readonly among: readonly string[];
  /** How many of them are to be drawn. */
  readonly seats: number;
};

export type SeatsResult = {
  readonly method: SeatMethod;
  readonly seats: number;
  /** Every option in the order given; before a lot is drawn, the seats so far. */
  readonly perOption: readonly { readonly option: string; readonly votes: number; readonly seats: number }[];
  readonly steps: readonly SeatStep[];
  /** Seats that no list can take: no votes, or no candidates left. */
  readonly unassigned: number;
  readonly lotsNeeded?: LotsNeeded;
};
