// Pictures for README and docs: the report of the demonstration stream, and the console of the demonstration.
// `node scripts/screenshots.ts [DIR]`; takes about four minutes, since findings are waited for.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { main } from '../src/cli/main.ts';
import { chromiumPath, startChromium } from './chromium.ts';
import { shootBulletin } from './bulletin-pictures.ts';
import { shootConsole } from './console-pictures.ts';
import { smallPng } from './small-png.ts';

const root = join(import.meta.dirname, '..');
const out = process.argv[2] ?? join(root, 'docs', 'images');
const path = chromiumPath();
if (path === undefined) throw new Error('Chromium is not installed; set CHROMIUM_PATH');
mkdirSync(out, { recursive: true });
const data = mkdtempSync(join(tmpdir(), 'pollwarden-screenshots-'));

async function shootReport(browser: Browser): Promise<readonly string[]> {
  const code = await main(['demo', 'report', '--data', join(data, 'report')]);
  if (code !== 0) throw new Error(`demo report ended with ${code}`);
  const files: string[] = [];
  for (const [name, section] of [
    ['report.png', undefined],
    ['report-group.png', '#group-1'],
  ] as const) {
    const page = await browser.newPage({ viewport: { width: 1120, height: 1240 }, colorScheme: 'light' });
    await page.goto(pathToFileURL(join(data, 'report', 'demo', 'report.html')).href);
    await page.evaluate(async () => void (await document.fonts.ready));
    if (section !== undefined) await page.locator(section).evaluate((part) => part.scrollIntoView());
    const file = join(out, name);
    writeFileSync(file, smallPng(await page.screenshot()));
    files.push(file);
    await page.close();
  }
  return files;
}

/** A demonstration of its own on a free port; answers with its address. */
async function startDemonstration(): Promise<{ readonly origin: string; readonly server: ChildProcess }> {
  const args = ['start', '--profile', 'demo', '--data', join(data, 'console'), '--port', '0', '--json'];
  const server = spawn(process.execPath, [join(root, 'bin', 'pollwarden.mjs'), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  server.stdout.on('data', (text: Buffer) => (said += text.toString()));
  const ended = once(server, 'exit').then(() => true);
  while (!said.includes('\n')) {
    const over = await Promise.race([ended, once(server.stdout, 'data').then(() => false)]);
    if (over) throw new Error('the server ended before it said its address');
  }
  const { port } = new URL((JSON.parse(said.split('\n', 1)[0]) as { readonly url: string }).url);
  return { origin: `http://127.0.0.1:${port}`, server };
}

const browser = await startChromium(path);
try {
  const files = [...(await shootReport(browser)), ...(await shootBulletin(browser, out))];
  const { origin, server } = await startDemonstration();
  try {
    files.push(...(await shootConsole(browser, origin, out)));
  } finally {
    server.kill('SIGTERM');
    await once(server, 'exit');
  }
  for (const file of files) process.stdout.write(`${file} (${statSync(file).size} bytes)\n`);
} finally {
  await browser.close();
  rmSync(data, { recursive: true, force: true });
}
