// Another page of the same machine, such as an attachment that somebody saved and opened: pages opened from files share what
// the browser keeps for them. It finds nothing there that signs.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { chromiumPath } from '../scripts/chromium.ts';
import { generateElection } from '../src/generate/returns/election.ts';
import { canonicalJson } from '../src/kernel/canonical-json.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const { definition } = generateElection({
  seed: 8,
  election: 'clerk',
  day: '2026-06-07',
  units: 12,
  areas: 2,
  options: 5,
  candidates: 0,
});

/** Everything that any page of the same origin reads out of the app's store: what could sign, and the rest as text. */
async function steal(): Promise<{ readonly kept: number; readonly usable: number; readonly text: string }> {
  const of = <T>(request: IDBRequest<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      request.addEventListener('success', () => resolve(request.result));
      request.addEventListener('error', () => reject(request.error ?? new Error('no store')));
    });
  const database = await of(indexedDB.open('pollwarden-signing-clerk'));
  const kept: readonly object[] = await of(database.transaction('keys').objectStore('keys').getAll());
  const usable = kept.flatMap((key) => Object.values(key)).filter((value) => value instanceof CryptoKey).length;
  return { kept: kept.length, usable, text: JSON.stringify(kept) };
}

test('a page opened from another file finds no key that signs without its passphrase', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'pollwarden-stranger-'));
  t.after(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }));
  const built = spawnSync(process.execPath, [join(root, 'scripts', 'build-signing.ts'), '--if-stale'], { cwd: root });
  assert.equal(built.status, 0);
  const pollwarden = (...args: readonly string[]): void => {
    const all = [join(root, 'bin', 'pollwarden.mjs'), ...args, '--election', 'clerk', '--data', join(folder, 'data')];
    const { status, stderr } = spawnSync(process.execPath, all, { encoding: 'utf8' });
    assert.equal(status, 0, stderr);
  };
  writeFileSync(join(folder, 'definition.json'), canonicalJson(definition));
  pollwarden('election', 'import', join(folder, 'definition.json'), '--pack', 'pollwarden');
  pollwarden('election', 'app', '--out', join(folder, 'app.html'));
  writeFileSync(join(folder, 'attachment.html'), '<!doctype html><title>An invoice</title>');
  const context = await chromium.launchPersistentContext(join(folder, 'profile'), {
    executablePath: chromiumPath(),
    acceptDownloads: true,
    args: ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
  });
  t.after(() => context.close());
  await context.setOffline(true);
  const page = await context.newPage();
  await page.goto(pathToFileURL(join(folder, 'app.html')).href);
  await page.getByRole('button', { name: 'Open' }).click();
  await page.locator('#make-key input[name=passphrase]').fill('correct horse battery');
  await page.locator('#make-key input[name=again]').fill('correct horse battery');
  await Promise.all([page.waitForEvent('download'), page.locator('#make-key button').click()]);
  await page.getByText('holder A').first().waitFor();
  const stranger = await context.newPage();
  await stranger.goto(pathToFileURL(join(folder, 'attachment.html')).href);
  const found = await stranger.evaluate(steal);
  assert.equal(found.kept, 1, 'pages opened from files do share their stores');
  assert.equal(found.usable, 0);
  assert.doesNotMatch(found.text, /correct horse/);
});
