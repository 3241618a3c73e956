// A code that was read out: kept as a try before anybody is asked, so that no crash and no reload gives a fourth.
import type { Definition } from '../../../elections/definition/definition.ts';
import { canonicalJson } from '../../../kernel/canonical-json.ts';
import { PollwardenError } from '../../../kernel/errors.ts';
import { recordAudit } from '../../../ledger/audit/record.ts';
import type { Ledger } from '../../../ledger/ledger.ts';
import { nextCallState } from '../../call-back/states.ts';
import type { Totals } from '../../call-back/verdict.ts';
import { readCode } from '../../codes/confirmation.ts';
import { groupsReadOut } from '../../codes/totals.ts';
import { mostOfFigure } from '../../return/parse.ts';
import { addressOf, type By } from '../by.ts';
import { definitionOf } from '../elections.ts';
import { refuseDisclosed } from './disclosed.ts';
import { isCertified } from '../unit-persons.ts';
import { type CallRow, callRow, triesOf } from './rows.ts';
import { triesLeft } from './spent.ts';

export type HandedIn = { readonly call: number; readonly totals: Totals; readonly code: string };

/** INPUT_INVALID for a figure that is not read out in this contest or that no unit has, or a group that is there in part. */
function refuseTotals(definition: Definition, contest: string, totals: Totals): void {
  const groups = groupsReadOut(definition, contest);
  const known = new Set(groups.flatMap(({ keys }) => keys));
  const strange = Object.keys(totals).find((key) => !known.has(key));
  if (strange !== undefined) throw new PollwardenError('INPUT_INVALID', `totals: ${strange} is not read out here`);
  const large = Object.keys(totals).find((key) => totals[key] > mostOfFigure);
  if (large !== undefined)
    throw new PollwardenError('INPUT_INVALID', `totals: ${large} is ${totals[large]}, more than any unit has`);
  const partly = groups.find(({ keys }) => keys.some((key) => key in totals) && !keys.every((key) => key in totals));
  if (partly !== undefined) throw new PollwardenError('INPUT_INVALID', `totals: ${partly.group} is there in part`);
  if (Object.keys(totals).length === 0) throw new PollwardenError('INPUT_INVALID', 'totals: none was read out');
}

/**
 * CODE_INVALID for a slip, which costs no try; CALL_LOCKED when three are spent; CONFLICT while a try waits for the desk or
 * the call is over.
 */
export function handIn(ledger: Ledger, election: string, { call, totals, code }: HandedIn, by: By): CallRow {
  return ledger.write(() => {
    const row = callRow(ledger, election, call);
    const read = readCode(code);
    if (read === undefined)
      throw new PollwardenError(
        'CODE_INVALID',
        'seven digits whose check digit holds; ask for it again, no try is spent',
      );
    if (row.state === 'locked') throw new PollwardenError('CALL_LOCKED', row.unit);
    const next = nextCallState(row.state, 'tryHandedIn');
    if (next === undefined) throw new PollwardenError('CONFLICT', `call ${call} is ${row.state}`);
    if (isCertified(ledger, election, row.contest))
      throw new PollwardenError('CONFLICT', `${row.contest} is certified`);
    refuseDisclosed(ledger, election, row.sheet);
    refuseTotals(definitionOf(ledger, election), row.contest, totals);
    if (triesLeft(ledger, row) === 0) throw new PollwardenError('CALL_LOCKED', row.unit);
    const number = triesOf(ledger, call).length + 1;
    const now = Math.trunc(ledger.now());
    ledger.db
      .prepare(
        'INSERT INTO call_back_tries (call, number, totals, code, handed_in_by, handed_in_at) VALUES (?, ?, ?, ?, ?, ?)',
      )
      .run(call, number, canonicalJson(totals), read, by.name, now);
    ledger.db.prepare('UPDATE call_backs SET state = ?, changed_at = ? WHERE number = ?').run(next, now, call);
    recordAudit(ledger, {
      event: 'callBack.tried',
      actor: by.actor,
      subject: election,
      details: { call, try: number, by: by.name },
      ...addressOf(by),
    });
    return callRow(ledger, election, call);
  });
}
