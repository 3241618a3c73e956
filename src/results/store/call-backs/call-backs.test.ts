// Calls in the ledger: a line once, three tries, two persons, and a right code makes a return on the backup channel.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { type ErrorCode, PollwardenError } from '../../../kernel/errors.ts';
import type { Ledger } from '../../../ledger/ledger.ts';
import { temporaryLedger } from '../../../ledger/testing/temporary-ledger.ts';
import { recheck } from '../../call-back/recheck.ts';
import { decideCertification, proposeCertification } from '../certify.ts';
import { definitionOf, electionOf } from '../elections.ts';
import { arrivalsOfUnit, storeArrivals } from '../returns.ts';
import {
  type CallNight,
  chair,
  codeOf,
  deputy,
  deskAnswers,
  deskPerson,
  deskSays,
  fixCalls,
  operator,
  prepareCalls,
} from '../testing/call-night.ts';
import { person, smallReturn } from '../testing/small-election.ts';
import { unitRow } from '../unit-rows.ts';
import { reconcileUnit } from '../unit-states.ts';
import { recordAnswer } from './answer.ts';
import { exportCalls } from './export.ts';
import { endCall, openCall } from './open.ts';
import { type CallRow, callRow, triesOf } from './rows.ts';
import { isLocked, triesLeft } from './spent.ts';
import { handIn } from './try.ts';
import { decideUnlock, proposeUnlock } from './unlock.ts';

let night: CallNight;
before(async () => {
  night = await prepareCalls();
});

const all = {
  voted: 30,
  'votes/paper/A': 4,
  'votes/paper/B': 5,
  'votes/paper/C': 6,
  'votes/machine/A': 7,
  'votes/machine/B': 3,
  'votes/machine/C': 5,
};
const u = (unit: string) => ({ election: 'small', contest: 'n', unit });
const stateOf = (ledger: Ledger, unit: string) => unitRow(ledger, 'small', 'n', unit)?.state;

function arrive(ledger: Ledger, unit: string, counts: Readonly<Record<string, number>>): void {
  const signed = { return: smallReturn(unit, counts), signatures: [] };
  storeArrivals(ledger, [{ signed, channel: 'official', way: 'import', source: {} }], 'test');
  reconcileUnit(ledger, 'small', 'n', unit, operator);
}

const open = (ledger: Ledger, unit: string, more: { readonly sheet?: string; readonly line?: number } = {}): CallRow =>
  openCall(ledger, 'small', { contest: 'n', unit, ...more }, operator);

async function tried(ledger: Ledger, call: CallRow, step: number, totals = all): Promise<CallRow> {
  const code = await codeOf(night, call, totals, step);
  handIn(ledger, 'small', { call: call.number, totals, code }, operator);
  return await deskAnswers(ledger, night, call.number);
}

const codeIs = (code: ErrorCode) => (error: unknown) => error instanceof PollwardenError && error.code === code;

test('totals that the official return has too: the unit is confirmed by two channels', async (t) => {
  const { ledger } = temporaryLedger(t);
  fixCalls(ledger, night);
  arrive(ledger, 'u00', all);
  assert.equal(stateOf(ledger, 'u00'), 'received');
  const call = open(ledger, 'u00');
  assert.deepEqual([call.line, call.kind, call.state], [1, 'bound', 'open']);
  const done = await tried(ledger, call, 0);
  assert.equal(done.state, 'confirmed');
  assert.equal(stateOf(ledger, 'u00'), 'confirmed');
  const [, read] = arrivalsOfUnit(ledger, 'small', 'n', 'u00');
  assert.deepEqual([read.channel, read.way, read.hash], ['backup', 'callBack', done.hash]);
  assert.deepEqual(read.return.counts, all);
});

test('other totals with their right code: the unit is in conflict, and a second call replaces the first', async (t) => {
  const { ledger } = temporaryLedger(t);
  fixCalls(ledger, night);
  arrive(ledger, 'u01', all);
  await tried(ledger, open(ledger, 'u01'), 0, { ...all, 'votes/paper/A': 5, voted: 31 });
  assert.equal(stateOf(ledger, 'u01'), 'conflicting');
  const again = await tried(ledger, open(ledger, 'u01'), 0);
  assert.equal(again.line, 2);
  assert.equal(stateOf(ledger, 'u01'), 'corrected');
  const [, first, second] = arrivalsOfUnit(ledger, 'small', 'n', 'u01');
  assert.equal(second.return.supersedes, first.hash);
});

test('nothing came yet: totals taken down by telephone wait for the official return', async (t) => {
  const { ledger } = temporaryLedger(t);
  fixCalls(ledger, night);
  const call = open(ledger, 'u02', { sheet: night.desk.sheets[1].sheet });
  assert.equal(call.kind, 'plain');
  assert.equal((await tried(ledger, call, 0)).state, 'confirmed');
  assert.equal(stateOf(ledger, 'u02'), 'received');
  arrive(ledger, 'u02', all);
  assert.equal(stateOf(ledger, 'u02'), 'confirmed');
});

test('a slip costs no try; three wrong codes lock; only two persons open it again, with a new line', async (t) => {
  const { ledger } = temporaryLedger(t);
  fixCalls(ledger, night);
  const call = open(ledger, 'u03');
  const right = await codeOf(night, call, all);
  const slip = `${right.slice(0, 6)}${(Number(right[6]) + 1) % 10}`;
  assert.throws(
    () => handIn(ledger, 'small', { call: call.number, totals: all, code: slip }, operator),
    codeIs('CODE_INVALID'),
  );
  const [figure] = Object.keys(all);
  const huge = { call: call.number, totals: { ...all, [figure]: 2_000_000_000 }, code: right };
  assert.throws(
    () => handIn(ledger, 'small', huge, operator),
    codeIs('INPUT_INVALID'),
    'it would stop the sums of all',
  );
  assert.equal(triesLeft(ledger, u('u03')), 3);
  assert.equal((await tried(ledger, call, 1)).state, 'open');
  assert.equal((await tried(ledger, call, 2)).state, 'open');
  assert.equal((await tried(ledger, call, 3)).state, 'locked');
  const input = { call: call.number, totals: all, code: right };
  assert.throws(() => handIn(ledger, 'small', input, operator), codeIs('CALL_LOCKED'));
  assert.throws(() => open(ledger, 'u03'), codeIs('CALL_LOCKED'));
  proposeUnlock(ledger, u('u03'), 'the line was bad', chair);
  assert.throws(() => open(ledger, 'u03'), codeIs('CALL_LOCKED'));
  assert.throws(() => decideUnlock(ledger, u('u03'), true, chair), codeIs('SECOND_PERSON'));
  assert.equal(decideUnlock(ledger, u('u03'), true, deputy).state, 'done');
  assert.throws(() => proposeUnlock(ledger, u('u03'), 'again', chair), codeIs('CONFLICT'));
  const fresh = open(ledger, 'u03');
  assert.equal(fresh.line, 2);
  assert.equal((await tried(ledger, fresh, 0)).state, 'confirmed');
});

test('giving up wins no fourth try: tries of a unit count over its calls, also those the desk left unanswered', async (t) => {
  const { ledger } = temporaryLedger(t);
  fixCalls(ledger, night);
  const one = open(ledger, 'u04');
  await tried(ledger, one, 1);
  await tried(ledger, one, 2);
  endCall(ledger, 'small', { call: one.number, reason: 'the line fell' }, operator);
  const two = open(ledger, 'u04');
  assert.equal(two.line, 2);
  handIn(ledger, 'small', { call: two.number, totals: all, code: await codeOf(night, two, all) }, operator);
  assert.ok(!isLocked(ledger, u('u04')), 'the desk may still say right');
  endCall(ledger, 'small', { call: two.number, reason: 'the desk does not answer' }, operator);
  assert.ok(isLocked(ledger, u('u04')));
  assert.throws(() => open(ledger, 'u04'), codeIs('CALL_LOCKED'));
});

test('a used line, a sheet of another centre or of no election, a line beyond the sheet: refused by name', (t) => {
  const { ledger } = temporaryLedger(t);
  fixCalls(ledger, night);
  const [bound, , far] = night.desk.sheets;
  open(ledger, 'u05', { sheet: bound.sheet.toLowerCase(), line: 7 });
  assert.throws(() => open(ledger, 'u06', { sheet: bound.sheet, line: 7 }), codeIs('LINE_USED'));
  assert.throws(() => open(ledger, 'u06', { sheet: far.sheet }), codeIs('SHEET_OTHER'));
  assert.throws(() => open(ledger, 'u06', { sheet: 'NOSUCH00' }), codeIs('SHEET_UNKNOWN'));
  assert.throws(() => open(ledger, 'u06', { sheet: bound.sheet, line: 61 }), codeIs('LINE_UNKNOWN'));
  assert.equal(open(ledger, 'u06').line, 8);
  assert.throws(() => open(ledger, 'u06'), codeIs('CONFLICT'));
  const last = open(ledger, 'u23');
  endCall(ledger, 'small', { call: last.number, reason: 'wrong unit' }, operator);
  endCall(ledger, 'small', { call: open(ledger, 'u23').number, reason: 'wrong unit' }, operator);
  assert.throws(() => open(ledger, 'u23'), codeIs('NO_ROOM'));
});

test('the desk is another person, its key that of the definition, its answer of this try and election', async (t) => {
  const { ledger } = temporaryLedger(t);
  fixCalls(ledger, night);
  const call = open(ledger, 'u07');
  handIn(ledger, 'small', { call: call.number, totals: all, code: await codeOf(night, call, all) }, operator);
  const answer = await deskSays(ledger, night, call.number);
  const record = async (one: typeof answer, by = deskPerson) => await recordAnswer(ledger, 'small', one, by);
  await assert.rejects(record(answer, operator), codeIs('SECOND_PERSON'));
  await assert.rejects(record({ ...answer, try: 2 }), codeIs('CONFLICT'));
  const { signed } = answer;
  await assert.rejects(record({ ...answer, signed: { ...signed, verdict: 'wrong' } }), codeIs('SIGNATURE_INVALID'));
  const stranger = await prepareCalls();
  const forged = await deskSays(
    ledger,
    { ...night, desk: { ...night.desk, privateKey: stranger.desk.privateKey } },
    call.number,
  );
  await assert.rejects(record(forged), codeIs('SIGNATURE_INVALID'));
  assert.equal((await record(answer)).state, 'confirmed');
  await assert.rejects(record(answer), codeIs('CONFLICT'));
});

test('a verdict of another election is refused on the same numbers, line and totals', async (t) => {
  const { ledger } = temporaryLedger(t);
  const other: CallNight = { ...night, definition: { ...night.definition, election: 'other' } };
  fixCalls(ledger, other);
  const call = openCall(ledger, 'other', { contest: 'n', unit: 'u00' }, operator);
  const code = await codeOf(night, { ...call, election: 'small' }, all);
  handIn(ledger, 'other', { call: call.number, totals: all, code }, operator);
  await assert.rejects(deskSays(ledger, { ...night, desk: { ...night.desk, election: 'other' } }, 99), /no call 99/);
  const { ledger: elsewhere } = temporaryLedger(t);
  fixCalls(elsewhere, night);
  const twin = open(elsewhere, 'u00');
  handIn(elsewhere, 'small', { call: twin.number, totals: all, code }, operator);
  const answer = await deskSays(elsewhere, night, twin.number);
  assert.equal(answer.signed.verdict, 'right');
  await assert.rejects(recordAnswer(ledger, 'other', answer, deskPerson), codeIs('SIGNATURE_INVALID'));
  const own = await deskSays(ledger, { ...night, desk: { ...night.desk, election: 'other' } }, call.number);
  assert.equal(own.signed.verdict, 'wrong', 'the code is of the other election');
});

test('totals of a group in part, of another contest, or none are refused, and cost no try', async (t) => {
  const { ledger } = temporaryLedger(t);
  fixCalls(ledger, night);
  const call = open(ledger, 'u08');
  const code = await codeOf(night, call, all);
  const { 'votes/paper/A': _left, ...partly } = all;
  for (const totals of [partly, { ...all, 'votes/paper/Z': 1 }, {}])
    assert.throws(
      () => handIn(ledger, 'small', { call: call.number, totals, code }, operator),
      codeIs('INPUT_INVALID'),
    );
  assert.equal(triesOf(ledger, call.number).length, 0);
});

test('a draft and a certified contest take no calls', async (t) => {
  const { ledger } = temporaryLedger(t);
  fixCalls(ledger, night);
  const { units } = definitionOf(ledger, 'small');
  for (const { id } of units) arrive(ledger, id, all);
  const call = open(ledger, 'u09');
  const proposal = { act: 'certify', contest: 'n', reason: 'all was seen', except: [] } as const;
  proposeCertification(ledger, 'small', proposal, chair);
  decideCertification(ledger, 'small', { contest: 'n', approve: true }, deputy);
  assert.throws(() => open(ledger, 'u10'), codeIs('CONFLICT'));
  const code = await codeOf(night, call, all);
  assert.throws(() => handIn(ledger, 'small', { call: call.number, totals: all, code }, operator), codeIs('CONFLICT'));
  const { ledger: draft } = temporaryLedger(t);
  fixCalls(draft, night);
  draft.write(() => draft.db.exec("UPDATE definitions SET state = 'drafted'"));
  assert.throws(() => open(draft, 'u00'), codeIs('CONFLICT'));
});

test('what is exported is checked again from the disclosed sheets, and every step is in the trail', async (t) => {
  const { ledger } = temporaryLedger(t);
  fixCalls(ledger, night);
  await tried(ledger, open(ledger, 'u11'), 0);
  const lost = open(ledger, 'u12');
  for (const step of [1, 2, 3]) await tried(ledger, lost, step);
  proposeUnlock(ledger, u('u12'), 'they misread their sheet', chair);
  decideUnlock(ledger, u('u12'), true, deputy);
  await tried(ledger, open(ledger, 'u12'), 0);
  const exported = exportCalls(ledger, 'small');
  assert.ok(!JSON.stringify(exported).includes(operator.name));
  const { sheets, publicKey } = night.desk;
  const disclosed = sheets.map((sheet) => ({ ...sheet, secrets: [...sheet.secrets] }));
  const { callBack } = definitionOf(ledger, 'small');
  assert.ok(callBack !== undefined);
  const { mismatches, right, wrong, calls } = await recheck({
    ...exported,
    disclosure: { format: 'pollwarden-callback-disclosure/1', election: 'small', publicKey, sheets: disclosed },
    desks: new Map([[electionOf(ledger, 'small').current.hash, callBack]]),
  });
  assert.deepEqual(mismatches, []);
  assert.deepEqual([calls, right, wrong], [3, 2, 3]);
  const trail = ledger.db.prepare('SELECT event FROM audit').all() as { readonly event: string }[];
  const events = new Set(trail.map(({ event }) => event));
  for (const event of ['opened', 'tried', 'answered', 'unlockProposed', 'unlocked'])
    assert.ok(events.has(`callBack.${event}`), event);
});

test('clocks that jump change nothing: a call opened tomorrow is answered yesterday', async (t) => {
  const { ledger, clock } = temporaryLedger(t);
  fixCalls(ledger, night);
  const call = open(ledger, 'u13');
  clock.now -= 3 * 86_400_000;
  assert.equal((await tried(ledger, call, 1)).state, 'open');
  clock.now += 40 * 86_400_000;
  assert.equal((await tried(ledger, call, 0)).state, 'confirmed');
  assert.equal(callRow(ledger, 'small', call.number).line, 1);
  assert.equal(open(ledger, 'u14').line, 2);
});

test('nobody is two persons by another name for the same id', async (t) => {
  const { ledger } = temporaryLedger(t);
  fixCalls(ledger, night);
  const [one, same] = [person('Ann (12345678)'), person('Ann Married (12345678)')];
  const call = openCall(ledger, 'small', { contest: 'n', unit: 'u15' }, one);
  handIn(ledger, 'small', { call: call.number, totals: all, code: await codeOf(night, call, all) }, one);
  const answer = await deskSays(ledger, night, call.number);
  await assert.rejects(recordAnswer(ledger, 'small', answer, same), codeIs('SECOND_PERSON'));
});
