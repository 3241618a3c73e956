// The report in a real Chromium, opened from a file: no error, no request, evidence by keyboard, both schemes, narrow.
import assert from 'node:assert/strict';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { chromiumPath, startChromium } from '../scripts/chromium.ts';
import type { ReportContext } from '../src/detect/coordination/report/context.ts';
import { renderReport } from '../src/detect/coordination/report/report.ts';
import type { CoordinationResult } from '../src/detect/coordination/result.ts';
import {
  type GroupPlan,
  fixtureResult,
  hostilePlans,
  hostileStrings,
  typicalPlans,
} from '../src/detect/coordination/testing/fixture.ts';

const context: ReportContext = {
  inputs: [{ name: 'posts <1>.csv', sizeBytes: 12, sha256: '0'.repeat(64) }],
  rejected: { count: 1, examples: [{ file: 'posts.csv', line: 7, code: 'TIME_INVALID', reason: '<i>soon</i>' }] },
  groupsFile: 'groups.json',
  declaredNetworks: 1,
  program: 'Pollwarden test',
};
/** What comes of an input in which no row could be read. */
function unread(): CoordinationResult {
  const result = fixtureResult(3, []);
  const input = { ...result.input, posts: 0, accounts: 0, shares: 0, layers: [], firstTime: 0, lastTime: 0 };
  return { ...result, input, calibration: [] };
}

/** Every part of the page in few rows: axe-core takes its time over each. */
function smaller(plan: GroupPlan): GroupPlan {
  return { ...plan, accounts: plan.accounts.slice(0, 5), objects: plan.objects.slice(0, 6) };
}

const pages = {
  typical: await renderReport(fixtureResult(1, typicalPlans), context),
  uncalibrated: await renderReport(fixtureResult(1, typicalPlans.slice(0, 1), false), context),
  hostile: await renderReport(fixtureResult(2, hostilePlans, false), context),
  empty: await renderReport(fixtureResult(3, []), context),
  unread: await renderReport(unread(), context),
  small: await renderReport(fixtureResult(5, typicalPlans.slice(1).map(smaller), false), context),
};
const folder = await mkdtemp(join(tmpdir(), 'pollwarden-report-'));
for (const [name, text] of Object.entries(pages)) await writeFile(join(folder, `${name}.html`), text);

const path = chromiumPath();
const skip = path === undefined ? 'Chromium is not installed; set CHROMIUM_PATH' : false;
const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
let browser: Browser | undefined;
before(async () => {
  if (path !== undefined) browser = await startChromium(path);
});
after(async () => await browser?.close());

type Look = { readonly width?: number; readonly scheme?: 'light' | 'dark' };

/** Opens a page and runs `look` on it; afterwards nothing may have been logged or requested but the file itself. */
async function withPage(
  name: keyof typeof pages,
  { width = 1200, scheme = 'light' }: Look,
  look: (p: Page) => unknown,
) {
  assert.ok(browser !== undefined);
  const tab = await browser.newContext({
    viewport: { width, height: 900 },
    colorScheme: scheme,
    reducedMotion: 'reduce',
  });
  const page = await tab.newPage();
  const url = pathToFileURL(join(folder, `${name}.html`)).href;
  const noise: string[] = [];
  page.on('console', (message) => noise.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => noise.push(String(error)));
  page.on('dialog', (dialog) => {
    noise.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('request', (request) => {
    if (request.url() !== url && !request.url().startsWith('data:font/')) noise.push(`request: ${request.url()}`);
  });
  await page.goto(url);
  await look(page);
  assert.deepEqual(noise, []);
  await tab.close();
}

/** axe-core runs through the debugger, which the page's policy does not bind. */
async function seriousViolations(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe);
  return await page.evaluate(async () => {
    const run = (globalThis as unknown as { axe: { run: () => Promise<AxeResult> } }).axe.run;
    type AxeResult = { violations: { id: string; impact: string; nodes: { html: string }[] }[] };
    const { violations } = await run();
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 200)}`);
  });
}

async function openAll(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (const part of document.querySelectorAll('details')) part.open = true;
  });
}

test('someone who was not there sees what was found, how sure, and what it does not say', { skip }, async () => {
  await withPage('typical', {}, async (page) => {
    const heading = page.getByRole('heading', { level: 1 });
    assert.match(
      (await heading.innerText()).replaceAll('\u00a0', ' '),
      /^Evidence of coordination: 2 groups, 21 accounts$/,
    );
    for (const name of ['What was found', 'How sure', 'What this does not say', 'Look at these first']) {
      assert.ok(await page.getByRole('heading', { name }).isVisible(), name);
    }
    assert.ok(await page.getByText('behaviour, not opinion').isVisible());
    assert.equal(await page.locator('section.group').count(), 3);
    assert.ok(await page.locator('section.group.is-declared').getByText('Declared network: Gazette pages').isVisible());
    assert.equal(await page.getByRole('heading', { name: 'What speaks against it' }).count(), 3);
    assert.equal(await page.getByText('Not calibrated').count(), 0);
  });
});

test('a report that is not calibrated says so at once', { skip }, async () => {
  await withPage('uncalibrated', {}, async (page) => {
    const badge = page.locator('.badge.warning');
    assert.equal(await badge.innerText(), 'Not calibrated');
    const box = await badge.boundingBox();
    assert.ok(box !== null && box.y < 300);
    assert.ok(await page.getByText('has not been shown to hold on streams of independent people').isVisible());
  });
});

test('the posts behind an edge open by keyboard', { skip }, async () => {
  await withPage('typical', {}, async (page) => {
    const section = page.locator('#group-1');
    const edge = section.locator('details', { hasText: 'apart · q' }).first();
    const post = edge.locator('td').first();
    assert.equal(await post.isVisible(), false);
    await edge.locator('summary').first().focus();
    await page.keyboard.press('Enter');
    assert.equal(await post.isVisible(), true);
    const rows = await edge.locator('tbody tr').count();
    const result = fixtureResult(1, typicalPlans);
    assert.ok(rows > 0 && rows <= Math.max(...result.edges.map(({ weight }) => weight)));
    await page.keyboard.press('Space');
    assert.equal(await post.isVisible(), false);
  });
});

test('hostile ids are shown as text, in every place', { skip }, async () => {
  await withPage('hostile', {}, async (page) => {
    assert.equal(await page.locator('script, img, iframe, object, embed, link, base, form').count(), 0);
    assert.equal(await page.locator('[onerror], [onload], [onclick], [style]').count(), 0);
    const text = await page.locator('body').innerText();
    for (const id of [hostileStrings[0], hostileStrings[1], hostileStrings[2]]) assert.ok(text.includes(id), id);
    assert.ok(text.includes('‹U+202E›') && text.includes('‹U+0000›'));
    assert.ok(!/[\u202a-\u202e\u2066-\u2069]/.test(await page.content()));
    assert.ok(text.includes('<b>declared</b>'));
  });
});

test('without a finding the page explains what would be needed', { skip }, async () => {
  await withPage('empty', {}, async (page) => {
    assert.ok(await page.getByRole('heading', { name: 'Insufficient evidence of coordination' }).isVisible());
    assert.ok(await page.getByRole('heading', { name: 'What would be needed' }).isVisible());
    assert.equal(await page.locator('section.group').count(), 0);
  });
});

test('an input without a readable row is told apart from one without a finding', { skip }, async () => {
  await withPage('unread', {}, async (page) => {
    assert.ok(await page.getByRole('heading', { name: 'Nothing was read' }).isVisible());
    assert.ok(await page.getByText('1 rejected row', { exact: true }).isVisible());
    assert.ok(!(await page.locator('body').innerText()).includes('1970'));
  });
});

for (const scheme of ['light', 'dark'] as const) {
  test(`axe finds nothing serious, ${scheme}`, { skip }, async () => {
    for (const name of ['small', 'hostile', 'empty'] as const) {
      await withPage(name, { scheme }, async (page) => {
        if (name === 'small') await openAll(page);
        assert.deepEqual(await seriousViolations(page), [], name);
      });
    }
  });
}

test('light and dark differ, and each follows the reader’s setting', { skip }, async () => {
  const paper = async (scheme: 'light' | 'dark'): Promise<string> => {
    let colour = '';
    await withPage('typical', { scheme }, async (page) => {
      colour = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    });
    return colour;
  };
  assert.equal(await paper('light'), 'rgb(251, 250, 247)');
  assert.equal(await paper('dark'), 'rgb(14, 23, 38)');
});

test('at 360 pixels nothing runs off the page', { skip }, async () => {
  for (const name of ['typical', 'hostile', 'empty'] as const) {
    await withPage(name, { width: 360 }, async (page) => {
      await openAll(page);
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(width <= 360, `${name}: ${width}`);
    });
  }
});

test('on paper the evidence is open and the colours are those of light', { skip }, async () => {
  await withPage('typical', { scheme: 'dark' }, async (page) => {
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    assert.equal(await page.evaluate(() => getComputedStyle(document.body).backgroundColor), 'rgb(255, 255, 255)');
    const open = page.locator('#group-1 details:not(.more, .more *) > .scroll');
    const heights = await open.evaluateAll((all) => all.map((part) => part.getBoundingClientRect().height));
    await page.setViewportSize({ width: 690, height: 1000 });
    assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 690);
    assert.ok(heights.length > 10 && heights.every((height) => height > 0));
  });
});

test('the policy forbids scripts and the network, and the style is bound by its hash', () => {
  for (const text of Object.values(pages)) {
    assert.match(text, /content="default-src &#39;none&#39;; style-src &#39;sha256-[\w+/=]+&#39;; font-src data:;/);
    assert.ok(!text.includes('<script'));
    assert.ok(!/\b(?:href|src|action|srcset|data)="(?!#)/.test(text));
    assert.ok(text.length < 1_000_000);
  }
});

test('the words are those of the design', () => {
  for (const text of Object.values(pages)) {
    const words = text.replaceAll(/<style>.*<\/style>/gs, '').toLowerCase();
    assert.ok(!/\b(?:bots?|trolls?|fraud\w*|inauthentic\w*|by chance)\b/.test(words));
  }
  assert.ok(pages.typical.includes('expected under this null'));
  assert.ok(pages.typical.includes('more synchronised than this null allows'));
});

test('the same result gives the same bytes', async () => {
  assert.equal(await renderReport(fixtureResult(1, typicalPlans), context), pages.typical);
});

test('many large groups stay a file that opens', async () => {
  const plans = Array.from({ length: 30 }, (_, g) => ({
    accounts: Array.from({ length: 30 }, (_, i) => `g${g}-account-${i}`),
    objects: Array.from({ length: 20 }, (_, i) => ({
      layer: 'url' as const,
      object: `https://site.example/${g}/${i}`,
    })),
    windowSeconds: 60,
  }));
  const text = await renderReport(fixtureResult(4, plans), context);
  assert.ok(text.length < 5_000_000, `${text.length}`);
  assert.match(text.replaceAll('\u00a0', ' '), /25 of 30 groups have a section below; the rest is in groups\.json/);
});
