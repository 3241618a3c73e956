// A citizen without script reads the bulletin from a folder: the front page, an area, every unit; light, dark, and on a telephone.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { chromiumPath, startChromium } from '../scripts/chromium.ts';
import { openSiteNight } from '../src/bulletin/site/testing/site-night.ts';

const path = chromiumPath();
const skip = path === undefined ? 'Chromium is not installed; set CHROMIUM_PATH' : false;
const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'pollwarden-static-'));
let browser: Browser | undefined;
let out = '';

before(async () => {
  if (path === undefined) return;
  const night = openSiteNight(folder, { units: 60, areas: 4, options: 8 });
  const units = night.log.definition.units.map(({ id }) => id);
  for (const unit of units.slice(0, 50)) night.log.release(night.log.returnOf(unit));
  night.log.releaseTogether('d1', units.filter((unit) => unit.startsWith('d1-')).slice(-2));
  await night.build({ mirrors: ['https://mirror.example/x/'], languages: ['en', 'fr'] });
  night.keeper.close();
  ({ out } = night);
  browser = await startChromium(path);
});
after(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

type Look = { readonly width: number; readonly dark: boolean; readonly script?: boolean };

async function withPage({ width, dark, script = false }: Look, look: (page: Page) => Promise<void>): Promise<void> {
  assert.ok(browser !== undefined);
  const tab = await browser.newContext({
    viewport: { width, height: 800 },
    colorScheme: dark ? 'dark' : 'light',
    javaScriptEnabled: script,
  });
  const page = await tab.newPage();
  const noise: string[] = [];
  page.on('console', (message) => noise.push(message.text()));
  page.on('request', (request) => {
    if (!request.url().startsWith(pathToFileURL(out).href)) noise.push(request.url());
  });
  await page.goto(pathToFileURL(join(out, 'index.html')).href);
  await look(page);
  assert.deepEqual(noise, []);
  await tab.close();
}

test('from the national line to each unit, without script', { skip }, async () => {
  await withPage({ width: 360, dark: false }, async (page) => {
    const text = await page.locator('main').innerText();
    assert.match(text, /51 of 60 units|52 of 60 units/);
    assert.match(text, /Turnout: \d/);
    assert.match(text, /This copy cannot prove itself/);
    assert.equal(await page.locator('ol.words li').count(), 16);
    assert.match(text, /No independent witness/);
    assert.ok((await page.locator('body').evaluate((body) => body.scrollWidth)) <= 360);
    await page.locator('section[aria-labelledby="areas"] a').nth(1).click();
    const area = await page.locator('main').innerText();
    assert.match(area, /signed by its centre/);
    assert.match(area, /counted together with/);
    assert.ok((await page.locator('table.units tbody tr').count()) >= 15);
    assert.ok((await page.locator('body').evaluate((body) => body.scrollWidth)) <= 360);
    await page.getByRole('link', { name: 'Front page' }).click();
    await page.getByRole('link', { name: 'français' }).click();
    assert.equal(await page.locator('html').getAttribute('lang'), 'fr');
  });
});

test('its style is loaded from file://, in both schemes', { skip }, async () => {
  const colours = new Set<string>();
  for (const dark of [false, true])
    await withPage({ width: 360, dark }, async (page) => {
      colours.add(await page.locator('body').evaluate((body) => getComputedStyle(body).backgroundColor));
    });
  assert.equal(colours.size, 2);
});

async function serious(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe);
  return await page.evaluate(async () => {
    type Found = { violations: { id: string; impact: string; nodes: { html: string }[] }[] };
    const { run } = (globalThis as unknown as { axe: { run: (options: object) => Promise<Found> } }).axe;
    const { violations } = await run({ preload: false });
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 200)}`);
  });
}

test('axe finds nothing serious on front page and area, light and dark', { skip }, async () => {
  for (const dark of [false, true])
    await withPage({ width: 400, dark, script: true }, async (page) => {
      assert.deepEqual(await serious(page), []);
      await page.locator('section[aria-labelledby="areas"] a').nth(1).click();
      assert.deepEqual(await serious(page), []);
    });
});
