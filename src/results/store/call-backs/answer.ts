// The desk's verdict comes in: by another person than the operator, signed by the key that the definition names, over exactly
// the try that was handed in. A right code makes the totals a return on the backup channel.
import type { Definition } from '../../../elections/definition/definition.ts';
import { PollwardenError } from '../../../kernel/errors.ts';
import { recordAudit } from '../../../ledger/audit/record.ts';
import type { Ledger } from '../../../ledger/ledger.ts';
import { nextCallState } from '../../call-back/states.ts';
import { type SignedVerdict, verdictHolds } from '../../call-back/verdict.ts';
import type { CountReturn } from '../../return/count-return.ts';
import { canonicalReturn } from '../../return/parse.ts';
import { addressOf, type By, needSecondPerson } from '../by.ts';
import { definitionOf, definitionVersions, electionOf } from '../elections.ts';
import { returnHash, storeArrivals } from '../returns.ts';
import { reconcileUnit } from '../unit-states.ts';
import { type CallRow, callRow, type CallTry, questionOf, triesOf } from './rows.ts';
import { triesLeft } from './spent.ts';

export type Answer = { readonly call: number; readonly try: number; readonly signed: SignedVerdict };

/** The desk as the call's own definition names it; CONFLICT where an amendment has given the election another since. */
function deskKey(ledger: Ledger, { election, definition: hash, number }: CallRow): string {
  const version = definitionVersions(ledger, election).find((one) => one.hash === hash);
  const then = version === undefined ? undefined : definitionOf(ledger, election, version.version).callBack;
  const now = definitionOf(ledger, election).callBack;
  if (then === undefined || now?.publicKey !== then.publicKey)
    throw new PollwardenError('CONFLICT', `the desk has another key since call ${number} was begun; give the call up`);
  return then.publicKey;
}

/** The try that waits. CONFLICT where none does, or another. */
function waitingTry(ledger: Ledger, call: CallRow, number: number): CallTry {
  const last = triesOf(ledger, call.number).at(-1);
  if (call.state !== 'waiting' || last?.number !== number || last.answer !== undefined)
    throw new PollwardenError('CONFLICT', `try ${number} of call ${call.number} does not wait for the desk`);
  return last;
}

function refuseOperator(ledger: Ledger, call: CallRow, by: By): void {
  const operators = [call.openedBy, ...triesOf(ledger, call.number).map(({ handedInBy }) => handedInBy)];
  for (const operator of operators) needSecondPerson(operator, by, 'leads the call and does not answer for the desk');
}

/** CONFLICT, SECOND_PERSON for the operator of the call, SIGNATURE_INVALID for another key, question or election. */
export async function recordAnswer(ledger: Ledger, election: string, answer: Answer, by: By): Promise<CallRow> {
  const call = callRow(ledger, election, answer.call);
  const question = questionOf(call, waitingTry(ledger, call, answer.try));
  refuseOperator(ledger, call, by);
  if (!(await verdictHolds(question, answer.signed, deskKey(ledger, call))))
    throw new PollwardenError('SIGNATURE_INVALID', 'the verdict is not one of the desk on this try');
  return ledger.write(() => settle(ledger, election, answer, by));
}

/** Within a transaction; the try is looked at again, since verifying let others in between. */
function settle(ledger: Ledger, election: string, { call: number, try: asked, signed }: Answer, by: By): CallRow {
  const call = callRow(ledger, election, number);
  const one = waitingTry(ledger, call, asked);
  const now = Math.trunc(ledger.now());
  ledger.db
    .prepare(
      `UPDATE call_back_tries SET verdict = ?, answered_at = ?, signature = ?, answered_by = ?, recorded_at = ?
       WHERE call = ? AND number = ?`,
    )
    .run(signed.verdict, signed.answeredAt, signed.signature, by.name, now, number, asked);
  const right = signed.verdict === 'right';
  const left = triesLeft(ledger, call);
  const event = right ? 'answeredRight' : left > 0 ? 'answeredWrong' : 'answeredLast';
  const state = nextCallState(call.state, event) ?? call.state;
  const hash = right ? takeDown(ledger, call, one, by) : null;
  ledger.db
    .prepare('UPDATE call_backs SET state = ?, hash = ?, changed_at = ? WHERE number = ?')
    .run(state, hash, now, number);
  recordAudit(ledger, {
    event: 'callBack.answered',
    actor: by.actor,
    subject: election,
    details: { call: number, try: asked, verdict: signed.verdict, state, by: by.name },
    ...addressOf(by),
  });
  return callRow(ledger, election, number);
}

/** Of the same unit, read back before: the new reading replaces it, as a corrigendum does. */
function readBefore({ db }: Ledger, { election, contest, unit }: CallRow): string | undefined {
  const row = db
    .prepare(
      `SELECT hash FROM call_backs WHERE election = ? AND contest = ? AND unit = ? AND state = 'confirmed'
       ORDER BY number DESC LIMIT 1`,
    )
    .get(election, contest, unit) as { readonly hash: string } | undefined;
  return row?.hash;
}

/** Totals only, signed by nobody: its source says that they were read back, and the call holds the desk's verdict. */
function takeDown(ledger: Ledger, call: CallRow, { totals }: CallTry, by: By): string {
  const { election, contest, unit, number } = call;
  const definition: Definition = definitionOf(ledger, election);
  const before = readBefore(ledger, call);
  const one: CountReturn = {
    format: 'pollwarden-return/1',
    election,
    definition: electionOf(ledger, election).current.hash,
    contest,
    unit,
    centre: definition.units.find(({ id }) => id === unit)?.centre ?? call.centre,
    counts: totals,
    countedAt: `${new Date(ledger.now()).toISOString().slice(0, 19)}Z`,
    ...(before === undefined ? {} : { supersedes: before, reason: `read back again in call ${number}` }),
  };
  const source = { whose: 'read back by telephone', receipt: `call ${number}` };
  storeArrivals(
    ledger,
    [{ signed: { return: one, signatures: [] }, channel: 'backup', way: 'callBack', source }],
    by.name,
  );
  reconcileUnit(ledger, election, contest, unit, by);
  return returnHash(canonicalReturn(one));
}
