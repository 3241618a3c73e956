// What persons decided of units: which return holds, and which contests are certified up to which arrival.
import type { Ledger } from '../../ledger/ledger.ts';
import type { Decision } from '../reconcile/derive.ts';
import { unitKey } from './unit-rows.ts';

type Row = Readonly<Record<string, string | number | null>>;

export type Persons = {
  /** By unitKey. */
  readonly decisions: ReadonlyMap<string, Decision>;
  /** By contest: the number of the last arrival that the certification covers. What came later waits for a reopening. */
  readonly certified: ReadonlyMap<string, number>;
};

const decisionsOf = ({ db }: Ledger, election: string): readonly Row[] =>
  db.prepare('SELECT contest, unit, hash, heads FROM unit_decisions WHERE election = ?').all(election) as Row[];

export const personsOf = (ledger: Ledger, election: string): Persons => ({
  decisions: new Map(
    decisionsOf(ledger, election).map(({ contest, unit, hash, heads }) => [
      unitKey(String(contest), String(unit)),
      { hash: String(hash), heads: String(heads) },
    ]),
  ),
  certified: certifiedContests(ledger, election),
});

export function certifiedContests({ db }: Ledger, election: string): ReadonlyMap<string, number> {
  const rows = db
    .prepare("SELECT contest, act, up_to FROM certifications WHERE election = ? AND state = 'done' ORDER BY number")
    .all(election) as Row[];
  const certified = new Map<string, number>();
  for (const { contest, act, up_to: upTo } of rows) {
    if (act === 'certify') certified.set(String(contest), Number(upTo));
    else certified.delete(String(contest));
  }
  return certified;
}

/** What comes in of a certified contest changes nothing, until two persons reopen it. */
export const isCertified = (ledger: Ledger, election: string, contest: string): boolean =>
  certifiedContests(ledger, election).has(contest);
