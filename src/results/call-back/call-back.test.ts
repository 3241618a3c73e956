// The desk: its key file opens for its passphrase only, commits to its sheets, answers a line three times at most and never
// again once it was right; what it signs fits one question; and anybody checks all of it again.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { before, test } from 'node:test';
import fc from 'fast-check';
import { boundCode, plainCode } from '../codes/confirmation.ts';
import { dammDigit } from '../codes/damm.ts';
import { type Answered, answerQuestion, deskProblem } from './answer.ts';
import { type Desk, makeDeskKey, openDesk, sealDesk } from './desk-file.ts';
import type { CallsFile, ExportedCall } from './export-format.ts';
import { recheck, type RecheckRequest } from './recheck.ts';
import { committed, commitmentOf, makeSheets, type SheetSecrets } from './sheets.ts';
import { callDiagram, callEvents, callStates, nextCallState } from './states.ts';
import { type Question, type SignedVerdict, verdictHolds } from './verdict.ts';

const election = 'one';
const at = '2026-06-07T20:00:00Z';
const passphrase = 'seven herons on a weir';
const totals = { cast: 400, 'votes/all/1': 250, 'votes/all/2': 140 };
let desk: Desk;
let sheet: SheetSecrets;
let plainSheet: SheetSecrets;

before(async () => {
  const sheets = makeSheets(
    [
      { centre: 'c1', kind: 'bound', lines: 8 },
      { centre: 'c2', kind: 'plain', lines: 3 },
    ],
    randomBytes,
  );
  desk = { election, ...(await makeDeskKey()), sheets };
  [sheet, plainSheet] = sheets;
});

const question = (more: Partial<Question> = {}): Question => ({
  election,
  call: 1,
  try: 1,
  contest: 'n',
  unit: 'u1',
  centre: 'c1',
  sheet: sheet.sheet,
  line: 2,
  kind: 'bound',
  totals,
  code: '0000000',
  ...more,
});

const codeFor = async (one: Question): Promise<string> => await boundCode(sheet.secrets[one.line - 1], one, one.totals);
const wrongCode = (right: string, step: number): string => {
  const keyed = String((Number(right.slice(0, 6)) + step) % 1_000_000).padStart(6, '0');
  return `${keyed}${dammDigit(keyed)}`;
};
const right = async (more: Partial<Question> = {}): Promise<Question> => {
  const one = question(more);
  return { ...one, code: await codeFor(one) };
};

async function answered(one: Question, earlier: readonly Answered[] = []): Promise<Answered> {
  const outcome = await answerQuestion(desk, one, earlier, at);
  assert.ok(outcome.ok, outcome.ok ? '' : outcome.refusal.code);
  return outcome.value;
}
async function refused(one: Question, earlier: readonly Answered[] = []): Promise<string> {
  const outcome = await answerQuestion(desk, one, earlier, at);
  return outcome.ok ? 'answered' : outcome.refusal.code;
}

test('sheets have names of their own, secrets of 80 bits and a commitment that any change breaks', async () => {
  const many = makeSheets(
    Array.from({ length: 200 }, (_, i) => ({ centre: `c${i}`, kind: 'bound' as const, lines: 3 })),
    randomBytes,
  );
  assert.equal(new Set(many.map((one) => one.sheet)).size, 200);
  assert.equal(new Set(many.flatMap((one) => one.secrets)).size, 600);
  const own = await commitmentOf(election, sheet);
  const others: readonly SheetSecrets[] = [
    { ...sheet, centre: 'c2' },
    { ...sheet, kind: 'plain' },
    { ...sheet, salt: plainSheet.salt },
    { ...sheet, secrets: sheet.secrets.toReversed() },
    { ...sheet, secrets: sheet.secrets.slice(1) },
  ];
  for (const other of others) assert.notEqual(await commitmentOf(election, other), own);
  assert.notEqual(await commitmentOf('another', sheet), own);
});

test('a name that chance gives twice is drawn again', () => {
  let drawn = 0;
  const same = (count: number): Uint8Array => new Uint8Array(count).fill(count === 5 && ++drawn > 2 ? 9 : 3);
  const requests = ['a', 'b'].map((centre) => ({ centre, kind: 'bound' as const, lines: 1 }));
  const [one, other] = makeSheets(requests, same);
  assert.notEqual(one.sheet, other.sheet);
});

test('the key file opens with its passphrase only, and not when a byte of it was changed', async () => {
  const text = await sealDesk(desk, passphrase, randomBytes);
  for (const secret of sheet.secrets) assert.ok(!text.includes(secret));
  const opened = await openDesk(text, passphrase);
  assert.ok(opened.ok);
  assert.deepEqual(opened.value, desk);
  const code = async (changed: string, phrase = passphrase): Promise<string> => {
    const outcome = await openDesk(changed, phrase);
    return outcome.ok ? 'opened' : outcome.refusal.code;
  };
  assert.equal(await code(text, `${passphrase}.`), 'DESK_LOCKED');
  assert.equal(await code(text.replace('"election":"one"', '"election":"two"')), 'DESK_LOCKED');
  const file = JSON.parse(text) as { readonly sealed: string };
  const flipped = `${file.sealed[9] === 'A' ? 'B' : 'A'}`;
  const sealed = file.sealed.slice(0, 9) + flipped + file.sealed.slice(10);
  assert.equal(await code(JSON.stringify({ ...file, sealed })), 'DESK_LOCKED');
  for (const bad of ['', '{}', 'null', '[]', text.slice(1), text.replace('600000', '1')])
    assert.equal(await code(bad), 'INPUT_INVALID');
});

test('a key file of another election, desk or sheet is refused by name', async () => {
  const sheets = await Promise.all(desk.sheets.map(async (one) => await committed(election, one)));
  const callBack = { publicKey: desk.publicKey, sheets };
  const problem = async (own: Desk, of = election, against: typeof callBack | undefined = callBack) =>
    (await deskProblem(own, of, against))?.code;
  assert.equal(await problem(desk), undefined);
  assert.equal(await problem(desk, 'two'), 'ELECTION_OTHER');
  assert.equal(await problem(desk, election, { ...callBack, publicKey: 'A'.repeat(43) }), 'KEY_UNKNOWN');
  assert.equal((await deskProblem(desk, election, undefined))?.code, 'SHEET_UNKNOWN');
  assert.equal(await problem({ ...desk, sheets: [sheet] }), 'SHEET_UNKNOWN');
  const secrets = [plainSheet.secrets[1], ...plainSheet.secrets.slice(1)];
  assert.equal(await problem({ ...desk, sheets: [sheet, { ...plainSheet, secrets }] }), 'COMMITMENT_BROKEN');
});

test('a right code is right once: the same question again gets the same answer, another is refused', async () => {
  const one = await right();
  const first = await answered(one);
  assert.equal(first.signed.verdict, 'right');
  assert.deepEqual(await answered(one, [first]), first);
  assert.equal(await refused(await right({ call: 2 }), [first]), 'LINE_USED');
  assert.equal(await refused(await right({ unit: 'u2' }), [first]), 'LINE_USED');
  assert.equal((await answered(await right({ call: 2, line: 3 }), [first])).signed.verdict, 'right');
});

test('three answers a line, and no fourth, whatever is asked', async () => {
  const code = await codeFor(question());
  const earlier: Answered[] = [];
  for (let i = 1; i <= 3; i++) {
    const one = await answered(question({ try: i, code: wrongCode(code, i) }), earlier);
    assert.equal(one.signed.verdict, 'wrong');
    earlier.push(one);
  }
  assert.equal(await refused(question({ code }), earlier), 'CALL_LOCKED');
  assert.equal(await refused(question({ call: 2, unit: 'u2', code }), earlier), 'CALL_LOCKED');
  assert.deepEqual(await answered(question({ try: 2, code: wrongCode(code, 2) }), earlier), earlier[1]);
});

test('a plain line takes its printed code for any totals, and once', async () => {
  const name = plainSheet.sheet;
  const code = await plainCode(plainSheet.secrets[0], { election, sheet: name, line: 1 });
  const one = question({ centre: 'c2', sheet: name, kind: 'plain', line: 1, totals: { cast: 7 }, code });
  const first = await answered(one);
  assert.equal(first.signed.verdict, 'right');
  assert.equal(await refused({ ...one, call: 2, totals: { cast: 8 } }, [first]), 'LINE_USED');
  assert.equal((await answered({ ...one, line: 2 })).signed.verdict, 'wrong');
});

test('another election, sheet, centre, kind or line is refused by name', async () => {
  assert.equal(await refused(question({ election: 'two' })), 'ELECTION_OTHER');
  assert.equal(await refused(question({ sheet: 'NOSUCH00' })), 'SHEET_UNKNOWN');
  assert.equal(await refused(question({ centre: 'c2' })), 'SHEET_OTHER');
  assert.equal(await refused(question({ kind: 'plain' })), 'SHEET_OTHER');
  assert.equal(await refused(question({ line: 9 })), 'LINE_UNKNOWN');
});

test('a verdict fits its question and key, and nothing else', async () => {
  const one = await right();
  const { signed } = await answered(one);
  assert.ok(await verdictHolds(one, signed, desk.publicKey));
  const others: readonly Question[] = [
    { ...one, election: 'two' },
    { ...one, call: 2 },
    { ...one, try: 2 },
    { ...one, unit: 'u2' },
    { ...one, line: 3 },
    { ...one, totals: { ...totals, cast: 401 } },
    { ...one, code: '1111111' },
  ];
  for (const other of others) assert.ok(!(await verdictHolds(other, signed, desk.publicKey)));
  const wrong: SignedVerdict = { ...signed, verdict: 'wrong' };
  assert.ok(!(await verdictHolds(one, wrong, desk.publicKey)));
  assert.ok(!(await verdictHolds(one, { ...signed, answeredAt: '2026-06-07T20:00:01Z' }, desk.publicKey)));
  assert.ok(!(await verdictHolds(one, signed, (await makeDeskKey()).publicKey)));
  assert.ok(!(await verdictHolds(one, signed, '?')));
});

async function night(): Promise<RecheckRequest & { readonly file: CallsFile }> {
  const definition = 'a'.repeat(64);
  const head = { contest: 'n', unit: 'u1', centre: 'c1', sheet: sheet.sheet, kind: 'bound' as const, definition };
  const asked = await right({ call: 2, line: 2, try: 2 });
  const slip = question({ call: 2, line: 2, code: wrongCode(asked.code, 7) });
  const wrong = await answered(slip);
  const good = await answered(asked, [wrong]);
  const one = { format: 'pollwarden-return/1' as const, election, definition, contest: 'n', unit: 'u1', centre: 'c1' };
  const calls: readonly ExportedCall[] = [
    { ...head, number: 1, line: 1, state: 'ended', tries: [], return: null },
    {
      ...head,
      number: 2,
      line: 2,
      state: 'confirmed',
      tries: [
        { number: 1, totals, code: slip.code, answer: wrong.signed },
        { number: 2, totals, code: asked.code, answer: good.signed },
      ],
      return: { ...one, counts: totals, countedAt: at },
    },
  ];
  const sheets = await Promise.all(desk.sheets.map(async (each) => await committed(election, each)));
  return {
    election,
    calls,
    unlocks: [],
    disclosure: {
      format: 'pollwarden-callback-disclosure/1',
      election,
      publicKey: desk.publicKey,
      sheets: desk.sheets.map((each) => ({ ...each, secrets: [...each.secrets] })),
    },
    desks: new Map([[definition, { publicKey: desk.publicKey, sheets }]]),
    file: { format: 'pollwarden-call-backs/1', election, calls: [...calls], unlocks: [] },
  };
}

const kindsOf = async (request: RecheckRequest): Promise<readonly string[]> => [
  ...new Set((await recheck(request)).mismatches.map(({ kind }) => kind)),
];

test('a whole night is checked again without a mismatch', async () => {
  const { mismatches, ...counted } = await recheck(await night());
  assert.deepEqual(mismatches, []);
  assert.deepEqual(counted, { sheets: 2, calls: 2, tries: 2, right: 1, wrong: 1, unanswered: 0 });
});

test('each lie about a night is told: by headquarters, by the desk, about the sheets', async () => {
  const held = await night();
  const { calls, disclosure, desks } = held;
  const [ended, confirmed] = calls;
  const [wrong, good] = confirmed.tries;
  const told = async (change: Partial<RecheckRequest>): Promise<readonly string[]> =>
    await kindsOf({ ...held, ...change });
  const call = (change: Partial<ExportedCall>): Partial<RecheckRequest> => ({
    calls: [ended, { ...confirmed, ...change }],
  });
  const otherTotals = { ...totals, 'votes/all/1': 251, 'votes/all/2': 139 };
  assert.deepEqual(await told(call({ tries: [wrong, { ...good, totals: otherTotals }] })), [
    'returnDiffers',
    'signatureInvalid',
    'verdictDiffers',
  ]);
  assert.deepEqual(await told(call({ line: 1 })), ['lineTwice', 'signatureInvalid', 'verdictDiffers']);
  assert.deepEqual(await told(call({ state: 'locked' })), ['stateDiffers', 'returnDiffers']);
  assert.deepEqual(await told(call({ definition: 'b'.repeat(64) })), ['definitionUnknown']);
  assert.deepEqual(await told(call({ sheet: 'NOSUCH00' })), ['sheetUnknown', 'signatureInvalid']);
  assert.deepEqual(await told(call({ centre: 'c2' })), ['sheetOther', 'signatureInvalid']);
  const tries = [wrong, wrong, wrong, good].map((one, i) => ({ ...one, number: i + 1 }));
  assert.ok((await told(call({ tries }))).includes('tooManyTries'));
  const [first, second] = disclosure.sheets;
  const changed = { ...first, secrets: first.secrets.toReversed() };
  assert.deepEqual(await told({ disclosure: { ...disclosure, sheets: [changed, second] } }), [
    'commitmentBroken',
    'verdictDiffers',
  ]);
  assert.deepEqual(await told({ disclosure: { ...disclosure, sheets: [first] } }), ['sheetNotDisclosed']);
  const [[hash, own]] = desks;
  const short = { ...own, sheets: own.sheets.map((one) => ({ ...one, lines: 1 })) };
  assert.ok((await told({ desks: new Map([[hash, short]]) })).includes('lineUnknown'));
});

test('tries of a unit are counted over its calls, until two persons opened it again', async () => {
  const { calls, ...rest } = await night();
  const wrong = { ...calls[1].tries[0], answer: null };
  const head = { ...calls[0], state: 'ended' as const };
  const two = (number: number): ExportedCall => ({
    ...head,
    number,
    line: number,
    tries: [wrong, { ...wrong, number: 2 }],
  });
  const request = { ...rest, calls: [two(3), two(4)] };
  assert.deepEqual(await kindsOf(request), ['tooManyTries']);
  const unlock = { contest: 'n', unit: 'u1', reason: 'the line was bad', upTo: 3 };
  assert.deepEqual(await kindsOf({ ...request, unlocks: [unlock] }), []);
  assert.deepEqual(await kindsOf({ ...request, unlocks: [{ ...unlock, unit: 'u2' }] }), ['tooManyTries']);
});

test('no call leaves confirmed, locked or ended, and every state is drawn', () => {
  for (const state of ['confirmed', 'locked', 'ended'] as const)
    for (const event of callEvents) assert.equal(nextCallState(state, event), undefined);
  for (const state of callStates) assert.ok(callDiagram().includes(state));
});

test('any text is a key file or none, never worse', async () => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.string(), fc.json()), async (text) => {
      const outcome = await openDesk(text, passphrase);
      assert.ok(!outcome.ok);
    }),
    { numRuns: 200 },
  );
});
