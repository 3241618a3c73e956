// Pictures for the README: the report of the demonstration stream. `node scripts/screenshots.ts [DIR]`
import { mkdirSync, mkdtempSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { main } from '../src/cli/main.ts';
import { chromiumPath, startChromium } from './chromium.ts';

const mostBytes = 400_000;
const out = process.argv[2] ?? join(import.meta.dirname, '..', 'docs', 'images');
const path = chromiumPath();
if (path === undefined) throw new Error('Chromium is not installed; set CHROMIUM_PATH');
mkdirSync(out, { recursive: true });
const data = mkdtempSync(join(tmpdir(), 'pollwarden-screenshots-'));
const code = await main(['demo', 'report', '--data', data]);
if (code !== 0) throw new Error(`demo report ended with ${code}`);

const browser = await startChromium(path);
const shots = [
  { name: 'report.png', scheme: 'light', section: undefined },
  { name: 'report-group.png', scheme: 'light', section: '#group-1' },
] as const;
for (const { name, scheme, section } of shots) {
  const page = await browser.newPage({ viewport: { width: 1120, height: 1240 }, colorScheme: scheme });
  await page.goto(pathToFileURL(join(data, 'demo', 'report.html')).href);
  await page.evaluate(async () => void (await document.fonts.ready));
  if (section !== undefined) await page.locator(section).evaluate((part) => part.scrollIntoView());
  const file = join(out, name);
  await page.screenshot({ path: file });
  const { size } = statSync(file);
  if (size > mostBytes) throw new Error(`${name} has ${size} bytes`);
  process.stdout.write(`${file} (${size} bytes)\n`);
  await page.close();
}
await browser.close();
