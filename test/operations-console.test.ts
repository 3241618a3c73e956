// The administrator at the browser: makes a backup, restores it, erases an account; lake, sources, detectors look right.
import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { chromiumPath, startChromium } from '../scripts/chromium.ts';
import { builtConsole, openPage, overflow, seriousViolations } from './console/browser.ts';
import { changing, type Served, signedIn, startServing } from './server/serving.ts';

const path = chromiumPath();
const skip = path === undefined ? 'there is no Chromium' : false;
let browser: Browser;
let server: Served;
let cookie: string;
const shots = process.env.POLLWARDEN_SHOTS;

before(async () => {
  if (path === undefined) return;
  server = await startServing({ profile: 'csirt', consoleFolder: builtConsole() });
  browser = await startChromium(path);
  cookie = signedIn(server.space('real'), 'administrator').cookie;
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

const call = async (method: string, url: string, body?: unknown): Promise<Record<string, unknown>> => {
  const headers = { ...changing, cookie, origin: server.origin };
  const init = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
  const answer = await fetch(`${server.origin}/api${url}`, init);
  const value = (await answer.json()) as Record<string, unknown>;
  assert.ok(answer.ok, `${method} ${url}: ${JSON.stringify(value)}`);
  return value;
};

const purpose = {
  controller: { name: 'Election office of the city', contact: 'dpo@city.example' },
  purpose: 'Find coordinated behaviour around the vote, for the election office',
  legalBasis: { article6: '6(1)(e)', article9: '9(2)(g)', law: 'Section 12 of the Election Act' },
  scope: { objects: ['paper.example'], topics: ['how to vote'] },
  endDate: new Date(Date.now() + 90 * 86_400_000).toISOString().slice(0, 10),
  retentionDays: 90,
};

/** Posts of three accounts over two weeks, by a source that programs send to. */
async function fill(): Promise<void> {
  const { id } = await call('POST', '/purposes', purpose);
  const made = await call('POST', '/sources', { kind: 'http', name: 'Desk', purposeId: id });
  const { id: source } = made.source as { readonly id: string };
  await call('POST', `/sources/${source}/start`);
  const lines = Array.from({ length: 600 }, (_, n) =>
    JSON.stringify({
      id: `p${n}`,
      account: `account-${n % 3}`,
      created_at: new Date(Date.now() - (n % 14) * 86_400_000 - n * 1000).toISOString(),
      text: `https://paper.example/${n % 7}`,
    }),
  );
  const answer = await fetch(`${server.origin}/api/sources/${source}/posts`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${String(made.token)}`,
      'content-type': 'application/x-ndjson',
      'x-pollwarden': '1',
    },
    body: `${lines.join('\n')}\n{"broken\n`,
  });
  assert.ok(answer.ok, await answer.text());
}

const shoot = async (page: Page, name: string): Promise<void> => {
  if (shots !== undefined) await page.screenshot({ path: join(shots, `${name}.png`), fullPage: true });
};

const open = async (page: Page, address: string): Promise<void> => {
  await page.goto(server.origin + address);
  await page.locator('h1').first().waitFor();
  await page.locator('.skeleton').first().waitFor({ state: 'detached' });
};

test('empty pages say what comes first', { skip }, async () => {
  const { page, context, faults } = await openPage(browser, server.origin, { cookie });
  await open(page, '/lake');
  await page.getByText('Nothing came in yet').waitFor();
  await open(page, '/sources');
  await page.getByText('No source yet').waitFor();
  assert.deepEqual(faults, []);
  await context.close();
});

test('the wizard sets down a purpose and adds a source', { skip }, async () => {
  const { page, context, faults } = await openPage(browser, server.origin, { cookie });
  await open(page, '/sources');
  await page.getByRole('button', { name: 'Add source…' }).click();
  await page.getByLabel('Name of the controller').fill(purpose.controller.name);
  await page.getByLabel('Contact of its data').fill(purpose.controller.contact);
  await page.getByLabel('Purpose', { exact: true }).fill(purpose.purpose);
  await page.getByLabel('Law that gives the task').fill(purpose.legalBasis.law);
  await page.getByLabel('Objects in scope').fill('@somebody');
  await page.getByLabel('Topics in scope').fill('how to vote');
  assert.deepEqual(await seriousViolations(page), []);
  await shoot(page, 'wizard');
  await page.getByRole('button', { name: 'Set down and go on' }).click();
  await page.getByText(/names an account or a person/).waitFor();
  await page.getByLabel('Objects in scope').fill('paper.example');
  await page.getByRole('button', { name: 'Set down and go on' }).click();
  await page.getByLabel('Kind').selectOption('http');
  await page.getByLabel('Name', { exact: true }).fill('Programs');
  await page.getByRole('button', { name: 'Add source', exact: true }).click();
  await page.getByRole('heading', { name: 'Token of Programs' }).waitFor();
  await page.getByRole('button', { name: 'I have kept it' }).click();
  await page.getByRole('cell', { name: /^Programs Sent/ }).waitFor();
  assert.deepEqual(faults, []);
  await context.close();
});

for (const dark of [false, true]) {
  for (const width of [1440, 360]) {
    test(`${dark ? 'dark' : 'light'}, ${width} px: no serious violation, no sideways scroll`, { skip }, async () => {
      if (!dark && width === 1440) await fill();
      const { page, context, faults } = await openPage(browser, server.origin, { dark, width, cookie });
      for (const one of ['/lake', '/sources', '/detectors', '/detectors/coordination', '/operations']) {
        await open(page, one);
        assert.deepEqual(await seriousViolations(page), [], one);
        assert.ok((await overflow(page)) <= 0, `${one} is wider than ${width} px`);
        await shoot(page, `${one.slice(1).replace('/', '-')}-${dark ? 'dark' : 'light'}-${width}`);
      }
      assert.deepEqual(faults, []);
      await context.close();
    });
  }
}

const waitForJob = async (): Promise<Record<string, unknown>> => {
  for (let n = 0; n < 400; n++) {
    const state = await call('GET', '/operations');
    if (state.job === undefined) return state;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('the job does not end');
};

test('an account is erased from the lake, after a preview and its name typed', { skip }, async () => {
  const { page, context } = await openPage(browser, server.origin, { cookie });
  await open(page, '/lake');
  await page.getByRole('button', { name: 'Erase…' }).click();
  await page.getByLabel('Account').fill('account-1');
  await page.getByRole('button', { name: 'Show what would go' }).click();
  await page
    .getByText(/rows go\./)
    .first()
    .waitFor();
  await page.getByText('Not reached:').waitFor();
  await shoot(page, 'erase');
  const erase = page.getByRole('button', { name: 'Erase rows' });
  assert.equal(await erase.isDisabled(), true);
  await page.getByLabel(/Type account-1/).fill('account-1');
  await erase.click();
  await page
    .getByText(/rows erased/)
    .first()
    .waitFor();
  await page.getByRole('region', { name: 'Erasures and expiries' }).getByText('account').first().waitFor();
  await context.close();
});

test('a backup is made, checked, and put ready; at the next start it is there', { skip }, async () => {
  await call('POST', '/operations/backups');
  await waitForJob();
  const { page, context } = await openPage(browser, server.origin, { cookie });
  await open(page, '/operations');
  await page.getByRole('button', { name: 'Run checks' }).click();
  await page.getByRole('cell', { name: 'Ledger', exact: true }).waitFor();
  await waitForJob();
  await shoot(page, 'operations-checked');
  await page.getByRole('button', { name: 'Restore…' }).first().click();
  const dialog = page.getByRole('dialog');
  const name = (await dialog.getByRole('heading').textContent())?.match(/pollwarden-[a-z0-9.-]+/)?.[0] ?? '';
  await dialog.getByLabel(/Type/).fill(name.replace(/\?$/, ''));
  await dialog.getByRole('button', { name: 'Put restore ready' }).click();
  await page.getByText(/A restore is ready/).waitFor();
  await waitForJob();
  await shoot(page, 'operations-staged');
  const names = readdirSync(join(server.folder, 'backups')).filter((one) => one.endsWith('.tar.zst'));
  assert.equal(names.length, 2, 'one by hand, one before the restore');
  assert.ok(existsSync(join(server.folder, '.restore', 'plan.json')));
  assert.deepEqual(await seriousViolations(page), []);
  await page.getByRole('button', { name: 'Discard restore' }).click();
  await page.getByText(/A restore is ready/).waitFor({ state: 'detached' });
  assert.equal(existsSync(join(server.folder, '.restore')), false);
  await context.close();
});
