// What the functions of this folder are given: the ledger, ids, and the addresses that messages name.
import type { Ledger } from '../ledger/ledger.ts';

export type AlertContext = {
  readonly ledger: Ledger;
  /** Unguessable and unique. */
  readonly newId: () => string;
  /** Address of the console of this space, without a slash at its end. */
  readonly consoleUrl: string;
  /** Messages are marked, and go to a folder. */
  readonly demonstration: boolean;
};
