// The console's pictures in Chromium, under the server's own content security policy: drawn, exported, by keyboard,
// light and dark, narrow; a large network with and without WebGL.
import assert from 'node:assert/strict';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join, normalize } from 'node:path';
import { after, before, test } from 'node:test';
import react from '@vitejs/plugin-react';
import type { Browser, Page } from 'playwright-core';
import { build } from 'vite';
import { chromiumPath, startChromium } from '../scripts/chromium.ts';
import { securityHeaders } from '../src/server/security-headers.ts';
import { openPage, overflow, seriousViolations } from './console/browser.ts';

const path = chromiumPath();
const skip = path === undefined ? 'there is no Chromium' : false;
const root = join(import.meta.dirname, '..', 'web', 'console', 'src', 'charts', 'gallery');
let folder: string;
let server: Server;
let browser: Browser;

before(async () => {
  if (path === undefined) return;
  folder = await mkdtemp(join(tmpdir(), 'pollwarden-gallery-'));
  await build({
    ...{ root, base: './', configFile: false, logLevel: 'error', plugins: [react()], worker: { format: 'es' } },
    build: { outDir: folder, emptyOutDir: true, assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  });
  server = createServer((request, response) => void answer(request.url ?? '/', response));
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  browser = await startChromium(path);
});
after(async () => {
  await browser?.close();
  server?.close();
  if (folder !== undefined) await rm(folder, { recursive: true, force: true });
});

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.woff2': 'font/woff2',
};

/** The policy as the server sends it. */
function policy(): string {
  const { contentSecurityPolicy } = securityHeaders(false);
  if (typeof contentSecurityPolicy !== 'object') throw new Error('the server has no policy');
  return Object.entries(contentSecurityPolicy.directives ?? {})
    .map(([name, values]) => {
      const kebab = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
      const sources = (Array.isArray(values) ? values : [values]).map(String);
      return `${kebab} ${sources.join(' ')}`;
    })
    .join('; ');
}

async function answer(url: string, response: ServerResponse): Promise<void> {
  const { pathname } = new URL(url, 'http://gallery.invalid');
  if (pathname === '/favicon.ico') return void response.writeHead(204).end();
  const name = normalize(pathname === '/' ? '/index.html' : pathname);
  try {
    const body = await readFile(join(folder, name));
    const type = types[extname(name)] ?? 'application/octet-stream';
    response.writeHead(200, { 'content-type': type, 'content-security-policy': policy() }).end(body);
  } catch {
    response.writeHead(404).end();
  }
  return undefined;
}

type Look = { readonly width?: number; readonly dark?: boolean };

async function gallery(query: string, look: Look, act: (page: Page) => Promise<void>): Promise<void> {
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { page, context, faults } = await openPage(browser, origin, look);
  try {
    await page.goto(`${origin}/?${query}&theme=${look.dark === true ? 'dark' : 'light'}`);
    await page.locator('.picture').first().waitFor();
    await act(page);
    assert.deepEqual(faults, []);
  } finally {
    await context.close();
  }
}

/** Bytes of a downloaded file. */
async function saved(page: Page, kind: 'PNG' | 'CSV', title: string): Promise<Buffer> {
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: `Save as ${kind}: ${title}` }).click();
  return await readFile(await (await download).path());
}

const titles = ['Who acts with whom', 'Seen against expected', 'Seconds apart', 'When', 'How they arrive'] as const;

test('each picture has words, a table, a CSV and a PNG', { skip }, async () => {
  await gallery('group=0', {}, async (page) => {
    for (const title of [...titles, 'How the cut was set', 'Findings by day']) {
      const figure = page.getByRole('figure', { name: title });
      const words = await figure.evaluate((element) => {
        const id = element.getAttribute('aria-describedby');
        return id === null ? '' : (document.getElementById(id)?.textContent ?? '');
      });
      assert.ok(words.length > 30, `${title}: ${words}`);
      await figure.locator('summary').click();
      await figure.locator('tbody tr').first().waitFor();
      assert.match((await saved(page, 'CSV', title)).toString('utf8'), /^[^\r\n]+\r\n[^\r\n]/);
      const png = await saved(page, 'PNG', title);
      assert.equal(png.subarray(1, 4).toString('latin1'), 'PNG', title);
      assert.ok(png.length > 2000, title);
    }
  });
});

test('hostile names are drawn as text, hidden characters spelled out', { skip }, async () => {
  for (const group of [0, 1, 2]) {
    await gallery(`data=hostile&group=${group}`, {}, async (page) => {
      const text = await page.locator('main').innerText();
      assert.ok(!/[\u202A-\u202E\u2066-\u2069]/.test(text));
      assert.equal(await page.locator('main img, main script').count(), 0);
    });
  }
});

for (const dark of [false, true]) {
  test(`no serious violation of accessibility, ${dark ? 'dark' : 'light'}, and nothing beyond 360 pixels`, {
    skip,
  }, async () => {
    await gallery('group=0', { dark }, async (page) => assert.deepEqual(await seriousViolations(page), []));
    await gallery('group=1', { dark, width: 360 }, async (page) => {
      assert.equal(await overflow(page), 0);
      assert.deepEqual(await seriousViolations(page), []);
    });
  });
}

test('a network of 10,000 accounts and 50,000 edges is arranged in a worker and stays fluid', { skip }, async (t) => {
  await gallery('nodes=10000&edges=50000', {}, async (page) => {
    await page.locator('.network-canvas canvas').waitFor();
    await page.getByText(/^Arranging/).waitFor({ state: 'detached', timeout: 120_000 });
    const frames = page.evaluate<readonly number[]>(`new Promise((done) => {
      const gaps = [];
      let last = performance.now();
      const began = last;
      const look = (now) => {
        gaps.push(now - last);
        last = now;
        if (now - began > 2000) done(gaps); else requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    })`);
    for (let i = 0; i < 12; i++) {
      await page.getByRole('button', { name: i % 2 === 0 ? 'Zoom in' : 'Zoom out' }).click();
    }
    const gaps = (await frames).toSorted((a, b) => a - b);
    t.diagnostic(`${gaps.length} frames in 2 s of zooming, the longest ${Math.round(gaps.at(-1) ?? 0)} ms`);
    assert.ok(gaps.length > 2);
    // Fewer edges, more of them drawn darker: the picture changes with the slider.
    const all = await saved(page, 'PNG', 'Who acts with whom');
    await page.getByRole('slider').fill('12');
    await page.waitForFunction('document.querySelector(".network-tools")?.textContent?.includes("at least 12")');
    assert.notDeepEqual(await saved(page, 'PNG', 'Who acts with whom'), all);
    await page.getByRole('group', { name: /Network/ }).focus();
    await page.keyboard.press('ArrowRight');
    assert.match(await page.locator('.network-about').innerText(), /^1\b/);
  });
});

test('WebGL draws the same network, where it is asked to', { skip }, async () => {
  await gallery('nodes=300&edges=1200&graphics=card', {}, async (page) => {
    await page.locator('.network-canvas canvas').first().waitFor();
    await page.getByText(/^Arranging/).waitFor({ state: 'detached', timeout: 60_000 });
    await page.getByLabel('Find an account').fill('acct:');
    await page.locator('.network-about code').waitFor();
    const png = await saved(page, 'PNG', 'Who acts with whom');
    assert.ok(png.length > 5000);
  });
});
