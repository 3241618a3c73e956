// Results in the console: two persons fix a definition, an operator decides a conflict, every page is whole and accessible.
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { chromiumPath, startChromium } from '../scripts/chromium.ts';
import { generateElection } from '../src/generate/returns/election.ts';
import { hashOf, nightOf, ordinaryNight } from '../src/generate/returns/write.ts';
import type { Ledger } from '../src/ledger/ledger.ts';
import type { By } from '../src/results/store/by.ts';
import { decideVersion, electionOf, proposeFix, saveDraft } from '../src/results/store/elections.ts';
import { storeArrivals } from '../src/results/store/returns.ts';
import { reconcileElection, type UnitRow, unitRows } from '../src/results/store/unit-states.ts';
import { builtConsole, openPage, overflow, seriousViolations, type Watched } from './console/browser.ts';
import { type Served, signedIn, startServing } from './server/serving.ts';

const path = chromiumPath();
const skip = path === undefined ? 'there is no Chromium' : false;
/** Names a folder that gets pictures of the pages. */
const pictures = process.env.POLLWARDEN_TEST_PICTURES;
const day = '2026-06-07';
let browser: Browser;
let server: Served;
let ledger: Ledger;

const by = (name: string): By => ({ actor: { kind: 'system', id: name }, name });
const generated = (election: string) =>
  generateElection({ seed: 3, election, day, units: 40, areas: 4, options: 6, candidates: 0 });

function count(): void {
  const made = generated('counted');
  saveDraft(ledger, made.definition, by('generator'));
  proposeFix(ledger, 'counted', by('chair'));
  decideVersion(ledger, 'counted', true, by('deputy'));
  const faults = { ...ordinaryNight, seed: 3, channelFaults: 0.2, corrected: 0 };
  const { arrivals } = nightOf(made, faults, Date.parse(`${day}T18:00:00Z`));
  const source = { whose: 'generated' };
  storeArrivals(
    ledger,
    arrivals.map(({ signed, channel }) => ({ signed, channel, way: 'stick' as const, source })),
    'generator',
  );
  reconcileElection(ledger, 'counted', by('generator'));
}

before(async () => {
  if (path === undefined) return;
  server = await startServing({ profile: 'results', consoleFolder: builtConsole() });
  ({ ledger } = server.space('real'));
  browser = await startChromium(path);
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

const open = async (
  role: 'electionAuthority' | 'resultsOperator',
  looks: { readonly dark?: boolean; readonly width?: number } = {},
): Promise<Watched> =>
  await openPage(browser, server.origin, { ...looks, cookie: signedIn(server.space('real'), role).cookie });

async function shot(page: Page, name: string): Promise<void> {
  if (pictures === undefined) return;
  mkdirSync(pictures, { recursive: true });
  await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });
}

const conflicts = (): readonly UnitRow[] =>
  [...unitRows(ledger, 'counted')].filter(({ state }) => state === 'conflicting');

test('without an election, the page names the command that begins', { skip }, async () => {
  const { page, context } = await open('resultsOperator');
  await page.goto(`${server.origin}/elections`);
  await page.getByText('pollwarden election import').waitFor();
  await context.close();
});

test('one authority proposes a definition, she cannot approve it, another does', { skip }, async () => {
  const made = generated('drafted');
  saveDraft(ledger, made.definition, by('generator'));
  const first = await open('electionAuthority');
  await first.page.goto(`${server.origin}/elections`);
  await first.page.getByRole('link', { name: made.definition.name }).click();
  const groups = first.page.getByRole('group', { name: /SHA-256/ }).locator('code');
  await groups.first().waitFor();
  assert.equal((await groups.allTextContents()).join(''), hashOf(made));
  assert.equal(await groups.count(), 16);
  await first.page.getByRole('button', { name: 'Propose to fix' }).click();
  await first.page.getByRole('dialog').getByRole('button', { name: 'Propose to fix' }).click();
  await first.page.getByRole('button', { name: 'Approve' }).click();
  await first.page.getByRole('dialog').getByRole('button', { name: 'Approve' }).click();
  await first.page.getByRole('dialog').getByRole('alert').waitFor();
  assert.equal(electionOf(ledger, 'drafted').current.state, 'proposed');
  const second = await open('electionAuthority');
  await second.page.goto(`${server.origin}/elections/drafted`);
  await second.page.getByRole('button', { name: 'Approve' }).click();
  await shot(second.page, 'approve');
  await second.page.getByRole('dialog').getByRole('button', { name: 'Approve' }).click();
  await second.page.getByRole('heading', { name: 'Definition in force' }).waitFor();
  assert.equal(electionOf(ledger, 'drafted').current.state, 'fixed');
  assert.deepEqual([...first.faults, ...second.faults], []);
  await first.context.close();
  await second.context.close();
});

test('an operator finds a conflict, sees what differs, and decides it with a ground', { skip }, async () => {
  count();
  const [conflict] = conflicts();
  assert.ok(conflict !== undefined, 'there is a conflict');
  const inConflict = conflicts().length;
  const { page, context, faults } = await open('resultsOperator');
  await page.goto(`${server.origin}/elections/counted/returns`);
  await page.getByRole('button', { name: /^Conflicting/ }).click();
  await page.getByRole('link', { name: conflict.name, exact: true }).click();
  await page.getByRole('heading', { name: 'Channels side by side' }).waitFor();
  assert.ok((await page.getByText('Differs', { exact: true }).count()) > 0);
  await page.getByText(conflict.sentence).first().waitFor();
  await page.getByRole('button', { name: 'Decide' }).click();
  const dialog = page.getByRole('dialog');
  assert.ok(await dialog.getByRole('button', { name: 'Decide' }).isDisabled());
  await dialog.getByRole('radio').first().check();
  await dialog.getByRole('textbox', { name: 'Ground' }).fill('The paper protocol was looked at');
  await shot(page, 'decide');
  assert.deepEqual(await seriousViolations(page), []);
  await dialog.getByRole('button', { name: 'Decide' }).click();
  await page.getByRole('heading', { name: 'Decision', exact: true }).waitFor();
  assert.equal(conflicts().length, inConflict - 1);
  await shot(page, 'decided');
  assert.deepEqual(faults, []);
  await context.close();
});

for (const dark of [false, true]) {
  for (const width of [1440, 360]) {
    test(`${dark ? 'dark' : 'light'}, ${width} px: no serious violation, no sideways scroll`, { skip }, async () => {
      const [{ contest, unit }] = conflicts();
      const pages = {
        elections: '/elections',
        election: '/elections/counted',
        returns: '/elections/counted/returns',
        unit: `/elections/counted/returns/${encodeURIComponent(contest)}/${encodeURIComponent(unit)}`,
        tally: '/elections/counted/tally',
      };
      const { page, context, faults } = await open('resultsOperator', { dark, width });
      for (const [name, one] of Object.entries(pages)) {
        await page.goto(server.origin + one);
        await page.locator('.table:visible').first().waitFor();
        await page.locator('.skeleton').first().waitFor({ state: 'detached' });
        await page.evaluate("for (const one of document.querySelectorAll('main details')) one.open = true");
        assert.deepEqual(await seriousViolations(page), [], one);
        await shot(page, `${name}-${width}-${dark ? 'dark' : 'light'}`);
        assert.ok((await overflow(page)) <= 0, `${one} is wider than ${width} px`);
      }
      assert.deepEqual(faults, []);
      await context.close();
    });
  }
}
