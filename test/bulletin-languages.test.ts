// All official languages of the Union: each text takes the same values as the English one, the page says that a machine made
// it, and statements of law stay in the original.
import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { chromiumPath, startChromium } from '../scripts/chromium.ts';
import { en, type LanguageFile, legal } from '../web/bulletin/src/messages/en.ts';
import { languages } from '../web/bulletin/src/ui/language.ts';
import { buildBulletin, wholeNight } from './bulletin/night.ts';
import { builtBulletin, openCitizen, phone } from './bulletin/chromium.ts';
import { overflow, seriousViolations } from './console/browser.ts';

const messages = join(import.meta.dirname, '..', 'web', 'bulletin', 'src', 'messages');
const valuesIn = (text: string): readonly string[] =>
  [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).toSorted();

test('twenty-four languages; each text takes the values of the English one, and none claims a review that nobody made', async () => {
  const codes = readdirSync(messages).map((file) => file.slice(0, 2));
  assert.deepEqual(codes.toSorted(), Object.keys(languages).toSorted());
  assert.equal(codes.length, 24);
  for (const code of codes.filter((one) => one !== 'en')) {
    const { translation } = (await import(join(messages, `${code}.ts`))) as { readonly translation: LanguageFile };
    assert.equal(translation.reviewed, false, code);
    for (const [key, text] of Object.entries(translation.messages)) {
      assert.ok(Object.hasOwn(en, key), `${code}: ${key}`);
      assert.deepEqual(valuesIn(text), valuesIn(en[key as keyof typeof en]), `${code}: ${key}`);
    }
    for (const key of ['machine', 'cannotProve', 'paperSame', 'paperDiffers', 'compareEye', 'unverified'] as const)
      assert.ok(translation.messages[key] !== undefined, `${code}: ${key}`);
  }
});

test('the page in Greek and in Irish: marked as a machine’s, numbers as there, law in the original; it stays so', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'pollwarden-languages-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const out = await buildBulletin(wholeNight({ units: 40, areas: 3, options: 6 }), folder, builtBulletin());
  const browser = await startChromium(chromiumPath() ?? '');
  t.after(async () => await browser.close());
  const { page, open, faults } = await openCitizen(browser, out, phone);
  await open();
  assert.equal(await page.locator('#language option').count(), 24);
  for (const [code, mark, words] of [
    ['ga', 'Meaisín a rinne', 'Comhairthe'],
    ['el', 'Αυτή η μετάφραση έγινε από μηχανή', 'Καταμετρήθηκαν'],
  ]) {
    await page.locator('#language').selectOption(code);
    await page.locator(`html[lang=${code}]`).waitFor();
    const says = await page.locator('#page').innerText();
    assert.ok(says.includes(mark) && says.includes(words), says.slice(0, 400));
    assert.equal(await page.locator('p[lang=en]').first().innerText(), legal.preliminary);
    assert.ok((await overflow(page)) <= 0);
    assert.deepEqual(await seriousViolations(page), []);
  }
  assert.match(await page.locator('.result .hero').first().innerText(), /^\d+\.\d{3}/, 'thousands as in Greek');
  await open('#paper');
  assert.ok((await page.locator('#page').innerText()).includes('Σύγκριση χαρτιού'));
  assert.deepEqual(faults, []);
});

test('before anybody chooses: the language of the browser on the front page, that of the page where one was asked for', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'pollwarden-languages-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const night = wholeNight({ units: 40, areas: 3, options: 6 });
  const out = await buildBulletin(night, folder, builtBulletin(), { languages: ['en', 'fr'] });
  const browser = await startChromium(chromiumPath() ?? '');
  t.after(async () => await browser.close());
  for (const [locale, file, expected] of [
    ['de-DE', 'index.html', 'de'],
    ['ja-JP', 'index.html', 'en'],
    ['en-US', 'fr.html', 'fr'],
    ['de-DE', 'en.html', 'en'],
  ]) {
    const { page, open, close } = await openCitizen(browser, out, { ...phone, locale });
    const spoken = async (): Promise<string | null> => {
      await page.locator('#language').waitFor();
      return await page.locator('html').getAttribute('lang');
    };
    await page.goto(pathToFileURL(join(out, file)).href);
    assert.equal(await spoken(), expected, `${locale} ${file}`);
    await page.locator('#language').selectOption('ga');
    await page.locator('html[lang=ga]').waitFor();
    await open();
    assert.equal(await spoken(), 'ga', 'what was chosen stays');
    await close();
  }
});
