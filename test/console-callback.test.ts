// A call-back in the console, as its people do it: the operator reads totals back and hands a code in, the desk answers from a
// key file that never leaves its browser, and the return is confirmed by a second channel.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { chromiumPath, startChromium } from '../scripts/chromium.ts';
import type { Definition } from '../src/elections/definition/definition.ts';
import { generateElection } from '../src/generate/returns/election.ts';
import { nightOf, ordinaryNight } from '../src/generate/returns/write.ts';
import type { Ledger } from '../src/ledger/ledger.ts';
import { answerQuestion } from '../src/results/call-back/answer.ts';
import { type Desk, makeDeskKey, sealDesk } from '../src/results/call-back/desk-file.ts';
import { committed, makeSheets } from '../src/results/call-back/sheets.ts';
import { boundCode, plainCode } from '../src/results/codes/confirmation.ts';
import { dammDigit } from '../src/results/codes/damm.ts';
import { totalsOf } from '../src/results/codes/totals.ts';
import { type CallRow, callRow, callsOf } from '../src/results/store/call-backs/rows.ts';
import { triesLeft } from '../src/results/store/call-backs/spent.ts';
import { waitingQuestions } from '../src/results/store/call-backs/waiting.ts';
import type { By } from '../src/results/store/by.ts';
import { decideVersion, proposeFix, saveDraft } from '../src/results/store/elections.ts';
import { arrivalsOfUnit, storeArrivals } from '../src/results/store/returns.ts';
import { reconcileElection, unitRows } from '../src/results/store/unit-states.ts';
import { builtConsole, openPage, overflow, seriousViolations, type Watched } from './console/browser.ts';
import { type Served, signedIn, startServing } from './server/serving.ts';

const path = chromiumPath();
const skip = path === undefined ? 'there is no Chromium' : false;
/** Names a folder that gets pictures of the pages. */
const pictures = process.env.POLLWARDEN_TEST_PICTURES;
const folder = mkdtempSync(join(tmpdir(), 'pollwarden-call-'));
const keyFile = join(folder, 'desk-key.json');
const passphrase = 'seven herons on a weir';
const day = '2026-06-07';
const election = 'called';
let browser: Browser;
let server: Served;
let ledger: Ledger;
let definition: Definition;
let desk: Desk;

const by = (name: string): By => ({ actor: { kind: 'system', id: name }, name });
const generated = generateElection({ seed: 3, election, day, units: 12, areas: 2, options: 4, candidates: 0 });
const { contests } = generated.definition;
const contest = contests[0].id;

/** A plain sheet for the centre of the last unit, bound ones for the others. */
async function makeDesk(): Promise<void> {
  const { centres, units } = generated.definition;
  const last = units.at(-1)?.centre;
  const requests = centres.map(({ id }) => ({
    centre: id,
    kind: id === last ? ('plain' as const) : ('bound' as const),
    lines: 12,
  }));
  desk = { election, ...(await makeDeskKey()), sheets: makeSheets(requests, randomBytes) };
  const sheets = await Promise.all(desk.sheets.map(async (sheet) => await committed(election, sheet)));
  definition = { ...generated.definition, callBack: { publicKey: desk.publicKey, sheets } };
  writeFileSync(keyFile, await sealDesk(desk, passphrase, randomBytes));
}

/** Official returns only, of all units but the last. */
function receive(): void {
  saveDraft(ledger, definition, by('generator'));
  proposeFix(ledger, election, by('chair'));
  decideVersion(ledger, election, true, by('deputy'));
  const faults = { ...ordinaryNight, seed: 3, channelFaults: 0, corrected: 0, missing: 0, entryFaults: 0 };
  const { arrivals } = nightOf(generated, faults, Date.parse(`${day}T18:00:00Z`));
  const last = definition.units.at(-1)?.id;
  const official = arrivals.filter(({ channel, unit }) => channel === 'official' && unit !== last);
  const source = { whose: 'generated' };
  storeArrivals(
    ledger,
    official.map(({ signed, channel }) => ({ signed, channel, way: 'stick' as const, source })),
    'generator',
  );
  reconcileElection(ledger, election, by('generator'));
}

before(async () => {
  if (path === undefined) return;
  await makeDesk();
  server = await startServing({ profile: 'results', consoleFolder: builtConsole() });
  ({ ledger } = server.space('real'));
  browser = await startChromium(path);
});
after(async () => {
  await browser?.close();
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

type Looks = { readonly dark?: boolean; readonly width?: number };
const cookies = new Map<string, string>();

/** The same person each time, by name. */
async function open(name: string, looks: Looks = {}): Promise<Watched> {
  const role = name.startsWith('desk')
    ? 'callBackDesk'
    : name === 'authority'
      ? 'electionAuthority'
      : 'resultsOperator';
  const cookie = cookies.get(name) ?? signedIn(server.space('real'), role).cookie;
  cookies.set(name, cookie);
  return await openPage(browser, server.origin, { ...looks, cookie });
}

async function shot(page: Page, name: string): Promise<void> {
  if (pictures === undefined) return;
  mkdirSync(pictures, { recursive: true });
  await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });
}

const unitNamed = (i: number) => definition.units[i];
const totalsFor = (unit: string) =>
  totalsOf(definition, contest, arrivalsOfUnit(ledger, election, contest, unit).at(0)?.return.counts ?? {});
const lastCall = (): CallRow => {
  const call = callsOf(ledger, election).at(-1);
  assert.ok(call !== undefined);
  return call;
};

async function codeFor(call: CallRow, totals: Readonly<Record<string, number>>, step = 0): Promise<string> {
  const secret = desk.sheets.find(({ sheet }) => sheet === call.sheet)?.secrets[call.line - 1] ?? '';
  const right = call.kind === 'bound' ? await boundCode(secret, call, totals) : await plainCode(secret, call);
  if (step === 0) return right;
  const keyed = String((Number(right.slice(0, 6)) + step) % 1_000_000).padStart(6, '0');
  return `${keyed}${dammDigit(keyed)}`;
}

async function openKey(page: Page, phrase = passphrase): Promise<void> {
  await page.getByLabel('Key file').setInputFiles(keyFile);
  await page.getByLabel('Passphrase').fill(phrase);
  await page.getByRole('button', { name: 'Open key file' }).click();
}

async function handIn(page: Page, code: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Confirmation code' }).fill(code);
  await page.getByRole('button', { name: 'Hand the code in' }).click();
  await page.getByText('Stay on the line').waitFor();
}

async function answer(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Check and answer' }).first().click();
  await page.getByText('No code waits').waitFor();
}

test('without sheets no call can be started, and the page says what begins', { skip }, async () => {
  const { callBack: _none, ...without } = definition;
  saveDraft(ledger, { ...without, election: 'sheetless' }, by('generator'));
  const { page, context } = await open('operator');
  await page.goto(`${server.origin}/elections/sheetless/call-backs`);
  await page.getByText('pollwarden callback sheets').waitFor();
  assert.ok(await page.getByRole('button', { name: 'Start a call' }).isDisabled());
  await context.close();
});

test('operator and desk confirm a return by call-back; nothing of the key file leaves the desk', { skip }, async () => {
  receive();
  const unit = unitNamed(0);
  const totals = totalsFor(unit.id);
  const operator = await open('operator');
  const { page } = operator;
  await page.goto(`${server.origin}/elections/${election}`);
  await page.getByRole('link', { name: 'Call-backs' }).click();
  await page.getByText('No calls yet').waitFor();
  await page.getByRole('button', { name: 'Start a call' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Unit' }).fill(unit.id);
  await dialog.getByRole('radio').first().check();
  await shot(page, 'call-start');
  assert.deepEqual(await seriousViolations(page), []);
  await dialog.getByRole('button', { name: 'Start a call' }).click();
  await page.getByText('End any call that came in').waitFor();
  const call = lastCall();
  assert.deepEqual([call.unit, call.line, call.kind], [unit.id, 1, 'bound']);
  await page.getByText(`Say: sheet ${call.sheet}, line 1`).waitFor();
  // What has come stands there; another figure is marked, and its control sum is reckoned.
  const first = page.locator('.call-figure').first();
  const known = await first.inputValue();
  await first.fill(String(Number(known) + 1));
  await page.getByText('1 figure differs from what has come').waitFor();
  await shot(page, 'call-differs');
  await first.fill('');
  await page.getByText('type every figure of the group, or none').waitFor();
  await first.fill(known);
  // A slip costs no try.
  const right = await codeFor(call, totals);
  const slip = `${right.slice(0, 6)}${(Number(right[6]) + 1) % 10}`;
  await page.getByRole('textbox', { name: 'Confirmation code' }).fill(slip);
  await page.getByText('no try is spent').waitFor();
  assert.ok(await page.getByRole('button', { name: 'Hand the code in' }).isDisabled());
  assert.equal(triesLeft(ledger, { election, contest, unit: unit.id }), 3);
  await handIn(page, await codeFor(call, totals, 1));
  await shot(page, 'call-waiting');

  const other = await open('desk');
  const bodies: string[] = [];
  other.page.on('request', (request) => bodies.push(request.postData() ?? ''));
  await other.page.goto(`${server.origin}/elections/${election}/call-backs`);
  await other.page.getByRole('link', { name: 'Desk', exact: true }).click();
  await other.page.getByText('Open the key file to answer').waitFor();
  await openKey(other.page, 'not the right passphrase');
  await other.page.getByText('DESK_LOCKED').waitFor();
  await openKey(other.page);
  await other.page.getByText('each as the definition commits to it').waitFor();
  await shot(other.page, 'desk-waiting');
  assert.deepEqual(await seriousViolations(other.page), []);
  await answer(other.page);
  // The operator's page is told by itself.
  await page.getByText('The last code was not right').waitFor();
  await shot(page, 'call-wrong');
  await handIn(page, right);
  await other.page.getByRole('button', { name: 'Check and answer' }).first().waitFor();
  await answer(other.page);
  await page.getByText('The totals are a return on the backup channel').waitFor();
  await shot(page, 'call-confirmed');
  assert.deepEqual(await seriousViolations(page), []);
  assert.equal(callRow(ledger, election, call.number).state, 'confirmed');
  const row = [...unitRows(ledger, election)].find((one) => one.unit === unit.id);
  assert.equal(row?.state, 'confirmed');
  await page.getByRole('link', { name: 'Open the unit' }).click();
  await page.getByRole('heading', { name: 'Channels side by side' }).waitFor();
  const sent = bodies.join('\n');
  assert.match(sent, /"signature"/);
  assert.ok(!sent.includes(passphrase) && !sent.includes(desk.privateKey));
  assert.ok(
    desk.sheets.every(({ secrets, salt }) => !sent.includes(salt) && secrets.every((one) => !sent.includes(one))),
  );
  assert.deepEqual([...operator.faults, ...other.faults], []);
  await operator.context.close();
  await other.context.close();
});

test('nothing has come and the centre has no computer: every figure is typed, and becomes a return', {
  skip,
}, async () => {
  const unit = unitNamed(11);
  const { page, context, faults } = await open('operator');
  await page.goto(`${server.origin}/elections/${election}/returns/${contest}/${unit.id}`);
  await page.getByRole('button', { name: 'Start a call' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Start a call' }).click();
  await page.getByText('Type every figure as it is read out').waitFor();
  const call = lastCall();
  const fields = await page.locator('tr:not(.call-sum) .call-figure').all();
  for (const [i, field] of fields.entries()) {
    assert.equal(await field.inputValue(), '');
    await field.fill(String(10 + i));
  }
  // These figures are made up and do not add up; a reload loses none of them.
  await page.getByText('These figures do not add up').waitFor();
  await page.reload();
  await fields[1].waitFor();
  for (const [i, field] of fields.entries()) assert.equal(await field.inputValue(), String(10 + i));
  const sum = fields.reduce((all, _, i) => all + 10 + i, 0);
  const reckoned = (await page.getByText(/^reckoned/).allTextContents()).map((text) =>
    Number(text.replaceAll(/\D/g, '')),
  );
  assert.equal(
    reckoned.reduce((all, one) => all + one, 0),
    sum,
  );
  await page.locator('.call-sum .call-figure').first().fill('1');
  await page.locator('.call-sum').first().getByText('Differs').waitFor();
  const shown = await page.locator('.call-figures').first().getAttribute('aria-label');
  assert.equal(shown, 'Form');
  await page.getByRole('textbox', { name: 'Confirmation code' }).fill(await codeFor(call, {}));
  await shot(page, 'call-typed');
  await page.getByRole('button', { name: 'Hand the code in' }).click();
  await page.getByText('Stay on the line').waitFor();
  // The desk's key file is elsewhere: codes go out as a file, answers come in as one.
  const other = await open('desk');
  await other.page.goto(`${server.origin}/elections/${election}/call-backs/desk`);
  const download = other.page.waitForEvent('download');
  await other.page.getByRole('button', { name: 'Save codes as a file' }).click();
  assert.equal((await download).suggestedFilename(), 'questions.json');
  const [{ question }] = waitingQuestions(ledger, election);
  const outcome = await answerQuestion(desk, question, [], '2026-06-07T21:00:00Z');
  assert.ok(outcome.ok);
  const answers = [{ call: question.call, try: question.try, ...outcome.value.signed }];
  writeFileSync(join(folder, 'answers.json'), JSON.stringify(answers));
  await other.page.getByLabel('Load answers').setInputFiles(join(folder, 'answers.json'));
  await page.getByText('The totals are a return on the backup channel').waitFor();
  assert.equal(arrivalsOfUnit(ledger, election, contest, unit.id).at(0)?.way, 'callBack');
  assert.deepEqual([...faults, ...other.faults], []);
  await context.close();
  await other.context.close();
});

test('three wrong codes lock the unit; one proposes, she cannot agree herself, another does', { skip }, async () => {
  const unit = unitNamed(2);
  const operator = await open('operator');
  const other = await open('desk');
  const { page } = operator;
  await other.page.goto(`${server.origin}/elections/${election}/call-backs/desk`);
  await openKey(other.page);
  await page.goto(`${server.origin}/elections/${election}/returns/${contest}/${unit.id}`);
  await page.getByRole('button', { name: 'Start a call' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Start a call' }).click();
  await page.getByText('End any call that came in').waitFor();
  const call = lastCall();
  for (const step of [1, 2, 3]) {
    await handIn(page, await codeFor(call, totalsFor(unit.id), step));
    await other.page.getByRole('button', { name: 'Check and answer' }).first().waitFor();
    await answer(other.page);
    if (step < 3) await page.getByText('The last code was not right').waitFor();
  }
  await page.getByText('Two persons open the call-back of this unit again').waitFor();
  assert.equal(await page.getByRole('textbox', { name: 'Confirmation code' }).count(), 0);
  await shot(page, 'call-locked');
  await page.goto(`${server.origin}/elections/${election}/call-backs`);
  await page.getByRole('button', { name: 'Open again' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('They read another sheet');
  await shot(page, 'call-unlock');
  await dialog.getByRole('button', { name: 'Open again' }).click();
  await page.getByText('You proposed it: They read another sheet').waitFor();
  assert.equal(await page.getByRole('button', { name: 'Agree', exact: true }).count(), 0);
  const authority = await open('authority');
  await authority.page.goto(`${server.origin}/elections/${election}/call-backs`);
  await shot(authority.page, 'calls-locked');
  await authority.page.getByRole('button', { name: 'Agree', exact: true }).click();
  await authority.page.getByText('Opened again').waitFor();
  assert.equal(triesLeft(ledger, { election, contest, unit: unit.id }), 3);
  const faults = [...operator.faults, ...other.faults, ...authority.faults];
  assert.deepEqual(
    faults.filter((fault) => !fault.includes('403')),
    [],
  );
  for (const { context } of [operator, other, authority]) await context.close();
});

for (const dark of [false, true]) {
  for (const width of [1440, 360]) {
    test(`${dark ? 'dark' : 'light'}, ${width} px: no serious violation, no sideways scroll`, { skip }, async () => {
      const running = callsOf(ledger, election).find(({ state }) => state === 'open');
      const { page, context, faults } = await open('operator', { dark, width });
      if (running === undefined) {
        await page.goto(`${server.origin}/elections/${election}/returns/${contest}/${unitNamed(3).id}`);
        await page.getByRole('button', { name: 'Start a call' }).click();
        await page.getByRole('dialog').getByRole('button', { name: 'Start a call' }).click();
        await page.getByText('End any call that came in').waitFor();
      }
      const openCall = callsOf(ledger, election).find(({ state }) => state === 'open');
      const looks = `${width}-${dark ? 'dark' : 'light'}`;
      for (const [name, one, there] of [
        ['calls', '', '.table'],
        ['call', `/${openCall?.number}`, '.call-figures'],
        ['call-locked', '/3', '.call-standing'],
      ] as const) {
        await page.goto(`${server.origin}/elections/${election}/call-backs${one}`);
        await page.locator(there).first().waitFor();
        assert.deepEqual(await seriousViolations(page), [], name);
        await shot(page, `${name}-${looks}`);
        assert.ok((await overflow(page)) <= 0, `${name} is wider than ${width} px`);
      }
      const other = await open('desk', { dark, width });
      await other.page.goto(`${server.origin}/elections/${election}/call-backs/desk`);
      await other.page.locator('.table').first().waitFor();
      assert.deepEqual(await seriousViolations(other.page), [], 'desk');
      await shot(other.page, `desk-${looks}`);
      assert.ok((await overflow(other.page)) <= 0, `desk is wider than ${width} px`);
      assert.deepEqual([...faults, ...other.faults], []);
      await context.close();
      await other.context.close();
    });
  }
}
