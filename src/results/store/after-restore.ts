// After a restore: what persons stopped since the backup stays stopped, and what has left stays on record. One person
// restores; revoking a key, holding a release and three tries of a call-back are not undone by it.
import { auditLength, goesOnFrom, lastCommonEntry } from '../../ledger/audit/common.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import { listElections } from './elections.ts';
import { releaseState, takeStep } from './release-steps.ts';

/** In this order, so that what others name is there before them. */
const carried = [
  'revoked_keys',
  'call_backs',
  'call_back_unlocks',
  'release_policies',
  'release_log',
  'release_records',
  'release_latest',
  'release_files',
] as const;

type Row = Readonly<Record<string, string | number | null | Uint8Array>>;

const tablesOf = ({ db }: Ledger): ReadonlySet<string> =>
  new Set(
    db
      .prepare("SELECT name FROM sqlite_master WHERE type = 'table'")
      .all()
      .map(({ name }) => String(name)),
  );

function copy({ db }: Ledger, table: string, rows: Iterable<Row>): void {
  for (const row of rows) {
    const names = Object.keys(row);
    db.prepare(`INSERT OR REPLACE INTO ${table} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`).run(
      ...Object.values(row),
    );
  }
}

/** Returns that calls and releases name: content by its hash, which counts for nothing before it arrives. */
const namedReturns = `SELECT * FROM returns WHERE hash IN
  (SELECT hash FROM call_backs WHERE election = ?1 UNION SELECT hash FROM release_latest WHERE election = ?1)`;
const tries = 'SELECT t.* FROM call_back_tries t JOIN call_backs c ON c.number = t.call WHERE c.election = ?';
const confirmed = "SELECT number FROM call_backs WHERE election = ? AND state = 'confirmed'";

function carryElection(ledger: Ledger, former: Ledger, election: string): readonly string[] {
  const numbers = ({ db }: Ledger): readonly number[] =>
    db
      .prepare(confirmed)
      .all(election)
      .map(({ number }) => Number(number));
  const before = new Set(numbers(ledger));
  const own = ledger.db.prepare('SELECT hash FROM returns WHERE hash = ?');
  const returns = former.db.prepare(namedReturns).all(election) as Row[];
  copy(
    ledger,
    'returns',
    returns.filter(({ hash }) => own.get(hash) === undefined),
  );
  for (const table of carried)
    copy(
      ledger,
      table,
      former.db.prepare(`SELECT * FROM ${table} WHERE election = ?${orderOf(table)}`).all(election) as Row[],
    );
  copy(ledger, 'call_back_tries', former.db.prepare(tries).all(election) as Row[]);
  const lost = numbers(ledger).filter((number) => !before.has(number));
  return lost.length === 0
    ? []
    : [
        `${election}: ${lost.length} units were confirmed by call-back since the backup; what was read back has to be read back again`,
      ];
}

/** Calls in the order in which they were made: of one unit only one is open at a time. */
const orderOf = (table: string): string => (table === 'call_backs' ? ' ORDER BY number' : '');

/**
 * Runs within `ledger.write`, before anything is recorded there. Answers with what an administrator is to look at. A
 * ledger that does not go on from the backup says nothing of it: then the files of a release that are there stop the flow.
 */
export function carryOverResults(ledger: Ledger, former: Ledger): readonly string[] {
  if (lastCommonEntry(ledger, former) === auditLength(former)) return [];
  const elections = listElections(ledger);
  if (elections.length === 0) return [];
  const there = tablesOf(former);
  if (![...carried, 'call_back_tries'].every((table) => there.has(table))) return [];
  if (!goesOnFrom(former, ledger))
    return [
      'The ledger that was here does not go on from the backup: keys revoked, call-backs and releases since are not in it',
    ];
  return elections.flatMap(({ id }) => carryElection(ledger, former, id));
}

const by = { actor: { kind: 'system', id: 'restore' }, name: 'restore' } as const;

/** A release that flowed, or was about to, is held: two persons resume it when they have looked. */
export function holdReleases(ledger: Ledger): void {
  for (const { id } of listElections(ledger))
    if (['startProposed', 'started', 'resumeProposed'].includes(releaseState(ledger, id)))
      takeStep(ledger, id, 'hold', by, { reason: 'a backup was restored' });
}
