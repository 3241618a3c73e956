// Every administration page and every page before sign-in: accessible in light and dark, whole at 360 px, nothing foreign.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { chromiumPath, startChromium } from '../scripts/chromium.ts';
import { builtConsole, openPage, overflow, seriousViolations } from './console/browser.ts';
import { type Served, signedIn, startServing } from './server/serving.ts';

const path = chromiumPath();
const skip = path === undefined ? 'there is no Chromium' : false;
let browser: Browser;
let server: Served;
let cookie: string;
let name: string;

before(async () => {
  if (path === undefined) return;
  server = await startServing({ profile: 'guard', consoleFolder: builtConsole() });
  browser = await startChromium(path);
  const space = server.space('real');
  cookie = signedIn(space, 'administrator').cookie;
  for (let i = 0; i < 60; i++) signedIn(space, i % 2 === 0 ? 'analyst' : 'observer');
  name = 'analyst-2@example.org';
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

const longToken = 'x'.repeat(43);
const outside = ['/', `/set-up#${longToken}`, `/recovery#${longToken}`, `/invitation#${longToken}`, '/set-up'] as const;
const inside = (): readonly string[] => [
  '/people',
  `/people/${encodeURIComponent(name)}`,
  '/invitations',
  '/organisations',
  '/audit',
  '/operations',
  '/account',
  '/no-such-page',
];

for (const dark of [false, true]) {
  for (const width of [1440, 360]) {
    test(`${dark ? 'dark' : 'light'}, ${width} px: no serious violation, no sideways scroll, nothing foreign`, {
      skip,
    }, async () => {
      for (const [paths, sent] of [
        [outside, undefined],
        [inside(), cookie],
      ] as const) {
        const { page, context, faults } = await openPage(browser, server.origin, { dark, width, cookie: sent });
        for (const one of paths) {
          await page.goto('about:blank');
          await page.goto(server.origin + one);
          await page.locator('h1, .empty h2').first().waitFor();
          await page.locator('.skeleton').first().waitFor({ state: 'detached' });
          assert.deepEqual(await seriousViolations(page), [], one);
          assert.ok((await overflow(page)) <= 0, `${one} is wider than ${width} px`);
        }
        assert.deepEqual(faults, []);
        await context.close();
      }
    });
  }
}

test('dialogs, menus, palette and sheet are accessible too', { skip }, async () => {
  const { page, context, faults } = await openPage(browser, server.origin, { cookie });
  await page.goto(`${server.origin}/people`);
  await page.getByRole('link', { name: 'administrator 1' }).waitFor();
  const openers: readonly (() => Promise<void>)[] = [
    async () => await page.getByRole('button', { name: 'Invite person' }).click(),
    async () => await page.getByRole('button', { name: 'Columns' }).click(),
    async () => await page.getByRole('button', { name: 'Views' }).click(),
    async () => await page.keyboard.press('Control+k'),
    async () => await page.keyboard.press('?'),
    async () => await page.getByRole('combobox', { name: 'Filter by query' }).fill('rol:'),
  ];
  for (const open of openers) {
    await open();
    assert.deepEqual(await seriousViolations(page), []);
    await page.keyboard.press('Escape');
  }
  await page.getByText('Did you mean “role”?').waitFor();
  assert.deepEqual(faults, []);
  await context.close();
});

test('pages of 50 rows, with the way on and back, kept in the address', { skip }, async () => {
  const { page, context } = await openPage(browser, server.origin, { cookie });
  await page.goto(`${server.origin}/people?sort=-email`);
  await page.getByText(/1–50 of 61/).waitFor();
  await page.getByRole('button', { name: 'Show next page' }).click();
  await page.getByText(/51–61 of 61/).waitFor();
  await page.reload();
  await page.getByText(/51–61 of 61/).waitFor();
  await page.keyboard.press('p');
  await page.getByText(/1–50 of 61/).waitFor();
  assert.equal(new URL(page.url()).search, '?sort=-email');
  await context.close();
});

test('a chosen theme and chosen columns stay, for this person only', { skip }, async () => {
  const { page, context } = await openPage(browser, server.origin, { cookie });
  await page.goto(`${server.origin}/people`);
  await page.getByRole('columnheader', { name: 'Organisation' }).waitFor();
  await page.getByRole('button', { name: 'Columns' }).click();
  await page.getByRole('menuitemcheckbox', { name: 'Organisation' }).click();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: /administrator 1/ }).click();
  await page.getByRole('menuitemcheckbox', { name: 'Dark' }).click();
  await page.reload();
  await page.getByRole('columnheader', { name: 'Role' }).waitFor();
  assert.equal(await page.getByRole('columnheader', { name: 'Organisation' }).count(), 0);
  assert.equal(await page.evaluate('document.documentElement.dataset.theme'), 'dark');
  await context.close();
});

test('what an observer sees has no place that is refused', { skip }, async () => {
  const observer = signedIn(server.space('real'), 'observer').cookie;
  const { page, context, faults } = await openPage(browser, server.origin, { cookie: observer });
  const refused: string[] = [];
  page.on('response', (response) => {
    if (response.status() === 403) refused.push(response.url());
  });
  await page.goto(`${server.origin}/account`);
  await page.getByRole('heading', { name: 'My account' }).waitFor();
  await page.getByText('No passkey yet.').waitFor();
  for (const place of await page.getByRole('navigation').getByRole('link').all()) await place.click();
  assert.deepEqual(refused, []);
  assert.deepEqual(faults, []);
  await context.close();
});
