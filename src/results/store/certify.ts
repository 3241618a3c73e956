// Certification of a contest, and its reopening: proposed by one person, done by another. Both see the same digest, over the
// returns that hold; when it is another by then, the second person is told instead of approving something else.
import { createHash } from 'node:crypto';
import { PollwardenError } from '../../kernel/errors.ts';
import { recordAudit } from '../../ledger/audit/record.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import { addressOf, type By, needSecondPerson } from './by.ts';
import { definitionOf, electionOf } from './elections.ts';
import { isCertified } from './unit-persons.ts';
import { type UnitRow, unitRows } from './unit-rows.ts';
import { reconcileChanged, reconcileElection } from './unit-states.ts';

export type Act = 'certify' | 'reopen';

export type Certification = {
  readonly number: number;
  readonly contest: string;
  readonly act: Act;
  readonly state: 'proposed' | 'done' | 'refused';
  readonly reason: string;
  readonly digest: string;
  /** Units that were certified though awaited or in conflict. */
  readonly exceptions: readonly string[];
  readonly proposedBy: string;
  readonly proposedAt: number;
  readonly decidedBy: string | undefined;
  readonly decidedAt: number | undefined;
};

type Row = Readonly<Record<string, string | number | null>>;

const certificationOf = (row: Row): Certification => ({
  number: Number(row.number),
  contest: String(row.contest),
  act: row.act as Act,
  state: row.state as Certification['state'],
  reason: String(row.reason),
  digest: String(row.digest),
  exceptions: JSON.parse(String(row.exceptions)) as string[],
  proposedBy: String(row.proposed_by),
  proposedAt: Number(row.proposed_at),
  decidedBy: row.decided_by === null ? undefined : String(row.decided_by),
  decidedAt: row.decided_at === null ? undefined : Number(row.decided_at),
});

/** Every act on every contest, the newest first. */
export const certificationsOf = ({ db }: Ledger, election: string): readonly Certification[] =>
  (db.prepare('SELECT * FROM certifications WHERE election = ? ORDER BY number DESC').all(election) as Row[]).map(
    certificationOf,
  );

/** What waits for its second person. */
export const waitingCertification = (ledger: Ledger, election: string, contest: string): Certification | undefined =>
  certificationsOf(ledger, election).find((one) => one.contest === contest && one.state === 'proposed');

const rowsOf = (ledger: Ledger, election: string, contest: string): readonly UnitRow[] =>
  unitRows(ledger, election).filter((row) => row.contest === contest);

/** SHA-256 over unit, the return that holds and all that could, in the order of units. */
export function holdingDigest(rows: readonly UnitRow[]): string {
  const hash = createHash('sha256');
  for (const { unit, holding, heads } of rows) hash.update(`${JSON.stringify([unit, holding ?? '', heads])}\n`);
  return hash.digest('hex');
}

export type Proposal = {
  readonly act: Act;
  readonly contest: string;
  readonly reason: string;
  readonly except: readonly string[];
};

const shown = (units: readonly string[]): string =>
  `${units.slice(0, 5).join(', ')}${units.length > 5 ? ` and ${units.length - 5} more` : ''}`;

/** Units that stand in the way of certification. */
function refuseOpen(rows: readonly UnitRow[], { except, contest }: Proposal): void {
  const named = new Set(except);
  const open = rows.filter(({ state, unit }) => (state === 'awaited' || state === 'conflicting') && !named.has(unit));
  const units = open.map(({ unit, state }) => `${unit} (${state})`);
  if (open.length > 0)
    throw new PollwardenError('CONFLICT', `${contest}: awaited or in conflict, and not named: ${shown(units)}`);
  const known = new Set(rows.map(({ unit }) => unit));
  const unknown = except.filter((unit) => !known.has(unit));
  if (unknown.length > 0) throw new PollwardenError('INPUT_INVALID', `except: no unit ${shown(unknown)}`);
}

/**
 * The first of two persons. CONFLICT where the definition is a draft that one person made, units are open and not named,
 * something waits, or there is nothing to do.
 */
export function proposeCertification(ledger: Ledger, election: string, proposal: Proposal, by: By): Certification {
  const { act, contest, reason, except } = proposal;
  if (reason.trim() === '') throw new PollwardenError('INPUT_INVALID', 'reason: certification needs one');
  return ledger.write(() => {
    if (!definitionOf(ledger, election).contests.some(({ id }) => id === contest))
      throw new PollwardenError('NOT_FOUND', `no contest ${contest.slice(0, 80)} in ${election}`);
    if (electionOf(ledger, election).current.state !== 'fixed')
      throw new PollwardenError('CONFLICT', `two persons have to fix the definition of ${election} first`);
    if (waitingCertification(ledger, election, contest) !== undefined)
      throw new PollwardenError('CONFLICT', `${contest}: a proposal waits for its second person`);
    if (isCertified(ledger, election, contest) === (act === 'certify'))
      throw new PollwardenError(
        'CONFLICT',
        `${contest} is ${act === 'certify' ? 'certified already' : 'not certified'}`,
      );
    reconcileChanged(ledger, election, by);
    const rows = rowsOf(ledger, election, contest);
    if (act === 'certify') refuseOpen(rows, proposal);
    const digest = holdingDigest(rows);
    ledger.db
      .prepare(
        `INSERT INTO certifications (election, contest, act, state, reason, digest, exceptions, up_to, proposed_by, proposed_at)
         VALUES (?, ?, ?, 'proposed', ?, ?, ?, 0, ?, ?)`,
      )
      .run(election, contest, act, reason.trim(), digest, JSON.stringify(except), by.name, Math.trunc(ledger.now()));
    const details = { contest, act, reason: reason.trim(), digest, by: by.name };
    recordAudit(ledger, {
      event: 'returns.certificationProposed',
      actor: by.actor,
      subject: election,
      details,
      ...addressOf(by),
    });
    return mustWait(ledger, election, contest);
  });
}

function mustWait(ledger: Ledger, election: string, contest: string): Certification {
  const waiting = waitingCertification(ledger, election, contest);
  if (waiting === undefined) throw new PollwardenError('CONFLICT', `nothing of ${contest} waits for a second person`);
  return waiting;
}

/**
 * The second person. SECOND_PERSON for who proposed it (who may withdraw it); CONFLICT where `seen` is not the digest any more:
 * then somebody refuses the proposal, and it is made anew.
 */
export function decideCertification(
  ledger: Ledger,
  election: string,
  decision: { readonly contest: string; readonly approve: boolean; readonly seen?: string },
  by: By,
): Certification {
  const { contest, approve, seen } = decision;
  return ledger.write(() => {
    const waiting = mustWait(ledger, election, contest);
    if (approve) needSecondPerson(waiting.proposedBy, by, 'proposed it');
    if (approve) {
      reconcileChanged(ledger, election, by);
      const digest = holdingDigest(rowsOf(ledger, election, contest));
      if (digest !== waiting.digest || (seen !== undefined && seen !== digest))
        throw new PollwardenError(
          'CONFLICT',
          `${contest}: returns have come since it was proposed; refuse it and propose it again`,
        );
    }
    finish(ledger, election, waiting, approve, by);
    if (approve && waiting.act === 'certify') markCertified(ledger, election, contest, by);
    if (approve && waiting.act === 'reopen') reconcileElection(ledger, election, by);
    return certificationsOf(ledger, election).find(({ number }) => number === waiting.number) as Certification;
  });
}

/** Every unit with a return, as it stands: all were looked at a moment ago, in the same transaction. */
function markCertified({ db, now }: Ledger, election: string, contest: string, by: By): void {
  const at = Math.trunc(now());
  const own = "election = ? AND contest = ? AND heads <> '' AND state <> 'certified'";
  db.prepare(
    `INSERT INTO unit_history (election, contest, unit, state_before, event, state_after, at, by, ground)
     SELECT election, contest, unit, state, 'certified', 'certified', ?, ?, '' FROM unit_states WHERE ${own}`,
  ).run(at, by.name, election, contest);
  db.prepare(`UPDATE unit_states SET state = 'certified', changed_at = ? WHERE ${own}`).run(at, election, contest);
}

function finish(ledger: Ledger, election: string, waiting: Certification, approve: boolean, by: By): void {
  const { contest, act, digest, number } = waiting;
  const { n: upTo } = ledger.db.prepare('SELECT coalesce(max(number), 0) AS n FROM arrivals').get() as {
    readonly n: number;
  };
  ledger.db
    .prepare('UPDATE certifications SET state = ?, up_to = ?, decided_by = ?, decided_at = ? WHERE number = ?')
    .run(approve ? 'done' : 'refused', upTo, by.name, Math.trunc(ledger.now()), number);
  if (!approve)
    recordAudit(ledger, {
      event: 'returns.certificationRefused',
      actor: by.actor,
      subject: election,
      details: { contest, act, by: by.name },
      ...addressOf(by),
    });
  else
    recordAudit(ledger, {
      event: act === 'certify' ? 'returns.certified' : 'returns.reopened',
      actor: by.actor,
      subject: election,
      details: { contest, digest, by: by.name },
      ...addressOf(by),
    });
}
