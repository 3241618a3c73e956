// The night in the console: two persons start the release, one holds it, two resume; a telephone operator enters a report by
// keyboard and withdraws it; what falls together with what. Every page is whole and accessible.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { chromiumPath, startChromium } from '../scripts/chromium.ts';
import { generateElection } from '../src/generate/returns/election.ts';
import { nightOf, ordinaryNight } from '../src/generate/returns/write.ts';
import type { Ledger } from '../src/ledger/ledger.ts';
import type { By } from '../src/results/store/by.ts';
import { decideVersion, proposeFix, saveDraft } from '../src/results/store/elections.ts';
import { pollingBoard } from '../src/results/store/polling-board.ts';
import { pollingReports } from '../src/results/store/polling-day.ts';
import { releaseFolder } from '../src/results/store/release-files.ts';
import { releaseHead } from '../src/results/store/release-records.ts';
import { releaseLog, releaseState } from '../src/results/store/release-steps.ts';
import { storeArrivals } from '../src/results/store/returns.ts';
import { reconcileElection, reconcileUnit } from '../src/results/store/unit-states.ts';
import { builtConsole, openPage, overflow, seriousViolations, type Watched } from './console/browser.ts';
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
const made = generateElection({ seed: 3, election: 'night', day, units: 40, areas: 4, options: 6, candidates: 0 });
const faults = { ...ordinaryNight, seed: 3, channelFaults: 0.1, corrected: 0 };
const { arrivals } = nightOf(made, faults, Date.parse(`${day}T18:00:00Z`));
const there = Math.floor(arrivals.length / 2);
const source = { whose: 'generated' };

before(async () => {
  if (path === undefined) return;
  server = await startServing({ profile: 'results', consoleFolder: builtConsole() });
  ({ ledger } = server.space('real'));
  saveDraft(ledger, made.definition, by('generator'));
  proposeFix(ledger, 'night', by('chair'));
  decideVersion(ledger, 'night', true, by('deputy'));
  const some = arrivals
    .slice(0, there)
    .map(({ signed, channel }) => ({ signed, channel, way: 'stick' as const, source }));
  storeArrivals(ledger, some, 'generator');
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

/** Presses a button of the page, and the same words in the dialog that asks. */
async function press(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name, exact: true }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name, exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
}

async function until(holds: () => boolean, what: string): Promise<void> {
  for (let i = 0; i < 200; i++) {
    if (holds()) return;
    await new Promise((resolve) => void setTimeout(resolve, 50));
  }
  assert.fail(what);
}

test('two persons approve and start the release, one holds it, two resume it', { skip }, async () => {
  const [first, second, clerk] = [
    await open('electionAuthority'),
    await open('electionAuthority'),
    await open('resultsOperator'),
  ];
  const address = `${server.origin}/elections/night/release`;
  for (const { page } of [first, second, clerk]) await page.goto(address);
  await first.page.getByRole('heading', { name: 'No policy yet' }).waitFor();
  await shot(first.page, 'release-none');
  await first.page.getByRole('button', { name: 'Draft policy' }).first().click();
  const dialog = first.page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Nothing leaves before' }).fill('2020-06-07T20:00:00+02:00');
  await shot(first.page, 'release-draft');
  assert.deepEqual(await seriousViolations(first.page), []);
  await dialog.getByRole('button', { name: 'Save draft' }).click();
  await dialog.waitFor({ state: 'detached' });
  await press(first.page, 'Propose policy');
  // Whoever proposed is not offered the second step.
  await first.page.getByText('You took the first step').waitFor();
  assert.equal(await first.page.getByRole('button', { name: 'Approve policy' }).count(), 0);
  await press(second.page, 'Approve policy');
  await press(second.page, 'Propose start');
  assert.equal(releaseHead(ledger, 'night').number, 0);
  await first.page.getByRole('button', { name: 'Start release' }).click();
  await first.page
    .getByRole('dialog')
    .getByText(/It shows .* UTC/)
    .waitFor();
  await shot(first.page, 'release-start');
  await first.page.getByRole('dialog').getByRole('button', { name: 'Start release' }).click();
  await until(() => releaseHead(ledger, 'night').number > 5, 'records flow');
  // A clerk holds it with one press; it is held before any question is asked.
  await clerk.page.getByRole('button', { name: 'Hold the release' }).click();
  await clerk.page.getByRole('dialog').waitFor();
  assert.equal(releaseState(ledger, 'night'), 'held');
  await until(() => existsSync(releaseFolder(server.space('real').folder, 'night')), 'files are written');
  const { number } = releaseHead(ledger, 'night');
  for (const { signed, channel, unit } of arrivals.slice(there)) {
    storeArrivals(ledger, [{ signed, channel, way: 'stick', source }], 'generator');
    reconcileUnit(ledger, 'night', signed.return.contest, unit, by('generator'));
  }
  server.space('real').hub.publish({ topic: 'returns', change: 'added', id: 'night' });
  await clerk.page.getByRole('textbox', { name: 'Reason' }).fill('a figure looks wrong');
  await clerk.page.getByRole('button', { name: 'Keep the reason' }).click();
  await clerk.page.getByText('a figure looks wrong').waitFor();
  await shot(clerk.page, 'release-held');
  assert.equal(await clerk.page.getByRole('button', { name: /resum/i }).count(), 0);
  await press(first.page, 'Propose resumption');
  assert.equal(releaseHead(ledger, 'night').number, number, 'nothing flows while it is held');
  await press(second.page, 'Resume release');
  await until(() => releaseHead(ledger, 'night').number > number, 'records flow again');
  await shot(second.page, 'release-started');
  assert.deepEqual(
    releaseLog(ledger, 'night').map(({ step }) => step),
    ['draft', 'propose', 'approve', 'proposeStart', 'approveStart', 'hold', 'hold', 'proposeResume', 'approveResume'],
  );
  const folder = releaseFolder(server.space('real').folder, 'night');
  const written = (): number =>
    readdirSync(folder)
      .map((name) => readFileSync(join(folder, name), 'utf8').trim().split('\n').length)
      .reduce((sum, n) => sum + n, 0);
  await until(() => written() === releaseHead(ledger, 'night').number, 'files hold all records');
  assert.deepEqual([...first.faults, ...second.faults, ...clerk.faults], []);
  for (const { context } of [first, second, clerk]) await context.close();
});

test('a telephone operator enters a report by keyboard alone, and withdraws it', { skip }, async () => {
  const { page, context, faults: seen } = await open('resultsOperator');
  await page.goto(`${server.origin}/elections/night/polling-day`);
  await page.locator('.table:visible').first().waitFor();
  const [, , unit] = made.definition.units;
  await page.keyboard.press('n');
  await page.getByRole('dialog').waitFor();
  await page.keyboard.type(unit.id);
  await page.getByRole('list', { name: 'Stations that match' }).waitFor();
  await page.keyboard.press('Tab');
  await page.getByText(`Station: ${unit.name}`).waitFor();
  await page.keyboard.press('b');
  await page.keyboard.type('40 left');
  await shot(page, 'polling-day-report');
  assert.deepEqual(await seriousViolations(page), []);
  await page.keyboard.press('Enter');
  await page.getByText('Last entered').waitFor();
  const [report] = pollingReports(ledger, 'night');
  assert.deepEqual([report.unit, report.event, report.text], [unit.id, 'shortOfBallots', '40 left']);
  // The form is ready for the next call.
  await page.keyboard.type(made.definition.units[5].id);
  await page.getByRole('list', { name: 'Stations that match' }).waitFor();
  await page.keyboard.press('Tab');
  await page.keyboard.press('o');
  await page.keyboard.press('Enter');
  await until(() => pollingReports(ledger, 'night').length === 2, 'the second report is there');
  await page.keyboard.press('Escape');
  await page.goto(`${server.origin}/elections/night/polling-day?q=needs:shortOfBallots`);
  await page.getByRole('link', { name: unit.name }).click();
  await page.getByText('40 left').first().waitFor();
  await press(page, 'Withdraw');
  await until(() => pollingReports(ledger, 'night').length === 3, 'the withdrawal is a report');
  assert.deepEqual(pollingBoard(ledger, 'night').find((one) => one.unit === unit.id)?.needs, {});
  await page.locator('.pollday-gone').waitFor();
  await page.getByText(`in place of report ${report.number}`).waitFor();
  await shot(page, 'polling-day-station');
  assert.deepEqual(seen, []);
  await context.close();
});

test('channels: the Czech night is worked out; what is entered is shown with what falls together', {
  skip,
}, async () => {
  const { page, context, faults: seen } = await open('resultsOperator');
  await page.goto(`${server.origin}/elections/night/channels`);
  await page.getByText('If the provider O2 fails, volby.cz and volbyhned.cz both fail.').waitFor();
  await shot(page, 'channels-none');
  await page.getByRole('button', { name: 'Edit channels' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Add channel' }).click();
  const [official, backup] = [0, 1].map((i) => dialog.locator('fieldset').nth(i));
  await official.getByRole('textbox', { name: 'Name' }).fill('Intake');
  await official.getByRole('textbox', { name: 'Depends on' }).fill('dns: Nomen\npower: North');
  await backup.getByRole('textbox', { name: 'Name' }).fill('Call-back');
  await backup.getByRole('textbox', { name: 'Depends on' }).fill('weather: sun');
  await dialog.getByText('Line 1').waitFor();
  assert.ok(await dialog.getByRole('button', { name: 'Save channels' }).isDisabled());
  await backup.getByRole('textbox', { name: 'Depends on' }).fill('Power: north');
  assert.deepEqual(await seriousViolations(page), []);
  await dialog.getByRole('button', { name: 'Save channels' }).click();
  await page.getByText('If the power supply North fails, Intake and Call-back both fail.').waitFor();
  await page.getByText('Needs attention').first().waitFor();
  assert.deepEqual(seen, []);
  await context.close();
});

for (const dark of [false, true]) {
  for (const width of [1440, 360]) {
    test(`${dark ? 'dark' : 'light'}, ${width} px: no serious violation, no sideways scroll`, { skip }, async () => {
      const pages = {
        release: '/elections/night/release',
        'polling-day': '/elections/night/polling-day',
        station: `/elections/night/polling-day/${made.definition.units[2].id}`,
        channels: '/elections/night/channels',
        election: '/elections/night',
      };
      const { page, context, faults: seen } = await open('electionAuthority', { dark, width });
      for (const [name, one] of Object.entries(pages)) {
        await page.goto(server.origin + one);
        await page.locator('main h1').waitFor();
        await page.locator('main .panel, main .table').first().waitFor();
        await page.locator('.skeleton').first().waitFor({ state: 'detached' });
        await page.evaluate("for (const one of document.querySelectorAll('main details')) one.open = true");
        assert.deepEqual(await seriousViolations(page), [], one);
        await shot(page, `${name}-${width}-${dark ? 'dark' : 'light'}`);
        assert.ok((await overflow(page)) <= 0, `${one} is wider than ${width} px`);
      }
      assert.deepEqual(seen, []);
      await context.close();
    });
  }
}
