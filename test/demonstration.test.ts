// The demonstration as a person meets it: it starts by itself, findings appear, its people exist only there, and it goes
// on after a kill.
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';

const root = join(import.meta.dirname, '..');
const data = mkdtempSync(join(tmpdir(), 'pollwarden-demonstration-'));
let server: ChildProcess | undefined;

after(async () => {
  await stop('SIGKILL');
  rmSync(data, { recursive: true, force: true });
});

async function start(): Promise<string> {
  const args = ['start', '--data', data, '--port', '0', '--json', '--log-level', 'error'];
  server = spawn(process.execPath, [join(root, 'bin/pollwarden.mjs'), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  for await (const chunk of server.stdout ?? []) {
    text += String(chunk);
    if (text.includes('\n')) break;
  }
  return (JSON.parse(text) as { readonly url: string }).url;
}

async function stop(signal: NodeJS.Signals): Promise<number | null> {
  if (server === undefined || server.exitCode !== null || server.signalCode !== null) return null;
  const ended = once(server, 'exit');
  server.kill(signal);
  return ((await ended) as [number | null])[0];
}

type Finding = { readonly id: string; readonly standing: string; readonly declared: string | null };

async function signIn(url: string, persona: string): Promise<string> {
  const headers = { 'x-pollwarden': '1', origin: url };
  const response = await fetch(`${url}/demo/api/personas/${persona}`, { method: 'POST', headers });
  assert.equal(response.status, 200);
  return response.headers.getSetCookie()[0].split(';')[0];
}

async function get(url: string, path: string, cookie: string): Promise<unknown> {
  const response = await fetch(`${url}${path}`, { headers: { cookie } });
  assert.equal(response.status, 200, path);
  return await response.json();
}

async function until<T>(ask: () => Promise<T>, holds: (answer: T) => boolean): Promise<T> {
  for (let i = 0; i < 600; i++) {
    const answer = await ask();
    if (holds(answer)) return answer;
    await new Promise((resolve) => void setTimeout(resolve, 200));
  }
  return assert.fail('it did not come about');
}

test('findings appear by themselves, are calibrated, and stay one after a kill', async () => {
  let url = await start();
  let cookie = await signIn(url, 'analyst');
  const findings = async () =>
    (await get(url, '/demo/api/findings?limit=100', cookie)) as { readonly items: Finding[] };
  await until(findings, ({ items }) => items.length > 0);
  const { items } = await until(findings, (list) => list.items.filter((f) => f.standing === 'calibrated').length >= 4);
  assert.ok(items.some(({ declared }) => declared !== null));
  assert.ok(items.some(({ declared }) => declared === null));
  const about = (await get(url, '/demo/api/demonstration', cookie)) as {
    readonly posts: number;
    readonly state: string;
  };
  assert.ok(about.posts > 1000 && ['preparing', 'streaming'].includes(about.state));

  await stop('SIGKILL');
  url = await start();
  cookie = await signIn(url, 'analyst');
  const again = await until(findings, (list) => list.items.length >= items.length);
  const ids = new Set(items.map(({ id }) => id));
  assert.ok(again.items.filter(({ id }) => ids.has(id)).length === items.length, 'no finding is lost');
  type Live = { readonly items: readonly { readonly live: { readonly running: boolean; readonly shares: number } }[] };
  const detectors = async () => (await get(url, '/demo/api/detectors', cookie)) as Live;
  await until(detectors, (list) => list.items[0].live.running && list.items[0].live.shares > 5000);

  // Its people exist only there.
  const headers = { 'x-pollwarden': '1', origin: url };
  assert.equal((await fetch(`${url}/api/personas/analyst`, { method: 'POST', headers })).status, 404);
  assert.equal((await fetch(`${url}/api/findings`, { headers: { cookie } })).status, 401);
  const observer = await signIn(url, 'observer');
  assert.equal((await fetch(`${url}/demo/api/findings`, { headers: { cookie: observer } })).status, 403);

  // The speed is anybody's there; nonsense is refused.
  const put = async (body: unknown) =>
    await fetch(`${url}/demo/api/demonstration`, {
      method: 'PUT',
      headers: { ...headers, cookie, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  assert.equal((await put({ speed: 0 })).status, 200);
  assert.equal(((await get(url, '/demo/api/demonstration', cookie)) as { readonly speed: number }).speed, 0);
  assert.equal((await put({ speed: 1e9 })).status, 400);
  assert.equal(await stop('SIGTERM'), 0);
});
