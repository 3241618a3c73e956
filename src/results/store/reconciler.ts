// A definition prepared for reconciliation: what is compared, which groups both channels carry. Kept by its hash.
import type { Definition } from '../../elections/definition/definition.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import { type Compare, comparer, groupsOf } from '../reconcile/compare.ts';
import { definitionOf, electionOf } from './elections.ts';

export type Reconciler = {
  readonly definition: Definition;
  readonly compare: Compare;
  readonly groupOf: (key: string) => string;
  /** Groups besides the form that official and backup are both to carry. */
  readonly shared: ReadonlySet<string>;
  readonly units: ReadonlyMap<string, Definition['units'][number]>;
};

export function reconcilerOf(definition: Definition): Reconciler {
  const { carries } = definition;
  const shared = (carries.official ?? []).filter(
    (group) => group !== 'form' && carries.backup?.includes(group) === true,
  );
  return {
    definition,
    compare: comparer(definition),
    groupOf: groupsOf(definition),
    shared: new Set(shared),
    units: new Map(definition.units.map((unit) => [unit.id, unit])),
  };
}

const reconcilers = new Map<string, Reconciler>();
const mostKept = 8;

/** Prepared once for each definition in force; by its hash, so that an amendment makes a new one. NOT_FOUND. */
export function keptReconciler(ledger: Ledger, election: string): Reconciler {
  const { hash } = electionOf(ledger, election).current;
  const known = reconcilers.get(hash);
  if (known !== undefined) return known;
  const made = reconcilerOf(definitionOf(ledger, election));
  if (reconcilers.size >= mostKept) reconcilers.clear();
  reconcilers.set(hash, made);
  return made;
}
