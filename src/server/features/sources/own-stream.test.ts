// What a visitor of the demonstration, who is an administrator there without a password, may do with sources.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { testPurpose } from '../../../ingest/follow/testing/follow-lake.ts';
import { PollwardenError } from '../../../kernel/errors.ts';
import { openLedger } from '../../../ledger/ledger.ts';
import { loadConfig } from '../../config/load.ts';
import { createHub } from '../../hub.ts';
import { createLog } from '../../log.ts';
import type { Space } from '../../space.ts';
import { createKeeper } from './keeper.ts';
import { closeLive, liveOf } from './live.ts';
import { ownStreamName } from './own-stream.ts';
import { sourceRoutes } from './routes.ts';
import { addPurpose, addSource, listSources, markStarted, sourceById } from './store.ts';

const forbidden = (error: unknown): boolean => error instanceof PollwardenError && error.code === 'FORBIDDEN';
/** Ends within a month, whatever the day. */
const purpose = { ...testPurpose, endDate: new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10) };
const by = { actor: { kind: 'person', id: 'p1' } } as const;

async function inDemonstration(work: (space: Space) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'pollwarden-own-stream-'));
  const ledger = openLedger(folder, Date.now);
  const flags = { profile: 'demo', allowPrivateSources: true };
  const config = loadConfig({ dataFolder: folder, environment: {}, flags });
  const log = createLog('error', Date.now, () => undefined);
  const hub = createHub();
  const space: Space = { name: 'demonstration', prefix: '/demo', folder, ledger, hub, now: Date.now, log, config };
  try {
    await work(space);
  } finally {
    await closeLive(space);
    ledger.close();
    rmSync(folder, { recursive: true });
  }
}

test('no source is added or started but its own, also where one was wanted before, and nothing is connected to', async () => {
  let connections = 0;
  const server = createServer((socket) => {
    connections++;
    socket.destroy();
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const work = async (space: Space): Promise<void> => {
    const { ledger } = space;
    const live = liveOf(space);
    const keeper = createKeeper(space, live, () => assert.fail('a variable was read'));
    const purposeId = addPurpose(ledger, purpose, by).id;
    const session = { personId: 'p1' };
    const add = sourceRoutes(space, keeper, live).find((one) => one.method === 'POST' && one.url === '/sources');
    for (const kind of ['http', 'jetstream', 'mastodon']) {
      const input = { body: { kind, name: ownStreamName, purposeId, url: 'https://a.example' } };
      await assert.rejects(async () => add?.handle(input as never, { session } as never), forbidden, kind);
    }
    assert.equal(listSources(ledger).length, 0);

    // Such as an earlier version let in.
    const target = { kind: 'mastodon', url, stream: 'public', tokenVariable: 'POLLWARDEN_TOKEN_A' } as const;
    const { source } = addSource(ledger, { name: ownStreamName, target, purposeId, address: url }, by);
    await assert.rejects(async () => keeper.start(source.id, by), forbidden);
    markStarted(ledger, source, by);
    await keeper.resume();
    assert.equal(sourceById(ledger, source.id).wanted, 'stopped');
    await keeper.remove(source.id, by);

    const own = { name: ownStreamName, target: { kind: 'http' }, purposeId, address: '' } as const;
    const stream = addSource(ledger, own, by).source;
    await keeper.start(stream.id, by);
    await keeper.stop(stream.id, by);
    await assert.rejects(async () => keeper.remove(stream.id, by), forbidden);
  };
  await inDemonstration(work).finally(() => server.close());
  assert.equal(connections, 0);
});

test('purpose records have a bound, and one that is there already is no new one', async () => {
  await inDemonstration(async ({ ledger }) => {
    const record = (n: number): unknown => ({ ...purpose, purpose: `${purpose.purpose} ${n}` });
    for (let n = 0; n < 200; n++) addPurpose(ledger, record(n), by);
    assert.throws(
      () => addPurpose(ledger, record(200), by),
      (error) => error instanceof PollwardenError && error.code === 'NO_ROOM',
    );
    addPurpose(ledger, record(0), by);
  });
});

test('its pipeline is closed to addresses of this machine, whatever the operator allows the real space', async () => {
  await inDemonstration(async (space) => {
    const live = liveOf(space);
    const target = { kind: 'jetstream', urls: ['ws://127.0.0.1:1/'] } as const;
    await live.startSource({ id: 'sent', target, purpose: testPurpose, enforceScope: true });
    const end = Date.now() + 20_000;
    const state = (): unknown => live.status().sources[0];
    while (!JSON.stringify(state() ?? '').includes('SOURCE_ADDRESS_CLOSED') && Date.now() < end) {
      await new Promise((resolve) => void setTimeout(resolve, 20));
    }
    assert.match(JSON.stringify(state()), /"failed".*SOURCE_ADDRESS_CLOSED|SOURCE_ADDRESS_CLOSED.*"failed"/);
  });
});
