// Sources and lake through the server: a purpose, a source with its token, posts, a restart, rejected rows, erasure.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import type { Role } from '../../../accounts/roles.ts';
import type { Session } from '../../../accounts/session.ts';
import { eventText } from '../../../ingest/follow/testing/bluesky-events.ts';
import { testPurpose } from '../../../ingest/follow/testing/follow-lake.ts';
import { openLedger } from '../../../ledger/ledger.ts';
import { createApp } from '../../app.ts';
import { loadConfig } from '../../config/load.ts';
import { createHub } from '../../hub.ts';
import { createLog } from '../../log.ts';
import { eraseFromFindings } from '../lake/erase.ts';
import { feature as lakeFeature } from '../lake/feature.ts';
import type { LakeOverview, LakeRun } from '../lake/schemas.ts';
import { feature as sourcesFeature } from './feature.ts';

const folder = mkdtempSync(join(tmpdir(), 'pollwarden-sources-'));
let now = Date.UTC(2026, 10, 25, 12);
const ledger = openLedger(folder, () => now);
after(() => {
  ledger.close();
  rmSync(folder, { recursive: true });
});

const sessionOf = (_: unknown, token: string): Session => ({
  id: 's',
  personId: 'p1',
  name: 'A',
  role: token.replace('session-of-the-', '') as Role,
  organisationId: 'o',
  organisation: 'O',
  expiresAt: now + 1e9,
});

type Answer = { readonly status: number; readonly json: never; readonly text: string };
type Ask = (
  method: 'GET' | 'POST' | 'DELETE',
  url: string,
  given?: { body?: unknown; as?: Role; token?: string },
) => Promise<Answer>;

async function serve(): Promise<{ ask: Ask; events: string[]; erased: string[][]; close: () => Promise<void> }> {
  const config = loadConfig({ dataFolder: folder, environment: {}, flags: { profile: 'csirt' } });
  const log = createLog('error', Date.now, () => undefined);
  const hub = createHub();
  const space = { name: 'real', prefix: '', folder, ledger, hub, now: () => now, log, config } as const;
  const events: string[] = [];
  const erased: string[][] = [];
  hub.subscribe(({ topic, change }) => events.push(`${topic} ${change}`));
  eraseFromFindings(space, ({ pseudonyms }) => erased.push([...pseudonyms]));
  const lake = { ...(await lakeFeature.start(space)), name: 'lake' } as const;
  const sources = { ...(await sourcesFeature.start(space)), name: 'sources' } as const;
  const app = await createApp({
    config,
    spaces: [{ space, features: [lake, sources] }],
    log,
    sessionOf,
    consoleFolder: folder,
  });
  const ask: Ask = async (method, url, { body, as = 'administrator', token } = {}) => {
    const raw = typeof body === 'string';
    const { statusCode, body: text } = await app.inject({
      method,
      url: `/api${url}`,
      headers: {
        host: 'localhost',
        'x-pollwarden': '1',
        ...(token === undefined
          ? { cookie: `pollwarden_session=session-of-the-${as}` }
          : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': raw ? 'application/x-ndjson' : 'application/json' }),
      },
      ...(body === undefined ? {} : { payload: raw ? body : JSON.stringify(body) }),
    });
    return { status: statusCode, text, json: (text === '' ? undefined : JSON.parse(text)) as never };
  };
  const close = async (): Promise<void> => {
    await app.close();
    await sources.stop?.();
    await lake.stop?.();
  };
  return { ask, events, erased, close };
}

const lines = (from: number, to: number): string =>
  Array.from({ length: to - from }, (_, i) => `${eventText(from + i)}\n`).join('');
const audited = (): readonly string[] =>
  (ledger.db.prepare('SELECT event FROM audit ORDER BY sequence').all() as { event: string }[]).map(
    ({ event }) => event,
  );

async function until(check: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 20_000; !(await check()); ) {
    assert.ok(Date.now() < end, 'not reached');
    await new Promise((resolve) => {
      setTimeout(resolve, 20);
    });
  }
}

const purpose = { ...testPurpose, endDate: '2026-12-31' };
type Source = { readonly id: string; readonly state: string; readonly posts: number; readonly wanted: string };

test('a source from its purpose to the erasure of an account, with a restart between', async () => {
  let server = await serve();
  let { ask } = server;
  const empty: LakeOverview = (await ask('GET', '/lake')).json;
  assert.deepEqual([empty.rows, empty.runs], [0, 0]);
  assert.equal((await ask('POST', '/lake/erasures', { body: { account: 'x', confirm: false } })).status, 404);

  const example = (await ask('GET', '/purposes')).json as { example: unknown };
  assert.equal((await ask('POST', '/purposes', { body: example.example })).status, 400, 'the example is no record');
  const over = await ask('POST', '/purposes', { body: { ...purpose, endDate: '2026-11-24' } });
  assert.equal(over.status, 409);
  const { id: purposeId } = (await ask('POST', '/purposes', { body: purpose })).json as { id: string };

  for (const body of [
    { kind: 'jetstream', name: 'a', purposeId, urls: ['ws://127.0.0.1:1/'] },
    { kind: 'mastodon', name: 'a', purposeId, url: 'http://localhost' },
    { kind: 'mastodon', name: 'a', purposeId, url: 'http://[::1]/' },
    { kind: 'mastodon', name: 'a', purposeId, url: 'file:///etc/passwd' },
    { kind: 'mastodon', name: 'a', purposeId, url: 'https://m.example', tokenVariable: 'PATH' },
    { kind: 'mastodon', name: 'a', purposeId, url: 'http://m.example', tokenVariable: 'POLLWARDEN_TOKEN_A' },
    { kind: 'http', name: 'a', purposeId: 'purpose-none' },
    { kind: 'tail', name: 'a', purposeId, file: '/etc/passwd' },
  ]) {
    assert.equal((await ask('POST', '/sources', { body })).status, 400, JSON.stringify(body));
  }
  const made = (await ask('POST', '/sources', { body: { kind: 'http', name: 'Own <b>feed</b>', purposeId } })).json as {
    source: Source;
    token: string;
  };
  const { id } = made.source;
  const { token } = made;
  assert.equal((await ask('GET', '/sources')).text.includes(token), false, 'the token is shown once');
  assert.equal(
    (await ask('POST', `/sources/${id}/posts`, { body: lines(0, 5), token })).status,
    404,
    'it does not run',
  );
  assert.equal((await ask('POST', `/sources/${id}/start`)).status, 200);
  assert.equal((await ask('POST', `/sources/${id}/start`)).status, 409);
  const sent = await ask('POST', `/sources/${id}/posts`, { body: `${lines(0, 100)}nonsense\n{"a":1}\n`, token });
  assert.deepEqual([sent.status, (sent.json as { posts: number }).posts], [200, 100]);
  const { rowsAdded } = sent.json as { rowsAdded: number };
  const twice = await ask('POST', `/sources/${id}/posts`, { body: lines(0, 100), token });
  assert.deepEqual(
    twice.json,
    { posts: 100, outOfScope: 0, rejected: 0, rowsAdded: 0, rowsKnown: rowsAdded },
    'sent again: all of it is known',
  );
  // Before the first rows are in segments: the run that goes on is counted, with its purpose.
  const early: LakeOverview = (await ask('GET', '/lake')).json;
  assert.equal(early.kinds[0].rowsWrittenAhead, early.rows);
  assert.deepEqual([early.purposes[0]?.purpose, early.purposes[0]?.runs], [purpose.purpose, 1]);
  const [going] = ((await ask('GET', '/lake/runs')).json as { items: LakeRun[] }).items;
  assert.deepEqual(
    [going.rowsAdded, going.rowsRejected, going.purpose, going.state],
    [early.rows, 2, purpose.purpose, 'live'],
  );
  for (const wrong of ['pws_wrong', `${token}x`]) {
    assert.equal((await ask('POST', `/sources/${id}/posts`, { body: lines(0, 1), token: wrong })).status, 401);
  }
  assert.equal((await ask('POST', `/sources/source-none/posts`, { body: lines(0, 1), token })).status, 401);
  assert.equal((await ask('POST', `/sources/${id}/posts`, { body: { a: 1 }, token })).status, 415);
  assert.equal((await ask('POST', `/sources/${id}/posts`, { body: 'x'.repeat(9e6), token })).status, 413);
  assert.equal((await ask('DELETE', `/sources/${id}`)).status, 409, 'it runs');

  await server.close();
  // A stop while the source is being started again: it is wanted all the same.
  await (await serve()).close();
  server = await serve();
  ({ ask } = server);
  const state = async (): Promise<Source> => ((await ask('GET', '/sources')).json as { items: Source[] }).items[0];
  await until(async () => (await state()).state === 'running');
  const again = await ask('POST', `/sources/${id}/posts`, { body: lines(50, 150), token });
  assert.equal(again.status, 200);

  const overview: LakeOverview = (await ask('GET', '/lake')).json;
  assert.ok(overview.rows > 200 && overview.kinds[0].rowsWrittenAhead > 0);
  assert.equal(overview.retention[0].runs, 2);
  const runs = (await ask('GET', '/lake/runs?q=state:live')).json as {
    items: { id: string }[];
    matching: number;
    all: number;
  };
  assert.deepEqual([runs.matching, runs.all], [1, 2]);
  assert.equal((await ask('GET', '/lake/runs?q=nokey:1')).status, 400);
  assert.equal((await ask('GET', '/lake/runs?sort=__proto__')).status, 400);
  const first = (await ask('GET', '/lake/runs?q=rejected:>0')).json as { items: { id: string }[] };
  const rejected = await ask('GET', `/lake/rejected?run=${first.items[0].id}&limit=1`);
  assert.deepEqual((rejected.json as { matching: number; next: string }).matching, 2);
  assert.equal((await ask('GET', '/lake/rejected?run=run-00')).status, 404);
  assert.equal((await ask('GET', '/lake/rejected?run=../../x')).status, 400);

  for (const account of ['@', ' @ ', ' ']) {
    assert.equal((await ask('POST', '/lake/erasures', { body: { account, confirm: true } })).status, 400);
  }
  const request = { account: 'did:plc:author3', platform: 'bluesky' };
  const preview = (await ask('POST', '/lake/erasures', { body: { ...request, confirm: false } })).json as {
    rows: number;
  };
  const gone = (await ask('POST', '/lake/erasures', { body: { ...request, confirm: true } })).json as {
    rows: number;
    notReached: string[];
  };
  assert.ok(preview.rows > 0);
  assert.equal(gone.rows, preview.rows);
  assert.ok(gone.notReached.length > 3);
  assert.match(server.erased[0][0], /^acc_/);
  const none = (await ask('POST', '/lake/erasures', { body: { ...request, confirm: false } })).json as { rows: number };
  assert.equal(none.rows, 0);
  assert.equal(((await ask('GET', '/lake/erasures')).json as { all: number }).all, 1);

  // The last day passes: it stops by itself, and says why.
  now = Date.UTC(2027, 0, 1);
  assert.equal(
    (await ask('POST', `/sources/${id}/posts`, { body: lines(0, 1), token })).status,
    200,
    'the worker has the true clock',
  );
  assert.equal((await ask('POST', `/sources/${id}/stop`)).status, 200);
  assert.equal((await ask('POST', `/sources/${id}/start`)).status, 409, 'the purpose is over');
  assert.equal((await ask('DELETE', `/sources/${id}`)).status, 200);
  assert.deepEqual(((await ask('GET', '/sources')).json as { items: Source[] }).items, []);
  await server.close();
  const events = audited();
  for (const event of [
    'purpose.recorded',
    'source.added',
    'source.started',
    'rejected.revealed',
    'lake.erased',
    'source.stopped',
    'source.removed',
  ]) {
    assert.ok(events.includes(event), event);
  }
  assert.ok(server.events.includes('lake removed') && server.events.includes('sources changed'));
});
