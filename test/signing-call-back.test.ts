// A call-back at the centre, without a network: the clerk types the paper's figures and a line's secret, reads out the control
// sums and seven digits, and headquarters' desk says right; any other figure gives another code.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { chromiumPath, startChromium } from '../scripts/chromium.ts';
import { trueCounts } from '../src/generate/returns/counts.ts';
import { generateElection } from '../src/generate/returns/election.ts';
import { canonicalJson } from '../src/kernel/canonical-json.ts';
import { answerQuestion } from '../src/results/call-back/answer.ts';
import { type Desk, openDesk } from '../src/results/call-back/desk-file.ts';
import type { Totals } from '../src/results/call-back/verdict.ts';
import { readCode } from '../src/results/codes/confirmation.ts';
import { controlSum, groupsReadOut, totalsOf } from '../src/results/codes/totals.ts';

const executable = chromiumPath();
const skip = executable === undefined ? 'there is no Chromium' : false;
/** Names a folder that gets pictures of the pages. */
const pictures = process.env.POLLWARDEN_TEST_PICTURES;
const root = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'pollwarden-signing-call-'));
const app = join(folder, 'signing.html');
const passphrase = 'seven herons on a weir';
const plan = { seed: 8, election: 'rung', day: '2026-06-07', units: 8, areas: 2, options: 4, candidates: 2 };
const generated = generateElection(plan);
const unit = generated.definition.units[0];
const contest = generated.definition.contests[0].id;
const counts = trueCounts(generated.definition, 8).get(unit.id) ?? {};
const totals = totalsOf(generated.definition, contest, counts);
let browser: Browser;
let desk: Desk;

function pollwarden(...args: readonly string[]): void {
  const bin = join(root, 'bin', 'pollwarden.mjs');
  const { status, stderr } = spawnSync(process.execPath, [bin, ...args, '--data', join(folder, 'data'), '--json'], {
    encoding: 'utf8',
  });
  assert.equal(status, 0, stderr);
}

before(async () => {
  if (executable === undefined) return;
  const build = join(root, 'scripts', 'build-signing.ts');
  assert.equal(spawnSync(process.execPath, [build, '--if-stale'], { cwd: root }).status, 0);
  mkdirSync(join(folder, 'definition'));
  writeFileSync(join(folder, 'definition', 'definition.json'), canonicalJson(generated.definition));
  writeFileSync(join(folder, 'pass'), passphrase);
  const named = ['--election', 'rung'];
  const source = [join(folder, 'definition'), '--pack', 'pollwarden', ...named];
  pollwarden('election', 'import', ...source);
  const out = join(folder, 'desk');
  pollwarden('callback', 'sheets', ...named, '--out', out, '--passphrase-file', join(folder, 'pass'), '--lines', '5');
  pollwarden('election', 'import', ...source, '--call-back', join(out, 'desk-commitments.json'));
  pollwarden('election', 'app', ...named, '--out', app);
  const opened = await openDesk(readFileSync(join(out, 'desk-key.json'), 'utf8'), passphrase);
  assert.ok(opened.ok);
  desk = opened.value;
  browser = await startChromium(executable);
});
after(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

type Looks = { readonly width?: number; readonly dark?: boolean };

async function openApp({
  width = 1000,
  dark = false,
}: Looks = {}): Promise<{ readonly page: Page; readonly requests: readonly string[] }> {
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    colorScheme: dark ? 'dark' : 'light',
    offline: true,
  });
  const page = await context.newPage();
  const requests: string[] = [];
  page.on('request', (request) => {
    if (!/^(file|blob|data):/.test(request.url())) requests.push(request.url());
  });
  await page.goto(pathToFileURL(app).href);
  await page.locator('select[name=centre]').selectOption(unit.centre);
  await page.getByRole('button', { name: 'Open' }).click();
  await page.getByRole('link', { name: 'Call-back' }).click();
  await page.getByLabel('Paper').selectOption({ label: `${unit.id} ${unit.name}` });
  await page.getByText('No signed return is on this machine').waitFor();
  return { page, requests };
}

async function axeFinds(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  return await page.evaluate(async () => {
    const { violations } = await (
      globalThis as unknown as { axe: { run: () => Promise<{ violations: { id: string; impact: string }[] }> } }
    ).axe.run();
    return violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id }) => id);
  });
}

async function shot(page: Page, name: string): Promise<void> {
  if (pictures === undefined) return;
  mkdirSync(pictures, { recursive: true });
  await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });
}

const printed = (secret: string): string => (secret.match(/.{1,4}/g) ?? []).join('-').toLowerCase();

async function verdict(code: string, said: Totals, line: number): Promise<string> {
  const sheet = desk.sheets.find(({ centre }) => centre === unit.centre);
  assert.ok(sheet !== undefined);
  const head = { election: 'rung', call: 1, try: 1, contest, unit: unit.id, centre: unit.centre, kind: sheet.kind };
  const question = { ...head, sheet: sheet.sheet, line, totals: said, code };
  const outcome = await answerQuestion(desk, question, [], '2026-06-07T21:00:00Z');
  return outcome.ok ? outcome.value.signed.verdict : outcome.refusal.code;
}

async function codeShown(page: Page): Promise<string> {
  await page.locator('#code').waitFor();
  return readCode((await page.locator('#code').textContent()) ?? '') ?? '';
}

test('figures and a secret make the code that the desk calls right; nothing is kept or sent', { skip }, async () => {
  const { page, requests } = await openApp();
  const definition = generated.definition;
  const [first] = Object.keys(totals);
  await page.getByText('Type the figures of the paper first').waitFor();
  for (const [key, figure] of Object.entries(totals)) await page.locator(`input[name="${key}"]`).fill(String(figure));
  assert.equal(await page.locator('.read-out input').count(), Object.keys(totals).length, 'no candidates');
  for (const group of groupsReadOut(definition, contest)) {
    const shown = await page.locator(`[data-sum="${group.group}"]`).textContent();
    assert.equal(Number(shown?.replaceAll(/\D/g, '')), controlSum(group, totals));
  }
  const secret = desk.sheets.find(({ centre }) => centre === unit.centre)?.secrets[2] ?? '';
  await page.locator('input[name=line]').fill('9');
  await page.getByText('The sheet has no such line').waitFor();
  await page.locator('input[name=line]').fill('3');
  const slip = `${secret.slice(0, 5)}${secret[5] === '2' ? '3' : '2'}${secret.slice(6)}`;
  await page.locator('input[name=secret]').fill(printed(slip));
  await page.getByText('this is no secret as it is printed').waitFor();
  await page.locator('input[name=secret]').fill(printed(secret));
  const code = await codeShown(page);
  assert.equal(await verdict(code, totals, 3), 'right');
  assert.equal(await verdict(code, totals, 2), 'wrong');
  await shot(page, 'signing-call-back');
  assert.deepEqual(await axeFinds(page), []);
  // A figure that is another makes another code; the desk says right for what was typed, and wrong for the paper.
  await page.locator(`input[name="${first}"]`).fill(String(totals[first] + 1));
  await page.waitForFunction(
    (known) => document.querySelector('#code')?.textContent?.replaceAll(/\D/g, '') !== known,
    code,
  );
  const other = await codeShown(page);
  assert.equal(await verdict(other, { ...totals, [first]: totals[first] + 1 }, 3), 'right');
  assert.equal(await verdict(other, totals, 3), 'wrong');
  await page.locator(`input[name="${first}"]`).fill('');
  await page.getByText('Type every figure of a group, or none of it').waitFor();
  assert.equal(await page.locator('#code').count(), 0);
  await page.reload();
  await page.getByText('No signed return is on this machine').waitFor();
  assert.equal(await page.locator('input[name=secret]').inputValue(), '');
  assert.deepEqual(requests, []);
  await page.context().close();
});

test('360 px and dark: no serious violation, no sideways scroll', { skip }, async () => {
  for (const looks of [{ width: 360 }, { width: 360, dark: true }]) {
    const { page } = await openApp(looks);
    assert.deepEqual(await axeFinds(page), []);
    const wider = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    assert.ok(wider <= 0, `${wider} px too wide`);
    await shot(page, `signing-call-back-360${looks.dark === true ? '-dark' : ''}`);
    await page.context().close();
  }
});

test('a printed sheet is a page of A4 on which every line’s secret can be read', { skip }, async () => {
  const sheet = desk.sheets.find(({ centre }) => centre === unit.centre);
  assert.ok(sheet !== undefined && readdirSync(join(folder, 'desk', 'sheets')).includes(`${sheet.sheet}.html`));
  const page = await browser.newPage();
  await page.goto(pathToFileURL(join(folder, 'desk', 'sheets', `${sheet.sheet}.html`)).href);
  const pdf = join(folder, 'sheet.pdf');
  writeFileSync(pdf, await page.pdf({ preferCSSPageSize: true, printBackground: true }));
  await shot(page, 'call-sheet');
  const text = spawnSync('pdftotext', ['-layout', pdf, '-'], { encoding: 'utf8' }).stdout;
  // A form feed ends each page.
  assert.equal(text.split('\f').length, 2);
  for (const secret of sheet.secrets) {
    const shown = [secret.slice(0, 4), secret.slice(4, 8), secret.slice(8, 12), secret.slice(12)].join('-');
    assert.ok(text.includes(shown), 'a secret is missing on paper');
  }
  await page.goto(pathToFileURL(join(folder, 'desk', 'sealed-list.html')).href);
  const list = await page.content();
  assert.ok(desk.sheets.every((one) => list.includes(one.sheet) && one.secrets.every((each) => !list.includes(each))));
  await page.close();
});
