// A citizen's browser for tests of the bulletin's page: what must never happen is noted.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

const root = join(import.meta.dirname, '..', '..');

/** The folder of script, style and languages, built where it is older than its sources. */
export function builtBulletin(): string {
  const run = spawnSync(process.execPath, [join(root, 'scripts', 'build-bulletin.ts'), '--if-stale'], { cwd: root });
  if (run.status !== 0) throw new Error(`the page was not built: ${String(run.stderr)}`);
  return join(root, 'dist', 'bulletin');
}

export const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true } as const;

export type Citizen = {
  readonly page: Page;
  /** Violations of the content security policy, uncaught errors, requests to other places. */
  readonly faults: readonly string[];
  readonly open: (hash?: string) => Promise<void>;
  readonly close: () => Promise<void>;
};

/** `from`: a folder, read from file://, or an address that ends in a slash. */
export async function openCitizen(
  browser: Browser,
  from: string,
  options: BrowserContextOptions & { readonly init?: () => void } = {},
): Promise<Citizen> {
  const { init, ...more } = options;
  const base = from.startsWith('http') ? from : `${pathToFileURL(from).href}/`;
  const context = await browser.newContext({ timezoneId: 'Europe/Brussels', locale: 'en-GB', ...more });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  if (init !== undefined) await page.addInitScript(init);
  const faults: string[] = [];
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(base) && !/^(?:data|blob):/.test(url)) faults.push(`request to ${url}`);
  });
  page.on('console', (message) => {
    if (/Content Security Policy|TrustedScript|Refused/i.test(message.text())) faults.push(message.text());
  });
  page.on('pageerror', (error) => faults.push(`uncaught: ${error.message}`));
  return {
    page,
    faults,
    open: async (hash = '') => {
      await page.goto('about:blank');
      await page.goto(`${base}index.html${hash}`);
      await page.locator('#page, #app .box.bad').first().waitFor();
    },
    close: async () => await context.close(),
  };
}
