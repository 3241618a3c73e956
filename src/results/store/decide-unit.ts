// A person decides, in a conflict, which return of a unit holds, and says why. It holds for exactly the returns that were there.
import { PollwardenError } from '../../kernel/errors.ts';
import { recordAudit } from '../../ledger/audit/record.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import { prepared } from '../../ledger/statements.ts';
import type { UnitState } from '../reconcile/states.ts';
import { addressOf, type By } from './by.ts';
import { isCertified } from './unit-persons.ts';
import { type UnitRow, unitRow } from './unit-rows.ts';
import { reconcileUnit } from './unit-states.ts';

export type UnitDecision = {
  readonly contest: string;
  readonly unit: string;
  /** Of the return that holds. */
  readonly hash: string;
  /** As the person saw them (UnitRow.heads); undefined for those of this moment. */
  readonly heads?: string;
  readonly ground: string;
};

export type KeptDecision = {
  readonly hash: string;
  readonly heads: string;
  readonly ground: string;
  readonly by: string;
  readonly at: number;
};

/** The last decision about a unit; whether it still holds says its `heads`. */
export function decisionOf({ db }: Ledger, election: string, contest: string, unit: string): KeptDecision | undefined {
  const row = prepared(db, 'SELECT * FROM unit_decisions WHERE election = ? AND contest = ? AND unit = ?').get(
    election,
    contest,
    unit,
  ) as Readonly<Record<string, string | number>> | undefined;
  if (row === undefined) return undefined;
  return {
    hash: String(row.hash),
    heads: String(row.heads),
    ground: String(row.ground),
    by: String(row.decided_by),
    at: Number(row.decided_at),
  };
}

/** Conflicts wait for a decision; one that was made may be made anew. */
export const canDecide = (row: UnitRow, decision: KeptDecision | undefined): boolean =>
  row.state === 'conflicting' || (row.state === 'corrected' && decision?.heads === row.heads);

export const hashesOf = (heads: string): readonly string[] =>
  heads === '' ? [] : heads.split(' ').map((head) => head.slice(head.indexOf(':') + 1));

const upsert = `INSERT INTO unit_decisions (election, contest, unit, hash, heads, ground, decided_by, decided_at)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (election, contest, unit) DO UPDATE SET hash = excluded.hash,
  heads = excluded.heads, ground = excluded.ground, decided_by = excluded.decided_by, decided_at = excluded.decided_at`;

/** NOT_FOUND; CONFLICT where returns have come since, nothing is in conflict, or the contest is certified. */
export function decideUnit(ledger: Ledger, election: string, decision: UnitDecision, by: By): UnitState {
  const { contest, unit, hash, ground } = decision;
  if (ground.trim() === '') throw new PollwardenError('INPUT_INVALID', 'ground: a decision needs one');
  return ledger.write(() => {
    reconcileUnit(ledger, election, contest, unit, by);
    const row = unitRow(ledger, election, contest, unit);
    if (row === undefined || row.heads === '') throw new PollwardenError('NOT_FOUND', `no return of unit ${unit}`);
    if (isCertified(ledger, election, contest))
      throw new PollwardenError('CONFLICT', `${contest} is certified; two persons have to reopen it first`);
    if (decision.heads !== undefined && decision.heads !== row.heads)
      throw new PollwardenError('CONFLICT', 'a return of this unit has come since you looked at it');
    if (!canDecide(row, decisionOf(ledger, election, contest, unit)))
      throw new PollwardenError('CONFLICT', `unit ${unit} is ${row.state}; only a conflict is decided`);
    if (!hashesOf(row.heads).includes(hash))
      throw new PollwardenError('CONFLICT', `${hash.slice(0, 16)} is no return of this unit that could hold`);
    ledger.db
      .prepare(upsert)
      .run(election, contest, unit, hash, row.heads, ground.trim(), by.name, Math.trunc(ledger.now()));
    recordAudit(ledger, {
      event: 'returns.decided',
      actor: by.actor,
      subject: election,
      details: { contest, unit, hash, ground: ground.trim(), by: by.name },
      ...addressOf(by),
    });
    return reconcileUnit(ledger, election, contest, unit, by, ground.trim());
  });
}
