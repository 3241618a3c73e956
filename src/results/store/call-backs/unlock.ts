// A locked call-back is opened again by two persons, with a reason; the next call takes a new line.
import { PollwardenError } from '../../../kernel/errors.ts';
import { recordAudit } from '../../../ledger/audit/record.ts';
import type { Ledger } from '../../../ledger/ledger.ts';
import { addressOf, type By, needSecondPerson } from '../by.ts';
import { electionOf } from '../elections.ts';
import type { SqlValues } from './rows.ts';
import { isLocked, type UnitName } from './spent.ts';

export type Unlock = {
  readonly number: number;
  readonly contest: string;
  readonly unit: string;
  readonly state: 'proposed' | 'done' | 'refused';
  readonly reason: string;
  /** Number of the last call before it. */
  readonly upTo: number;
  readonly proposedBy: string;
  readonly proposedAt: number;
  readonly decidedBy: string | undefined;
  readonly decidedAt: number | undefined;
};

const unlockOf = (row: SqlValues): Unlock => ({
  number: Number(row.number),
  contest: String(row.contest),
  unit: String(row.unit),
  state: row.state as Unlock['state'],
  reason: String(row.reason),
  upTo: Number(row.up_to),
  proposedBy: String(row.proposed_by),
  proposedAt: Number(row.proposed_at),
  decidedBy: row.decided_by === null ? undefined : String(row.decided_by),
  decidedAt: row.decided_at === null ? undefined : Number(row.decided_at),
});

/** Of an election, the first first. */
export const unlocksOf = ({ db }: Ledger, election: string): readonly Unlock[] =>
  (db.prepare('SELECT * FROM call_back_unlocks WHERE election = ? ORDER BY number').all(election) as SqlValues[]).map(
    unlockOf,
  );

/** Of one unit, the newest first. */
export const unlocksOfUnit = ({ db }: Ledger, { election, contest, unit }: UnitName): readonly Unlock[] =>
  (
    db
      .prepare('SELECT * FROM call_back_unlocks WHERE election = ? AND contest = ? AND unit = ? ORDER BY number DESC')
      .all(election, contest, unit) as SqlValues[]
  ).map(unlockOf);

export const waitingUnlock = (ledger: Ledger, name: UnitName): Unlock | undefined =>
  unlocksOfUnit(ledger, name).find(({ state }) => state === 'proposed');

/** The first of two persons. CONFLICT where it is not locked, or a proposal waits already. */
export function proposeUnlock(ledger: Ledger, name: UnitName, reason: string, by: By): Unlock {
  const { election, contest, unit } = name;
  if (reason.trim() === '') throw new PollwardenError('INPUT_INVALID', 'reason: opening again needs one');
  return ledger.write(() => {
    electionOf(ledger, election);
    if (!isLocked(ledger, name)) throw new PollwardenError('CONFLICT', `${unit} is not locked`);
    if (waitingUnlock(ledger, name) !== undefined)
      throw new PollwardenError('CONFLICT', `${unit}: a proposal waits for its second person`);
    ledger.db
      .prepare(
        `INSERT INTO call_back_unlocks (election, contest, unit, state, reason, up_to, proposed_by, proposed_at)
         VALUES (?, ?, ?, 'proposed', ?, 0, ?, ?)`,
      )
      .run(election, contest, unit, reason.trim(), by.name, Math.trunc(ledger.now()));
    recordAudit(ledger, {
      event: 'callBack.unlockProposed',
      actor: by.actor,
      subject: election,
      details: { contest, unit, reason: reason.trim(), by: by.name },
      ...addressOf(by),
    });
    return unlocksOfUnit(ledger, name)[0];
  });
}

/** The second person. SECOND_PERSON for who proposed it, who may withdraw it. */
export function decideUnlock(ledger: Ledger, name: UnitName, approve: boolean, by: By): Unlock {
  const { election, contest, unit } = name;
  return ledger.write(() => {
    const waiting = waitingUnlock(ledger, name);
    if (waiting === undefined) throw new PollwardenError('CONFLICT', `nothing of ${unit} waits for a second person`);
    if (approve) needSecondPerson(waiting.proposedBy, by, 'proposed it');
    const { n: upTo } = ledger.db
      .prepare('SELECT coalesce(max(number), 0) AS n FROM call_backs WHERE election = ? AND contest = ? AND unit = ?')
      .get(election, contest, unit) as { readonly n: number };
    ledger.db
      .prepare('UPDATE call_back_unlocks SET state = ?, up_to = ?, decided_by = ?, decided_at = ? WHERE number = ?')
      .run(approve ? 'done' : 'refused', upTo, by.name, Math.trunc(ledger.now()), waiting.number);
    const shared = { actor: by.actor, subject: election, ...addressOf(by) };
    const details = { contest, unit, by: by.name };
    if (approve)
      recordAudit(ledger, { event: 'callBack.unlocked', ...shared, details: { ...details, reason: waiting.reason } });
    else recordAudit(ledger, { event: 'callBack.unlockRefused', ...shared, details });
    return unlocksOfUnit(ledger, name)[0];
  });
}
