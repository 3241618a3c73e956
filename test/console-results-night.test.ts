// The rest of a results night in the console: the wall, certification by two persons, returns taken in, votes by mode and
// candidate, lots, exports. Roles without findings begin at the elections.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { chromiumPath, startChromium } from '../scripts/chromium.ts';
import type { Definition } from '../src/elections/definition/definition.ts';
import { generateElection } from '../src/generate/returns/election.ts';
import { type NightArrival } from '../src/generate/returns/night.ts';
import { nightOf, ordinaryNight } from '../src/generate/returns/write.ts';
import { canonicalJson } from '../src/kernel/canonical-json.ts';
import type { Ledger } from '../src/ledger/ledger.ts';
import { toCompact } from '../src/results/codes/compact.ts';
import { toParts } from '../src/results/codes/parts.ts';
import { qrSvg } from '../src/results/paper/qr.ts';
import { decideUnit, hashesOf } from '../src/results/store/decide-unit.ts';
import type { By } from '../src/results/store/by.ts';
import { decideVersion, proposeFix, saveDraft } from '../src/results/store/elections.ts';
import { storeArrivals } from '../src/results/store/returns.ts';
import { machineVotes, smallElection, smallReturn } from '../src/results/store/testing/small-election.ts';
import { reconcileElection, unitRows } from '../src/results/store/unit-states.ts';
import type { Role } from '../src/accounts/roles.ts';
import { builtConsole, openPage, overflow, seriousViolations, type Watched } from './console/browser.ts';
import { type Served, signedIn, startServing } from './server/serving.ts';

const path = chromiumPath();
const skip = path === undefined ? 'there is no Chromium' : false;
const pictures = process.env.POLLWARDEN_TEST_PICTURES;
let browser: Browser;
let server: Served;
let ledger: Ledger;

const by = (name: string): By => ({ actor: { kind: 'system', id: name }, name });
const day = '2026-06-07';
const generated = generateElection({ seed: 8, election: 'night', day, units: 60, areas: 5, options: 6, candidates: 9 });
const plan = { ...ordinaryNight, seed: 8, channelFaults: 0.1, corrected: 0, missing: 0 };
const night = nightOf(generated, plan, Date.parse(`${day}T18:00:00Z`));
/** Kept back, to be brought by hand. */
const brought = night.arrivals.filter(({ channel }) => channel === 'backup').slice(0, 5);

/** Two lists with as many votes for the last seat. */
const tied: Definition = {
  ...smallElection,
  election: 'tied',
  name: 'A tied election',
  minimumVoters: { count: 0, ground: 'Article 1' },
  contests: smallElection.contests.map((one) => ({ ...one, seats: { method: 'dhondt', seats: 3 } })),
};

function fixed(definition: Definition): void {
  saveDraft(ledger, definition, by('generator'));
  proposeFix(ledger, definition.election, by('chair'));
  decideVersion(ledger, definition.election, true, by('deputy'));
}

function arrive({ signed, channel }: Pick<NightArrival, 'signed' | 'channel'>): void {
  storeArrivals(ledger, [{ signed, channel, way: 'stick', source: { whose: 'generated' } }], 'generator');
}

before(async () => {
  if (path === undefined) return;
  server = await startServing({ profile: 'results', consoleFolder: builtConsole() });
  ({ ledger } = server.space('real'));
  fixed(generated.definition);
  ledger.write(() => night.arrivals.filter((one) => !brought.includes(one)).forEach(arrive));
  reconcileElection(ledger, 'night', by('generator'));
  fixed(tied);
  const votes = { ...smallReturn('u00', machineVotes(100, 100, 10)), election: 'tied' };
  arrive({ signed: { return: votes, signatures: [] }, channel: 'official' } as never);
  reconcileElection(ledger, 'tied', by('generator'));
  browser = await startChromium(path);
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

const open = async (role: Role, looks: { readonly dark?: boolean; readonly width?: number } = {}): Promise<Watched> =>
  await openPage(browser, server.origin, { ...looks, cookie: signedIn(server.space('real'), role).cookie });

async function whole({ page, faults }: Watched, name: string): Promise<void> {
  if (pictures !== undefined) {
    mkdirSync(pictures, { recursive: true });
    await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });
  }
  assert.deepEqual(await seriousViolations(page), [], name);
  assert.ok((await overflow(page)) <= 0, `${name} is wider than its window`);
  assert.deepEqual(faults, [], name);
}

const goto = async (page: Page, where: string): Promise<void> => void (await page.goto(server.origin + where));

test('a results operator begins at the elections, and nothing of the watch is shown', { skip }, async () => {
  const watched = await open('resultsOperator');
  const { page, context } = watched;
  await goto(page, '/');
  await page.getByRole('heading', { name: 'Elections', level: 1 }).waitFor();
  assert.equal(new URL(page.url()).pathname, '/elections');
  const links = await page.getByRole('navigation', { name: 'Areas' }).getByRole('link').allTextContents();
  assert.ok(links.includes('Elections') && !links.includes('Overview') && !links.includes('Findings'), links.join());
  await context.close();
});

test('the wall has the figures of the night, is dark, and follows an arrival by itself', { skip }, async () => {
  const watched = await open('resultsOperator', { width: 1920 });
  const { page, context } = watched;
  await goto(page, '/elections/night/wall');
  const wall = page.getByRole('dialog', { name: 'Results night' });
  await wall.getByText('in conflict', { exact: true }).waitFor();
  assert.equal(await page.locator('html').getAttribute('data-theme'), 'dark');
  assert.equal(await wall.getByRole('button').count(), 0, 'no controls');
  const figure = async (state: string): Promise<number> =>
    Number(
      (await wall.locator('.night-wall-figures li', { hasText: state }).locator('b').textContent())?.replaceAll(
        ',',
        '',
      ),
    );
  const rows = unitRows(ledger, 'night');
  assert.equal(await figure('in conflict'), rows.filter(({ state }) => state === 'conflicting').length);
  const size = await wall
    .locator('.night-wall-figures b')
    .first()
    .evaluate((one) => Number.parseFloat(getComputedStyle(one).fontSize));
  assert.ok(size >= 80, `${size} px`);
  await whole(watched, 'wall');
  const confirmed = await figure('confirmed by two');
  const [{ signed }] = brought;
  const answer = await page.request.post(`${server.origin}/api/elections/night/arrivals`, {
    headers: { 'x-pollwarden': '1' },
    data: { channel: 'backup', way: 'stick', texts: [canonicalJson(signed)] },
  });
  assert.equal(((await answer.json()) as { readonly added: number }).added, 1);
  await page.waitForFunction(
    (least) => Number(document.querySelectorAll('.night-wall-figures b')[2]?.textContent) > least,
    confirmed,
  );
  await page.keyboard.press('Escape');
  await page.waitForURL('**/elections/night/returns');
  await page.getByRole('heading', { name: `Returns: ${generated.definition.name}` }).waitFor();
  // The person's own looks are back.
  await page.locator('html[data-theme=light]').waitFor();
  await context.close();
});

test('the wall says when its figures are old, and goes on when the server answers again', { skip }, async () => {
  const { page, context } = await open('resultsOperator');
  await page.clock.install();
  await goto(page, '/elections/night/wall');
  const wall = page.getByRole('dialog', { name: 'Results night' });
  await wall.getByText('in conflict', { exact: true }).waitFor();
  assert.equal(await wall.getByText('These figures are old').count(), 0);
  await context.setOffline(true);
  await page.clock.runFor(70_000);
  await wall.getByText('These figures are old').waitFor();
  assert.ok(await wall.getByText('in conflict', { exact: true }).isVisible(), 'the last figures stay');
  await context.setOffline(false);
  await page.clock.runFor(40_000);
  await wall.getByText('These figures are old').waitFor({ state: 'hidden' });
  await context.close();
});

async function pictureOf(html: string): Promise<Buffer> {
  const page = await browser.newPage({ viewport: { width: 900, height: 700 } });
  await page.setContent(`<body style="background:#ccc">${html}</body>`);
  const picture = await page.screenshot();
  await page.close();
  return picture;
}

/** Held a little askew, on a grey table. */
const photographOf = async (code: string, turn: number) => ({
  name: `paper-${turn}.png`,
  mimeType: 'image/png',
  buffer: await pictureOf(`<div style="margin:60px 200px;transform:rotate(${4 + turn}deg)">${qrSvg(code, 110)}</div>`),
});

test('an operator takes a signed file, photographs and scanned codes in; what is refused says why', {
  skip,
}, async () => {
  const watched = await open('resultsOperator');
  const { page, context } = watched;
  await goto(page, '/elections/night/arrivals');
  const [, file, scanned, spoilt, photographed] = brought;
  const forged = {
    ...spoilt.signed,
    return: { ...spoilt.signed.return, counts: { ...spoilt.signed.return.counts, cast: 1 } },
  };
  const text = [file.signed, forged].map((one) => canonicalJson(one as never)).join('\n');
  await page
    .getByLabel('Choose files')
    .setInputFiles({ name: 'night.jsonl', mimeType: 'application/json', buffer: Buffer.from(text) });
  await page.getByText('night.jsonl').waitFor();
  const codes = toParts(toCompact(photographed.signed, generated.definition));
  await page
    .getByLabel('Choose files')
    .setInputFiles([
      ...(await Promise.all(codes.map(async (code, i) => await photographOf(code, i)))),
      { name: 'wall.png', mimeType: 'image/png', buffer: await pictureOf('<p>no code</p>') },
    ]);
  await page
    .getByText(codes.length === 1 ? '1 code from photographs' : `${codes.length} codes from photographs`)
    .waitFor();
  await page.getByText('No code was found in wall.png').waitFor();
  await page
    .getByLabel('Scanned codes or compact text')
    .fill(toParts(toCompact(scanned.signed, generated.definition)).join('\n'));
  await whole(watched, 'arrivals');
  await page.getByRole('button', { name: 'Take in' }).click();
  await page.getByText('3 added, 0 known already, 1 refused.').waitFor();
  await page.getByText('SIGNATURE_INVALID').waitFor();
  await page.getByRole('link', { name: scanned.unit, exact: true }).waitFor();
  await whole(watched, 'arrivals-taken');
  await context.close();
});

test('open units block certification; one proposes, cannot approve, another does', { skip }, async () => {
  const chair = await open('electionAuthority');
  const deputy = await open('electionAuthority', { dark: true });
  await goto(chair.page, '/elections/night/certification');
  await chair.page.getByText('They block certification').waitFor();
  await whole(chair, 'certification-blocked');
  await chair.page.getByRole('button', { name: 'Propose to certify' }).click();
  const dialog = chair.page.getByRole('dialog');
  await dialog.getByLabel('Reason').fill('The night is over');
  assert.equal(await dialog.getByRole('button', { name: 'Propose to certify' }).isDisabled(), true);
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  // Every conflict is decided; what is awaited is named.
  for (const row of unitRows(ledger, 'night').filter(({ state }) => state === 'conflicting'))
    decideUnit(
      ledger,
      'night',
      { contest: row.contest, unit: row.unit, hash: hashesOf(row.heads)[0], ground: 'paper' },
      by('operator'),
    );
  server.space('real').hub.publish({ topic: 'returns', change: 'changed', id: 'night' });
  await chair.page.getByText('Nothing is open: the contest can be certified.').waitFor();
  await chair.page.getByRole('button', { name: 'Propose to certify' }).click();
  await dialog.getByLabel('Reason').fill('All conflicts are settled by the paper');
  await dialog.getByRole('button', { name: 'Propose to certify' }).click();
  await chair.page.getByText('You proposed it: another person has to approve.').waitFor();
  assert.equal(await chair.page.getByRole('button', { name: 'Approve' }).count(), 0);

  await goto(deputy.page, '/elections/night/certification');
  await deputy.page.getByText('All conflicts are settled by the paper').waitFor();
  await whole(deputy, 'certification-waits-dark');
  await deputy.page.getByRole('button', { name: 'Approve' }).click();
  await deputy.page.getByRole('dialog').getByRole('button', { name: 'Approve' }).click();
  await deputy.page.getByRole('button', { name: 'Propose to reopen' }).waitFor();
  assert.ok(unitRows(ledger, 'night').every(({ state }) => state === 'certified'));
  await chair.page.getByText('Certified', { exact: true }).first().waitFor();
  await Promise.all([chair.context.close(), deputy.context.close()]);
});

test('the tally has votes of candidates, and every export is a file', { skip }, async () => {
  const watched = await open('resultsOperator');
  const { page, context } = watched;
  await goto(page, '/elections/night/tally');
  const list = page.getByLabel('List');
  await list.waitFor();
  const [, second] = generated.definition.contests[0].options;
  await list.selectOption(second.id);
  await page.getByRole('table', { name: `Votes of the candidates of ${second.name}` }).waitFor();
  await whole(watched, 'tally-candidates');
  for (const [name, holds] of [
    ['Totals and seats (CSV)', 'contest'],
    ['Results report (NIST CDF)', 'ElectionResults.ElectionReport'],
    ['Tally by area (CSV)', 'area'],
  ] as const) {
    await page.getByRole('button', { name: 'Export' }).click();
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name }).click()]);
    assert.ok(readFileSync(await download.path(), 'utf8').includes(holds), name);
  }
  await context.close();
});

test('votes by mode, and a tie: one records the lot that was drawn, another confirms it, seats follow', {
  skip,
}, async () => {
  const chair = await open('electionAuthority');
  const deputy = await open('electionAuthority', { width: 360 });
  await goto(chair.page, '/elections/tied/tally');
  await chair.page.getByRole('columnheader', { name: 'Machine' }).first().waitFor();
  await chair.page.getByRole('button', { name: 'Record the lot' }).click();
  const dialog = chair.page.getByRole('dialog');
  await dialog.getByLabel('List B').check();
  await dialog.getByLabel('How it was drawn').fill('Folded slips from an urn');
  await dialog.getByLabel('Who drew').fill('Youngest member of the committee');
  await dialog.getByLabel('Who saw it').fill('Chair of the committee\nObserver of the court');
  await whole(chair, 'lot-record');
  await dialog.getByRole('button', { name: 'Record the lot' }).click();
  await chair.page.getByText('You recorded it').waitFor();

  await goto(deputy.page, '/elections/tied/tally');
  await deputy.page.getByRole('button', { name: 'Confirm the lot' }).click();
  await deputy.page.getByRole('dialog').getByRole('button', { name: 'Confirm the lot' }).click();
  await deputy.page.getByText('Counts', { exact: true }).waitFor();
  await whole(deputy, 'lot-counts-360');
  await chair.page.getByText('Counts', { exact: true }).waitFor();
  const seats = chair.page.getByRole('table', { name: 'Seats' }).getByRole('row', { name: 'List B' });
  assert.match((await seats.textContent()) ?? '', /2$/);
  await Promise.all([chair.context.close(), deputy.context.close()]);
});
