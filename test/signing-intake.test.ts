// A clerk signs and sends: sealed in the browser, tried again while nobody answers, a receipt that holds; headquarters reads
// the folder of intake, and the unit is on one channel. The page reaches its intake and nothing else.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import axe from 'axe-core';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { chromiumPath } from '../scripts/chromium.ts';
import type { Definition } from '../src/elections/definition/definition.ts';
import { trueCounts } from '../src/generate/returns/counts.ts';
import { generateElection } from '../src/generate/returns/election.ts';
import { canonicalJson } from '../src/kernel/canonical-json.ts';
import { parseReceipt } from '../src/results/intake/receipt.ts';
import { freePort } from '../src/server/listen.ts';
import { makeKey } from '../web/signing/src/keys.ts';
import { type StartedIntake, startIntakeProcess } from './server/intake-process.ts';
import { person } from './server/person.ts';
import { type Served, signedIn, startServing } from './server/serving.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'pollwarden-sending-'));
const data = join(folder, 'data');
const app = join(folder, 'signing.html');
const keyFile = join(folder, 'sealing-key.json');
const passphrase = 'first correct horse';
const generated = generateElection({
  seed: 8,
  election: 'clerk',
  day: '2026-06-07',
  units: 6,
  areas: 1,
  options: 3,
  candidates: 0,
});
const [centre] = generated.definition.centres;
const unit = generated.definition.units.find((one) => one.centre === centre.id)?.id ?? '';
const counts = trueCounts(generated.definition, 8).get(unit) ?? {};
const holders = await Promise.all(
  ['holder A', 'holder B'].map(async (holder) => makeKey({ election: 'clerk', centre: centre.id, holder }, passphrase)),
);

let context: BrowserContext;
let page: Page;
let port = 0;
let intakeArgs: readonly string[] = [];
let fingerprint = '';
let intake: StartedIntake | undefined;
let served: Served | undefined;
const requests = new Set<string>();
const folderOfIntake = join(folder, 'intake');

function pollwarden(...args: readonly string[]): Readonly<Record<string, unknown>> {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, 'bin', 'pollwarden.mjs'), ...args, '--json'],
    { encoding: 'utf8' },
  );
  assert.equal(status, 0, stderr);
  return JSON.parse(stdout) as Readonly<Record<string, unknown>>;
}

async function stopIntake(): Promise<void> {
  intake?.child.kill('SIGTERM');
  await intake?.ended;
  intake = undefined;
}

function define(): void {
  const definition: Definition = {
    ...generated.definition,
    centres: generated.definition.centres.map((one) =>
      one.id === centre.id
        ? { ...one, keys: holders.map(({ id, holder, publicKey }) => ({ id, holder, publicKey })) }
        : one,
    ),
  };
  mkdirSync(join(folder, 'definition'));
  writeFileSync(join(folder, 'definition', 'definition.json'), canonicalJson(definition));
  pollwarden('results', 'sealing-key', '--out', keyFile);
  const imported = ['election', 'import', join(folder, 'definition'), '--pack', 'pollwarden', '--election', 'clerk'];
  pollwarden(...imported, '--sealing-key', keyFile, '--data', data);
  const shown = ['election', 'show', '--election', 'clerk', '--definition', '--data', data];
  const { stdout } = spawnSync(process.execPath, [join(root, 'bin', 'pollwarden.mjs'), ...shown], { encoding: 'utf8' });
  writeFileSync(join(folder, 'fixed.json'), stdout);
}

before(async () => {
  const built = spawnSync(process.execPath, [join(root, 'scripts', 'build-signing.ts'), '--if-stale'], { cwd: root });
  assert.equal(built.status, 0);
  define();
  port = await freePort('127.0.0.1');
  intakeArgs = ['--folder', folderOfIntake, '--definition', join(folder, 'fixed.json'), '--port', String(port)];
  intake = await startIntakeProcess(intakeArgs);
  ({ fingerprint } = intake);
  await stopIntake();
  const address = ['--intake', `http://127.0.0.1:${port}`, '--intake-fingerprint', fingerprint];
  pollwarden('election', 'app', '--election', 'clerk', '--out', app, '--data', data, ...address);
  const executablePath = chromiumPath();
  assert.ok(executablePath !== undefined, 'Chromium is needed');
  context = await chromium.launchPersistentContext(join(folder, 'profile'), {
    executablePath,
    acceptDownloads: true,
    args: ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
  });
  context.on('request', (request) => {
    if (!/^(file|blob|data):/.test(request.url())) requests.add(new URL(request.url()).origin);
  });
  page = context.pages()[0] ?? (await context.newPage());
  page.on('dialog', (dialog) => void dialog.accept());
  await page.goto(pathToFileURL(app).href);
});
after(async () => {
  await context.close();
  await stopIntake();
  await served?.stop();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
});

async function typeFigures(): Promise<void> {
  await page.locator('.figure input').first().waitFor();
  for (const input of await page.locator('.figure input').all()) {
    const key = ((await input.getAttribute('id')) ?? '').replace('figure-', '');
    await input.fill(String(counts[key]));
    await input.press('Enter');
  }
}

/** Names a folder that gets pictures of the page: light, dark, on a phone. */
const pictures = process.env.POLLWARDEN_TEST_PICTURES;

async function shots(name: string): Promise<void> {
  if (pictures === undefined) return;
  mkdirSync(pictures, { recursive: true });
  for (const [look, width, colorScheme] of [
    ['light', 1000, 'light'],
    ['dark', 1000, 'dark'],
    ['phone', 360, 'light'],
  ] as const) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 800 });
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth));
    await page.screenshot({ path: join(pictures, `${name}-${look}.png`), fullPage: true });
  }
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ width: 1000, height: 800 });
}

async function axeFinds(): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  return await page.evaluate(async () => {
    const { violations } = await (
      globalThis as unknown as { axe: { run: () => Promise<{ violations: { id: string; impact: string }[] }> } }
    ).axe.run();
    return violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id }) => id);
  });
}

test('two holders load their keys, enter a paper twice and sign it', async () => {
  await page.getByRole('combobox').selectOption(centre.id);
  await page.getByRole('button', { name: 'Open' }).click();
  for (const [i, spare] of holders.entries()) {
    const path = join(folder, `spare-${i}.json`);
    writeFileSync(path, JSON.stringify(spare));
    await page.locator('input[type=file]').setInputFiles(path);
    await page.locator('#load-spare input[name=passphrase]').fill(passphrase);
    await page.locator('#load-spare button').click();
    await page.locator('table').getByText(spare.holder, { exact: false }).waitFor();
  }
  await page.goto(`${pathToFileURL(app).href}#paper/${generated.definition.contests[0].id}/${unit}`);
  await typeFigures();
  await page.locator('#finish').click();
  await page.getByRole('heading', { name: 'Second person' }).waitFor();
  await typeFigures();
  await page.locator('#finish').click();
  for (const holder of ['holder A', 'holder B']) {
    await page.locator('#sign select').selectOption({ label: holder });
    await page.locator('#sign input[name=passphrase]').fill(passphrase);
    await page.locator('#sign button').click();
    if (holder === 'holder A') await page.getByText('One more holder has to sign.').waitFor();
  }
  await page.locator('#public-code').waitFor();
});

test('nobody answers: it waits on this machine, also after a reload, and says so', async () => {
  await page.getByRole('link', { name: 'Send' }).click();
  assert.equal((await page.locator('#fingerprint').textContent())?.replaceAll(' ', ''), fingerprint);
  await page.getByText('1 signed return is not sealed yet.').waitFor();
  await shots('send-form');
  await page.locator('#seal input[name=passphrase]').fill('not the passphrase');
  await page.locator('#seal button').click();
  await page.getByText('The passphrase is not right.').waitFor();
  await page.locator('#seal input[name=passphrase]').fill(passphrase);
  await page.locator('#seal button').click();
  await page.getByText('waiting to be sent').waitFor();
  await page.getByText('Not sent yet').waitFor();
  await page.getByText(`Nobody answers at http://127.0.0.1:${port}`, { exact: false }).waitFor();
  await page.reload();
  await page.getByText('waiting to be sent').waitFor();
  await page.getByRole('link', { name: 'Send (1 waiting)' }).waitFor();
  await shots('send-waiting');
  assert.deepEqual(await axeFinds(), []);
});

test('intake is there: a receipt that holds, shown and kept; nothing is sealed twice', async () => {
  intake = await startIntakeProcess(intakeArgs);
  assert.equal(intake.fingerprint, fingerprint);
  await page.getByRole('button', { name: 'Try now' }).click();
  await page.getByText('receipt 1,', { exact: false }).waitFor();
  await page.getByText('Every signed return is sealed.').waitFor();
  assert.deepEqual(await axeFinds(), []);
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save receipts' }).click(),
  ]);
  const path = join(folder, 'receipts.json');
  await file.saveAs(path);
  const receipts = JSON.parse(readFileSync(path, 'utf8')) as unknown[];
  assert.equal(receipts.length, 1);
  assert.ok(parseReceipt(canonicalJson(receipts[0] as never)).ok);
  await page.reload();
  await page.getByText('receipt 1,', { exact: false }).waitFor();
});

test('the page reaches its intake and nothing else', async () => {
  let reached = 0;
  const other = createServer((_request, response) => {
    reached++;
    response.setHeader('access-control-allow-origin', '*').end('{}');
  });
  other.listen(0, '127.0.0.1');
  await once(other, 'listening');
  const url = `http://127.0.0.1:${(other.address() as AddressInfo).port}/`;
  const answer = await page.evaluate(
    async (to) =>
      await fetch(to).then(
        () => 'reached',
        () => 'refused',
      ),
    url,
  );
  other.close();
  assert.deepEqual([answer, reached], ['refused', 0]);
  assert.deepEqual(
    [...requests].filter((origin) => origin !== `http://127.0.0.1:${port}` && `${origin}/` !== url),
    [],
  );
});

test('an app without an intake reaches nothing and has no view to send', async () => {
  const plain = join(folder, 'plain.html');
  pollwarden('election', 'app', '--election', 'clerk', '--out', plain, '--data', data);
  assert.match(readFileSync(plain, 'utf8'), /connect-src 'none'/);
  const tab = await context.newPage();
  await tab.goto(pathToFileURL(plain).href);
  await tab.getByText('It sends nothing', { exact: false }).waitFor();
  assert.equal(await tab.getByRole('link', { name: 'Send' }).count(), 0);
  const refused = await tab.evaluate(
    async (to) =>
      await fetch(to).then(
        () => false,
        () => true,
      ),
    `http://127.0.0.1:${port}/intake/v1/health`,
  );
  assert.equal(refused, true);
  await tab.close();
});

test('headquarters reads the folder of intake, and the unit is on one channel', async () => {
  served = await startServing({
    profile: 'results',
    settings: { intakeFolder: folderOfIntake, sealingKeyFile: keyFile, intakeFingerprint: fingerprint },
  });
  const { ledger } = served.space('real');
  const { readDefinition } = await import('../src/elections/definition/schema.ts');
  const { saveDraft } = await import('../src/results/store/elections.ts');
  saveDraft(ledger, readDefinition(JSON.parse(readFileSync(join(folder, 'fixed.json'), 'utf8'))), {
    actor: { kind: 'operator' },
    name: 'operator',
  });
  const operator = person(served);
  operator.setCookie(signedIn(served.space('real'), 'resultsOperator').cookie);
  const read = await operator.call('POST', '/elections/clerk/intake/reading', { refusedAgain: true });
  assert.equal(read.status, 200, read.text);
  assert.deepEqual([read.body.added, read.body.refused, read.body.missing, read.body.pinned], [1, 0, 0, true]);
  const { body } = await operator.call('GET', '/elections/clerk/units');
  const [row] = (body.items as { unit: string; state: string; channels: string[] }[]).filter(
    (one) => one.unit === unit,
  );
  assert.deepEqual([row.state, row.channels], ['received', ['official']]);
  operator.leave();
});
