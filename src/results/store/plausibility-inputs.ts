// What plausibility looks at: the figures that hold for each unit of an election in the ledger.
import type { Definition } from '../../elections/definition/definition.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import type { UnitInput } from '../plausibility/hit.ts';
import { keptReconciler } from './reconciler.ts';
import { heldUnits } from './tally.ts';
import { lateOf } from './unit-list.ts';
import { unitKey, unitRows } from './unit-rows.ts';

/** What holds for every unit, with lateness and differences, by contest id. */
export function unitInputs(ledger: Ledger, definition: Definition): ReadonlyMap<string, readonly UnitInput[]> {
  const { election } = definition;
  const differences = new Map(
    unitRows(ledger, election)
      .filter(({ state, sentence }) => state === 'conflicting' && sentence !== '')
      .map(({ contest, unit, sentence }) => [unitKey(contest, unit), sentence]),
  );
  const late = lateOf(ledger, election, keptReconciler(ledger, election));
  const found = new Map<string, UnitInput[]>(definition.contests.map(({ id }) => [id, []]));
  for (const { contest, unit, state, counts } of heldUnits(ledger, definition)) {
    const key = unitKey(contest, unit);
    const difference = differences.get(key) ?? '';
    found.get(contest)?.push({ contest, unit, state, counts, late: late.has(key), difference });
  }
  return found;
}
