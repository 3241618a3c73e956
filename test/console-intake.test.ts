// The page about intake: counts, refusals with their reasons, what is missing; an operator has refused envelopes read again.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { chromiumPath, startChromium } from '../scripts/chromium.ts';
import { envelopePlace } from '../src/intake/folder.ts';
import { post, sealedNight, startIntake } from '../src/intake/testing/sealed-night.ts';
import { writeSealingKey } from '../src/results/intake/sealing-key-file.ts';
import { saveDraft } from '../src/results/store/elections.ts';
import { builtConsole, openPage, overflow, seriousViolations } from './console/browser.ts';
import { type Served, signedIn, startServing } from './server/serving.ts';

const path = chromiumPath();
const skip = path === undefined ? 'there is no Chromium' : false;
const pictures = process.env.POLLWARDEN_TEST_PICTURES;
const folder = mkdtempSync(join(tmpdir(), 'pollwarden-intake-page-'));
const intake = join(folder, 'intake');
const night = await sealedNight(40);
const envelopes = await Promise.all(night.signed.slice(0, 9).map(async (one) => await night.seal(one)));
const placeOf = (i: number): string =>
  join(intake, envelopePlace(createHash('sha256').update(envelopes[i]).digest('hex')));

let browser: Browser;
let server: Served;
let plain: Served;

before(async () => {
  if (path === undefined) return;
  const running = await startIntake(intake, night.definition);
  for (const envelope of envelopes) assert.equal((await post(running.url, envelope)).status, 201);
  await running.stop();
  renameSync(placeOf(0), join(folder, 'kept'));
  writeFileSync(placeOf(0), 'damaged');
  rmSync(placeOf(1));
  const sealingKeyFile = join(folder, 'key.json');
  writeSealingKey(sealingKeyFile, night.pair, undefined);
  const consoleFolder = builtConsole();
  const settings = { intakeFolder: intake, sealingKeyFile, intakeFingerprint: running.key.fingerprint };
  server = await startServing({ profile: 'results', consoleFolder, settings });
  plain = await startServing({ profile: 'results', consoleFolder });
  for (const { space } of [server, plain])
    saveDraft(space('real').ledger, night.definition, { actor: { kind: 'operator' }, name: 'operator' });
  browser = await startChromium(path);
});
after(async () => {
  await browser?.close();
  await server?.stop();
  await plain?.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function shot(page: Page, name: string): Promise<void> {
  if (pictures === undefined) return;
  mkdirSync(pictures, { recursive: true });
  await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });
}

test('an operator comes from the election, sees what was refused and what is missing, and has it read again', {
  skip,
}, async () => {
  const cookie = signedIn(server.space('real'), 'resultsOperator').cookie;
  const { page, context, faults } = await openPage(browser, server.origin, { cookie });
  await page.goto(`${server.origin}/elections/sealed`);
  await page.getByRole('link', { name: 'Intake' }).click();
  await page.getByRole('button', { name: 'Read now' }).click();
  await page.getByRole('button', { name: /^Added\s*7$/ }).waitFor();
  await page.getByText('Receipts were given for envelopes that are not in the folder.', { exact: false }).waitFor();
  await page.getByRole('button', { name: /^Refused\s*1$/ }).click();
  await page.getByText('the file is not the envelope that its name says', { exact: false }).waitFor();
  assert.match(page.url(), /outcome=refused/);
  renameSync(join(folder, 'kept'), placeOf(0));
  await page.getByRole('button', { name: 'Read refused again' }).click();
  await shot(page, 'intake-again');
  assert.deepEqual(await seriousViolations(page), []);
  await page.getByRole('dialog').getByRole('button', { name: 'Read refused again' }).click();
  await page.getByRole('button', { name: /^Added\s*8$/ }).waitFor();
  await page.getByText('No envelope of that kind').waitFor();
  assert.deepEqual(faults, []);
  await context.close();
});

test('who only counts may look and not read; a node that reads no folder says how', { skip }, async () => {
  const { cookie } = signedIn(server.space('real'), 'callBackDesk');
  const looking = await openPage(browser, server.origin, { cookie });
  await looking.page.goto(`${server.origin}/elections/sealed/intake`);
  await looking.page.locator('.table').first().waitFor();
  assert.equal(await looking.page.getByRole('button', { name: 'Read now' }).count(), 0);
  await looking.context.close();
  const other = await openPage(browser, plain.origin, {
    cookie: signedIn(plain.space('real'), 'resultsOperator').cookie,
  });
  await other.page.goto(`${plain.origin}/elections/sealed/intake`);
  await other.page.getByText('This node reads no folder of intake').waitFor();
  assert.deepEqual(await seriousViolations(other.page), []);
  await other.context.close();
});

for (const dark of [false, true]) {
  for (const width of [1440, 360]) {
    test(`${dark ? 'dark' : 'light'}, ${width} px: no serious violation, no sideways scroll`, { skip }, async () => {
      const cookie = signedIn(server.space('real'), 'resultsOperator').cookie;
      const { page, context, faults } = await openPage(browser, server.origin, { cookie, dark, width });
      await page.goto(`${server.origin}/elections/sealed/intake`);
      await page.locator('.table:visible').first().waitFor();
      assert.deepEqual(await seriousViolations(page), []);
      await shot(page, `intake-${width}-${dark ? 'dark' : 'light'}`);
      assert.ok((await overflow(page)) <= 0);
      assert.deepEqual(faults, []);
      await context.close();
    });
  }
}
