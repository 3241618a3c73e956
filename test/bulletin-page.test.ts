// A citizen's browser and the bulletin: what it says of itself, everything checked, with and without WebCrypto, without
// script, in the dark, on a small screen; what this device remembers; mirrors; a notice of attack.
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import type { Browser } from 'playwright-core';
import { chromiumPath, startChromium } from '../scripts/chromium.ts';
import { noticeText } from '../src/bulletin/model/notice.ts';
import { openTestLog, type TestLog } from '../src/bulletin/testing/test-log.ts';
import { fingerprintWords } from '../src/bulletin/words/words.ts';
import { nodeCrypto } from '../src/tlog/files/crypto.ts';
import { noteText } from '../src/tlog/note.ts';
import { buildBulletin, wholeNight } from './bulletin/night.ts';
import { builtBulletin, type Citizen, openCitizen, phone } from './bulletin/chromium.ts';
import { serveFolder } from './bulletin/serve.ts';
import { overflow, seriousViolations } from './console/browser.ts';

const folder = mkdtempSync(join(tmpdir(), 'pollwarden-bulletin-'));
let browser: Browser;
let app = '';
let log: TestLog;
let out = '';

before(async () => {
  app = builtBulletin();
  log = wholeNight({ units: 40, areas: 3, options: 6 });
  out = await buildBulletin(log, folder, app);
  browser = await startChromium(chromiumPath() ?? '');
});
after(async () => {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
});

async function withCitizen(
  from: string,
  options: Parameters<typeof openCitizen>[2],
  work: (citizen: Citizen) => Promise<void>,
): Promise<void> {
  const citizen = await openCitizen(browser, from, options);
  try {
    await work(citizen);
    assert.deepEqual(citizen.faults, []);
  } finally {
    await citizen.close();
  }
}

async function checkEverything({ page, open }: Citizen): Promise<string> {
  await open('#check');
  await page.locator('#check-start').click();
  await page.locator('.answer > .box').first().waitFor();
  return await page.locator('.answer > .box').first().innerText();
}

/** A copy of the bulletin, changed. */
function copyOf(name: string, change: (root: string) => void): string {
  const root = join(folder, name);
  cpSync(out, root, { recursive: true });
  change(root);
  return root;
}

test('the first script is under 60 kB, compressed either way; the reader of codes comes later', () => {
  const script = readFileSync(join(app, 'app.js'));
  for (const size of [gzipSync(script, { level: 9 }).length, brotliCompressSync(script).length])
    assert.ok(size < 60_000, `${size} bytes`);
  for (const text of ['zod', '.safeParse(']) assert.ok(!script.includes(text), text);
});

test('from a file with no server: result, turnout, places, and that the copy cannot prove itself', async () => {
  await withCitizen(out, phone, async ({ page, open }) => {
    await open();
    const says = await page.locator('#view').innerText();
    assert.match(says, /This copy cannot prove itself/);
    assert.match(says, /Checked on your device: the log’s signature, the witnesses that it asks for/);
    assert.match(says, /Counted: \d+\.\d% 35 of 40 units/);
    assert.match(says, /Turnout: \d+\.\d%/);
    assert.match(says, /Units that cannot be verified: 1\. With them 35 of 40 units are counted, without them 34/);
    assert.equal(await page.locator('#static').count(), 0);
    await page.getByRole('link', { name: /^Corsfleet ?Counted/ }).focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Elmquay' }).waitFor();
    assert.ok((await overflow(page)) <= 0);
  });
});

test('the sixteen words: typed from the poster, by numbers, by four letters; one wrong word is named', async () => {
  const words = fingerprintWords(nodeCrypto.sha256(log.entries[0]));
  await withCitizen(out, phone, async ({ page, open }) => {
    await open('#trust');
    const verdict = async (text: string): Promise<string> => {
      await page.locator('textarea[name=words]').fill(text);
      await page.getByRole('button', { name: 'Compare' }).click();
      return await page.locator('.verdict').innerText();
    };
    assert.deepEqual(
      await page.locator('.words b').allInnerTexts(),
      words.map(({ word }) => word),
    );
    for (const text of [
      words.map(({ word }) => word).join(' '),
      words.map(({ digits }) => digits).join(' '),
      words.map(({ word }) => word.slice(0, 4).toUpperCase()).join(', '),
    ])
      assert.match(await verdict(text), /They are the same/);
    const other = words.map(({ word }, i) => (i === 6 ? (word === 'zoo' ? 'zone' : 'zoo') : word)).join(' ');
    assert.match(await verdict(other), /differ at word 7: this page says “\w+”, you typed “zoo”/);
    assert.match(await verdict(words.map(({ word }, i) => (i === 3 ? 'pollwarden' : word)).join(' ')), /Word 4/);
    const two = words.slice(0, 2).map(({ word }) => word);
    assert.equal(await verdict(two.join(' ')), 'It takes all sixteen words; you typed 2.');
    await page.getByRole('link', { name: 'Result', exact: true }).click();
    await page.locator('section.contest').first().waitFor();
    await open('#trust');
    assert.match(await page.locator('#view').innerText(), /w1, .*\n.*w2, /);
  });
});

test('no independent witness: it says so', async () => {
  const alone = openTestLog({ units: 6, areas: 2, witnesses: 0 });
  const { unit } = alone.release(alone.returnOf(alone.definition.units[0].id)) as { readonly unit?: string };
  assert.equal(unit, undefined);
  const root = await buildBulletin(alone, join(folder, 'alone'), app);
  await withCitizen(root, {}, async ({ page, open }) => {
    await open();
    assert.match(await page.locator('#view').innerText(), /No independent witness has signed/);
  });
});

for (const [name, from, init] of [
  ['file://', 'file', undefined],
  ['http://', 'http', undefined],
  [
    'file:// in a browser without Ed25519',
    'file',
    () => {
      // Not there on about:blank.
      if (globalThis.crypto?.subtle === undefined) return;
      const own = crypto.subtle.importKey.bind(crypto.subtle) as (...all: unknown[]) => Promise<CryptoKey>;
      crypto.subtle.importKey = ((...all: unknown[]) =>
        all[2] === 'Ed25519' ? Promise.reject(new DOMException('none', 'NotSupportedError')) : own(...all)) as never;
    },
  ],
] as const) {
  test(`everything is checked from ${name}, and there is no fault`, async (t) => {
    const served = from === 'http' ? await serveFolder(out) : undefined;
    t.after(async () => await served?.close());
    await withCitizen(served?.url ?? out, { ...phone, ...(init === undefined ? {} : { init }) }, async (citizen) => {
      const loaded: string[] = [];
      citizen.page.on('request', (request) => request.resourceType() === 'script' && loaded.push(request.url()));
      const says = await checkEverything(citizen);
      const faults = await citizen.page
        .locator('.answer li[data-fault]')
        .evaluateAll((all) => all.map((one) => one.getAttribute('data-fault')));
      assert.deepEqual(faults, [], says);
      assert.match(says, /No fault found in \d+ entries, 31 signed returns/);
      assert.equal(
        loaded.some((url) => url.includes('/curve-')),
        init !== undefined,
      );
      assert.equal(citizen.page.workers().length > 0, from === 'http', 'threads where there are any');
      assert.ok(!loaded.some((url) => url.includes('/qr-')), 'the reader of codes is not asked for');
      assert.match(await citizen.page.locator('.answer').innerText(), /Added up again on your device/);
    });
  });
}

test('without script the result and the words are there', async () => {
  await withCitizen(out, { javaScriptEnabled: false }, async ({ page }) => {
    await page.goto(`file://${out}/index.html`);
    const says = await page.locator('#static').innerText();
    assert.match(says, /This copy cannot prove itself/);
    assert.match(says, /Harbour Union/);
  });
});

test('light and dark, 360 px and wide: no serious violation on any view, nothing wider than the screen', async () => {
  const unit = log.definition.units[10].id;
  for (const colorScheme of ['light', 'dark'] as const)
    for (const width of [360, 1200])
      await withCitizen(out, { colorScheme, viewport: { width, height: 800 } }, async ({ page, open }) => {
        for (const view of ['', '#trust', '#check', '#paper', `#paper/${unit}`, '#area/d1', `#unit/${unit}`]) {
          await open(view);
          await page.waitForTimeout(300);
          const where = `${colorScheme} ${width} ${view}`;
          assert.deepEqual(await seriousViolations(page), [], where);
          assert.ok((await overflow(page)) <= 0, where);
        }
      });
});

test('an older state than this device saw, and one that contradicts it, are alarms; both signed states can be saved', async () => {
  const place = join(folder, 'memory', 'out');
  const citizen = await openCitizen(browser, place, phone);
  const show = (root: string): void => {
    rmSync(place, { recursive: true, force: true });
    cpSync(root, place, { recursive: true });
  };
  const grown = wholeNight({ units: 40, areas: 3, options: 6 });
  const older = await buildBulletin(grown, join(folder, 'grown'), app);
  const first = join(folder, 'first');
  cpSync(older, first, { recursive: true });
  const late = grown.definition.units.at(-1)?.id ?? '';
  grown.release(grown.returnOf(late));
  await buildBulletin(grown, join(folder, 'grown'), app);
  show(older);
  await citizen.open();
  assert.equal(await citizen.page.locator('[role=alert]').count(), 0);
  await citizen.open('#trust');
  await citizen.page.getByText('This device remembers the state of').waitFor();
  show(first);
  await citizen.open();
  await citizen.page.getByText('OLDER than what this device was shown before').waitFor();
  const fork = wholeNight({ units: 40, areas: 3, options: 6 });
  for (const unit of [late, grown.definition.units.at(-2)?.id ?? '', grown.definition.units.at(-3)?.id ?? ''])
    fork.release(fork.returnOf(unit));
  show(await buildBulletin(fork, join(folder, 'fork'), app));
  await citizen.open();
  await citizen.page.getByText('CONTRADICTS one that this device was shown before').waitFor();
  const [file] = await Promise.all([
    citizen.page.waitForEvent('download'),
    citizen.page.getByRole('button', { name: 'Save both signed states' }).click(),
  ]);
  const saved = readFileSync(await file.path(), 'utf8');
  assert.equal(saved.split('bulletin.example/assembly\n').length, 3, 'two checkpoints');
  await citizen.close();
});

test('the main address gives nothing: the figures come from a mirror, and the page says so', async (t) => {
  const mirror = await serveFolder(out);
  t.after(mirror.close);
  const built = await buildBulletin(wholeNight({ units: 40, areas: 3, options: 6 }), join(folder, 'mirrored'), app, {
    mirrors: [mirror.url],
  });
  const main = await serveFolder(built);
  t.after(main.close);
  const citizen = await openCitizen(browser, main.url, phone);
  await citizen.open();
  assert.equal(await citizen.page.locator('.box.warn[role=status]').count(), 0);
  for (const name of ['latest.json', 'latest.js']) rmSync(join(built, name));
  await citizen.open();
  await citizen.page.getByText(`These figures come from the copy ${new URL(mirror.url).host}`).waitFor();
  await citizen.close();
});

test('a newer bulletin is told of within a minute, and not while somebody types', async (t) => {
  const copy = copyOf('newer', () => undefined);
  const served = await serveFolder(copy);
  t.after(served.close);
  await withCitizen(served.url, phone, async ({ page, open }) => {
    await page.clock.install();
    await open();
    await page.clock.fastForward(61_000);
    const told = page.getByText('A newer bulletin is there.');
    assert.equal(await told.count(), 0);
    const file = join(copy, 'latest.json');
    writeFileSync(file, readFileSync(file, 'utf8').replace(/"number":\d+/, '"number":99'));
    await page.evaluate(() => void (location.hash = '#paper'));
    const typed = page.getByRole('textbox').first();
    await typed.fill('HALF A CODE');
    await page.clock.fastForward(61_000);
    assert.equal(await typed.inputValue(), 'HALF A CODE');
    await page.evaluate(() => void (location.hash = ''));
    await told.waitFor();
  });
});

test('a notice of attack is shown where the log’s key signed it, and not else', async () => {
  const text = noticeText({
    format: 'pollwarden-notice/1',
    election: log.definition.election,
    log: log.log.key.name,
    from: '2026-01-01T00:00:00Z',
    until: '2126-01-01T00:00:00Z',
    texts: { en: 'We are under attack. Figures are read on channel 4 every hour.' },
    channels: ['https://mirror.example/', 'the radio'],
  });
  const withNotice = (name: string, notice: string): string =>
    copyOf(name, (root) => {
      for (const file of ['latest.json', 'latest.js']) {
        const path = join(root, file);
        writeFileSync(path, readFileSync(path, 'utf8').replace('"notice":null', `"notice":${JSON.stringify(notice)}`));
      }
    });
  const signed = noteText({ text, signatures: [log.log.sign(text)] });
  const onPage = (root: string, name: string, html: string): void => {
    const path = join(root, 'index.html');
    const front = readFileSync(path, 'utf8');
    assert.ok(front.includes('<!--notice-->') && front.includes('<div id="app">'));
    writeFileSync(
      path,
      front.replace('<!--notice-->', `<!--notice-->${html}`).replace('<div id="app">', `<div id="app">${name}`),
    );
  };
  // Nobody signed what was put into the page itself: the script takes it away, wherever it stands.
  const untrue = copyOf('untrue-notice', (root) =>
    onPage(root, '<p>added too</p>', '<section class="notice" role="alert"><p>Stay at home</p></section>'),
  );
  await withCitizen(untrue, phone, async ({ page, open }) => {
    await open();
    await page.locator('#view').waitFor();
    const says = await page.locator('body').innerText();
    assert.ok(!/Stay at home|added too/.test(says), says);
  });
  const genuine = withNotice('notice', signed);
  onPage(genuine, '', '<section class="notice" role="alert"><p>Figures are read on channel 4</p></section>');
  await withCitizen(genuine, phone, async ({ page, open }) => {
    await open();
    assert.equal(await page.getByText('Figures are read on channel 4').count(), 1);
    await page.getByRole('alert').getByText('Figures are read on channel 4 every hour.').waitFor();
    await page.getByRole('alert').getByRole('link', { name: 'https://mirror.example/' }).waitFor();
  });
  // What the same key signed as something else is no notice.
  await withCitizen(withNotice('checkpoint-notice', await log.checkpoint()), phone, async ({ page, open }) => {
    await open();
    await page.getByText('a notice that the electoral authority did not sign').waitFor();
  });
  const forged = signed.replace('channel 4', 'channel 5');
  await withCitizen(withNotice('forged-notice', forged), phone, async ({ page, open }) => {
    await open();
    await page.getByText('a notice that the electoral authority did not sign').waitFor();
    assert.ok(!(await page.locator('#view').innerText()).includes('channel 5'));
  });
});

test('every script, style and language that was built is in the bulletin', () => {
  const names = readdirSync(join(out, 'data'));
  for (const name of ['app', 'qr', 'curve', 'worker'])
    assert.ok(
      names.some((one) => one.startsWith(`${name}-`)),
      name,
    );
});
