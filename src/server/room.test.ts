// What visitors of the demonstration can use up: their own share of disk and live pages, nothing of the real space's.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { after, test } from 'node:test';
import { z } from 'zod';
import { PollwardenError } from '../kernel/errors.ts';
import { openLedger } from '../ledger/ledger.ts';
import { createApp } from './app.ts';
import { loadConfig } from './config/load.ts';
import { createEventStreams } from './events.ts';
import { createHub } from './hub.ts';
import { defaultLimits } from './limits.ts';
import { createLog } from './log.ts';
import { hasRoomForPosts } from './room.ts';
import { type AnyRoute, defineRoute } from './route.ts';
import type { Space } from './space.ts';

const folder = mkdtempSync(join(tmpdir(), 'pollwarden-room-'));
const ledger = openLedger(folder, Date.now);
after(() => {
  ledger.close();
  rmSync(folder, { recursive: true });
});
const file = 2 ** 20;
writeFileSync(join(folder, 'much'), Buffer.alloc(file));

const config = loadConfig({ dataFolder: folder, environment: {}, flags: { profile: 'demo' } });
const log = createLog('error', Date.now, () => undefined);
const common = { folder, ledger, hub: createHub(), now: Date.now, log, config };
const demonstration = (): Space => ({ ...common, name: 'demonstration', prefix: '/demo' });
const real: Space = { ...common, name: 'real', prefix: '' };

const route = (method: 'GET' | 'POST', url: `/${string}`): AnyRoute =>
  defineRoute({ method, url, summary: 'For the test', tag: 'test', response: z.null(), handle: () => null });
const routes = [route('GET', '/session'), route('POST', '/session/password'), route('POST', '/personas/:id')];

async function statuses(demonstrationBytes: number): Promise<Readonly<Record<string, number>>> {
  const features = [{ name: 'accounts', routes } as const];
  const spaces = [real, demonstration()].map((space) => ({ space, features }));
  const limits = { demonstrationBytes };
  const app = await createApp({ config, spaces, log, sessionOf: () => undefined, consoleFolder: folder, limits });
  const ask = async (method: 'GET' | 'POST', url: string): Promise<number> =>
    (await app.inject({ method, url, headers: { host: 'localhost', 'x-pollwarden': '1' } })).statusCode;
  try {
    return {
      read: await ask('GET', '/demo/api/session'),
      change: await ask('POST', '/demo/api/session/password'),
      comingIn: await ask('POST', '/demo/api/personas/analyst'),
      real: await ask('POST', '/api/session/password'),
    };
  } finally {
    await app.close();
  }
}

test('a full demonstration is read, takes no changes, and leaves the real space alone', async () => {
  assert.deepEqual(await statuses(100 * file), { read: 200, change: 200, comingIn: 200, real: 200 });
  assert.deepEqual(await statuses(file / 2), { read: 200, change: 409, comingIn: 409, real: 200 });
});

test('posts end before people are refused', () => {
  assert.ok(hasRoomForPosts(demonstration(), { demonstrationBytes: 100 * file }));
  assert.ok(!hasRoomForPosts(demonstration(), { demonstrationBytes: file }));
});

test('live pages of the demonstration are counted by themselves', () => {
  const streams = createEventStreams({ ...defaultLimits, streams: 3, demonstrationStreams: 2 });
  const open = (space: Space['name'], session: string): void => {
    streams.refuseMore({ space, session });
    streams.open({ space, session }, new Readable({ read: () => undefined }));
  };
  const refused = (error: unknown): boolean => error instanceof PollwardenError && error.code === 'TOO_MANY_REQUESTS';
  open('demonstration', 'a');
  open('demonstration', 'b');
  assert.throws(() => open('demonstration', 'c'), refused);
  for (const session of ['a', 'b', 'c']) open('real', session);
  assert.throws(() => open('real', 'd'), refused);
});
