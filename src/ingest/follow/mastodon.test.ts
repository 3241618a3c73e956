// Mastodon against a server that speaks its protocol and misbehaves: nothing lost, nothing twice.
import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { test } from 'node:test';
import { keyPath } from '../pseudonym-key.ts';
import type { Connector } from './connector.ts';
import { mastodon } from './mastodon.ts';
import { earlierId, laterId, timeOfId } from './mastodon-ids.ts';
import { type FakeMastodon, fakeMastodon, type MastodonMisbehaviour, statusOf } from './testing/fake-mastodon.ts';
import { assertSameRows, followInto, freshFolder, rowsIn } from './testing/follow-lake.ts';
import type { SourceStatus } from './status.ts';
import { askedToWait } from './web/http-get.ts';

const quick = { connectMilliseconds: 3000, idleMilliseconds: 3000, overlapSeconds: 20 };

async function truth(folder: string, count: number): Promise<readonly string[]> {
  const { folder: other, remove } = freshFolder();
  try {
    mkdirSync(dirname(keyPath(other, 'pseudonym')), { recursive: true });
    copyFileSync(keyPath(folder, 'pseudonym'), keyPath(other, 'pseudonym'));
    const connector: Connector = async function* () {
      yield { records: Array.from({ length: count }, (_, n) => ({ raw: '', value: statusOf(n) })), resume: undefined };
    };
    await followInto(other, connector, { until: () => false });
    return (await rowsIn(other)).rows;
  } finally {
    remove();
  }
}

/** Follows while the server grows to `count`, step by step, until all are stored. */
async function grown(
  server: FakeMastodon,
  folder: string,
  connector: Connector,
  from: number,
  count: number,
): Promise<SourceStatus> {
  let there = from;
  const last = Date.parse(String(statusOf(count - 1).created_at));
  return await followInto(folder, connector, {
    until: ({ cursorTime, state }) => {
      // The stream brings only what comes after it was opened; more comes when what was there is stored.
      const stored = there === from || cursorTime === Date.parse(String(statusOf(there - 1).created_at));
      if (state === 'running' && stored && there < count) server.grow((there = Math.min(count, there + 10)));
      return cursorTime === last;
    },
  });
}

async function allArrive(misbehaviour: MastodonMisbehaviour, count = 300): Promise<SourceStatus> {
  const server = await fakeMastodon(misbehaviour);
  const { folder, remove } = freshFolder();
  try {
    const token = misbehaviour.token === undefined ? {} : { token: misbehaviour.token };
    const connector = mastodon({ url: server.url, stream: 'public', ...token }, quick);
    const status = await grown(server, folder, connector, 0, count);
    const { rows } = await rowsIn(folder);
    assert.equal(new Set(rows).size, rows.length, 'no row twice');
    assertSameRows(rows, await truth(folder, count));
    return status;
  } finally {
    await server.close();
    remove();
  }
}

test('all statuses arrive once', async () => {
  assert.equal((await allArrive({})).reconnects, 0);
});

test('cut again and again: the timeline brings what the stream did not', async () => {
  const status = await allArrive({ cutAfter: 45 });
  assert.ok(status.reconnects > 0, `${status.reconnects} reconnects`);
  assert.ok(status.rowsKnown > 0, 'the overlap came twice, and was known');
});

test('rate limits of the timeline are waited for, as Retry-After and X-RateLimit-Reset ask', async () => {
  await allArrive({ cutAfter: 60, rateLimits: 5 });
});

test('a stream that is refused for now is asked again', async () => {
  await allArrive({ refusals: [503, 429, 502] }, 40);
});

test('garbage between the events is counted; deletions are none', async () => {
  const status = await allArrive({ garbage: true });
  assert.equal(status.rejected, 60, 'two broken records every ten statuses');
});

test('bytes that come one by one', async () => {
  await allArrive({ drip: true }, 20);
});

test('a token is sent where one is asked for', async () => {
  await allArrive({ token: 'secret-of-a-test' }, 20);
  const inTheClear = { url: 'http://social.example', stream: 'public', token: 'a' } as const;
  assert.throws(() => mastodon(inTheClear), /https only/);
});

test('what asking again cannot mend ends the source with its reason', async () => {
  for (const misbehaviour of [{ token: 'another' }, { redirect: 'http://169.254.169.254/latest' }]) {
    const server = await fakeMastodon(misbehaviour);
    const { folder, remove } = freshFolder();
    try {
      const status = await followInto(folder, mastodon({ url: server.url, stream: 'public' }, quick), {
        until: ({ state }) => state === 'failed',
      });
      assert.match(status.problem ?? '', /SOURCE_FAILED/);
    } finally {
      await server.close();
      remove();
    }
  }
});

test('after a restart the timeline brings what came meanwhile', async () => {
  const server = await fakeMastodon();
  const { folder, remove } = freshFolder();
  try {
    const connector = mastodon({ url: server.url, stream: 'public' }, quick);
    await grown(server, folder, connector, 0, 50);
    server.grow(400);
    await grown(server, folder, connector, 400, 450);
    assert.ok(server.pages() > 8, `${server.pages()} pages`);
    assertSameRows((await rowsIn(folder)).rows, await truth(folder, 450));
  } finally {
    await server.close();
    remove();
  }
});

test('ids of statuses: order beyond 2^53, an earlier one, the time of one', () => {
  const records = ['99', '100', '0000101', 'x', ''].map((id) => ({ raw: '', value: { id } }));
  assert.equal(laterId(undefined, records), '101');
  const id = '116655431680000000';
  assert.equal(timeOfId(earlierId(id, 60)), (timeOfId(id) ?? 0) - 60_000);
  assert.equal(earlierId('12', 60), '12');
  assert.equal(timeOfId('12'), undefined);
});

test('how long a server asks us to wait', () => {
  const now = Date.UTC(2026, 10, 25);
  assert.equal(askedToWait({ 'retry-after': '7' }, now), 7000);
  assert.equal(askedToWait({ 'retry-after': new Date(now + 9000).toUTCString() }, now), 9000);
  assert.equal(askedToWait({ 'x-ratelimit-reset': new Date(now + 5000).toISOString() }, now), 5000);
  assert.equal(askedToWait({ 'x-ratelimit-reset': String(now / 1000 + 4) }, now), 4000);
  assert.equal(askedToWait({ 'retry-after': '999999' }, now), 3_600_000);
  assert.equal(askedToWait({ 'retry-after': 'soon' }, now), undefined);
  assert.equal(askedToWait({}, now), undefined);
});
