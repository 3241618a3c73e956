// Coming into the console, in Chromium: set-up by keyboard alone, one-time codes, a passkey, invite, restrict, recover.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { TOTP } from 'otpauth';
import type { Browser, Page } from 'playwright-core';
import { chromiumPath, startChromium } from '../scripts/chromium.ts';
import { setupToken } from '../src/accounts/setup.ts';
import { builtConsole, openPage, type Watched } from './console/browser.ts';
import { type Served, startServing } from './server/serving.ts';

const path = chromiumPath();
const skip = path === undefined ? 'there is no Chromium' : false;
let browser: Browser;
let server: Served;
let origin: string;
const opened: Watched[] = [];

before(async () => {
  if (path === undefined) return;
  server = await startServing({
    profile: 'guard',
    consoleFolder: builtConsole(),
    limits: { heartbeatMilliseconds: 1000 },
  });
  // Passkeys belong to a name, not to a number.
  origin = `http://localhost:${server.port}`;
  browser = await startChromium(path);
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

const open = async (): Promise<Watched> => {
  const watched = await openPage(browser, origin);
  opened.push(watched);
  return watched;
};

const ada = { name: 'Ada Byron', email: 'ada@authority.example', password: 'three quiet ballots float' };
const ben = { name: 'Ben Okoro', email: 'ben@csirt.example', password: 'seven lanterns over water' };

/** Types what a person types: the key presses and nothing else. */
async function type(page: Page, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) {
    if (/^(?:Tab|Enter|Escape|Shift\+Tab|Control\+k|Arrow\w+|.)$/.test(key)) await page.keyboard.press(key);
    else await page.keyboard.type(key);
  }
}

const heading = async (page: Page, name: string): Promise<void> =>
  await page.getByRole('heading', { name, exact: true, level: 1 }).waitFor();

async function signIn(page: Page, { email, password }: typeof ada): Promise<void> {
  await page.goto(`${origin}/`);
  await page.getByLabel('Mail address').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

let adas: Watched;
let totp: TOTP;
let recoveryCode: string;

test('administrator: sets up the space by keyboard alone, and finds the people page by Ctrl-K and by g p', {
  skip,
}, async () => {
  const token = setupToken(server.space('real').ledger);
  adas = await open();
  const { page } = adas;
  await page.goto(`${origin}/set-up#${token}`);
  await heading(page, 'Set up this space');
  assert.equal(new URL(page.url()).hash, '', 'the token is gone from the address');
  await type(page, 'Electoral Commission', 'Tab', 'Tab', ada.name, 'Tab', ada.email, 'Tab', 'password1234', 'Enter');
  await page.getByText('The password does not keep the rules').waitFor();
  await page.getByLabel('New password').press('Control+a');
  await type(page, ada.password, 'Enter');
  await page.getByRole('button', { name: /Ada Byron/ }).waitFor();
  await type(page, 'Control+k', 'people', 'Enter');
  await heading(page, 'People');
  await type(page, 'g', 'm');
  await heading(page, 'My account');
  await type(page, 'g', 'p');
  await heading(page, 'People');
  await type(page, '/', 'role:analyst', 'Enter');
  await page.getByText('Nothing matches this filter').waitFor();
  assert.equal(new URL(page.url()).searchParams.get('q'), 'role:analyst');
  await page.getByRole('button', { name: 'Clear filter' }).press('Enter');
  await page.getByRole('link', { name: ada.name }).waitFor();
  await type(page, 'j');
  assert.equal(
    await page.evaluate('document.activeElement.textContent'),
    ada.name,
    'j moves the focus to the first row',
  );
  await type(page, 'Enter');
  await heading(page, ada.name);
  await type(page, 'u');
  await heading(page, 'People');
  await page.getByRole('link', { name: ada.name }).waitFor();
  await type(page, '?');
  await page.getByRole('dialog', { name: /Keyboard shortcuts/ }).waitFor();
  await type(page, 'Escape');
});

test('nobody sets up the space twice, and a cut link says so', { skip }, async () => {
  const { page } = await open();
  await page.goto(`${origin}/set-up#short`);
  await heading(page, 'This link is not complete');
  // Pasted into the address line of the same page.
  await page.goto(`${origin}/set-up#${'x'.repeat(43)}`);
  await heading(page, 'Set up this space');
  await page.waitForURL(`${origin}/set-up`);
  await page.reload();
  await heading(page, 'This link is not complete');
  await page.goto(`${origin}/recovery#${'x'.repeat(43)}`);
  await page.getByLabel('New password').fill(ada.password);
  await page.getByRole('button', { name: 'Set new password' }).click();
  await heading(page, 'This link does not work any more');
});

test('administrator: switches on one-time codes, keeps the recovery codes', { skip }, async () => {
  const { page } = adas;
  await page.goto(`${origin}/account`);
  await page.getByRole('button', { name: 'Switch on one-time codes' }).click();
  await page.getByRole('img', { name: /QR code/ }).waitFor();
  const secret = await page.locator('form .copyable code').first().getAttribute('title');
  assert.match(secret ?? '', /^[A-Z2-7]{16,}$/);
  totp = new TOTP({ secret: secret ?? '' });
  await page.getByLabel('First code from the app').fill('000000');
  await page.getByRole('button', { name: 'Confirm first code' }).click();
  await page.getByText('The code is not right').waitFor();
  await page.getByLabel('First code from the app').fill(totp.generate());
  await page.getByRole('button', { name: 'Confirm first code' }).click();
  await page.getByRole('heading', { name: 'Keep your recovery codes' }).waitFor();
  const codes = await page.locator('.codes li').allTextContents();
  assert.ok(codes.length >= 8);
  recoveryCode = codes[0];
  await page.getByRole('button', { name: 'I have kept them' }).click();
  await page.getByText(/\d+ recovery codes left/).waitFor();
});

test('administrator: signs in with password and recovery code, at the page they wanted', { skip }, async () => {
  const { page } = await open();
  await signIn(page, { ...ada, password: 'wrong wrong wrong' });
  await page.getByText('The address or the password is not right').waitFor();
  await page.goto(`${origin}/audit`);
  await page.getByLabel('Mail address').fill(ada.email);
  await page.getByLabel('Password', { exact: true }).fill(ada.password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await heading(page, 'Confirm that it is you');
  await page.reload();
  await heading(page, 'Confirm that it is you');
  await page.getByRole('button', { name: 'Use a recovery code instead' }).click();
  await page.getByLabel('Recovery code').fill(recoveryCode);
  await page.getByRole('button', { name: 'Confirm sign-in' }).click();
  await heading(page, 'Audit trail');
  await page.getByRole('button', { name: 'Verify chain' }).click();
  await page.getByText(/the chain is whole/).waitFor();
});

test('administrator: adds a passkey and signs in with it alone', { skip }, async () => {
  const { page, context } = adas;
  const devtools = await context.newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  await page.goto(`${origin}/account`);
  await page.getByLabel('Name of the passkey').fill('Key on the desk');
  await page.getByRole('button', { name: 'Add passkey' }).click();
  await page.getByText('Key on the desk').waitFor();
  await page.getByRole('button', { name: /Ada Byron/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await heading(page, 'Sign in');
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await page.getByRole('button', { name: /Ada Byron/ }).waitFor();
});

test('administrator invites; analyst accepts; administrator restricts; analyst is out at once and back by recovery', {
  skip,
}, async () => {
  const { page } = adas;
  await page.goto(`${origin}/people`);
  await page.getByRole('button', { name: 'Invite person' }).click();
  await page.getByRole('dialog').getByLabel('Mail address').fill(ben.email);
  await page.getByRole('button', { name: 'Make invitation link' }).click();
  const link = await page.locator('dialog .copyable code').textContent();
  assert.match(link ?? '', /\/invitation#[\w-]{20,}$/);
  await page.getByRole('button', { name: 'I have copied it' }).click();

  const bens = await open();
  await bens.page.goto(link?.replace(/^https?:\/\/[^/]+/, origin) ?? '');
  await heading(bens.page, 'You are invited');
  await bens.page.getByText('To Electoral Commission, as Analyst.').waitFor();
  await bens.page.getByLabel('Your name').fill(ben.name);
  await bens.page.getByLabel('New password').fill(ben.password);
  await bens.page.getByRole('button', { name: 'Accept invitation' }).click();
  await bens.page.getByRole('button', { name: /Ben Okoro/ }).waitFor();
  assert.equal(await bens.page.getByRole('link', { name: 'People' }).count(), 0, 'what an analyst may not is absent');
  await bens.page.goto(`${origin}/people`);
  await bens.page.getByText('There is no such page here').waitFor();

  // The list says by itself that somebody came, and does not move under the hand.
  // Right after one's own change the row stands there at once instead.
  const waiting = page.getByRole('button', { name: /1 new/ });
  const row = page.getByRole('link', { name: ben.name });
  await waiting.or(row).first().waitFor();
  if (await waiting.isVisible()) await waiting.click();
  await row.click();
  await heading(page, ben.name);
  await page.getByRole('button', { name: 'Restrict person' }).click();
  const dialog = page.getByRole('dialog', { name: `Restrict ${ben.name}?` });
  await dialog.getByText('You can lift the restriction at any time.').waitFor();
  await dialog.getByRole('button', { name: 'Restrict person' }).click();
  await page.getByRole('button', { name: 'Lift restriction' }).waitFor();
  // The page that Ben has open goes by itself: without a reload, without a press.
  await heading(bens.page, 'Sign in');

  await page.getByRole('button', { name: 'Lift restriction' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Lift restriction' }).click();
  await page.getByRole('button', { name: 'Restrict person' }).waitFor();
  await page.getByRole('button', { name: 'Make recovery link' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Make recovery link' }).click();
  const recovery = await page.locator('dialog .copyable code').textContent();
  await bens.page.goto(recovery?.replace(/^https?:\/\/[^/]+/, origin) ?? '');
  await bens.page.getByLabel('New password').fill('eleven boats in the harbour');
  await bens.page.getByRole('button', { name: 'Set new password' }).click();
  await bens.page.getByRole('button', { name: /Ben Okoro/ }).waitFor();
});

test('nothing left the server, nothing broke the content security policy, nothing was thrown', { skip }, () => {
  assert.ok(opened.length >= 4);
  for (const { faults } of opened) assert.deepEqual(faults, []);
});
