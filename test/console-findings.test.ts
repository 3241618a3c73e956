// Findings in the console, in Chromium with a real server: an analyst finds, examines, assigns, decides and exports;
// hostile texts stay texts; new rows wait; ten thousand accounts; by keyboard, light, dark and narrow.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { chromiumPath, startChromium } from '../scripts/chromium.ts';
import { fixtureResult, hostilePlans, typicalPlans } from '../src/detect/coordination/testing/fixture.ts';
import { applyBatchResult } from '../src/findings/coordination.ts';
import { builtConsole, openPage, overflow, seriousViolations, type Watched } from './console/browser.ts';
import { largeFinding } from './console/large-finding.ts';
import { type Served, signedIn, startServing } from './server/serving.ts';

const path = chromiumPath();
const skip = path === undefined ? 'there is no Chromium' : false;
let browser: Browser;
let server: Served;
let ids: readonly string[];
let large: string;
const limits = { perMinutePerson: 100_000, perMinuteAddress: 100_000 };

before(async () => {
  if (path === undefined) return;
  server = await startServing({ profile: 'csirt', consoleFolder: builtConsole(), limits });
  const { ledger } = server.space('real');
  ids = applyBatchResult(ledger, fixtureResult(9, [...typicalPlans, ...hostilePlans])).map(({ id }) => id);
  [large] = applyBatchResult(ledger, largeFinding(10_000, 50_000)).map(({ id }) => id);
  browser = await startChromium(path);
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

type Look = Parameters<typeof openPage>[2];
type Person = ReturnType<typeof signedIn>;

/** Opens an address as a person; afterwards nothing was asked of another host, refused by the policy, or thrown. */
async function as(who: Person, address: string, look: Look, act: (page: Page, opened: Watched) => Promise<void>) {
  const opened = await openPage(browser, server.origin, { ...look, cookie: who.cookie });
  opened.page.on('dialog', (dialog) => {
    (opened.faults as string[]).push(`a dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  try {
    await opened.page.goto(`${server.origin}${address}`);
    await act(opened.page, opened);
    assert.deepEqual(opened.faults, []);
  } finally {
    await opened.context.close();
  }
}

const analyst = (): Person => signedIn(server.space('real'), 'analyst');
const pageOf = (id: string): string => `/findings/${encodeURIComponent(id)}`;
const seen = async (page: Page, text: string | RegExp): Promise<void> => await page.getByText(text).first().waitFor();
const evidenceIsThere = async (page: Page): Promise<void> =>
  await page.locator('.finding-objects li').first().waitFor();

test('at 1440 px the table of members is whole', { skip }, async () => {
  await as(analyst(), pageOf(ids[0]), { width: 1440 }, async (page) => {
    const frame = page.locator('#members .table-frame');
    await frame.waitFor();
    const { shown, whole } = await frame.evaluate((node) => ({ shown: node.clientWidth, whole: node.scrollWidth }));
    assert.ok(whole <= shown, `${whole} px of it in ${shown} px`);
  });
});

test('Escape does not throw away a note that was written; Ctrl+Enter sends it', { skip }, async () => {
  await as(analyst(), pageOf(ids[1]), {}, async (page) => {
    const note = page.getByRole('textbox', { name: 'Note' });
    const open = async (): Promise<void> => await page.getByRole('button', { name: 'Add note' }).first().click();
    await open();
    await page.keyboard.press('Escape');
    await note.waitFor({ state: 'detached' });
    await open();
    await page.keyboard.press('Control+Enter');
    await note.fill('A long thought');
    for (let times = 0; times < 2; times++) {
      await note.press('Escape');
      await seen(page, 'There is text that was not sent.');
      await page.keyboard.press('Escape');
      assert.equal(await note.inputValue(), 'A long thought');
    }
    await note.press('Escape');
    await page.getByRole('button', { name: 'Throw it away' }).click();
    await note.waitFor({ state: 'detached' });
    await open();
    await note.fill('Another long thought');
    await note.press('Control+Enter');
    await note.waitFor({ state: 'detached' });
    await seen(page, 'Another long thought');
    assert.equal(await page.getByText('A long thought', { exact: true }).count(), 0);
  });
});

test('an analyst finds, examines, assigns, notes, confirms and exports, by keyboard alone', { skip }, async () => {
  const colleague = signedIn(server.space('real'), 'electionAuthority');
  const me = analyst();
  await as(me, '/findings', {}, async (page) => {
    await page.getByRole('row').nth(1).waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('accounts:14 state:new');
    await page.keyboard.press('Enter');
    await seen(page, '1–1 of 1');
    await page.locator('h1').focus();
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: /14 accounts/ }).waitFor();
    await seen(page, 'What speaks against it');
    await page.keyboard.press('e');
    await seen(page, 'Marked as examined');
    await page.keyboard.press('a');
    const assign = page.getByRole('dialog', { name: 'Assign this finding' });
    await assign.getByLabel('To').focus();
    await assign.getByLabel('To').selectOption(colleague.personId);
    await page.keyboard.press('Enter');
    await assign.getByRole('button', { name: 'Assign finding' }).press('Enter');
    await seen(page, /assigned it to electionAuthority/);
    await page.keyboard.press('n');
    await page.keyboard.press('Tab');
    await page.getByRole('dialog').getByLabel('Note').focus();
    await page.keyboard.type('<img src=x onerror=alert(1)> looked at all links');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await seen(page, '<img src=x onerror=alert(1)> looked at all links');
    const download = page.waitForEvent('download');
    await page.keyboard.press('x');
    const file = await (await download).path();
    assert.match(await readFile(file, 'utf8'), /"members"/);
    await page.getByRole('button', { name: 'Change state' }).press('Enter');
    await page.getByRole('menuitem', { name: 'Confirm finding' }).press('Enter');
    const confirm = page.getByRole('dialog', { name: 'Confirm this finding?' });
    await confirm.getByLabel('Reason').fill('The same links within seconds, for two weeks.');
    await confirm.getByRole('button', { name: 'Confirm finding' }).press('Enter');
    await seen(page, /changed the state from Examined to Confirmed/);
  });
  const { db } = server.space('real').ledger;
  const trail = db.prepare("SELECT event FROM audit WHERE event LIKE 'finding%' ORDER BY rowid").all() as {
    event: string;
  }[];
  assert.ok(trail.length >= 4, JSON.stringify(trail));
});

test('what stands on the page of a finding: claim, null, pictures, evidence with its posts', { skip }, async () => {
  await as(analyst(), pageOf(ids[1]), {}, async (page) => {
    await evidenceIsThere(page);
    await seen(page, /Of 100 findings as strong as this one, habits alone/);
    await seen(page, 'Coordination alone is never ground for a notice.');
    for (const title of ['Who acts with whom', 'Seen against expected', 'Seconds apart', 'When', 'How they arrive']) {
      await page.getByRole('heading', { name: title, exact: true }).waitFor();
    }
    await page.locator('.finding-objects summary').first().click();
    await page.locator('.finding-posts table tbody tr').first().waitFor();
    // A span of the timeline leaves its own evidence.
    const all = await page.locator('.finding-objects > li').count();
    const end = page.getByRole('slider', { name: 'End of the span' });
    await end.focus();
    await page.keyboard.press('Home');
    await seen(page, /Only objects with a post in the chosen span/);
    assert.ok((await page.locator('.finding-objects > li').count()) < all);
    await page.getByRole('button', { name: 'Show all times' }).click();
    assert.equal(await page.locator('.finding-objects > li').count(), all);
    // The network by keyboard: its accounts, said in words.
    await page.getByRole('group', { name: /Network/ }).focus();
    await page.keyboard.press('ArrowRight');
    await page.locator('.network-about code').waitFor();
    // Each picture has its table, its CSV and its PNG.
    for (const kind of ['CSV', 'PNG']) {
      const download = page.waitForEvent('download');
      await page.getByRole('button', { name: `Save as ${kind}: Who acts with whom` }).click();
      assert.match((await download).suggestedFilename(), /^finding-[\w-]+-network\.(?:csv|png)$/);
    }
    assert.equal(await page.locator('.picture-table').count(), await page.locator('.picture').count());
  });
});

test('[ and ] go to the findings before and after in the same list', { skip }, async () => {
  await as(analyst(), '/findings?q=accounts:%3C100&sort=-accounts', {}, async (page) => {
    await page.locator('[data-row-link]').first().click();
    const title = async (): Promise<string> => await page.locator('h1').innerText();
    await page.getByRole('heading', { level: 1, name: /14 accounts/ }).waitFor();
    await page.keyboard.press(']');
    await page.getByRole('heading', { level: 1, name: /12 accounts/ }).waitFor();
    assert.match(page.url(), /\?q=/);
    await page.keyboard.press('[');
    await page.getByRole('heading', { level: 1, name: /14 accounts/ }).waitFor();
    assert.match(await title(), /14 accounts/);
  });
});

test('hostile names in every ingested field stay text', { skip }, async () => {
  for (const id of ids.slice(typicalPlans.length)) {
    await as(analyst(), pageOf(id), {}, async (page) => {
      await evidenceIsThere(page);
      for (const summary of await page.locator('.finding-objects summary').all()) await summary.click();
      await page.locator('.finding-posts').first().waitFor();
      assert.equal(await page.locator('main img, main script, main b:has-text("declared")').count(), 0);
      const text = await page.locator('main').innerText();
      assert.ok(!/[\u202A-\u202E\u2066-\u2069]/.test(text), 'a character that turns text around is shown');
      assert.equal(await overflow(page), 0);
    });
  }
});

/** A group of accounts that no other finding has. */
const others = {
  ...typicalPlans[0],
  accounts: typicalPlans[0].accounts.map((account) => `other_${account}`),
  objects: typicalPlans[0].objects.map(({ layer, object }) => ({ layer, object: `${object}-other` })),
};

test('new findings wait, and the row under the cursor stays', { skip }, async () => {
  await as(analyst(), '/findings?q=accounts:%3C100&sort=-created', {}, async (page) => {
    await page.getByText('live', { exact: false }).first().waitFor();
    const first = page.locator('[data-row]').first();
    await first.waitFor();
    const stays = await first.getAttribute('data-row');
    const { ledger, hub } = server.space('real');
    for (const { id } of applyBatchResult(ledger, fixtureResult(77, [others]))) {
      hub.publish({ topic: 'findings', change: 'added', id });
    }
    const show = page.getByRole('button', { name: '1 new, show' });
    await show.waitFor();
    assert.equal(await first.getAttribute('data-row'), stays);
    await show.click();
    await page.locator(`[data-row]:not([data-row="${stays}"])`).first().waitFor();
    assert.notEqual(await first.getAttribute('data-row'), stays);
  });
});

test('who may only read is offered nothing that is refused; who may not see findings sees none', { skip }, async () => {
  await as(signedIn(server.space('real'), 'electionAuthority'), pageOf(ids[1]), {}, async (page) => {
    await evidenceIsThere(page);
    assert.equal(await page.getByRole('button', { name: /Examine finding|Assign finding|Change state/ }).count(), 0);
    assert.equal((await page.getByRole('button', { name: 'Add note' }).count()) > 0, true);
  });
  await as(signedIn(server.space('real'), 'observer'), '/', {}, async (page) => {
    await seen(page, 'Nothing is released to you yet');
  });
});

test('ten thousand accounts: words first, then the network, which can be moved and searched', { skip }, async (t) => {
  await as(analyst(), pageOf(large), {}, async (page) => {
    await page.getByText('What speaks against it').first().waitFor();
    const ready = await page.evaluate<number>('Math.round(performance.now())');
    await page.locator('.network-canvas canvas').waitFor();
    const drawn = await page.evaluate<number>('Math.round(performance.now())');
    t.diagnostic(`words after ${ready} ms, network after ${drawn} ms`);
    await page.getByLabel('Find an account').fill('acct:0000000000ff');
    await page.locator('.network-about code').waitFor();
    await page.getByRole('button', { name: 'Zoom in' }).click();
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save as PNG: Who acts with whom' }).click();
    assert.ok((await readFile(await (await download).path())).length > 10_000);
  });
});

test('the overview links its numbers to their rows, and the wall fills the screen', { skip }, async () => {
  await as(analyst(), '/', { width: 1920, height: 1080 }, async (page) => {
    await seen(page, 'Examine these first');
    await page.keyboard.press('w');
    const wall = page.getByRole('dialog', { name: 'Wall view' });
    await wall.waitFor();
    await page.keyboard.press('Escape');
    await wall.waitFor({ state: 'detached' });
    await page.locator('.watch-counts').getByRole('link').first().click();
    await page.getByRole('heading', { level: 1, name: 'Findings' }).waitFor();
    assert.match(page.url(), /q=state/);
  });
});

for (const dark of [false, true]) {
  test(`no serious violation of accessibility, ${dark ? 'dark' : 'light'}`, { skip }, async () => {
    const who = analyst();
    for (const [address, there] of [
      ['/', '.watch-headline'],
      ['/findings', '[data-row]'],
      [pageOf(ids[2]), '.finding-objects li'],
      [pageOf(ids[3]), '.finding-objects li'],
    ] as const) {
      await as(who, address, { dark }, async (page) => {
        await page.locator(there).first().waitFor();
        assert.deepEqual(await seriousViolations(page), [], address);
      });
    }
  });
}

test('nothing reaches beyond 360 pixels', { skip }, async () => {
  const who = analyst();
  for (const [address, there] of [
    ['/', '.watch-headline'],
    ['/findings', '[data-row]'],
    [pageOf(ids[0]), '.finding-objects li'],
    [pageOf(large), '.network-canvas canvas'],
  ] as const) {
    await as(who, address, { width: 360 }, async (page) => {
      await page.locator(there).first().waitFor();
      assert.equal(await overflow(page), 0, address);
    });
  }
});
