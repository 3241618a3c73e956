// Sheets whose secrets the desk has disclosed: from then on anybody could make their codes, so that they confirm nothing
// any more, also where a contest is reopened. New sheets are committed to by an amendment.
import { PollwardenError } from '../../../kernel/errors.ts';
import type { Ledger } from '../../../ledger/ledger.ts';
import { definitionOf, definitionVersions } from '../elections.ts';

const lastDisclosed = "SELECT max(time) AS at FROM audit WHERE event = 'callBack.disclosed' AND subject = ?";

/** CONFLICT for a sheet of a definition that was in force when the secrets were disclosed. */
export function refuseDisclosed(ledger: Ledger, election: string, sheet: string): void {
  const { at } = ledger.db.prepare(lastDisclosed).get(election) as { readonly at: number | null };
  if (at === null) return;
  const before = definitionVersions(ledger, election).filter(({ decidedAt }) => (decidedAt ?? 0) <= at);
  const sheets = before.flatMap(({ version }) => definitionOf(ledger, election, version).callBack?.sheets ?? []);
  if (sheets.some((one) => one.sheet === sheet))
    throw new PollwardenError('CONFLICT', `the secrets of ${sheet} were disclosed; amend with new sheets`);
}
