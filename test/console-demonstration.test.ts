// The demonstration in Chromium: marked on every page, its people by one press, apart from the real space.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { chromiumPath, startChromium } from '../scripts/chromium.ts';
import { builtConsole, openPage, overflow, seriousViolations } from './console/browser.ts';
import { type Served, startServing } from './server/serving.ts';

const path = chromiumPath();
const skip = path === undefined ? 'there is no Chromium' : false;
let browser: Browser;
let server: Served;

before(async () => {
  if (path === undefined) return;
  server = await startServing({ profile: 'demo', consoleFolder: builtConsole() });
  browser = await startChromium(path);
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

test('from the real space to the demonstration; one press signs in; a page without the mark is none of it', {
  skip,
}, async () => {
  const { page, context, faults } = await openPage(browser, server.origin);
  await page.goto(`${server.origin}/`);
  await page.getByRole('heading', { name: 'This space is not set up yet' }).waitFor();
  assert.equal(await page.getByText('DEMONSTRATION', { exact: true }).count(), 0);
  await page.getByRole('link', { name: /Open the demonstration/ }).click();
  await page.getByRole('heading', { name: 'Look around as' }).waitFor();
  assert.equal(new URL(page.url()).pathname, '/demo/');
  assert.deepEqual(await seriousViolations(page), []);
  await page.getByRole('button', { name: /Administrator/ }).click();
  await page.getByRole('navigation').getByRole('link', { name: 'People' }).click();
  await page.getByRole('heading', { name: 'People' }).waitFor();
  assert.match(page.url(), /\/demo\/people$/);
  await page.getByRole('note').getByText('DEMONSTRATION', { exact: true }).waitFor();
  assert.match(await page.title(), /^DEMONSTRATION/);
  await page.reload();
  await page.getByRole('note').getByText('DEMONSTRATION', { exact: true }).waitFor();
  assert.deepEqual(await seriousViolations(page), []);
  const speed = page.getByLabel('Speed');
  await speed.selectOption({ label: 'Paused' });
  await page.locator('.demonstration-speed option[value="0"]:checked').waitFor({ state: 'attached' });
  await page.setViewportSize({ width: 360, height: 740 });
  assert.ok((await overflow(page)) <= 0);
  await page.getByRole('link', { name: 'Leave for the real space' }).click();
  await page.getByRole('heading', { name: 'This space is not set up yet' }).waitFor();
  assert.deepEqual(faults, []);
  await context.close();
});
