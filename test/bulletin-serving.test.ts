// The bulletin as the public gets it: by the real nginx and the real Caddy, with the configurations that operators use.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { get, type IncomingHttpHeaders, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { readBulletin, type ReadSite } from '../src/bulletin/site/testing/read-bulletin.ts';
import { openSiteNight } from '../src/bulletin/site/testing/site-night.ts';
import { load } from './serving/load.ts';
import { isHere, startCaddy, startNginx, type WebServer } from './serving/web-servers.ts';

const folder = mkdtempSync(join(tmpdir(), 'pollwarden-serving-'));
const servers: WebServer[] = [];
let [site, out]: [ReadSite | undefined, string] = [undefined, ''];

const missing = (['nginx', 'caddy'] as const).filter((program) => !isHere(program));
const skip = missing.length === 0 || process.env.CI === 'true' ? false : `${missing.join(', ')} is not here`;

before(async () => {
  assert.ok(missing.length === 0 || skip !== false, `install ${missing.join(', ')}`);
  const night = openSiteNight(folder, { units: 60, areas: 4, options: 5 });
  for (const { id } of night.log.definition.units) night.log.release(night.log.returnOf(id));
  await night.build({ languages: ['en', 'fr'] });
  night.keeper.close();
  ({ out } = night);
  site = await readBulletin(out);
  if (skip !== false) return;
  servers.push(await startNginx(join(folder, 'nginx'), out));
  servers.push(await startCaddy(join(folder, 'caddy'), out));
});

after(async () => {
  for (const { stop } of servers) await stop();
  rmSync(folder, { recursive: true, force: true });
});

type Answer = { readonly status: number; readonly headers: IncomingHttpHeaders; readonly body: Buffer };

const ask = (port: number, path: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> =>
  new Promise((resolve, reject) => {
    get({ port, host: '127.0.0.1', path, headers }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(parts) }),
      );
    }).once('error', reject);
  });

const fileOf = (role: string): string => `/${site?.manifest.files.find((file) => file.role === role)?.path}`;
const forever = 'public, max-age=31536000, immutable';

test('each file is what was built, of its type, and kept as long as it stays the same', { skip }, async () => {
  const entries = JSON.parse(readFileSync(join(out, '.builds.json'), 'utf8')) as readonly { readonly size: number }[];
  const width = Math.min(256, entries[0].size);
  const tile = `/log/tile/entries/000${width === 256 ? '' : `.p/${width}`}`;
  const wanted: readonly (readonly [string, RegExp, 'forever' | 'seconds'])[] = [
    ['/', /^text\/html; ?charset=utf-8$/i, 'seconds'],
    ['/index.html', /^text\/html; ?charset=utf-8$/i, 'seconds'],
    ['/fr.html', /^text\/html; ?charset=utf-8$/i, 'seconds'],
    ['/latest.json', /^application\/json/, 'seconds'],
    ['/latest.js', /^text\/javascript/, 'seconds'],
    ['/log/checkpoint', /^text\/plain; ?charset=utf-8$/i, 'seconds'],
    [tile, /^application\/octet-stream$/, 'forever'],
    [`/log-js/entries/0-${width}.js`, /^text\/javascript/, 'forever'],
    [fileOf('total'), /^application\/json/, 'forever'],
    [fileOf('page'), /^text\/html/, 'forever'],
    [fileOf('style'), /^text\/css/, 'forever'],
    [fileOf('returns'), /^application\/jsonl/, 'forever'],
    [fileOf('csv'), /^text\/csv/, 'forever'],
  ];
  for (const { name, port } of servers) {
    for (const [path, type, kept] of wanted) {
      const { status, headers, body } = await ask(port, path);
      const about = `${name} ${path}`;
      assert.equal(status, 200, about);
      assert.match(headers['content-type'] ?? '', type, about);
      assert.ok(body.equals(readFileSync(join(out, path === '/' ? 'index.html' : path))), about);
      if (kept === 'forever') assert.equal(headers['cache-control'], forever, about);
      else
        assert.match(
          headers['cache-control'] ?? '',
          /^public, max-age=5, stale-while-revalidate=30, stale-if-error=86400$/,
          about,
        );
    }
  }
});

test('every answer is strict about what may load, and sets no cookie', { skip }, async () => {
  for (const { name, port } of servers) {
    for (const path of ['/', fileOf('total'), '/nothing-here.html']) {
      const { headers } = await ask(port, path);
      const about = `${name} ${path}`;
      assert.match(
        String(headers['content-security-policy']),
        /^default-src 'none'; script-src 'self';.*frame-ancestors 'none'$/,
        about,
      );
      assert.equal(headers['x-content-type-options'], 'nosniff', about);
      assert.equal(headers['referrer-policy'], 'no-referrer', about);
      assert.match(String(headers['permissions-policy']), /camera=\(self\)/, about);
      assert.equal(headers['access-control-allow-origin'], '*', about);
      assert.equal(headers['set-cookie'], undefined, about);
      assert.doesNotMatch(String(headers.server ?? ''), /\d/, about);
    }
  }
});

test('what is compressed beside a file is sent to who takes it', { skip }, async () => {
  for (const { name, port } of servers) {
    const gzip = await ask(port, '/', { 'accept-encoding': 'gzip' });
    assert.equal(gzip.headers['content-encoding'], 'gzip', name);
    assert.ok(gunzipSync(gzip.body).equals(readFileSync(join(out, 'index.html'))), name);
    assert.match(String(gzip.headers.vary), /accept-encoding/i, name);
    const { headers, body } = await ask(port, fileOf('total'), { 'accept-encoding': 'gzip, br' });
    const plain = headers['content-encoding'] === 'br' ? brotliDecompressSync(body) : gunzipSync(body);
    assert.ok(plain.equals(readFileSync(join(out, fileOf('total')))), name);
    assert.match(headers['content-type'] ?? '', /^application\/json/, name);
  }
});

test('what is missing is not kept, what is hidden is not there, and nothing is taken', { skip }, async () => {
  const post = (port: number): Promise<number> =>
    new Promise((resolve, reject) => {
      request({ port, host: '127.0.0.1', path: '/latest.json', method: 'POST' }, (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      })
        .once('error', reject)
        .end('x');
    });
  for (const { name, port } of servers) {
    const gone = await ask(port, '/data/area-x-0123456789abcdef.json');
    assert.equal(gone.status, 404, name);
    assert.doesNotMatch(gone.headers['cache-control'] ?? '', /immutable|max-age=[1-9]/, name);
    assert.equal((await ask(port, '/.builds.json')).status, 404, name);
    assert.equal((await ask(port, '/data/')).status === 200, false, name);
    assert.equal(await post(port), 405, name);
  }
});

test('many readers at once are all answered, whole', { skip }, async () => {
  const paths = ['/index.html', '/latest.json', fileOf('total'), '/log/checkpoint'];
  const sizes = paths.map((path) => readFileSync(join(out, path)).length);
  for (const { name, port } of servers) {
    const { statuses, bytes } = await load({ port, paths, connections: 16, requests: 2000 });
    assert.deepEqual(statuses, { 200: 2000 }, name);
    assert.equal(bytes, (2000 / paths.length) * sizes.reduce((sum, size) => sum + size, 0), name);
  }
});
