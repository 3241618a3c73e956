// For tests: the small election with its call-back desk, fixed by two persons; and a desk that answers what waits.
import { randomBytes } from 'node:crypto';
import type { Definition } from '../../../elections/definition/definition.ts';
import type { Ledger } from '../../../ledger/ledger.ts';
import { type Answered, answerQuestion } from '../../call-back/answer.ts';
import { type Desk, makeDeskKey } from '../../call-back/desk-file.ts';
import { committed, makeSheets } from '../../call-back/sheets.ts';
import { boundCode, plainCode } from '../../codes/confirmation.ts';
import { dammDigit } from '../../codes/damm.ts';
import { recordAnswer } from '../call-backs/answer.ts';
import { type CallRow, callRow, questionOf, triesOf } from '../call-backs/rows.ts';
import { decideVersion, proposeFix, saveDraft } from '../elections.ts';
import { reconcileElection } from '../unit-states.ts';
import { person, smallElection } from './small-election.ts';

export const operator = person('O. Operator');
export const deskPerson = person('D. Desk');
export const [chair, deputy] = [person('A. Chair'), person('B. Deputy')];

export type CallNight = { readonly definition: Definition; readonly desk: Desk };

/** Centre c with a sheet of each kind, bound first; centre d with a bound one of two lines and the last unit. */
export async function prepareCalls(election = 'small', lines = 60): Promise<CallNight> {
  const sheets = makeSheets(
    [
      { centre: 'c', kind: 'bound', lines },
      { centre: 'c', kind: 'plain', lines },
      { centre: 'd', kind: 'bound', lines: 2 },
    ],
    randomBytes,
  );
  const desk = { election, ...(await makeDeskKey()), sheets };
  const callBack = {
    publicKey: desk.publicKey,
    sheets: await Promise.all(sheets.map(async (sheet) => await committed(election, sheet))),
  };
  const { centres, units } = smallElection;
  const definition: Definition = {
    ...smallElection,
    election,
    callBack,
    minimumVoters: { count: 0, ground: 'a test' },
    centres: [...centres, { id: 'd', name: 'Other centre', area: 'all', keys: [] }],
    units: units.map((unit, i) => (i === units.length - 1 ? { ...unit, centre: 'd' } : unit)),
  };
  return { definition, desk };
}

export function fixCalls(ledger: Ledger, { definition }: CallNight): void {
  saveDraft(ledger, definition, chair);
  proposeFix(ledger, definition.election, chair);
  decideVersion(ledger, definition.election, true, deputy);
  reconcileElection(ledger, definition.election, operator);
}

/** The code of a call's line for these totals; `step` away from the right one. */
export async function codeOf(
  { desk }: CallNight,
  call: CallRow,
  totals: Readonly<Record<string, number>>,
  step = 0,
): Promise<string> {
  const secret = desk.sheets.find(({ sheet }) => sheet === call.sheet)?.secrets[call.line - 1] ?? '';
  const right = call.kind === 'bound' ? await boundCode(secret, call, totals) : await plainCode(secret, call);
  if (step === 0) return right;
  const keyed = String((Number(right.slice(0, 6)) + step) % 1_000_000).padStart(6, '0');
  return `${keyed}${dammDigit(keyed)}`;
}

/** What the desk says of the try that waits, without telling anybody. */
export async function deskSays(ledger: Ledger, { desk }: CallNight, call: number, before: readonly Answered[] = []) {
  const row = callRow(ledger, desk.election, call);
  const last = triesOf(ledger, call).at(-1);
  if (last === undefined) throw new Error('no try waits');
  const outcome = await answerQuestion(desk, questionOf(row, last), before, '2026-06-07T21:00:00Z');
  if (!outcome.ok) throw new Error(outcome.refusal.code);
  return { call, try: last.number, signed: outcome.value.signed };
}

export const deskAnswers = async (ledger: Ledger, night: CallNight, call: number): Promise<CallRow> =>
  await recordAnswer(ledger, night.desk.election, await deskSays(ledger, night, call), deskPerson);
