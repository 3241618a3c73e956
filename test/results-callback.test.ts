// Call-backs over HTTP, as the people of them: who may open, answer and unlock, and what is refused by name.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Role } from '../src/accounts/roles.ts';
import { answerQuestion } from '../src/results/call-back/answer.ts';
import type { Question, SignedVerdict } from '../src/results/call-back/verdict.ts';
import { callRow } from '../src/results/store/call-backs/rows.ts';
import { type CallNight, codeOf, fixCalls, prepareCalls } from '../src/results/store/testing/call-night.ts';
import { changing, type Served, signedIn, startServing } from './server/serving.ts';

const totals = { 'votes/machine/A': 7, 'votes/machine/B': 3, 'votes/machine/C': 5 };
let server: Served;
let night: CallNight;
const cookies = new Map<string, string>();
before(async () => {
  server = await startServing({ profile: 'results' });
  night = await prepareCalls();
  fixCalls(server.space('real').ledger, night);
});
after(async () => await server.stop());

type Person = readonly [string, Role];
const operator: Person = ['operator', 'resultsOperator'];
const desk: Person = ['desk', 'callBackDesk'];
const chair: Person = ['chair', 'electionAuthority'];

type Answer = { readonly status: number; readonly code: string | undefined; readonly body: Record<string, unknown> };

async function call([name, role]: Person, method: string, path: string, body?: unknown): Promise<Answer> {
  const cookie = cookies.get(name) ?? signedIn(server.space('real'), role).cookie;
  cookies.set(name, cookie);
  const response = await fetch(`${server.origin}/api/elections/small/call-backs${path}`, {
    method,
    headers: { ...changing, cookie },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const answer = (await response.json()) as Record<string, unknown>;
  return {
    status: response.status,
    code: (answer.error as { readonly code?: string } | undefined)?.code,
    body: answer,
  };
}

const open = async (unit: string, more: object = {}): Promise<Answer> =>
  await call(operator, 'POST', '', { contest: 'n', unit, ...more });

async function code(number: number, step = 0): Promise<string> {
  return await codeOf(night, callRow(server.space('real').ledger, 'small', number), totals, step);
}

async function asked(): Promise<{ readonly question: Question; readonly signed: SignedVerdict }> {
  const { body } = await call(desk, 'GET', '/waiting');
  const [{ question }] = body.items as readonly { readonly question: Question }[];
  const outcome = await answerQuestion(night.desk, question, [], '2026-06-07T21:00:00Z');
  assert.ok(outcome.ok);
  return { question, signed: outcome.value.signed };
}

test('operators open calls, the desk answers them, and neither does the other’s part', async () => {
  assert.equal((await call(desk, 'POST', '', { contest: 'n', unit: 'u00' })).status, 403);
  assert.equal((await call(operator, 'GET', '/waiting')).status, 403);
  assert.equal((await call(operator, 'GET', '/desk')).status, 403);
  assert.equal((await call(['party', 'party'], 'GET', '')).status, 403);
  const opened = await open('u00');
  assert.deepEqual([opened.status, opened.body.line, opened.body.triesLeft], [200, 1, 3]);
  const slip = await call(operator, 'POST', '/1/tries', { totals, code: '1234567' });
  assert.deepEqual([slip.status, slip.code], [400, 'CODE_INVALID']);
  const handed = await call(operator, 'POST', '/1/tries', { totals, code: await code(1) });
  assert.deepEqual([handed.body.state, handed.body.triesLeft], ['waiting', 2]);
  const { signed } = await asked();
  assert.equal((await call(operator, 'POST', '/1/verdict', { try: 1, ...signed })).status, 403);
  const forged = await call(desk, 'POST', '/1/verdict', { try: 1, ...signed, verdict: 'wrong' });
  assert.deepEqual([forged.status, forged.code], [400, 'SIGNATURE_INVALID']);
  assert.equal((await call(desk, 'POST', '/1/verdict', { try: 1, ...signed })).status, 200);
  const again = await call(desk, 'POST', '/1/verdict', { try: 1, ...signed });
  assert.deepEqual([again.status, again.code], [409, 'CONFLICT'], 'a verdict is taken once');
  const { body } = await call(operator, 'GET', '/1');
  assert.deepEqual([body.state, body.unitState], ['confirmed', 'received']);
});

test('a desk person who led the call once may not answer it, whatever the role is now', async () => {
  const { ledger } = server.space('real');
  const both: Person = ['both', 'resultsOperator'];
  const opened = await call(both, 'POST', '', { contest: 'n', unit: 'u01' });
  const number = Number(opened.body.call);
  await call(both, 'POST', `/${number}/tries`, { totals, code: await code(number) });
  ledger.write(() => ledger.db.exec("UPDATE people SET role = 'callBackDesk' WHERE name LIKE 'resultsOperator%'"));
  const { signed } = await asked();
  const own = await call(both, 'POST', `/${number}/verdict`, { try: 1, ...signed });
  assert.deepEqual([own.status, own.code], [403, 'SECOND_PERSON']);
  assert.equal((await call(desk, 'POST', `/${number}/verdict`, { try: 1, ...signed })).status, 200);
  ledger.write(() => ledger.db.exec("UPDATE people SET role = 'resultsOperator' WHERE name LIKE 'resultsOperator%'"));
});

test('used lines, sheets of others and lines that are not there are refused by name', async () => {
  const [bound, , far] = night.desk.sheets.map(({ sheet }) => sheet);
  const refused: readonly (readonly [object, number, string])[] = [
    [{ sheet: bound, line: 1 }, 409, 'LINE_USED'],
    [{ sheet: bound, line: 61 }, 400, 'LINE_UNKNOWN'],
    [{ sheet: far }, 400, 'SHEET_OTHER'],
    [{ sheet: 'NOSUCH00' }, 400, 'SHEET_UNKNOWN'],
  ];
  for (const [more, status, name] of refused) {
    const answer = await open('u02', more);
    assert.deepEqual([answer.status, answer.code], [status, name]);
  }
  assert.equal((await open('no such unit')).status, 404);
});

test('three wrong codes lock; a person of the authority and an operator open it again; the export checks', async () => {
  const opened = await open('u03');
  const number = Number(opened.body.call);
  for (const step of [1, 2, 3]) {
    await call(operator, 'POST', `/${number}/tries`, { totals, code: await code(number, step) });
    const { question, signed } = await asked();
    assert.equal((await call(desk, 'POST', `/${number}/verdict`, { try: question.try, ...signed })).status, 200);
  }
  const fourth = await call(operator, 'POST', `/${number}/tries`, { totals, code: await code(number) });
  assert.deepEqual([fourth.status, fourth.code], [409, 'CALL_LOCKED']);
  assert.deepEqual((await open('u03')).code, 'CALL_LOCKED');
  const unit = { contest: 'n', unit: 'u03' };
  const counts = await call(operator, 'POST', '/unlocks', { step: 'propose', ...unit, reason: 'they misread it' });
  assert.equal((counts.body.locked as readonly unknown[]).length, 1);
  assert.equal((await call(operator, 'POST', '/unlocks', { step: 'decide', ...unit, approve: true })).status, 403);
  assert.equal((await call(desk, 'POST', '/unlocks', { step: 'decide', ...unit, approve: true })).status, 403);
  const done = await call(chair, 'POST', '/unlocks', { step: 'decide', ...unit, approve: true });
  assert.deepEqual(done.body.locked, []);
  const list = await call(operator, 'GET', '?q=state%3Alocked&sort=-opened');
  assert.deepEqual([list.body.matching, list.body.all], [1, 3]);
  assert.equal((await call(operator, 'GET', '?q=nothing%3A1')).code, 'QUERY_INVALID');
  const exported = await call(operator, 'GET', '/export');
  assert.equal((exported.body.calls as readonly unknown[]).length, 3);
});
