// The bulletin's page in Chromium: 13,000 units checked on the reader's device, by WebCrypto and by the fallback. Prints one
// line of JSON. The log is timed: every entry and its inclusion, two signatures each, the tally; files beside it are not.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, CDPSession } from 'playwright-core';
import { openTestLog } from '../../src/bulletin/testing/test-log.ts';
import { buildBulletin } from '../../test/bulletin/night.ts';
import { builtBulletin } from '../../test/bulletin/chromium.ts';
import { serveFolder } from '../../test/bulletin/serve.ts';
import { chromiumPath, startChromium } from '../chromium.ts';

const units = 13_000;
const longestMilliseconds = 300_000;

type Sample = { readonly at: number; readonly cpu: number };

/** CPU of the page's main thread at instants of its own clock, both in seconds. */
async function sample(session: CDPSession): Promise<Sample> {
  const { metrics } = await session.send('Performance.getMetrics');
  const of = (name: string): number => metrics.find((one) => one.name === name)?.value ?? 0;
  return { at: of('Timestamp') - of('NavigationStart'), cpu: of('TaskDuration') };
}

/** Between the two samples around it. */
function cpuAt(samples: readonly Sample[], at: number): number {
  const after = samples.findIndex((one) => one.at >= at);
  if (after <= 0) return (samples.at(after) ?? samples[0]).cpu;
  const [a, b] = [samples[after - 1], samples[after]];
  return a.cpu + ((b.cpu - a.cpu) * (at - a.at)) / Math.max(1e-9, b.at - a.at);
}

/** In place of the browser's own, so that it has no Ed25519. */
function withoutEd25519(): void {
  if (globalThis.crypto?.subtle === undefined) return;
  const own = crypto.subtle.importKey.bind(crypto.subtle) as (...all: unknown[]) => Promise<CryptoKey>;
  crypto.subtle.importKey = ((...all: unknown[]) =>
    all[2] === 'Ed25519' ? Promise.reject(new DOMException('none', 'NotSupportedError')) : own(...all)) as never;
}

async function checkedIn(browser: Browser, url: string, fallback: boolean) {
  const page = await browser.newPage();
  if (fallback) await page.addInitScript(withoutEd25519);
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  await page.goto(`${url}index.html#check`);
  await page.locator('#check-start').click();
  const samples: Sample[] = [];
  const answer = page.locator('.answer > .box');
  const began = performance.now();
  while ((await answer.count()) === 0 && performance.now() - began < longestMilliseconds) {
    samples.push(await sample(session));
    await page.waitForTimeout(20);
  }
  samples.push(await sample(session));
  const says = await answer.innerText();
  if (!says.includes('No fault found')) throw new Error(says);
  const [start, length] = await page.evaluate(() => {
    const [one] = performance.getEntriesByName('bulletin log');
    return [one.startTime, one.duration];
  });
  await page.close();
  const cpu = cpuAt(samples, (start + length) / 1000) - cpuAt(samples, start / 1000);
  return { seconds: length / 1000, cpuSeconds: cpu };
}

const folder = mkdtempSync(join(tmpdir(), 'pollwarden-page-'));
try {
  const log = openTestLog({ units, areas: 260, options: 8 });
  const returns = log.definition.units.map(({ id }) => log.returnOf(id));
  for (const one of returns) log.commit(one);
  for (const one of returns) log.release(one);
  const served = await serveFolder(await buildBulletin(log, folder, builtBulletin()));
  const browser = await startChromium(chromiumPath() ?? '');
  try {
    const [native, fallback] = [
      await checkedIn(browser, served.url, false),
      await checkedIn(browser, served.url, true),
    ];
    process.stdout.write(`${JSON.stringify({ returns: units, entries: log.entries.length, native, fallback })}\n`);
  } finally {
    await browser.close();
    await served.close();
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
