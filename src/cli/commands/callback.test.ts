// Call-backs through the commands, as desk and headquarters run them: sheets committed to, codes answered, all disclosed after
// certification and checked again by anybody.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { CallBackDesk } from '../../elections/definition/definition.ts';
import { type Ledger, openLedger } from '../../ledger/ledger.ts';
import { openDesk } from '../../results/call-back/desk-file.ts';
import type { CallsFile, Disclosure } from '../../results/call-back/export-format.ts';
import { boundCode } from '../../results/codes/confirmation.ts';
import { dammDigit } from '../../results/codes/damm.ts';
import { endCall, openCall } from '../../results/store/call-backs/open.ts';
import { type CallRow, callRow } from '../../results/store/call-backs/rows.ts';
import { handIn } from '../../results/store/call-backs/try.ts';
import { waitingQuestions } from '../../results/store/call-backs/waiting.ts';
import { decideCertification, proposeCertification } from '../../results/store/certify.ts';
import { lockJournal } from '../desk-journal.ts';
import { definitionBytes, definitionOf, saveDraft } from '../../results/store/elections.ts';
import { person, smallElection } from '../../results/store/testing/small-election.ts';

const folder = mkdtempSync(join(tmpdir(), 'pollwarden-callback-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const data = join(folder, 'data');
const at = (name: string): string => join(folder, name);
const passphrase = 'seven herons on a weir';
const totals = { 'votes/machine/A': 7, 'votes/machine/B': 3, 'votes/machine/C': 5 };

type Answer = { readonly code: number; readonly out: string; readonly messages: string };

function run(...args: string[]): Promise<Answer> {
  const main = `import { main } from ${JSON.stringify(new URL('../main.ts', import.meta.url).href)};
    process.exitCode = await main(process.argv.slice(1));`;
  const node = ['--input-type=module', '--eval', main, '--', ...args];
  return new Promise((resolve) => {
    const child = execFile(process.execPath, node, (_, out, messages) => {
      resolve({ code: child.exitCode ?? -1, out, messages });
    });
  });
}
const onData = (...args: string[]): Promise<Answer> => run(...args, '--data', data);
const key = (file = 'desk/desk-key.json'): readonly string[] => ['--key', at(file), '--passphrase-file', at('pass')];

async function inLedger<T>(work: (ledger: Ledger) => T | Promise<T>): Promise<T> {
  const ledger = openLedger(data, Date.now);
  try {
    return await work(ledger);
  } finally {
    ledger.close();
  }
}

async function codeOf(call: CallRow, step = 0): Promise<string> {
  const opened = await openDesk(readFileSync(at('desk/desk-key.json'), 'utf8'), passphrase);
  assert.ok(opened.ok);
  const secret = opened.value.sheets.find(({ sheet }) => sheet === call.sheet)?.secrets[call.line - 1] ?? '';
  const right = await boundCode(secret, call, totals);
  const keyed = String((Number(right.slice(0, 6)) + step) % 1_000_000).padStart(6, '0');
  return `${keyed}${dammDigit(keyed)}`;
}

const [o, chair, deputy] = ['O. Operator', 'A. Chair', 'B. Deputy'].map(person);

before(async () => {
  writeFileSync(at('pass'), `${passphrase}\n`);
  writeFileSync(at('numbers.csv'), 'centre,number\nc,+31 20 555 0100\nc,+31 20 555 0101\n');
  const centres = [...smallElection.centres, { id: 'd', name: 'Far <b>centre</b>', area: 'all', keys: [] }];
  const definition = { ...smallElection, centres, minimumVoters: { count: 0, ground: 'a test' } };
  await inLedger((ledger) => saveDraft(ledger, definition, o));
});

const sheets = (...more: string[]): Promise<Answer> =>
  onData('callback', 'sheets', '--election', 'small', '--passphrase-file', at('pass'), '--json', ...more);

test('sheets are made once, for their owner only; numbers are printed and committed to nowhere', async () => {
  const made = await sheets('--out', at('desk'), '--plain', 'd', '--lines', '9', '--numbers', at('numbers.csv'));
  assert.equal(made.code, 0, made.messages);
  const { sheets: count, lines } = JSON.parse(made.out) as { readonly sheets: number; readonly lines: number };
  assert.deepEqual([count, lines], [2, 18]);
  for (const name of ['desk-key.json', 'desk-commitments.json', 'amendment.json', 'sealed-list.html'])
    assert.equal(statSync(at(`desk/${name}`)).mode & 0o77, 0, name);
  const callBack = JSON.parse(readFileSync(at('desk/desk-commitments.json'), 'utf8')) as CallBackDesk;
  assert.deepEqual(
    callBack.sheets.map(({ centre, kind, lines: of }) => [centre, kind, of]),
    [
      ['c', 'bound', 9],
      ['d', 'plain', 9],
    ],
  );
  assert.ok(!JSON.stringify(callBack).includes('555'));
  const printed = readdirSync(at('desk/sheets')).map((name) => readFileSync(at(`desk/sheets/${name}`), 'utf8'));
  assert.equal(printed.length, 2);
  const [bound] = printed.filter((html) => html.includes('+31 20 555 0100, +31 20 555 0101'));
  assert.match(bound, /[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{5}/);
  const [plain] = printed.filter((html) => html !== bound);
  assert.match(plain, /Far &lt;b&gt;centre/);
  assert.match(plain, />\d{3} \d{4}</);
  assert.doesNotMatch(plain, /[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{5}/);
  const again = await sheets('--out', at('desk'));
  assert.deepEqual([again.code, /CONFLICT/.test(again.messages)], [2, true]);
  writeFileSync(at('bad.csv'), 'centre,number\nc,call me\n');
  const bad = await sheets('--out', at('other'), '--numbers', at('bad.csv'));
  assert.match(bad.messages, /bad\.csv:2: ROW_MALFORMED/);
  for (const wrong of [
    ['--plain', 'x'],
    ['--lines', '501'],
    ['--centres', 'c', '--plain', 'd'],
  ])
    assert.equal((await sheets('--out', at('other'), ...wrong)).code, 2, wrong.join(' '));
});

test('sheets are added to a key file: the desk and its first sheets stay', async () => {
  const made = await sheets('--out', at('more'), '--centres', 'c', '--lines', '3', '--key', at('desk/desk-key.json'));
  assert.equal(made.code, 0, made.messages);
  const [first, now] = ['desk', 'more'].map(
    (name) => JSON.parse(readFileSync(at(`${name}/desk-commitments.json`), 'utf8')) as CallBackDesk,
  );
  assert.equal(now.publicKey, first.publicKey);
  assert.deepEqual(now.sheets.slice(0, 2), first.sheets);
  assert.equal(now.sheets.length, 3);
  assert.equal(readdirSync(at('more/sheets')).length, 1);
});

test('the definition takes the commitments, at import and as an amendment', async () => {
  await inLedger((ledger) => writeFileSync(at('definition.json'), definitionBytes(definitionOf(ledger, 'small'))));
  const commitments = at('desk/desk-commitments.json');
  const names = ['--pack', 'pollwarden', '--election', 'small', '--json'];
  const imported = await onData('election', 'import', at('definition.json'), ...names, '--call-back', commitments);
  assert.equal(imported.code, 0, imported.messages);
  for (const by of ['A. Chair', 'B. Deputy'])
    assert.equal((await onData('election', 'fix', '--election', 'small', '--by', by)).code, 0);
  const amended = await onData(
    'election',
    'amend',
    at('desk/amendment.json'),
    ...['--election', 'small', '--reason', 'the same again', '--by', 'A. Chair'],
  );
  assert.equal(amended.code, 0, amended.messages);
  assert.equal((await onData('election', 'fix', '--election', 'small', '--by', 'B. Deputy')).code, 0);
  await inLedger((ledger) => {
    writeFileSync(at('definition.json'), definitionBytes(definitionOf(ledger, 'small')));
    assert.equal(definitionOf(ledger, 'small').callBack?.sheets.length, 2);
  });
});

const verify = (...more: string[]): Promise<Answer> => onData('callback', 'verify', ...more, ...key(), '--json');
const waiting = ['--election', 'small', '--by', 'D. Desk'] as const;

test('the desk answers what waits; not the operator; a wrong code is exit 1', async () => {
  const hand = async (call: CallRow, step: number): Promise<void> => {
    const code = await codeOf(call, step);
    await inLedger((ledger) => void handIn(ledger, 'small', { call: call.number, totals, code }, o));
  };
  const call = await inLedger((ledger) => openCall(ledger, 'small', { contest: 'n', unit: 'u00' }, o));
  await hand(call, 5);
  const own = await verify('--election', 'small', '--by', o.name);
  assert.match(own.messages, /SECOND_PERSON/);
  const wrong = await verify(...waiting);
  assert.equal(wrong.code, 1, wrong.messages);
  await hand(call, 0);
  const right = await verify(...waiting);
  assert.equal(right.code, 0, right.messages);
  assert.match(right.out, /"verdict":"right"/);
  await inLedger((ledger) => assert.equal(callRow(ledger, 'small', call.number).state, 'confirmed'));
});

test('a file of questions: the same answer twice, three answers a line, none of another election', async () => {
  const call = await inLedger((ledger) => openCall(ledger, 'small', { contest: 'n', unit: 'u01' }, o));
  const code = await codeOf(call);
  const [question] = await inLedger((ledger) => {
    handIn(ledger, 'small', { call: call.number, totals, code }, o);
    const asked = waitingQuestions(ledger, 'small').map((one) => one.question);
    endCall(ledger, 'small', { call: call.number, reason: 'for the test' }, o);
    return asked;
  });
  const file = at('question.json');
  const ask = async (more: object): Promise<Answer> => {
    writeFileSync(file, JSON.stringify({ ...question, ...more }));
    return await verify(file);
  };
  const wrongs = [1, 2, 3].map((step) => `${String(step).repeat(6)}${dammDigit(String(step).repeat(6))}`);
  const first = await ask({ code: wrongs[0] });
  assert.equal(first.code, 1);
  assert.equal((await ask({ code: wrongs[0] })).out, first.out);
  for (const wrong of wrongs.slice(1)) assert.match((await ask({ code: wrong })).out, /"verdict":"wrong"/);
  const fourth = await ask({});
  assert.match(fourth.out, /CALL_LOCKED/);
  assert.match((await ask({ line: 8, election: 'other' })).out, /ELECTION_OTHER/);
  assert.match((await ask({ line: 8, sheet: 'NOSUCH00' })).out, /SHEET_UNKNOWN/);
  assert.match((await ask({ call: 0 })).messages, /INPUT_INVALID/);
  const journal = at('desk/desk-key.json.answers.jsonl');
  const whole = readFileSync(journal, 'utf8');
  writeFileSync(journal, whole.slice(0, -20));
  assert.match((await ask({ code: wrongs[2] })).out, /"verdict":"wrong"/, 'what was cut off was told to nobody');
  assert.match((await ask({})).out, /CALL_LOCKED/);
  writeFileSync(journal, `broken\n${whole}`);
  assert.match((await ask({})).messages, /ROW_MALFORMED/);
  writeFileSync(journal, whole);
  const lock = lockJournal(journal);
  assert.match((await ask({})).messages, /DATA_IN_USE/);
  lock.release();
  assert.equal((await sheets('--out', at('later'), '--centres', 'c', '--key', at('desk/desk-key.json'))).code, 0);
  const later = await onData('callback', 'verify', file, ...key('later/desk-key.json'), '--json');
  assert.match(later.out, /CALL_LOCKED/, 'the new key file counts on');
});

const disclose = (): Promise<Answer> =>
  onData('callback', 'disclose', '--election', 'small', ...key(), '--out', at('sheets.json'), '--json');

test('secrets are disclosed after certification only; then anybody checks all calls again', async () => {
  const early = await disclose();
  assert.match(early.messages, /CONFLICT.*not certified yet: n/);
  await inLedger((ledger) => {
    const except = smallElection.units.map(({ id }) => id);
    proposeCertification(ledger, 'small', { act: 'certify', contest: 'n', reason: 'a test', except }, chair);
    decideCertification(ledger, 'small', { contest: 'n', approve: true }, deputy);
  });
  const done = await disclose();
  assert.equal(done.code, 0, done.messages);
  const exported = await onData('callback', 'export', '--election', 'small', '--out', at('calls.json'), '--json');
  assert.equal(exported.code, 0, exported.messages);
  const check = (calls: string, secrets: string): Promise<Answer> =>
    run('callback', 'recheck', at(calls), at(secrets), '--definition', at('definition.json'), '--json');
  const whole = await check('calls.json', 'sheets.json');
  assert.deepEqual(
    [whole.code, JSON.parse(whole.out)],
    [
      0,
      {
        election: 'small',
        sheets: 2,
        calls: 2,
        tries: 3,
        right: 1,
        wrong: 1,
        unanswered: 1,
        mismatches: [],
      },
    ],
  );
  const calls = JSON.parse(readFileSync(at('calls.json'), 'utf8')) as CallsFile;
  const [first, ...others] = calls.calls;
  const lied = { ...first, tries: first.tries.map((one) => ({ ...one, totals: { ...totals, 'votes/machine/A': 8 } })) };
  writeFileSync(at('lied.json'), JSON.stringify({ ...calls, calls: [lied, ...others] }));
  const caught = await check('lied.json', 'sheets.json');
  assert.equal(caught.code, 1);
  assert.match(caught.out, /signatureInvalid.*verdictDiffers|verdictDiffers.*signatureInvalid/);
  const secrets = JSON.parse(readFileSync(at('sheets.json'), 'utf8')) as Disclosure;
  writeFileSync(at('other.json'), JSON.stringify({ ...secrets, sheets: secrets.sheets.slice(1) }));
  assert.match((await check('calls.json', 'other.json')).out, /sheetNotDisclosed/);
  const elsewhere = calls.calls.map((one) =>
    one.return === null ? one : { ...one, return: { ...one.return, unit: 'u05' } },
  );
  writeFileSync(at('elsewhere.json'), JSON.stringify({ ...calls, calls: elsewhere }));
  assert.match((await check('elsewhere.json', 'sheets.json')).out, /returnDiffers.*another election, contest or unit/);
});

test('what was disclosed confirms nothing any more, also when two persons reopen the contest', async () => {
  await inLedger((ledger) => {
    proposeCertification(ledger, 'small', { act: 'reopen', contest: 'n', reason: 'a test', except: [] }, chair);
    decideCertification(ledger, 'small', { contest: 'n', approve: true }, deputy);
    assert.throws(() => openCall(ledger, 'small', { contest: 'n', unit: 'u02' }, o), /CONFLICT.*were disclosed/);
  });
});
