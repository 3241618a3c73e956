// Pictures of the console for README and docs: the demonstration as an analyst and an administrator see it.
import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { smallPng } from './small-png.ts';

type Picture = {
  readonly name: string;
  /** Path below /demo. `FINDING` stands for the calibrated group with the most accounts that a picture can hold. */
  readonly path: string;
  readonly persona: 'Analyst' | 'Administrator';
  readonly width?: number;
  readonly height?: number;
  readonly dark?: boolean;
};

export const pictures: readonly Picture[] = [
  { name: 'console-overview', path: '/', persona: 'Analyst' },
  { name: 'console-findings', path: '/findings', persona: 'Analyst' },
  { name: 'console-finding', path: 'FINDING', persona: 'Analyst', height: 1500 },
  { name: 'console-finding-dark', path: 'FINDING', persona: 'Analyst', height: 1500, dark: true },
  { name: 'console-phone', path: 'FINDING', persona: 'Analyst', width: 360, height: 780 },
  { name: 'console-detectors', path: '/detectors/coordination', persona: 'Analyst' },
  { name: 'console-lake', path: '/lake', persona: 'Administrator' },
  { name: 'console-sources', path: '/sources', persona: 'Administrator' },
  { name: 'console-audit', path: '/audit', persona: 'Administrator' },
  { name: 'console-alerts', path: '/alerts', persona: 'Analyst' },
];

const mostBytes = 300_000;
/** Charts are drawn after their words; a network of hundreds of accounts takes the longest. */
const settleMilliseconds = 4000;

type Found = { readonly id: string; readonly accounts: number; readonly layers: readonly string[] };

/** A calibrated finding of 20 to 80 accounts, or the first there is; undefined while there is none. */
const pickFinding = async (page: Page, origin: string): Promise<string | undefined> => {
  const q = encodeURIComponent('standing:calibrated');
  const answer = await page.request.get(`${origin}/demo/api/findings?q=${q}&sort=-severity&limit=50`);
  const { items } = (await answer.json()) as { readonly items: readonly Found[] };
  return (items.find(({ accounts }) => accounts >= 20 && accounts <= 80) ?? items[0])?.id;
};

type State = Awaited<ReturnType<BrowserContext['storageState']>>;

/** Signs in once as each persona: the server allows a few sign-ins a minute only. */
async function signIn(browser: Browser, origin: string, persona: string): Promise<State> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${origin}/demo/`);
  await page
    .getByRole('button')
    .filter({ hasText: `${persona} ·` })
    .click();
  await page.getByRole('navigation').getByRole('link', { name: 'Findings' }).waitFor();
  await untilFindings(page, origin, 1, 240_000);
  const state = await context.storageState();
  await context.close();
  return state;
}

/** Waits until the demonstration has `least` calibrated findings; throws after `milliseconds`. */
async function untilFindings(page: Page, origin: string, least: number, milliseconds: number): Promise<void> {
  for (let waited = 0; waited < milliseconds; waited += 2000) {
    const answer = await page.request.get(`${origin}/demo/api/findings?q=standing:calibrated&limit=1`);
    if (((await answer.json()) as { readonly matching: number }).matching >= least) return;
    await page.waitForTimeout(2000);
  }
  throw new Error(`after ${milliseconds} ms there are not ${least} calibrated findings`);
}

/** Shoots `wanted` from the demonstration at `origin` into the folder `out`; answers with the files. */
export async function shootConsole(
  browser: Browser,
  origin: string,
  out: string,
  wanted: readonly Picture[] = pictures,
): Promise<readonly string[]> {
  const states = new Map<string, State>();
  const files: string[] = [];
  for (const picture of wanted) {
    const { name, persona, width = 1400, height = 900, dark = false } = picture;
    const storageState = states.get(persona) ?? (await signIn(browser, origin, persona));
    states.set(persona, storageState);
    const context = await browser.newContext({
      storageState,
      viewport: { width, height },
      colorScheme: dark ? 'dark' : 'light',
      timezoneId: 'Europe/Brussels',
      reducedMotion: 'reduce',
    });
    const page = await context.newPage();
    const path = picture.path === 'FINDING' ? `/findings/${await pickFinding(page, origin)}` : picture.path;
    await page.goto(`${origin}/demo${path}`);
    await page.waitForTimeout(settleMilliseconds);
    const file = join(out, `${name}.png`);
    writeFileSync(file, smallPng(await page.screenshot()));
    files.push(file);
    await context.close();
  }
  const tooLarge = files.filter((file) => statSync(file).size > mostBytes);
  if (tooLarge.length > 0) throw new Error(`larger than ${mostBytes} bytes: ${tooLarge.join(', ')}`);
  return files;
}
