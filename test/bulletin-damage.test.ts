// One changed digit in a file of each published kind, and hostile files: the page finds it, names it, runs nothing of it, and
// the total it shows is that of the log.
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { chromiumPath, startChromium } from '../scripts/chromium.ts';
import type { Manifest, Pointer } from '../src/bulletin/model/site.ts';
import type { TestLog } from '../src/bulletin/testing/test-log.ts';
import { buildBulletin, wholeNight } from './bulletin/night.ts';
import { builtBulletin, type Citizen, openCitizen, phone } from './bulletin/chromium.ts';
import { serveFolder } from './bulletin/serve.ts';

const folder = mkdtempSync(join(tmpdir(), 'pollwarden-damage-'));
let browser: Browser;
let log: TestLog;
let out = '';
let manifest: Manifest;
let votes = '';

before(async () => {
  log = wholeNight({ units: 40, areas: 3, options: 6 });
  out = await buildBulletin(log, folder, builtBulletin());
  browser = await startChromium(chromiumPath() ?? '');
  const pointer = JSON.parse(readFileSync(join(out, 'latest.json'), 'utf8')) as Pointer;
  manifest = JSON.parse(readFileSync(join(out, pointer.manifest), 'utf8')) as Manifest;
  await withCitizen(out, async ({ page, open }) => {
    await open();
    votes = await page.locator('.result .hero').first().innerText();
  });
});
after(async () => {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
});

async function withCitizen(from: string, work: (citizen: Citizen) => Promise<void>): Promise<void> {
  const citizen = await openCitizen(browser, from, phone);
  try {
    await work(citizen);
    assert.deepEqual(citizen.faults, []);
  } finally {
    await citizen.close();
  }
}

const pathOf = (role: Manifest['files'][number]['role'], of?: string): string =>
  manifest.files.find((file) => file.role === role && (of === undefined || file.of === of))?.path ?? '';

/** The bulletin with one file changed. */
function changed(path: string, change: (text: string) => string): string {
  const root = mkdtempSync(join(folder, 'changed-'));
  cpSync(out, root, { recursive: true });
  const file = join(root, path);
  const whole = readFileSync(file, 'latin1');
  const text = change(whole);
  assert.notEqual(text, whole, `${path} was changed`);
  writeFileSync(file, text, 'latin1');
  return root;
}

/** The last digit behind the text is another. */
const digitAfter =
  (mark: string) =>
  (text: string): string => {
    const at = text.indexOf(mark);
    const digit = text.slice(at + mark.length).search(/\d/) + at + mark.length;
    return at < 0 ? text : `${text.slice(0, digit)}${text[digit] === '9' ? '8' : '9'}${text.slice(digit + 1)}`;
  };

type Found = { readonly text: string; readonly faults: readonly string[]; readonly votes: string };

async function checkEverything({ page, open }: Citizen): Promise<Found> {
  await open('#check');
  await page.locator('#check-start').click();
  const box = page.locator('.answer > .box').first();
  await box.waitFor();
  const faults = await page.locator('.answer > .box li[data-fault]').allInnerTexts();
  return {
    text: await box.innerText(),
    faults,
    votes: await page.locator('.answer .result .hero').first().innerText(),
  };
}

for (const [kind, path, mark] of [
  ['area', () => pathOf('area', 'd1'), '"votes/all/1":'],
  ['total', () => pathOf('total'), '"votes/1":'],
  ['CSV', () => pathOf('csv'), ','],
  ['NIST CDF', () => pathOf('cdf'), '"Count": '],
  ['signed returns', () => pathOf('returns'), '"votes/all/1":'],
  ['page of an area', () => pathOf('page'), '<td class="n">'],
  ['style', () => pathOf('style'), 'width:'],
] as const)
  test(`a changed digit in the ${kind} over http: the file is named, and the total is the log's`, async (t) => {
    const served = await serveFolder(
      changed(path(), (text) => digitAfter(text.includes(mark) ? mark : mark.trim())(text)),
    );
    t.after(served.close);
    await withCitizen(served.url, async (citizen) => {
      const found = await checkEverything(citizen);
      assert.ok(
        found.faults.some((one) => one.includes('not the one that was published') && one.includes(path())),
        found.text,
      );
      assert.equal(found.votes, votes);
      if (kind === 'area')
        assert.ok(
          found.faults.some((one) => /Harbour Union: shown \d+, signed \d+/.test(one)),
          found.text,
        );
    });
  });

test('a changed digit in an entry of the log, from a file: unit and figure are named, and the total is the log’s', async () => {
  const unit = log.definition.units[10];
  const size = log.entries.length;
  const root = changed(`log-js/entries/0-${size}.js`, (text) => {
    const at = text.indexOf(`\\"unit\\":\\"${unit.id}\\"},\\"signatures`);
    const start = text.lastIndexOf('\\"votes/all/1\\":', at) + '\\"votes/all/1\\":'.length;
    return `${text.slice(0, start)}${text[start] === '9' ? '8' : '9'}${text.slice(start + 1)}`;
  });
  await withCitizen(root, async (citizen) => {
    const found = await checkEverything(citizen);
    assert.match(found.text, /The total shown is that of the log, not of the damaged copy/);
    const named = found.faults.find((one) => one.includes('Harbour Union: shown'));
    assert.ok(named?.includes(unit.name), found.text);
    assert.ok(
      named?.includes(`signed ${(log.counts.get(unit.id)?.['votes/all/1'] ?? 0).toLocaleString('en-GB')}`),
      found.text,
    );
    assert.equal(found.votes, votes);
  });
});

test('a changed digit in the copy of a unit, from a file: the area says which file is damaged', async () => {
  const path = pathOf('area', 'd1');
  const root = changed(path.replace(/json$/, 'js'), digitAfter('\\"votes/all/1\\":'));
  await withCitizen(root, async ({ page, open }) => {
    await open('#area/d1');
    await page.getByRole('alert').getByText(path).waitFor();
  });
});

test('hostile files: nothing of them runs, and each is named', async () => {
  const area = pathOf('area', 'd1').replace(/json$/, 'js');
  const name = log.definition.units[0].name;
  const markup = '<img src=x onerror=alert(1)><script>alert(1)</script>';
  for (const change of [
    (text: string) => text.replaceAll(name, markup.replaceAll('"', '')),
    (text: string) => `${text.slice(0, -3)}${'x'.repeat(3_000_000)}");\n`,
    () => 'pollwarden("data", "elsewhere", 5);',
    () => 'not a script at all {',
  ]) {
    const citizen = await openCitizen(browser, changed(area, change), phone);
    let asked = 0;
    citizen.page.on('dialog', (dialog) => {
      asked++;
      void dialog.dismiss();
    });
    await citizen.open('#area/d1');
    await citizen.page.getByRole('alert').getByText(area.replace(/js$/, 'json')).waitFor();
    assert.equal(asked, 0);
    assert.equal(await citizen.page.locator('#app img, #app script').count(), 0);
    await citizen.close();
  }
});

test('a checkpoint with a changed digit is refused by name, and the figures stay unbelieved', async () => {
  const root = changed('latest.js', digitAfter('bulletin.example/assembly\\n'));
  const citizen = await openCitizen(browser, root, phone);
  await citizen.open();
  const says = await citizen.page.locator('#app').innerText();
  assert.match(says, /cannot be read here|CHECKPOINT_REFUSED|not signed/);
  assert.equal(await citizen.page.locator('.result').count(), 0);
  await citizen.close();
});
