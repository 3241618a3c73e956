// The bulletin in the console: nothing fixed, fixed by who may, words to publish, the public page built and looked at, and
// headquarters' copy that somebody changed.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { chromiumPath, startChromium } from '../scripts/chromium.ts';
import { generateElection } from '../src/generate/returns/election.ts';
import { nightOf, ordinaryNight } from '../src/generate/returns/write.ts';
import type { Ledger } from '../src/ledger/ledger.ts';
import type { By } from '../src/results/store/by.ts';
import { decideVersion, proposeFix, saveDraft } from '../src/results/store/elections.ts';
import { storeArrivals } from '../src/results/store/returns.ts';
import { reconcileElection } from '../src/results/store/unit-states.ts';
import { builtConsole, openPage, overflow, seriousViolations, type Watched } from './console/browser.ts';
import { root } from './server/modules.ts';
import { type Served, signedIn, startServing } from './server/serving.ts';

const path = chromiumPath();
const skip = path === undefined ? 'there is no Chromium' : false;
/** Names a folder that gets pictures of the pages. */
const pictures = process.env.POLLWARDEN_TEST_PICTURES;
const day = new Date().toISOString().slice(0, 10);
let browser: Browser;
let server: Served;
let ledger: Ledger;

const by = (name: string): By => ({ actor: { kind: 'system', id: name }, name });
const made = generateElection({ seed: 5, election: 'night', day, units: 30, areas: 3, options: 5, candidates: 0 });
const { arrivals } = nightOf(made, { ...ordinaryNight, seed: 5 }, Date.parse(`${day}T18:00:00Z`));

before(async () => {
  if (path === undefined) return;
  for (const script of ['build-verifier.ts', 'build-bulletin.ts'])
    assert.equal(spawnSync(process.execPath, [join(root, 'scripts', script), '--if-stale'], { cwd: root }).status, 0);
  server = await startServing({ profile: 'results', consoleFolder: builtConsole() });
  ({ ledger } = server.space('real'));
  saveDraft(ledger, made.definition, by('generator'));
  proposeFix(ledger, 'night', by('chair'));
  decideVersion(ledger, 'night', true, by('deputy'));
  const all = arrivals.map(({ signed, channel }) => ({
    signed,
    channel,
    way: 'stick' as const,
    source: { whose: 'generated' },
  }));
  storeArrivals(ledger, all, 'generator');
  reconcileElection(ledger, 'night', by('generator'));
  browser = await startChromium(path);
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

type Looks = { readonly dark?: boolean; readonly width?: number };
const open = async (role: 'electionAuthority' | 'resultsOperator', looks: Looks = {}): Promise<Watched> =>
  await openPage(browser, server.origin, { ...looks, cookie: signedIn(server.space('real'), role).cookie });

async function shot(page: Page, name: string): Promise<void> {
  if (pictures === undefined) return;
  mkdirSync(pictures, { recursive: true });
  await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });
}

const address = (): string => `${server.origin}/elections/night/bulletin`;

test('the log is fixed once, its words are there to publish, and the public page is built and looked at', {
  skip,
}, async () => {
  const [authority, clerk] = [await open('electionAuthority'), await open('resultsOperator')];
  for (const { page } of [authority, clerk]) {
    await page.goto(address());
    await page.getByRole('heading', { name: 'Nothing is fixed yet' }).waitFor();
  }
  await shot(authority.page, 'bulletin-none');
  assert.equal(await clerk.page.getByRole('button', { name: 'Fix the log' }).count(), 0);
  const { page } = authority;
  await page.getByRole('button', { name: 'Fix the log' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Name of the log' }).fill('results.example/night');
  await dialog.getByRole('textbox', { name: 'Witnesses and quorum' }).fill('quorum two');
  await dialog.getByRole('button', { name: 'Fix the log' }).click();
  // A policy that is none is refused with its line, before anything is made.
  await dialog.getByText(/line 1/).waitFor();
  await shot(page, 'bulletin-fix');
  assert.deepEqual(await seriousViolations(page), []);
  await dialog.getByRole('textbox', { name: 'Witnesses and quorum' }).fill('');
  await dialog.getByRole('button', { name: 'Fix the log' }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.locator('.fingerprint-words > li').nth(15).waitFor();
  assert.equal(await page.locator('.fingerprint-words > li').count(), 16);
  const words = await page.locator('.fingerprint-words b').allTextContents();
  await page.getByText('No independent witness.', { exact: true }).waitFor();
  const link = page.getByRole('link', { name: 'Look at the public page' });
  await link.waitFor({ timeout: 60_000 });
  await shot(page, 'bulletin-built');
  const [shown] = await Promise.all([authority.context.waitForEvent('page'), link.click()]);
  await shown
    .getByText(/cannot prove itself/)
    .first()
    .waitFor();
  const text = await shown.locator('body').innerText();
  for (const word of words) assert.ok(text.includes(word), `the public page shows ${word}`);
  await shot(shown, 'bulletin-public');
  assert.deepEqual([...authority.faults, ...clerk.faults], []);
  for (const { context } of [authority, clerk]) await context.close();
});

test('a copy at headquarters that somebody changed is named', { skip }, async () => {
  const { page, context, faults } = await open('resultsOperator');
  ledger.write(() =>
    ledger.db
      .prepare(
        'UPDATE returns SET bytes = CAST(replace(CAST(bytes AS TEXT), \'"counts":{\', \'"counts":{ \') AS BLOB) WHERE hash = (SELECT min(hash) FROM returns)',
      )
      .run(),
  );
  server.space('real').hub.publish({ topic: 'returns', change: 'changed', id: 'night' });
  await page.goto(address());
  await page.getByRole('heading', { name: 'Headquarters’ copy differs' }).waitFor({ timeout: 60_000 });
  await shot(page, 'bulletin-differs');
  assert.deepEqual(await seriousViolations(page), []);
  assert.deepEqual(faults, []);
  await context.close();
});

for (const looks of [{}, { dark: true }, { width: 360 }, { dark: true, width: 360 }] as const) {
  test(`the page is accessible and within its width: ${JSON.stringify(looks)}`, { skip }, async () => {
    const { page, context, faults } = await open('electionAuthority', looks);
    await page.goto(address());
    await page.locator('.fingerprint-words > li').nth(15).waitFor();
    assert.ok((await overflow(page)) <= 0);
    assert.deepEqual(await seriousViolations(page), []);
    await shot(page, `bulletin-${'dark' in looks ? 'dark' : 'light'}-${'width' in looks ? looks.width : 1440}`);
    assert.deepEqual(faults, []);
    await context.close();
  });
}
