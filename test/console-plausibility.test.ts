// Plausibility in the console: an operator finds a unit by its reason and explains it, one person proposes a note and another
// releases it; both pages are whole and accessible in light, dark and on a narrow screen.
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { chromiumPath, startChromium } from '../scripts/chromium.ts';
import { trueCounts } from '../src/generate/returns/counts.ts';
import { generateElection } from '../src/generate/returns/election.ts';
import { applyFault } from '../src/generate/returns/faults.ts';
import { seededRandom } from '../src/kernel/random.ts';
import type { By } from '../src/results/store/by.ts';
import { saveDraft } from '../src/results/store/elections.ts';
import { assessElection } from '../src/results/store/plausibility.ts';
import { storeArrivals } from '../src/results/store/returns.ts';
import { reconcileElection } from '../src/results/store/unit-states.ts';
import { builtConsole, openPage, overflow, seriousViolations, type Watched } from './console/browser.ts';
import { type Served, signedIn, startServing } from './server/serving.ts';

const path = chromiumPath();
const skip = path === undefined ? 'there is no Chromium' : false;
/** Names a folder that gets pictures of the pages. */
const pictures = process.env.POLLWARDEN_TEST_PICTURES;
const by: By = { actor: { kind: 'system', id: 'test' }, name: 'test' };
let browser: Browser;
let server: Served;

const { definition } = generateElection({
  seed: 6,
  election: 'night',
  day: '2026-06-07',
  units: 120,
  areas: 3,
  options: 6,
  candidates: 5,
});
const [first, second] = definition.units;

function count(): void {
  const { ledger } = server.space('real');
  const faults = new Map([
    [first.id, 'invalidShare'],
    [second.id, 'listShare'],
    [definition.units[7].id, 'switchedCandidates'],
    [definition.units[11].id, 'unexplainedDifference'],
  ] as const);
  const arrivals = [...trueCounts(definition, 6)].map(([unit, own], i) => {
    const fault = faults.get(unit);
    const counts = fault === undefined ? own : (applyFault(fault, own, definition, seededRandom(3, i))?.counts ?? own);
    const centre = definition.units[i].centre;
    const signed = {
      return: {
        format: 'pollwarden-return/1',
        election: 'night',
        definition: '0'.repeat(64),
        contest: 'assembly',
        unit,
        centre,
        counts,
        countedAt: '2026-06-07T20:00:00Z',
      },
      signatures: [],
    } as const;
    return { signed, channel: 'official' as const, way: 'import' as const, source: {} };
  });
  storeArrivals(ledger, arrivals, 'test');
  reconcileElection(ledger, 'night', by);
}

before(async () => {
  if (path === undefined) return;
  server = await startServing({ profile: 'results', consoleFolder: builtConsole() });
  saveDraft(server.space('real').ledger, definition, by);
  browser = await startChromium(path);
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

const cookies = new Map<string, string>();
async function open(
  name: string,
  role: 'electionAuthority' | 'resultsOperator' | 'callBackDesk',
  looks: { readonly dark?: boolean; readonly width?: number } = {},
): Promise<Watched> {
  const cookie = cookies.get(name) ?? signedIn(server.space('real'), role).cookie;
  cookies.set(name, cookie);
  return await openPage(browser, server.origin, { ...looks, cookie });
}

async function shot(page: Page, name: string): Promise<void> {
  if (pictures === undefined) return;
  mkdirSync(pictures, { recursive: true });
  await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });
}

const list = '/elections/night/plausibility';
const unitPage = (unit: string): string => `${list}/assembly/${encodeURIComponent(unit)}`;

test('before any return, the page says that nothing is found and that this says nothing', { skip }, async () => {
  const { page, context, faults } = await open('operator', 'resultsOperator');
  await page.goto(server.origin + list);
  await page.getByText('With no returns yet, that says nothing').waitFor();
  assert.deepEqual(await seriousViolations(page), []);
  await shot(page, 'empty');
  assert.deepEqual(faults, []);
  await context.close();
});

test('an operator finds a unit by its reason, sees it among its peers, and explains it by keyboard', {
  skip,
}, async () => {
  count();
  const { page, context, faults } = await open('operator', 'resultsOperator');
  await page.goto(`${server.origin}/elections/night`);
  await page.getByRole('link', { name: 'Plausibility', exact: true }).click();
  await page.getByText('Not calibrated: how many').first().waitFor();
  await page.getByText('Rules, and how many units each shows').click();
  await page.getByRole('link', { name: 'Invalid ballots', exact: true }).click();
  assert.match(page.url(), /q=rule(:|%3A)invalid/);
  await page
    .getByRole('link', { name: /share of invalid ballots/i })
    .first()
    .click();
  await page.getByRole('heading', { name: /share of invalid ballots is .* above its peers/i }).waitFor();
  assert.match(page.url(), new RegExp(`${first.id}\\?q=rule`));
  await page.getByText('Look at the paper of this unit').first().waitFor();
  await page.getByRole('heading', { name: 'Among its peers' }).first().waitFor();
  await page.getByRole('button', { name: 'Explain' }).focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog');
  assert.ok(await dialog.getByRole('button', { name: 'Explain' }).isDisabled());
  await page.keyboard.type('The paper reads the same; a box of another vote was counted in.');
  await shot(page, 'explain');
  assert.deepEqual(await seriousViolations(page), []);
  await page.keyboard.press('Control+Enter');
  await page.getByText('a box of another vote was counted in').waitFor();
  await page.locator('h1 + .badge', { hasText: 'Explained' }).waitFor();
  assert.deepEqual(faults, []);
  await context.close();
});

test('a note is proposed by one, cannot be released by the same, and is released by another who sees it', {
  skip,
}, async () => {
  const chair = await open('chair', 'electionAuthority');
  await chair.page.goto(server.origin + unitPage(second.id));
  await chair.page.getByRole('button', { name: 'Propose a note' }).click();
  const dialog = chair.page.getByRole('dialog');
  await dialog.getByRole('option', { name: /Its count centre, / }).waitFor({ state: 'attached' });
  await dialog.getByText('Left out: scores').waitFor();
  await dialog.getByRole('textbox', { name: 'Why it is sent' }).fill('Please look at the paper of this list again');
  await shot(chair.page, 'propose');
  assert.deepEqual(await seriousViolations(chair.page), []);
  await dialog.getByRole('button', { name: 'Propose a note' }).click();
  await chair.page.getByRole('heading', { name: 'A note waits for its second person' }).waitFor();
  await chair.page.getByRole('button', { name: 'Release' }).click();
  await dialog.getByRole('button', { name: 'Release' }).click();
  await dialog.getByRole('alert').waitFor();
  await dialog.getByRole('button', { name: 'Cancel' }).click();

  const deputy = await open('deputy', 'electionAuthority');
  await deputy.page.goto(server.origin + unitPage(second.id));
  await shot(deputy.page, 'waiting');
  await deputy.page.getByRole('button', { name: 'Release' }).click();
  await deputy.page.getByRole('dialog').getByRole('button', { name: 'Release' }).click();
  const download = deputy.page.waitForEvent('download');
  await deputy.page.getByRole('button', { name: 'Take the released note' }).click();
  assert.match((await download).suggestedFilename(), /^note-.*\.json$/);
  // Told to the first person without a reload.
  await chair.page.locator('h1 + .badge', { hasText: 'Note released' }).waitFor();
  assert.deepEqual(deputy.faults, []);
  await chair.context.close();
  await deputy.context.close();
});

test('the call-back desk is not shown the way there, and gets no answer', { skip }, async () => {
  const { page, context } = await open('desk', 'callBackDesk');
  await page.goto(`${server.origin}/elections/night`);
  await page.getByRole('link', { name: 'Open returns' }).waitFor();
  assert.equal(await page.getByRole('link', { name: 'Plausibility', exact: true }).count(), 0);
  await context.close();
});

for (const dark of [false, true])
  for (const width of [1440, 360])
    test(`${dark ? 'dark' : 'light'}, ${width} px: no serious violation, no sideways scroll`, { skip }, async () => {
      const { page, context, faults } = await open('operator', 'resultsOperator', { dark, width });
      const { contests } = assessElection(server.space('real').ledger, 'night');
      const peers = contests[0].hits.find(({ hits }) => hits.some(({ picture }) => picture !== undefined));
      for (const [name, one] of Object.entries({ list, unit: unitPage(peers?.unit ?? first.id) })) {
        await page.goto(server.origin + one);
        await page
          .locator(name === 'list' ? '.table:visible' : '.chart:visible')
          .first()
          .waitFor();
        await page.locator('.skeleton').first().waitFor({ state: 'detached' });
        if (name === 'list')
          await page.evaluate("for (const one of document.querySelectorAll('main details')) one.open = true");
        assert.deepEqual(await seriousViolations(page), [], one);
        await shot(page, `${name}-${width}-${dark ? 'dark' : 'light'}`);
        assert.ok((await overflow(page)) <= 0, `${one} is wider than ${width} px`);
      }
      assert.deepEqual(faults, []);
      await context.close();
    });
