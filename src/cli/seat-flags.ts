// --seats and --method where a definition or a page of votes does not say them.
import { type SeatMethod, seatMethods } from '../elections/definition/definition.ts';
import { choiceFlag, numberFlag } from './args.ts';

export type SeatFlags = { readonly seats: number | undefined; readonly method: SeatMethod | undefined };

export const seatRuleFlags = (flags: { readonly seats?: string; readonly method?: string }): SeatFlags => ({
  seats:
    flags.seats === undefined
      ? undefined
      : numberFlag('--seats', flags.seats, { least: 1, most: 10_000, integer: true }),
  method: flags.method === undefined ? undefined : choiceFlag('--method', flags.method, seatMethods),
});
