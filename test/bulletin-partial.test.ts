// The page before all is counted: nothing is said of figures that are not there, and seats are marked as of what is counted.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { chromiumPath, startChromium } from '../scripts/chromium.ts';
import { openTestLog } from '../src/bulletin/testing/test-log.ts';
import { buildBulletin } from './bulletin/night.ts';
import { builtBulletin, openCitizen, phone } from './bulletin/chromium.ts';
import { overflow, seriousViolations } from './console/browser.ts';

test('no figure yet: none is called preliminary or published; one unit counted: its seats are those of one unit', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'pollwarden-partial-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const browser = await startChromium(chromiumPath() ?? '');
  t.after(async () => await browser.close());
  const log = openTestLog({
    units: 6,
    areas: 2,
    definition: (generated) => ({
      ...generated,
      contests: generated.contests.map((contest) => ({ ...contest, seats: { method: 'dhondt', seats: 5 } })),
    }),
  });
  const first = log.returnOf(log.definition.units[0].id);
  log.commit(first);
  const app = builtBulletin();
  const { page, open, faults } = await openCitizen(browser, await buildBulletin(log, folder, app), phone);
  await open();
  const before = await page.locator('#view').innerText();
  assert.match(before, /Reported: /);
  assert.doesNotMatch(before, /preliminary|As published/);
  log.release(first);
  await buildBulletin(log, folder, app);
  await open();
  assert.match(await page.locator('#view').innerText(), /As published[\s\S]*preliminary figures/);
  assert.match(await page.locator('.result thead th').last().innerText(), /^Seats\s+1 of 6 units$/);
  assert.ok((await overflow(page)) <= 0);
  assert.deepEqual(await seriousViolations(page), []);
  assert.deepEqual(faults, []);
});
