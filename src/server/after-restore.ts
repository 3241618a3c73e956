// What is done to a restored ledger before it is used, by the command and at a start: one list for both.
import { endOldAccess } from '../accounts/after-restore.ts';
import { carryOverAccess } from '../accounts/carry-over.ts';
import { carryOverErasures } from '../findings/after-restore.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { carryOverResults, holdReleases } from '../results/store/after-restore.ts';

export const afterRestore = {
  endOldAccess: (ledger: Ledger): void => {
    endOldAccess(ledger);
    holdReleases(ledger);
  },
  // The first records nothing: those behind it compare the two audit trails as well.
  carryOver: [carryOverResults, carryOverAccess, carryOverErasures],
} as const;
