// The console's files: pages, assets, the answer where nothing is built; and no path that leads out of their folder.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { sendRaw, type Served, startServing } from './server/serving.ts';

const folder = mkdtempSync(join(tmpdir(), 'pollwarden-console-'));
const consoleFolder = join(folder, 'console');
let server: Served;
before(async () => {
  mkdirSync(join(consoleFolder, 'assets'), { recursive: true });
  writeFileSync(join(consoleFolder, 'index.html'), '<!doctype html><title>the console</title>');
  writeFileSync(join(consoleFolder, 'assets', 'index-abc123.js'), 'the script');
  writeFileSync(join(consoleFolder, 'assets', 'index-abc123.js.br'), brotliCompressSync('the script'));
  writeFileSync(join(consoleFolder, 'assets', 'index-abc123.js.gz'), gzipSync('the script'));
  writeFileSync(join(consoleFolder, '.sources'), 'a hidden file');
  writeFileSync(join(folder, 'secret.txt'), 'THE SECRET');
  symlinkSync(join(folder, 'nowhere'), join(consoleFolder, 'assets', 'broken.js'));
  server = await startServing({ profile: 'demo', consoleFolder });
});
after(async () => {
  await server.stop();
  rmSync(folder, { recursive: true });
});

const html = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };
const get = async (path: string, headers: Record<string, string> = html): Promise<Response> =>
  await fetch(`${server.origin}${path}`, { headers });

for (const path of [
  '/',
  '/findings',
  '/findings/abc?q=state:new',
  '/demo',
  '/demo/',
  '/demo/findings/1',
  '/index.html',
]) {
  test(`${path} is the console's page, never from a cache`, async () => {
    const response = await get(path);
    assert.equal(response.status, 200);
    assert.match(response.headers.get('content-type') ?? '', /^text\/html; charset=utf-8$/i);
    assert.equal(response.headers.get('cache-control'), 'no-cache');
    assert.match(await response.text(), /the console/);
  });
}

for (const path of ['/assets/index-abc123.js', '/demo/assets/index-abc123.js']) {
  test(`${path} is kept for ever, and only as a script`, async () => {
    const response = await get(path, {});
    assert.equal(response.headers.get('cache-control'), 'public, max-age=31536000, immutable');
    assert.match(response.headers.get('content-type') ?? '', /^(text|application)\/javascript/);
    assert.equal(response.headers.get('x-content-type-options'), 'nosniff');
    assert.equal(await response.text(), 'the script');
  });
}

for (const [asked, served] of [
  ['br', 'br'],
  ['gzip', 'gzip'],
  ['gzip, deflate, br, zstd', 'br'],
  ['identity', null],
  ['br;q=0, gzip;q=0', null],
] as const) {
  test(`an asset for who takes "${asked}" is the same script, with the same headers`, async () => {
    for (const path of ['/assets/index-abc123.js', '/demo/assets/index-abc123.js']) {
      const response = await get(path, { 'accept-encoding': asked });
      assert.equal(response.headers.get('content-encoding'), served);
      assert.match(response.headers.get('vary') ?? '', /accept-encoding/i);
      assert.equal(response.headers.get('cache-control'), 'public, max-age=31536000, immutable');
      assert.match(response.headers.get('content-type') ?? '', /^(text|application)\/javascript/);
      assert.equal(response.headers.get('x-content-type-options'), 'nosniff');
      assert.equal(await response.text(), 'the script');
    }
  });
}

test('an asset that is gone is no page, nor is what asks for none', async () => {
  for (const [path, headers] of [
    ['/assets/old-def456.js', html],
    ['/demo/assets/old-def456.js', html],
    ['/assets/broken.js', html],
    ['/somewhere.js', { accept: '*/*' }],
    ['/api/nothing', html],
    ['/demo/api/nothing', html],
    ['/api', html],
  ] as const) {
    const response = await get(path, headers);
    assert.equal(response.status, 404, path);
    assert.match(response.headers.get('content-type') ?? '', /^application\/json/, path);
    const { error } = (await response.json()) as {
      readonly error: { readonly code: string; readonly requestId: string };
    };
    assert.equal(error.code, 'NOT_FOUND');
    assert.ok(error.requestId.length > 8);
  }
});

const escapes = [
  '/../secret.txt',
  '/assets/../../secret.txt',
  '/assets/..%2f..%2fsecret.txt',
  '/assets/%2e%2e/%2e%2e/secret.txt',
  '/assets/%252e%252e/%252e%252e/secret.txt',
  '/..%5csecret.txt',
  '/assets/..\\..\\secret.txt',
  '/assets/....//....//secret.txt',
  '//secret.txt',
  '///etc/passwd',
  '/%2e%2e%2fsecret.txt',
  '/assets/%00/../../secret.txt',
  '/secret.txt%00.js',
  '/assets/index-abc123.js%00',
  '/assets/%c0%ae%c0%ae/secret.txt',
  '/%ff%fe',
  '/%',
  '/assets/',
  '/assets',
  '/.sources',
  '/assets/../.sources',
  '/demo/../.sources',
  '/demo/.sources',
  'http://other.example/secret.txt',
  `/${'a/'.repeat(3000)}`,
];
for (const path of escapes) {
  test(`nothing is found outside by ${path.slice(0, 60)}`, async () => {
    for (const accept of ['text/html', '*/*']) {
      const { head, status, body } = await sendRaw(
        server.port,
        `GET ${path} HTTP/1.1\r\nHost: localhost\r\nAccept: ${accept}\r\nConnection: close\r\n\r\n`,
      );
      assert.ok([200, 400, 403, 404].includes(status), `${status}`);
      assert.ok(!/THE SECRET|hidden file|root:/.test(body), body);
      if (status === 200) assert.match(body, /the console/);
      else assert.match(head, /content-type: application\/json/i);
    }
  });
}

test('every answer carries the headers: pages, assets, API, failures, addresses that are none', async () => {
  const paths = ['/', '/assets/index-abc123.js', '/api/about', '/api/nothing', '/api/findings', '/health/live', '/%ff'];
  for (const path of paths) {
    const { headers } = await get(path);
    const policy = headers.get('content-security-policy') ?? '';
    assert.match(policy, /default-src 'none'/, path);
    assert.match(policy, /script-src 'self'(;|$)/, path);
    assert.match(policy, /frame-ancestors 'none'/, path);
    assert.ok(!policy.includes('unsafe'), path);
    assert.equal(headers.get('referrer-policy'), 'no-referrer', path);
    assert.equal(headers.get('x-content-type-options'), 'nosniff', path);
    assert.equal(headers.get('cross-origin-opener-policy'), 'same-origin', path);
    assert.equal(headers.get('cross-origin-resource-policy'), 'same-origin', path);
    assert.match(headers.get('permissions-policy') ?? '', /camera=\(\)/, path);
    assert.equal(headers.get('strict-transport-security'), null, 'only behind https');
    assert.equal(headers.get('server'), null);
    assert.equal(headers.get('x-powered-by'), null);
    assert.equal(headers.get('access-control-allow-origin'), null);
  }
  assert.equal((await get('/api/about')).headers.get('cache-control'), 'no-store');
});

test('behind https browsers are told to insist on it', async () => {
  const settings = { publicUrl: 'https://ops.example', proxyHops: 1 };
  const secure = await startServing({ profile: 'csirt', settings });
  try {
    const { headers } = await fetch(`${secure.origin}/api/about`);
    assert.equal(headers.get('strict-transport-security'), 'max-age=31536000');
  } finally {
    await secure.stop();
  }
});

test('where nothing is built, a page without script says how to build it', async () => {
  const empty = await startServing({ profile: 'csirt', consoleFolder: join(folder, 'not-built') });
  try {
    const response = await fetch(`${empty.origin}/findings`, { headers: html });
    const text = await response.text();
    assert.equal(response.status, 200);
    assert.match(text, /npm start/);
    assert.ok(!/<script/i.test(text));
  } finally {
    await empty.stop();
  }
});
