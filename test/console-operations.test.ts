// Administrator, in Chromium: makes a backup, reads the checks, puts a restore ready by typing its name, discards it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { chromiumPath, startChromium } from '../scripts/chromium.ts';
import { builtConsole, openPage, seriousViolations, type Watched } from './console/browser.ts';
import { type Served, signedIn, startServing } from './server/serving.ts';

const path = chromiumPath();
const skip = path === undefined ? 'there is no Chromium' : false;
let browser: Browser;
let server: Served;
let watched: Watched;

before(async () => {
  if (path === undefined) return;
  server = await startServing({ profile: 'guard', consoleFolder: builtConsole() });
  browser = await startChromium(path);
  const { cookie } = signedIn(server.space('real'), 'administrator');
  watched = await openPage(browser, server.origin, { cookie });
  watched.page.setDefaultTimeout(60_000);
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

let name: string;

test('makes a backup, which appears by itself and can be taken out', { skip }, async () => {
  const { page } = watched;
  await page.goto(`${server.origin}/operations`);
  await page.getByText('No backup yet').waitFor();
  await page.getByRole('button', { name: 'Make backup' }).click();
  const code = page.getByRole('cell').locator('code').first();
  await code.waitFor();
  name = (await code.textContent()) ?? '';
  assert.match(name, /^pollwarden-[a-z0-9-]+\.(?:tar\.zst|sealed)$/);
  await page.getByRole('button', { name, exact: true }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: 'Download backup' }).click();
  assert.equal((await download).suggestedFilename(), name);
});

test('runs the checks; what needs somebody stands first', { skip }, async () => {
  const { page } = watched;
  await page.getByRole('button', { name: 'Run checks' }).click();
  const states = page.getByRole('region', { name: 'Checks' }).locator('.badge');
  await states.first().waitFor();
  const order = ['Failed', 'Attention', 'Not known', 'OK'];
  const shown = (await states.allTextContents()).map((text) => order.indexOf(text));
  assert.ok(shown.length > 5 && shown.every((state) => state >= 0));
  assert.deepEqual(
    shown,
    shown.toSorted((a, b) => a - b),
  );
  assert.deepEqual(await seriousViolations(page), []);
});

test('a restore asks for the name, says what is lost and whether it can be undone, and is discarded', {
  skip,
}, async () => {
  const { page } = watched;
  await page.getByRole('button', { name: 'Restore…' }).first().click();
  const dialog = page.getByRole('dialog', { name: `Restore ${name}?` });
  const confirm = dialog.getByRole('button', { name: 'Put restore ready' });
  assert.ok(await confirm.isDisabled());
  await dialog.getByText('Until the next start you can discard it.').waitFor();
  assert.deepEqual(await seriousViolations(page), []);
  await dialog.getByLabel(`Type ${name} to confirm`).fill(name.slice(0, -1));
  assert.ok(await confirm.isDisabled());
  await dialog.getByLabel(`Type ${name} to confirm`).fill(name);
  await confirm.click();
  await page.getByText(`A restore is ready: ${name}`).waitFor();
  await page.getByRole('button', { name: 'Discard restore' }).click();
  await page.getByText('Restore discarded').waitFor();
  await page.getByText(`A restore is ready: ${name}`).waitFor({ state: 'detached' });
});

test('a backup is deleted by typing its name', { skip }, async () => {
  const { page } = watched;
  await page.getByRole('button', { name, exact: true }).click();
  await page.getByRole('menuitem', { name: 'Delete backup' }).click();
  const dialog = page.getByRole('dialog', { name: `Delete the backup ${name}?` });
  await dialog.getByLabel(`Type ${name} to confirm`).fill(name);
  await dialog.getByRole('button', { name: 'Delete backup' }).click();
  await page.getByText(`Backup ${name} deleted`).waitFor();
  assert.equal(await page.getByRole('button', { name, exact: true }).count(), 0);
  assert.deepEqual(watched.faults, []);
});
