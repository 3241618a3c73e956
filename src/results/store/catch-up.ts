// What the pages of a night rest on before anybody reconciled: every unit of a fixed definition is there as awaited, and what
// came while no server ran was looked at.
import type { Ledger } from '../../ledger/ledger.ts';
import type { By } from './by.ts';
import { electionOf } from './elections.ts';
import { reconcileChanged, reconcileElection, unlookedUnits } from './unit-states.ts';

/** From so many units on, one pass over all returns is quicker than a look at each. */
const manyUnits = 300;

/** A draft without returns may still be replaced, and is left alone. NOT_FOUND. */
export function catchUp(ledger: Ledger, election: string, by: By): void {
  const waiting = unlookedUnits(ledger, election);
  if (waiting > manyUnits) reconcileElection(ledger, election, by);
  else if (waiting > 0 || electionOf(ledger, election).current.state === 'fixed')
    reconcileChanged(ledger, election, by);
}
