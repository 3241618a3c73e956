// Any sequence of what people do with calls: never more than three tries between two openings, a line never twice, and the file
// of calls is checked again without a mismatch.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { PollwardenError } from '../../../kernel/errors.ts';
import { type Ledger, openLedger } from '../../../ledger/ledger.ts';
import { temporaryFolder } from '../../../ledger/testing/temporary-ledger.ts';
import { recheck } from '../../call-back/recheck.ts';
import { definitionOf, electionOf } from '../elections.ts';
import {
  type CallNight,
  chair,
  codeOf,
  deputy,
  deskAnswers,
  fixCalls,
  operator,
  prepareCalls,
} from '../testing/call-night.ts';
import { exportCalls } from './export.ts';
import { endCall, openCall } from './open.ts';
import { callsOf } from './rows.ts';
import { triesSpent } from './spent.ts';
import { handIn } from './try.ts';
import { decideUnlock, proposeUnlock } from './unlock.ts';

const totals = { 'votes/machine/A': 7, 'votes/machine/B': 3, 'votes/machine/C': 5 };
/** missed: a wrong code and its answer, so that locks are reached often. */
const acts = [
  'open',
  'open',
  'missed',
  'missed',
  'missed',
  'wrong',
  'right',
  'answer',
  'end',
  'propose',
  'decide',
] as const;
type Act = (typeof acts)[number];

async function doOne(ledger: Ledger, night: CallNight, unit: string, act: Act): Promise<void> {
  const name = { election: 'small', contest: 'n', unit };
  const last = callsOf(ledger, 'small').findLast((call) => call.unit === unit);
  if (act === 'open') openCall(ledger, 'small', { contest: 'n', unit }, operator);
  else if (act === 'propose') proposeUnlock(ledger, name, 'a reason', chair);
  else if (act === 'decide') decideUnlock(ledger, name, true, deputy);
  else if (last === undefined) return;
  else if (act === 'end') endCall(ledger, 'small', { call: last.number, reason: 'a reason' }, operator);
  else if (act === 'answer') await deskAnswers(ledger, night, last.number);
  else {
    const code = await codeOf(night, last, totals, act === 'right' ? 0 : 1);
    handIn(ledger, 'small', { call: last.number, totals, code }, operator);
    if (act === 'missed') await deskAnswers(ledger, night, last.number);
  }
}

/** What people may not do in that state is refused by name; anything else is a defect. */
async function perhaps(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (error instanceof PollwardenError || (error as Error).message === 'no try waits') return;
    throw error;
  }
}

test('whatever people do, in any order: no fourth try, no line twice, nothing that does not check', async (t) => {
  const night = await prepareCalls('small', 500);
  const steps = fc.array(fc.tuple(fc.constantFrom('u00', 'u01'), fc.constantFrom(...acts)), {
    minLength: 30,
    maxLength: 80,
  });
  let [right, locked] = [0, 0];
  await fc.assert(
    fc.asyncProperty(steps, async (sequence) => {
      const ledger = openLedger(temporaryFolder(t), Date.now);
      fixCalls(ledger, night);
      for (const [unit, act] of sequence) {
        await perhaps(async () => await doOne(ledger, night, unit, act));
        assert.ok(triesSpent(ledger, { election: 'small', contest: 'n', unit }) <= 3);
      }
      const calls = callsOf(ledger, 'small');
      assert.equal(new Set(calls.map(({ sheet, line }) => `${sheet} ${line}`)).size, calls.length);
      const { callBack } = definitionOf(ledger, 'small');
      assert.ok(callBack !== undefined);
      const { sheets, publicKey } = night.desk;
      const disclosed = sheets.map((sheet) => ({ ...sheet, secrets: [...sheet.secrets] }));
      const checked = await recheck({
        ...exportCalls(ledger, 'small'),
        disclosure: { format: 'pollwarden-callback-disclosure/1', election: 'small', publicKey, sheets: disclosed },
        desks: new Map([[electionOf(ledger, 'small').current.hash, callBack]]),
      });
      assert.deepEqual(checked.mismatches, []);
      right += checked.right;
      locked += calls.filter(({ state }) => state === 'locked').length;
      ledger.close();
    }),
    // The same sequences each time, so that what they reach is known.
    { numRuns: 40, seed: 4 },
  );
  assert.ok(right > 5 && locked > 10, `${right} right, ${locked} locked`);
});
