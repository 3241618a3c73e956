// A console in Chromium for end-to-end tests: a real server, a page that notes what must never happen.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import type { Browser, BrowserContext, Page } from 'playwright-core';

const root = join(import.meta.dirname, '..', '..');

/**
 * The folder of the console under test, built where it is older than its sources. POLLWARDEN_TEST_CONSOLE names one that
 * was built elsewhere.
 */
export function builtConsole(): string {
  const elsewhere = process.env.POLLWARDEN_TEST_CONSOLE;
  if (elsewhere !== undefined && elsewhere !== '') return elsewhere;
  const run = spawnSync(process.execPath, [join(root, 'scripts', 'build-console.ts'), '--if-stale'], { cwd: root });
  if (run.status !== 0) throw new Error(`the console was not built: ${String(run.stderr)}`);
  return join(root, 'dist', 'console');
}

export type Watched = {
  readonly context: BrowserContext;
  readonly page: Page;
  /** Requests to other hosts, violations of the content security policy, uncaught errors. */
  readonly faults: readonly string[];
};

type Options = {
  readonly width?: number;
  readonly height?: number;
  readonly dark?: boolean;
  readonly cookie?: string;
};

/** A new person's browser. */
export async function openPage(browser: Browser, origin: string, options: Options = {}): Promise<Watched> {
  const { width = 1440, height = 900, dark = false, cookie } = options;
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: dark ? 'dark' : 'light',
    timezoneId: 'Europe/Brussels',
    reducedMotion: 'reduce',
  });
  if (cookie !== undefined) {
    const [name, value] = cookie.split('=');
    await context.addCookies([{ name, value, url: origin }]);
  }
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const faults: string[] = [];
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.protocol !== 'data:' && url.protocol !== 'blob:' && url.origin !== origin)
      faults.push(`request to ${url.href}`);
  });
  page.on('console', (message) => {
    if (/Content Security Policy|TrustedScript|Trusted Type/i.test(message.text())) faults.push(message.text());
  });
  page.on('pageerror', (error) => faults.push(`uncaught: ${error.message}`));
  return { context, page, faults };
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

type AxeResult = {
  readonly violations: readonly {
    readonly id: string;
    readonly impact: string | null;
    readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
  }[];
};

/** Serious and critical violations that axe finds on the page as it is, each with its first places. */
export async function seriousViolations(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe);
  const result = await page.evaluate<AxeResult>('axe.run(document, { resultTypes: ["violations"] })');
  return result.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(
      ({ id, nodes }) =>
        `${id}: ${nodes
          .slice(0, 3)
          .map(({ html, failureSummary = '' }) => `${html.slice(0, 200)} (${failureSummary.slice(0, 200)})`)
          .join('; ')}`,
    );
}

/** How far the page reaches beyond its width, in pixels. */
export const overflow = async (page: Page): Promise<number> =>
  await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
