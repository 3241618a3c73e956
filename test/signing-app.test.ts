// A count-centre clerk without a network, at a page opened from a file: keys, double entry with a conflict, two signatures,
// paper and file; and what was typed is there again after the browser was killed.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import axe from 'axe-core';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { chromiumPath } from '../scripts/chromium.ts';
import { trueCounts } from '../src/generate/returns/counts.ts';
import { generateElection } from '../src/generate/returns/election.ts';
import { canonicalJson, type Json } from '../src/kernel/canonical-json.ts';
import { fromCompact } from '../src/results/codes/compact.ts';
import { readParts } from '../src/results/codes/parts.ts';
import { readPublicCode } from '../src/results/codes/public-code.ts';
import { canonicalReturn, parseSigned } from '../src/results/return/parse.ts';
import { signedVerifier } from '../src/results/return/verify-node.ts';
import { digestOf } from '../src/results/store/elections.ts';
import { returnHash } from '../src/results/store/returns.ts';
import type { Definition } from '../src/elections/definition/definition.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'pollwarden-signing-'));
const data = join(folder, 'data');
const app = join(folder, 'signing.html');
const passphrases = { 'holder A': 'first correct horse', 'holder B': 'second battery staple' } as const;
const generated = generateElection({
  seed: 8,
  election: 'clerk',
  day: '2026-06-07',
  units: 12,
  areas: 2,
  options: 5,
  candidates: 0,
});
const withoutKeys: Definition = {
  ...generated.definition,
  centres: generated.definition.centres.map((centre) => ({ ...centre, keys: [] })),
};
const unit = 'd1-001';
const counts = trueCounts(generated.definition, 8).get(unit) ?? {};

let context: BrowserContext;
let page: Page;
const requests: string[] = [];
let browserProcess = 0;

function pollwarden(...args: readonly string[]): Readonly<Record<string, unknown>> {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, 'bin', 'pollwarden.mjs'), ...args, '--data', data, '--json'],
    { encoding: 'utf8' },
  );
  assert.equal(status, 0, stderr);
  return JSON.parse(stdout) as Readonly<Record<string, unknown>>;
}

async function openBrowser(): Promise<void> {
  const executablePath = chromiumPath();
  assert.ok(executablePath !== undefined, 'Chromium is needed');
  context = await chromium.launchPersistentContext(join(folder, 'profile'), {
    executablePath,
    acceptDownloads: true,
    args: ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
  });
  await context.setOffline(true);
  context.on('request', (request) => {
    if (!/^(file|blob|data):/.test(request.url())) requests.push(request.url());
  });
  page = context.pages()[0] ?? (await context.newPage());
  page.on('dialog', (dialog) => void dialog.accept());
  await page.goto(pathToFileURL(app).href);
  const lock = spawnSync('readlink', [join(folder, 'profile', 'SingletonLock')], { encoding: 'utf8' }).stdout;
  browserProcess = Number(lock.trim().split('-').at(-1));
}

before(async () => {
  assert.equal(
    spawnSync(process.execPath, [join(root, 'scripts', 'build-signing.ts'), '--if-stale'], { cwd: root }).status,
    0,
  );
  mkdirSync(join(folder, 'definition'));
  writeFileSync(join(folder, 'definition', 'definition.json'), canonicalJson(withoutKeys));
  pollwarden('election', 'import', join(folder, 'definition'), '--pack', 'pollwarden', '--election', 'clerk');
  pollwarden('election', 'app', '--election', 'clerk', '--out', app);
  await openBrowser();
});
after(async () => {
  await context.close();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
});

async function download(work: () => Promise<void>): Promise<string> {
  const [file] = await Promise.all([page.waitForEvent('download'), work()]);
  const path = join(folder, file.suggestedFilename());
  await file.saveAs(path);
  return path;
}

async function axeFinds(): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  const found = await page.evaluate(async () => {
    const { violations } = await (
      globalThis as unknown as { axe: { run: () => Promise<{ violations: { id: string; impact: string }[] }> } }
    ).axe.run();
    return violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id }) => id);
  });
  return found;
}

const spares = new Map<string, string>();
let definition: Definition;

test('the same definition gives the same file, and the hash that is published is its own', () => {
  const again = join(folder, 'again.html');
  const told = pollwarden('election', 'app', '--election', 'clerk', '--out', again);
  assert.deepEqual(readFileSync(again), readFileSync(app));
  assert.equal(told.sha256, digestOf(readFileSync(app)));
});

test('two holders make keys; headquarters adds them to the definition', async () => {
  await page.getByRole('combobox').selectOption('d1-west');
  await page.getByRole('button', { name: 'Open' }).click();
  for (const holder of ['holder A', 'holder B'] as const) {
    await page.locator('#make-key input[name=holder]').fill(holder);
    await page.locator('#make-key input[name=passphrase]').fill('short');
    await page.locator('#make-key input[name=again]').fill('short');
    await page.locator('#make-key button').click();
    await page.getByRole('alert').getByText('At least 12 characters.').waitFor();
    await page.locator('#make-key input[name=holder]').fill(holder);
    await page.locator('#make-key input[name=passphrase]').fill(passphrases[holder]);
    await page.locator('#make-key input[name=again]').fill(`${passphrases[holder]}x`);
    await page.locator('#make-key button').click();
    await page.getByText('The two passphrases differ.').waitFor();
    await page.locator('#make-key input[name=again]').fill(passphrases[holder]);
    spares.set(holder, await download(async () => await page.locator('#make-key button').click()));
    await page.locator('table').getByText(holder, { exact: false }).waitFor();
  }
  assert.deepEqual(await axeFinds(), []);
  const spare = readFileSync(spares.get('holder A') ?? '', 'utf8');
  assert.ok(!spare.includes(passphrases['holder A']));
  const keys = await download(async () => await page.getByRole('button', { name: 'Save public keys' }).click());
  pollwarden(
    'election',
    'import',
    join(folder, 'definition'),
    '--pack',
    'pollwarden',
    '--election',
    'clerk',
    '--keys',
    keys,
  );
  for (const by of ['A. Chair', 'B. Deputy']) pollwarden('election', 'fix', '--election', 'clerk', '--by', by);
  pollwarden('election', 'app', '--election', 'clerk', '--out', app);
  definition = JSON.parse(
    spawnSync(
      process.execPath,
      [join(root, 'bin', 'pollwarden.mjs'), 'election', 'show', '--election', 'clerk', '--definition', '--data', data],
      { encoding: 'utf8' },
    ).stdout,
  ) as Definition;
  await page.reload();
  await page.goto(`${pathToFileURL(app).href}#keys`);
  await page.getByText('known to headquarters').first().waitFor();
});

async function typeFigures(figures: Readonly<Record<string, number>>): Promise<void> {
  for (const input of await page.locator('.figure input').all()) {
    const key = ((await input.getAttribute('id')) ?? '').replace('figure-', '');
    await input.fill(String(figures[key]));
    await input.press('Enter');
  }
}

async function signAs(holder: 'holder A' | 'holder B'): Promise<void> {
  await page.locator('#sign select').selectOption({ label: holder });
  await page.locator('#sign input[name=passphrase]').fill(passphrases[holder]);
  await page.locator('#sign button').click();
  if (holder === 'holder A') await page.getByText('One more holder has to sign.').waitFor();
}

async function signByBoth(): Promise<void> {
  await signAs('holder A');
  await signAs('holder B');
}

/** Waits until what this machine keeps of the entry is so; then the browser dies, and is started anew. */
async function killOnceKept(which: string): Promise<void> {
  // Acknowledged: a figure is kept when its field was left, and the next draw of the checks follows it.
  await page.waitForFunction(async (wanted) => {
    const open = indexedDB.open('pollwarden-signing-clerk');
    const database = await new Promise<IDBDatabase>((resolve) => {
      open.onsuccess = () => resolve(open.result);
    });
    const all = database.transaction('entries').objectStore('entries').getAll();
    const entries = await new Promise<{ texts: Record<string, object>; state: string }[]>((resolve) => {
      all.onsuccess = () => resolve(all.result as never);
    });
    database.close();
    return entries.some(({ texts, state }) => state === wanted || Object.keys(texts[wanted] ?? {}).length === 3);
  }, which);
  process.kill(browserProcess, 'SIGKILL');
  await context.close().catch(() => {});
  rmSync(join(folder, 'profile', 'SingletonLock'), { force: true });
  await openBrowser();
  await page.goto(`${pathToFileURL(app).href}#paper/assembly/${unit}`);
}

async function typeThree(): Promise<void> {
  const fields = page.locator('.figure input');
  await fields.first().waitFor();
  for (const index of [0, 1, 2]) {
    const input = fields.nth(index);
    await input.fill(String(counts[((await input.getAttribute('id')) ?? '').replace('figure-', '')]));
    await input.press('Enter');
  }
}

async function threeAreThere(): Promise<void> {
  await page.locator('.figure input').first().waitFor();
  for (const key of ['registered', 'cast', 'valid'])
    assert.equal(await page.locator(`#figure-${key}`).inputValue(), String(counts[key]));
}

test('the first entry survives the death of the browser in the middle of it', async () => {
  await page.goto(`${pathToFileURL(app).href}#paper/assembly/${unit}`);
  await typeThree();
  await killOnceKept('first');
  await threeAreThere();
});

test('entered twice with a difference: only the two figures come back; then agreed', async () => {
  await typeFigures(counts);
  await page.locator('#finish').click();
  await page.getByRole('heading', { name: 'Second person' }).waitFor();
  assert.equal(await page.locator('.figure input').first().inputValue(), '', 'the first entry is not shown');
  // The browser dies in the middle of the second entry, too.
  await typeThree();
  await killOnceKept('second');
  await page.getByRole('heading', { name: 'Second person' }).waitFor();
  await threeAreThere();
  assert.equal(await page.locator('.figure input').nth(3).inputValue(), '', 'the first entry is not shown');
  const wrong = { ...counts, 'votes/all/1': counts['votes/all/1'] + 1, 'votes/all/2': counts['votes/all/2'] - 1 };
  await typeFigures(wrong);
  await page.locator('#finish').click();
  await page.getByText('The two entries differ here', { exact: false }).waitFor();
  assert.equal(await page.locator('.figure input').count(), 2);
  assert.deepEqual(await axeFinds(), []);
  await typeFigures(counts);
  await page.locator('#finish').click();
  await page.getByRole('heading', { name: 'Second person' }).waitFor();
  await typeFigures({ ...counts, 'votes/all/1': 1_000_000 });
  await page.locator('#finish').click();
  await page.getByText('Votes for the lists are not as many as valid ballots').first().waitFor();
  await typeFigures(counts);
  await page.locator('#finish').click();
  await page.getByRole('heading', { name: 'Both entries agree' }).waitFor();
});

test('two holders sign; paper and file hold the same return, verified by others', async () => {
  await page.locator('#sign input[name=passphrase]').fill('not the passphrase');
  await page.locator('#sign button').click();
  await page.getByText('The passphrase is not right.').waitFor();
  // The browser dies between the two signatures: the first is kept.
  await signAs('holder A');
  await killOnceKept('signedByOne');
  await page.getByText('One more holder has to sign.').waitFor();
  await signAs('holder B');
  const code = await page.locator('#public-code').textContent();
  assert.deepEqual(await axeFinds(), []);
  const file = await download(async () => await page.getByRole('button', { name: 'Save signed file' }).click());
  const read = parseSigned(new TextEncoder().encode(readFileSync(file, 'utf8').trimEnd()));
  assert.ok(read.ok);
  assert.deepEqual(read.value.return.counts, counts);
  const hash = digestOf(Buffer.from(canonicalJson(definition as unknown as Json)));
  const verify = signedVerifier({ definition, hashes: new Set([hash]) }, new Map());
  assert.equal(verify(read.value, Date.now()), undefined);
  assert.equal(readPublicCode(code ?? ''), returnHash(canonicalReturn(read.value.return)).slice(0, 20));
  writeFileSync(join(folder, 'paper.pdf'), await page.pdf({ preferCSSPageSize: true, printBackground: true }));
  assert.equal(
    spawnSync('pdftoppm', ['-r', '200', '-png', join(folder, 'paper.pdf'), join(folder, 'paper')]).status,
    0,
  );
  const scanned = spawnSync('sh', ['-c', 'zbarimg -q --raw -Sdisable -Sqrcode.enable "$0"/paper-*.png', folder], {
    encoding: 'utf8',
  }).stdout;
  const { compact } = readParts(scanned);
  const printed = fromCompact(compact[0], (asked) => (asked === hash ? definition : undefined));
  assert.ok(printed.ok);
  assert.deepEqual(printed.value, read.value);
  const imported = pollwarden(
    'returns',
    'import',
    file,
    '--pack',
    'pollwarden',
    '--channel',
    'official',
    '--election',
    'clerk',
  );
  assert.equal(imported.added, 1);
});

test('after a reload the signed return is there; each corrigendum supersedes the newest before it', async () => {
  const code = async (): Promise<string> => (await page.locator('#public-code').textContent()) ?? '';
  await page.reload();
  let newest = await code();
  let superseded = '';
  for (const votes of [1, 2]) {
    await page.locator('input[name=reason]').fill(`misread ${votes}`);
    await page.getByRole('button', { name: 'Correct this return' }).click();
    const figures = {
      ...counts,
      'votes/all/1': counts['votes/all/1'] + votes,
      'votes/all/2': counts['votes/all/2'] - votes,
    };
    for (const person of ['First person', 'Second person']) {
      await page.getByRole('heading', { name: person }).waitFor();
      await typeFigures(figures);
      await page.locator('#finish').click();
    }
    await signByBoth();
    await page.locator('#public-code').waitFor();
    await page.reload();
    const file = await download(async () => await page.getByRole('button', { name: 'Save signed file' }).click());
    const read = parseSigned(new TextEncoder().encode(readFileSync(file, 'utf8').trimEnd()));
    assert.ok(read.ok);
    assert.equal(read.value.return.reason, `misread ${votes}`);
    assert.equal(read.value.return.supersedes?.slice(0, 20), readPublicCode(newest));
    assert.notEqual(read.value.return.supersedes, superseded);
    superseded = read.value.return.supersedes ?? '';
    newest = await code();
    const imported = pollwarden(
      'returns',
      'import',
      file,
      '--pack',
      'pollwarden',
      '--channel',
      'official',
      '--election',
      'clerk',
    );
    assert.equal(imported.added, 1);
  }
});

test('an amendment between the two signatures: the app says so, and both sign what holds now', async () => {
  await page.locator('input[name=reason]').fill('misread again');
  await page.getByRole('button', { name: 'Correct this return' }).click();
  for (const person of ['First person', 'Second person']) {
    await page.getByRole('heading', { name: person }).waitFor();
    await typeFigures(counts);
    await page.locator('#finish').click();
  }
  await signAs('holder A');
  const changes = join(folder, 'amendment.json');
  writeFileSync(changes, JSON.stringify([{ change: 'moveUnit', unit, name: 'Moved to the gym' }]));
  pollwarden('election', 'amend', changes, '--election', 'clerk', '--reason', 'closed', '--by', 'A. Chair');
  pollwarden('election', 'fix', '--election', 'clerk', '--by', 'B. Deputy');
  pollwarden('election', 'app', '--election', 'clerk', '--out', app);
  await page.reload();
  await page.getByText('The definition of the election has changed since the first holder signed').waitFor();
  assert.deepEqual(await axeFinds(), []);
  assert.equal(await page.locator('#sign').count(), 0, 'nobody signs beside a signature that does not hold');
  await page.locator('#sign-anew').click();
  await signByBoth();
  await page.locator('#public-code').waitFor();
  const file = await download(async () => await page.getByRole('button', { name: 'Save signed file' }).click());
  const names = ['--pack', 'pollwarden', '--channel', 'official', '--election', 'clerk'];
  assert.equal(pollwarden('returns', 'import', file, ...names).added, 1);
});

test('a spare file brings a key to another machine, with its passphrase only', async () => {
  await page.evaluate(
    () =>
      new Promise((resolve) => {
        indexedDB.deleteDatabase('pollwarden-signing-clerk').onblocked = () => resolve(undefined);
        setTimeout(resolve, 500);
      }),
  );
  await page.goto('about:blank');
  await page.goto(pathToFileURL(app).href);
  await page.getByRole('combobox').selectOption('d1-west');
  await page.getByRole('button', { name: 'Open' }).click();
  await page.getByText('This machine holds no key of this centre', { exact: false }).waitFor();
  const load = async (passphrase: string): Promise<void> => {
    await page.locator('#load-spare input[name=spare]').setInputFiles(spares.get('holder A') ?? '');
    await page.locator('#load-spare input[name=passphrase]').fill(passphrase);
    await page.locator('#load-spare button').click();
  };
  await load('a wrong passphrase');
  await page.getByText('The passphrase is not right.').waitFor();
  await load(passphrases['holder A']);
  await page.getByText('known to headquarters').waitFor();
});

test('on a phone and in the dark everything fits, and nothing was ever sent', async () => {
  await page.setViewportSize({ width: 360, height: 740 });
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.goto(`${pathToFileURL(app).href}#paper/assembly/${unit}`);
  await page.locator('.figure input').first().waitFor();
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(wide <= 360, `${wide} px wide`);
  assert.deepEqual(await axeFinds(), []);
  if (process.env.PICTURES_TO !== undefined)
    await page.screenshot({ path: join(process.env.PICTURES_TO, 'signing-360-dark.png') });
  assert.deepEqual(requests, []);
});
