// The server without listening: what it refuses to start with, what a failure tells whom, and what is not ready.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { z } from 'zod';
import { PollwardenError } from '../kernel/errors.ts';
import { openLedger } from '../ledger/ledger.ts';
import { type App, createApp } from './app.ts';
import { loadConfig } from './config/load.ts';
import type { RunningFeature } from './feature.ts';
import { createHub } from './hub.ts';
import { createLog } from './log.ts';
import { type AnyRoute, defineRoute } from './route.ts';

const folder = mkdtempSync(join(tmpdir(), 'pollwarden-app-'));
const ledger = openLedger(folder, Date.now);
after(() => {
  ledger.close();
  rmSync(folder, { recursive: true });
});

let lines = '';

/** A server whose feature "accounts" is `feature`. */
async function appWith(feature: RunningFeature): Promise<App> {
  const config = loadConfig({ dataFolder: folder, environment: {}, flags: { profile: 'guard' } });
  lines = '';
  const log = createLog('debug', Date.now, (line) => {
    lines += line;
  });
  const space = { name: 'real', prefix: '', folder, ledger, hub: createHub(), now: Date.now, log, config } as const;
  const spaces = [{ space, features: [{ ...feature, name: 'accounts' } as const] }];
  return await createApp({ config, spaces, log, sessionOf: () => undefined, consoleFolder: folder });
}

const route = (handle: () => unknown, response: z.ZodType = z.object({ id: z.string() })): AnyRoute =>
  defineRoute({ method: 'GET', url: '/session', summary: 'For the test', tag: 'test', response, handle });

async function answerOf(handle: () => unknown): Promise<{ readonly status: number; readonly text: string }> {
  const app = await appWith({ routes: [route(handle)] });
  const { statusCode, body } = await app.inject({ url: '/api/session', headers: { host: 'localhost' } });
  await app.close();
  return { status: statusCode, text: body };
}

test('a route that is not in the access table does not start, nor does one that is there twice', async () => {
  const unknown = defineRoute({
    method: 'GET',
    url: '/unknown',
    summary: '',
    tag: 'test',
    response: z.null(),
    handle: () => null,
  });
  await assert.rejects(
    appWith({ routes: [unknown] }),
    /the route "GET \/unknown" has no line in src\/server\/access.ts/,
  );
  await assert.rejects(appWith({ routes: [route(() => null), route(() => null)] }), /already declared/);
});

test('a defect tells the client an id and the log the stack', async () => {
  const { status, text } = await answerOf(() => {
    throw new Error('password=hunter2 at /home/somebody');
  });
  assert.equal(status, 500);
  const { error } = JSON.parse(text) as { readonly error: Readonly<Record<string, string>> };
  assert.deepEqual(Object.keys(error).toSorted(), ['code', 'message', 'requestId']);
  assert.equal(error.code, 'INTERNAL');
  assert.ok(!/hunter2|home/.test(text));
  assert.match(lines, /"a request failed".*hunter2.*app\.test\.ts/);
  assert.ok(lines.includes(error.requestId));
});

test('a failure of the machine tells its code, and where only the log', async () => {
  const { status, text } = await answerOf(() => {
    throw new PollwardenError('LAKE_CORRUPT', 'segment 7', { file: '/srv/secret-place/lake' });
  });
  assert.equal(status, 500);
  assert.match(text, /LAKE_CORRUPT/);
  assert.ok(!/segment 7|secret-place/.test(text));
  assert.match(lines, /secret-place/);
});

test('an expected failure tells its code and detail', async () => {
  const { status, text } = await answerOf(() => {
    throw new PollwardenError('CONFLICT', 'somebody was faster');
  });
  assert.equal(status, 409);
  assert.match(text, /"code":"CONFLICT","message":"[^"]*: somebody was faster"/);
});

test('only what the schema names leaves; what it does not allow is a defect of ours', async () => {
  assert.deepEqual(await answerOf(() => ({ id: 'a', passwordHash: 'secret' })), { status: 200, text: '{"id":"a"}' });
  const wrong = await answerOf(() => ({ id: 7, passwordHash: 'secret' }));
  assert.equal(wrong.status, 500);
  assert.ok(!wrong.text.includes('secret'));
});

test('a download keeps to its name, whatever is in it', async () => {
  const download = defineRoute({
    method: 'GET',
    url: '/session',
    summary: '',
    tag: 'test',
    response: 'download',
    handle: () => ({ download: '../a"\r\nX-Evil: 1.csv', type: 'text/csv; charset=utf-8', body: 'a,b\n' }),
  });
  const app = await appWith({ routes: [download] });
  const { headers, body } = await app.inject({ url: '/api/session', headers: { host: 'localhost' } });
  assert.equal(headers['content-disposition'], 'attachment; filename="..-a-X-Evil-1.csv"');
  assert.equal(headers['x-evil'], undefined);
  assert.equal(headers['cache-control'], 'no-store');
  assert.equal(body, 'a,b\n');
  await app.close();
});

test('what stands in the way of a feature is what the server is not ready for; stopping is too', async () => {
  let problems: readonly string[] = [];
  const app = await appWith({ routes: [], problems: () => problems });
  const ready = async (): Promise<readonly [number, unknown]> => {
    const response = await app.inject({ url: '/health/ready', headers: { host: 'localhost' } });
    return [response.statusCode, response.json()];
  };
  assert.deepEqual(await ready(), [200, { ready: true, problems: [] }]);
  problems = ['the pipeline ended: out of memory'];
  assert.deepEqual(await ready(), [
    503,
    { ready: false, problems: ['real, accounts: the pipeline ended: out of memory'] },
  ]);
  problems = [];
  app.beginStop();
  assert.deepEqual(await ready(), [503, { ready: false, problems: ['the server is stopping'] }]);
  assert.equal((await app.inject({ url: '/health/live' })).statusCode, 200);
  await app.close();
});

test('a page under a foreign name that leads to this machine reads no metrics', async () => {
  const app = await appWith({ routes: [] });
  assert.equal((await app.inject({ url: '/metrics', headers: { host: 'evil.example' } })).statusCode, 403);
  await app.close();
});

test('gauges of features are in the metrics, with their space', async () => {
  const app = await appWith({
    routes: [],
    metrics: () => [{ name: 'pollwarden_test_things', help: 'Things', value: 7 }],
  });
  const { body } = await app.inject({ url: '/metrics', headers: { host: 'localhost:4610' } });
  assert.match(body, /^pollwarden_test_things\{space="real"\} 7$/m);
  assert.match(
    (await app.inject({ url: '/metrics', headers: { host: 'localhost:4610' } })).body,
    /^pollwarden_test_things\{space="real"\} 7$/m,
    'asked again',
  );
  await app.close();
});
