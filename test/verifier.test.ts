// Somebody who has a copy of a bulletin and a verifier from elsewhere: the one file for Node, and the page opened from a disk
// without a network, with a folder and with a zip; the same bytes wherever they are built.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import axe from 'axe-core';
import { zipSync } from 'fflate';
import { type Browser, chromium, type Page } from 'playwright-core';
import { chromiumPath } from '../scripts/chromium.ts';
import { verifierDigests } from '../src/bulletin/log/verifier-files.ts';
import { type Files, testBulletin } from '../src/bulletin/testing/test-bulletin.ts';
import { openTestLog } from '../src/bulletin/testing/test-log.ts';
import { fingerprintWords } from '../src/bulletin/words/words.ts';
import { nodeCrypto } from '../src/tlog/files/crypto.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'pollwarden-verifier-'));
const built = join(root, 'dist', 'verifier');
const log = openTestLog({ units: 10 });
let [words, digits] = ['', ''];
let files: Files;
let browser: Browser;
let page: Page;
const requests: string[] = [];

const build = (...args: readonly string[]): number | null =>
  spawnSync(process.execPath, [join(root, 'scripts', 'build-verifier.ts'), ...args], { cwd: root }).status;

function write(name: string, content: Files): string {
  for (const [path, bytes] of content) {
    const file = join(folder, name, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, bytes);
  }
  return join(folder, name);
}

before(async () => {
  assert.equal(build('--if-stale'), 0);
  const returns = log.definition.units.map(({ id }) => log.returnOf(id));
  for (const signed of returns) log.commit(signed);
  for (const signed of returns.slice(0, 8)) log.release(signed);
  files = await testBulletin(log);
  const fingerprint = fingerprintWords(nodeCrypto.sha256(log.entries[0]));
  [words, digits] = [fingerprint.map(({ word }) => word).join(' '), fingerprint.map((one) => one.digits).join(' ')];
  const executablePath = chromiumPath();
  assert.ok(executablePath !== undefined, 'Chromium is needed');
  browser = await chromium.launch({ executablePath, args: ['--headless', '--no-sandbox', '--disable-gpu'] });
  const context = await browser.newContext({ offline: true, viewport: { width: 390, height: 844 } });
  page = await context.newPage();
  page.on('request', (request) => {
    if (!/^(?:file|blob|data):/.test(request.url())) requests.push(request.url());
  });
  // Somewhere else than it was built, as whoever was handed it would have it.
  copyFileSync(join(built, 'pollwarden-verify.html'), join(folder, 'verify.html'));
  await page.goto(pathToFileURL(join(folder, 'verify.html')).href);
});

after(async () => {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
});

test('the same bytes each time that it is built', () => {
  const first = verifierDigests(built);
  assert.equal(build(), 0);
  assert.deepEqual(verifierDigests(built), first);
});

test('one file for Node, far from the rest: verify, check, rebuild', () => {
  const own = join(folder, 'alone', 'pollwarden-verify.mjs');
  mkdirSync(dirname(own));
  copyFileSync(join(built, 'pollwarden-verify.mjs'), own);
  const copy = write('copy', files);
  const run = (...args: readonly string[]) =>
    spawnSync(process.execPath, [own, ...args], { encoding: 'utf8', timeout: 60_000, cwd: dirname(own) });
  const good = run('verify', copy, '--words', digits);
  assert.equal(good.status, 0, good.stdout + good.stderr);
  assert.match(good.stdout, /All that is published, but for the front pages, follows from the log\./);
  assert.equal(run('check', copy, '--unit', log.definition.units[0].id).status, 0);
  assert.match(run('rebuild', '--from', copy).stdout, /The same total as in bulletin 1/);
  assert.match(run('verify', '--help').stdout, /node pollwarden-verify\.mjs verify PATH/);
  assert.equal(run('verify', copy, '--words', 'zoo '.repeat(16)).status, 1);
  assert.equal(run().status, 0);
  assert.equal(run('nothing').status, 2);
});

async function checked(): Promise<string> {
  await page.click('#check');
  await page.waitForFunction(
    () =>
      document.querySelector('#report p') !== null && !document.querySelector<HTMLButtonElement>('#check')?.disabled,
  );
  return (await page.textContent('#report')) ?? '';
}

test('the page, a zip, the words: everything holds; nothing is asked of a network', async () => {
  const zip = join(folder, 'bulletin.zip');
  writeFileSync(zip, zipSync(Object.fromEntries([...files].map(([path, bytes]) => [`bulletin/${path}`, bytes]))));
  await page.fill('#words', words);
  await page.setInputFiles('#zip', zip);
  assert.match(await checked(), /^All that is published, but for the front pages, follows from the log\./);
  assert.equal(await page.getAttribute('#report', 'data-verdict'), 'holds');
  const report = (await page.textContent('#report')) ?? '';
  assert.match(report, /8 of 10 units counted/);
  assert.match(report, /Front pages \(index\.html .*\) are not covered/);
  const [{ name, options }] = log.definition.contests;
  assert.ok(report.includes(`${name}: 8 of 10`) && report.includes(`votes: ${options[0].name}: `), report);
  await page.fill('#words', '');
  assert.match(await checked(), /compare these words with those that were published/);
  await page.fill('#words', 'zoo '.repeat(16));
  assert.match(await checked(), /^Nothing here can be believed:/);
  await page.fill('#words', 'no words');
  assert.match(await checked(), /not sixteen words/);
  assert.deepEqual(requests, []);
});

test('the page, a folder in which a digit was changed: the unit and the figure are named, light and dark, without serious violations', async () => {
  const unit = log.definition.units[3];
  const path =
    [...files.keys()].find((one) => one.startsWith(`data/area-${unit.area}-`) && one.endsWith('.json')) ??
    assert.fail();
  const text = Buffer.from(files.get(path) ?? []).toString();
  const at = text.indexOf('"cast":', text.lastIndexOf('"counts"', text.indexOf(`"unit":"${unit.id}"`))) + 7;
  const digit = text[at] === '9' ? '8' : String(Number(text[at]) + 1);
  const changed = Buffer.from(`${text.slice(0, at)}${digit}${text.slice(at + 1)}`);
  const damaged = write('damaged', new Map([...files, [path, changed]]));
  await page.reload();
  await page.fill('#words', words);
  await page.setInputFiles('#folder', damaged);
  const said = await checked();
  assert.match(said, /^Not everything holds:/);
  assert.ok(said.includes(`unit ${unit.id}`), said);
  assert.match(said, /cast: \d+ is shown, \d+ was committed to/);
  assert.match(said, /The total follows from the log, to the byte/);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.evaluate(axe.source);
    const { violations } = await page.evaluate(
      async () => await (globalThis as unknown as { axe: typeof axe }).axe.run(),
    );
    assert.deepEqual(
      violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id }) => id),
      [],
    );
  }
  assert.deepEqual(requests, []);
});

test('the page is one file, and loads nothing', () => {
  const html = readFileSync(join(built, 'pollwarden-verify.html'), 'utf8');
  assert.doesNotMatch(html, /<(?:link|script|img|iframe)[^>]*(?:src|href)=/);
  assert.match(html, /default-src 'none'/);
});
