// The unit a command names: its contest is asked for only where the unit has several.
import type { Ledger } from '../ledger/ledger.ts';
import { definitionOf } from '../results/store/elections.ts';
import { PollwardenError } from '../kernel/errors.ts';
import { usageError } from './args.ts';

export type UnitPlace = { readonly election: string; readonly contest: string; readonly unit: string };

/** NOT_FOUND, or USAGE where the contest has to be named. */
export function unitPlace(ledger: Ledger, election: string, unit: string, asked: string | undefined): UnitPlace {
  const { contests } = definitionOf(ledger, election);
  if (asked !== undefined) return { election, contest: asked, unit };
  const known = ledger.db
    .prepare('SELECT contest FROM unit_states WHERE election = ? AND unit = ? ORDER BY contest LIMIT 50')
    .all(election, unit) as { readonly contest: string }[];
  if (known.length > 1)
    throw usageError(
      `unit ${unit} is in several contests; name one with --contest: ${known.map(({ contest }) => contest).join(', ')}`,
    );
  const contest = known[0]?.contest ?? (contests.length === 1 ? contests[0].id : undefined);
  if (contest === undefined) throw new PollwardenError('NOT_FOUND', `no unit ${unit.slice(0, 80)} in ${election}`);
  return { election, contest, unit };
}
