// Alerts, own thresholds, duty rota, watchlists and calendar in Chromium: what people do, by keyboard where they would;
// every page in light and dark, wide and narrow, without serious violations of accessibility.
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { chromiumPath, startChromium } from '../scripts/chromium.ts';
import { acknowledgeUrl } from '../src/alerts/send.ts';
import { addSketch, alertsOf, deliveriesOf } from '../src/alerts/testing/world.ts';
import type { Space } from '../src/server/space.ts';
import { builtConsole, openPage, overflow, seriousViolations } from './console/browser.ts';
import { type Served, signedIn, startServing } from './server/serving.ts';

const pictures = process.env.POLLWARDEN_PICTURES;
const path = chromiumPath();
if (path === undefined) throw new Error('Chromium is not installed; set CHROMIUM_PATH');
let browser: Browser;
let server: Served;
let space: Space;
let admin: { readonly cookie: string; readonly personId: string };
let analyst: { readonly cookie: string; readonly personId: string };

const until = async (holds: () => boolean): Promise<void> => {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 20));
};

before(async () => {
  const consoleFolder = builtConsole();
  browser = await startChromium(path);
  server = await startServing({ profile: 'guard', consoleFolder });
  space = server.space('real');
  admin = signedIn(space, 'administrator');
  analyst = signedIn(space, 'analyst');
  for (let i = 0; i < 6; i++) {
    const severity = (['warning', 'severe', 'critical'] as const)[i % 3];
    addSketch(space, `f${i}`, { severity, title: `Coordinated group of ${12 + i} accounts on links and hashtags` });
  }
  space.hub.publish({ topic: 'findings', change: 'added' });
  await until(() => alertsOf(space).length === 8);
});
after(async () => {
  await browser.close();
  await server.stop();
});

const shot = async (page: Page, name: string): Promise<void> => {
  if (pictures === undefined) return;
  mkdirSync(pictures, { recursive: true });
  await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });
};
const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name });

test('an analyst moves to an alert and acknowledges it, by keyboard', async () => {
  const { page, context, faults } = await openPage(browser, server.origin, { cookie: analyst.cookie });
  await page.goto(`${server.origin}/alerts?q=person%3Ame+state%3Aopen`);
  await page.locator('[data-row]').first().waitFor();
  await page.keyboard.press('j');
  const id = await page.locator('[data-row]:focus-within').getAttribute('data-row');
  await page.keyboard.press('a');
  await page.getByText('1 alert acknowledged').waitFor();
  const row = alertsOf(space).find((alert) => alert.id === id);
  assert.deepEqual(
    [row?.state, row?.acknowledged_by, row?.acknowledged_via],
    ['acknowledged', analyst.personId, 'console'],
  );
  assert.deepEqual(faults, []);
  await context.close();
});

test('thresholds are chosen in plain words, with what they would have told', async () => {
  const { page, context, faults } = await openPage(browser, server.origin, { cookie: analyst.cookie });
  await page.goto(`${server.origin}/my-alerts`);
  await page.getByText('It would have told you 4 times in the last 7 days.').waitFor();
  await page.getByLabel('Severity at least').selectOption('critical');
  await page.getByText('of severity critical and above').waitFor();
  await page.getByText('It would have told you 2 times in the last 7 days.').waitFor();
  await page.getByLabel('Only findings that match this query').fill('severty:critical');
  await page.getByText('There is no key “severty” here.').waitFor();
  assert.equal(await page.getByRole('button', { name: 'Save my alerts' }).isDisabled(), true);
  await page.getByLabel('Only findings that match this query').fill('layer:url');
  await page.getByLabel('Hold alerts during quiet hours').check();
  await page.getByLabel('From').fill('21:30');
  await page.getByRole('button', { name: 'Save my alerts' }).click();
  await page.getByText('Your alerts are saved.').waitFor();
  const stored = space.ledger.db
    .prepare('SELECT settings FROM alert_settings WHERE person_id = ?')
    .get(analyst.personId);
  const settings = JSON.parse(String(stored?.settings)) as Record<string, unknown>;
  assert.deepEqual(settings.rule, {
    enabled: true,
    severityAtLeast: 'critical',
    provisionalToo: false,
    q: 'layer:url',
    watchlist: 'ignore',
  });
  assert.deepEqual(settings.quietHours, {
    from: '21:30',
    to: '07:00',
    timeZone: 'Europe/Brussels',
    days: [1, 2, 3, 4, 5, 6, 7],
    criticalBreaksThrough: true,
  });
  assert.deepEqual(faults, []);
  await context.close();
});

test('a webhook shows its secret once, and refuses places inside the network', async () => {
  const { page, context } = await openPage(browser, server.origin, { cookie: analyst.cookie });
  await page.goto(`${server.origin}/my-alerts`);
  await page.getByLabel('Address of a new webhook').fill('https://169.254.169.254/latest');
  await page.getByRole('button', { name: 'Add webhook' }).click();
  await page.getByText('which is not allowed').waitFor();
  await page.getByLabel('Address of a new webhook').fill('https://hooks.example.org/alerts');
  await page.getByRole('button', { name: 'Add webhook' }).click();
  const dialog = page.getByRole('dialog', { name: 'Secret of the webhook' });
  await dialog.waitFor();
  await dialog.getByRole('button', { name: 'I have kept it' }).click();
  await page.getByRole('button', { name: 'Remove webhook' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove webhook' }).click();
  await until(
    () => space.ledger.db.prepare('SELECT 1 FROM alert_webhooks WHERE removed_at IS NULL').get() === undefined,
  );
  await context.close();
});

test('an administrator sets up the rota; who is on duty and the gaps are shown', async () => {
  const { page, context, faults } = await openPage(browser, server.origin, { cookie: admin.cookie });
  await page.goto(`${server.origin}/rota`);
  await page.getByText('The rota is not in force').waitFor();
  await page.getByRole('button', { name: 'Change rota' }).click();
  await page.getByLabel('The rota is in force').check();
  for (const day of ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']) {
    const cell = page.locator('.rota-cell', { hasText: day });
    for (const time of ['08:00', '20:00']) {
      await cell.getByLabel(`${time} · First`).selectOption(analyst.personId);
      await cell.getByLabel(`${time} · Second`).selectOption(admin.personId);
    }
  }
  await shot(page, 'rota-form');
  assert.deepEqual(await seriousViolations(page), []);
  await page.getByRole('button', { name: 'Save duty rota' }).click();
  await page.getByText('The duty rota is saved.').waitFor();
  await page.getByText('On duty now').waitFor();
  await page.getByText(/gaps? in the next two weeks/).waitFor();
  assert.deepEqual(faults, []);
  await context.close();
});

test('a watchlist is entered as a list, and opened by keyboard', async () => {
  const { page, context, faults } = await openPage(browser, server.origin, { cookie: admin.cookie });
  await page.goto(`${server.origin}/watchlists`);
  await page.getByText('No watchlists yet').waitFor();
  await page.getByRole('button', { name: 'Add watchlist' }).first().click();
  await page.getByLabel('Name', { exact: true }).fill('Electoral commission');
  await page.getByLabel('Items, one a line').fill('form,value\nname,Electoral Commission\ndomain,commission.example');
  await shot(page, 'watchlist-form');
  assert.deepEqual(await seriousViolations(page), []);
  await page.getByRole('button', { name: 'Save watchlist' }).click();
  await page.getByRole('button', { name: 'Electoral commission' }).waitFor();
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await page.getByText('commission.example').waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
  assert.deepEqual(faults, []);
  await context.close();
});

test('an election with its phases is entered and drawn', async () => {
  const { page, context, faults } = await openPage(browser, server.origin, { cookie: admin.cookie });
  await page.goto(`${server.origin}/calendar`);
  await page.getByRole('button', { name: 'Add election' }).click();
  await page.getByLabel('Name of the election').fill('European election');
  for (let i = 0; i < 3; i++) await page.getByRole('button', { name: 'Add phase' }).click();
  const today = new Date();
  const date = (days: number): string => new Date(today.getTime() + days * 86_400_000).toISOString().slice(0, 10);
  const spans = [
    [-30, -11],
    [-10, 20],
    [21, 40],
  ] as const;
  for (const [i, [from, to]] of spans.entries()) {
    await page.getByLabel('From').nth(i).fill(date(from));
    await page.getByLabel('To', { exact: true }).nth(i).fill(date(to));
  }
  await page.getByRole('button', { name: 'Save calendar' }).click();
  await page.getByText('Now: Register of European election').waitFor();
  assert.deepEqual(faults, []);
  await context.close();
});

test('the link of a mail opens a page that asks for a click; opening it changes nothing; the second use says so', async () => {
  const delivery = deliveriesOf(space, admin.personId).find(({ state }) => state !== 'withdrawn');
  assert.ok(delivery !== undefined);
  const place = { ledger: space.ledger, newId: () => '', consoleUrl: server.origin, demonstration: false };
  const url = acknowledgeUrl(place, delivery);
  const { page, context, faults } = await openPage(browser, server.origin);
  await page.goto(url);
  await heading(page, 'Acknowledge alerts').waitFor();
  await page.getByRole('button', { name: 'Acknowledge 1 alert' }).waitFor();
  const acknowledged = (): number =>
    alertsOf(space, admin.personId).filter(({ state }) => state === 'acknowledged').length;
  assert.equal(acknowledged(), 0);
  assert.equal(new URL(page.url()).hash, '', 'the token is taken out of the address');
  await shot(page, 'acknowledge');
  assert.deepEqual(await seriousViolations(page), []);
  await page.getByRole('button', { name: 'Acknowledge 1 alert' }).click();
  await page.getByText('Acknowledged. The escalation has ended.').waitFor();
  assert.equal(acknowledged(), 1);
  await page.goto('about:blank');
  await page.goto(url);
  await page.getByText('This link was used before.').waitFor();
  assert.deepEqual(faults, []);
  await context.close();
});

const pages = [
  ['/alerts', 'Alerts'],
  ['/my-alerts', 'My alerts'],
  ['/rota', 'Duty rota'],
  ['/watchlists', 'Watchlists'],
  ['/calendar', 'Election calendar'],
] as const;

for (const [dark, width] of [
  [false, 1440],
  [true, 1440],
  [false, 360],
  [true, 360],
] as const) {
  test(`every page is accessible and within its width: ${dark ? 'dark' : 'light'}, ${width} px`, async () => {
    const { page, context, faults } = await openPage(browser, server.origin, { cookie: admin.cookie, dark, width });
    for (const [address, title] of pages) {
      await page.goto(`${server.origin}${address}`);
      await heading(page, title).waitFor();
      await page.locator('.skeleton').waitFor({ state: 'detached' });
      await page.waitForLoadState('networkidle').catch(() => undefined);
      await shot(page, `${address.slice(1)}-${dark ? 'dark' : 'light'}-${width}`);
      assert.deepEqual(await seriousViolations(page), [], address);
      assert.equal(await overflow(page), 0, address);
    }
    assert.deepEqual(faults, []);
    await context.close();
  });
}
