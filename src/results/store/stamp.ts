// Whether anything of the results has changed since: what is made of all units is made anew only then.
import type { Ledger } from '../../ledger/ledger.ts';
import { prepared } from '../../ledger/statements.ts';

/** Of any election: another text after every arrival, settled unit, decision and decided definition. */
export function resultsStamp({ db }: Ledger): string {
  const row = prepared(
    db,
    `SELECT (SELECT max(number) FROM arrivals) AS arrivals, (SELECT max(number) FROM unit_history) AS history,
       (SELECT max(changed_at) FROM unit_states) AS settled, (SELECT count(*) FROM unit_states) AS units,
       (SELECT count(*) FROM definitions) AS versions, (SELECT max(decided_at) FROM definitions) AS decided,
       (SELECT max(decided_at) FROM unit_decisions) AS decisions`,
  ).get();
  return JSON.stringify(row);
}
