// Pictures of the bulletin's page for the docs: light, dark, and a paper compared on a phone; from a generated night.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { toCompact } from '../src/results/codes/compact.ts';
import { toParts } from '../src/results/codes/parts.ts';
import { builtBulletin, phone } from '../test/bulletin/chromium.ts';
import { buildBulletin, nightAt, wholeNight } from '../test/bulletin/night.ts';
import { smallPng } from './small-png.ts';

/** Answers with the files written. */
export async function shootBulletin(browser: Browser, out: string): Promise<readonly string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'pollwarden-bulletin-pictures-'));
  const files: string[] = [];
  try {
    const log = wholeNight({ units: 480, areas: 24, options: 7 });
    const page = `${pathToFileURL(await buildBulletin(log, folder, builtBulletin())).href}/index.html`;
    const shoot = async (name: string, hash: string, options: BrowserContextOptions, code?: string): Promise<void> => {
      const context = await browser.newContext({
        timezoneId: 'Europe/Brussels',
        locale: 'en-GB',
        reducedMotion: 'reduce',
        ...options,
      });
      const tab = await context.newPage();
      await tab.clock.setFixedTime(nightAt + 240_000);
      await tab.goto(`${page}${hash}`);
      await tab.locator('#page').waitFor();
      if (code !== undefined) {
        await tab.locator('textarea[name=code]').fill(code);
        await tab.locator('.code-form button').click();
        await tab.locator('.paper-result table').waitFor();
        await tab.locator('textarea[name=code]').fill('');
        await tab.locator('.paper-result').evaluate((part) => part.scrollIntoView());
      }
      const file = join(out, name);
      writeFileSync(file, smallPng(await tab.screenshot()));
      files.push(file);
      await context.close();
    };
    const wide = { viewport: { width: 1000, height: 1560 } };
    const signed = log.returnOf(log.definition.units[30].id);
    const text = toParts(toCompact(signed, log.definition)).join('\n');
    await shoot('bulletin-light.png', '', { ...wide, colorScheme: 'light' });
    await shoot('bulletin-dark.png', '#trust', { viewport: { width: 1000, height: 1100 }, colorScheme: 'dark' });
    await shoot('bulletin-check-phone.png', '#paper', { ...phone, deviceScaleFactor: 2, colorScheme: 'light' }, text);
    return files;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
