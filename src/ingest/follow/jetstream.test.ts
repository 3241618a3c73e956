// Jetstream against a server that speaks its protocol and misbehaves: nothing lost, nothing twice, gaps said.
import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { test } from 'node:test';
import { keyPath } from '../pseudonym-key.ts';
import { jetstream } from './jetstream.ts';
import { positionFile } from './position.ts';
import { eventText, garbage, timeOfEvent } from './testing/bluesky-events.ts';
import { fakeJetstream, type Misbehaviour } from './testing/fake-jetstream.ts';
import { assertSameRows, followInto, freshFolder, rowsIn } from './testing/follow-lake.ts';
import type { Connector } from './connector.ts';

const quick = { connectMilliseconds: 3000, idleMilliseconds: 3000 };
const events = 600;

/** The rows that the events give, each once, under the key of `folder`. */
async function truth(folder: string, numbers: readonly number[]): Promise<readonly string[]> {
  const { folder: other, remove } = freshFolder();
  try {
    mkdirSync(dirname(keyPath(other, 'pseudonym')), { recursive: true });
    copyFileSync(keyPath(folder, 'pseudonym'), keyPath(other, 'pseudonym'));
    const records = numbers.map((n) => ({ raw: '', value: JSON.parse(eventText(n)) as Record<string, unknown> }));
    const connector: Connector = async function* () {
      yield { records, resume: undefined };
    };
    await followInto(other, connector, { until: () => false });
    return (await rowsIn(other)).rows;
  } finally {
    remove();
  }
}

const upTo = (n: number): readonly number[] => Array.from({ length: n }, (_, i) => i);

async function allArrive(misbehaviour: Misbehaviour): Promise<{ connections: number; rejected: number }> {
  const server = await fakeJetstream(misbehaviour);
  const { folder, remove } = freshFolder();
  try {
    server.grow(events);
    const connector = jetstream([server.url], quick);
    const last = timeOfEvent(events - 1) / 1000;
    const status = await followInto(folder, connector, { until: ({ cursorTime }) => cursorTime === last });
    const { rows } = await rowsIn(folder);
    assert.equal(new Set(rows).size, rows.length, 'no row twice');
    assertSameRows(rows, await truth(folder, upTo(events)));
    assert.deepEqual(status.losses, []);
    return { connections: server.connections(), rejected: status.rejected };
  } finally {
    await server.close();
    remove();
  }
}

test('all events arrive once', async () => {
  assert.equal((await allArrive({})).connections, 1);
});

test('cut again and again, with an overlap each time: nothing lost, nothing twice', async () => {
  // Each connection sends the overlap again, 250 events of 20 ms, before it comes further.
  const { connections } = await allArrive({ cutAfter: 330 });
  assert.ok(connections > 3, `${connections} connections`);
});

test('repeated and in another order', async () => {
  await allArrive({ shuffled: true, cutAfter: 450 });
});

test('garbage, binary messages and giant messages are counted, and harm nothing', async () => {
  const { rejected } = await allArrive({ garbage: true, giantBytes: 1_500_000 });
  assert.ok(rejected > garbage.length, `${rejected} rejected`);
});

test('handshakes that are refused are tried again', async () => {
  const { connections } = await allArrive({ refusals: [503, 429, 500] });
  assert.equal(connections, 1);
});

test('after a restart it goes on from the position, a little before', async () => {
  const server = await fakeJetstream();
  const { folder, remove } = freshFolder();
  try {
    for (const end of [300, 420, 600]) {
      server.grow(end);
      const last = timeOfEvent(end - 1) / 1000;
      await followInto(folder, jetstream([server.url], quick), { until: ({ cursorTime }) => cursorTime === last });
    }
    assert.deepEqual(server.cursors(), [undefined, timeOfEvent(299) - 5_000_000, timeOfEvent(419) - 5_000_000]);
    assertSameRows((await rowsIn(folder)).rows, await truth(folder, upTo(600)));
  } finally {
    await server.close();
    remove();
  }
});

test('a cursor that is not kept any more: the gap is said, and the stream goes on', async () => {
  const server = await fakeJetstream({ keptFrom: 6000 });
  const { folder, remove } = freshFolder();
  try {
    positionFile(folder, 'test').write({ resume: { cursor: timeOfEvent(99) }, losses: [], cursorTime: undefined });
    server.grow(6100);
    const last = timeOfEvent(6099) / 1000;
    const status = await followInto(folder, jetstream([server.url], quick), {
      until: ({ cursorTime }) => cursorTime === last,
    });
    assert.equal(status.losses.length, 1);
    assert.equal(status.losses[0].from, timeOfEvent(99) / 1000);
    assert.equal(status.losses[0].to, timeOfEvent(6000) / 1000);
    assert.deepEqual(positionFile(folder, 'test').read().losses, status.losses);
    assert.deepEqual((await rowsIn(folder)).posts, 100);
  } finally {
    await server.close();
    remove();
  }
});

test('a cursor that is refused is a gap too', async () => {
  const server = await fakeJetstream({ refusals: [400] });
  const { folder, remove } = freshFolder();
  try {
    positionFile(folder, 'test').write({ resume: { cursor: timeOfEvent(5) }, losses: [], cursorTime: undefined });
    server.grow(50);
    const last = timeOfEvent(49) / 1000;
    const status = await followInto(folder, jetstream([server.url], quick), {
      until: ({ cursorTime }) => cursorTime === last,
    });
    assert.equal(status.losses[0]?.reason, 'the server refused the cursor');
  } finally {
    await server.close();
    remove();
  }
});

test('a server that is down is passed over for the next of the list', async () => {
  const server = await fakeJetstream();
  const { folder, remove } = freshFolder();
  try {
    server.grow(100);
    const connector = jetstream(['ws://127.0.0.1:9/subscribe', server.url], quick);
    const last = timeOfEvent(99) / 1000;
    await followInto(folder, connector, { until: ({ cursorTime }) => cursorTime === last });
    assertSameRows((await rowsIn(folder)).rows, await truth(folder, upTo(100)));
  } finally {
    await server.close();
    remove();
  }
});
