// The pipeline in its worker: bodies that are sent, back-pressure, erasure, the end of a purpose, a crash, a full disk.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Worker } from 'node:worker_threads';
import { eventText } from '../ingest/follow/testing/bluesky-events.ts';
import { freshFolder, rowsIn, testPurpose } from '../ingest/follow/testing/follow-lake.ts';
import { PollwardenError } from '../kernel/errors.ts';
import { existingKey } from '../ingest/pseudonym-key.ts';
import { readManifest, lakeFolder } from '../lake/manifest.ts';
import { listRejected, openRejected } from '../lake/rejected.ts';
import { diskFiles } from '../lake/files.ts';
import { failingFiles } from '../lake/testing/failing-files.ts';
import { openLakeWriter } from '../lake/writer.ts';
import type { LiveSource } from './contract.ts';
import { openLive } from './host.ts';
import { openPipeline } from './pipeline.ts';

const detectionModule = new URL('testing/counting-detection.ts', import.meta.url).href;
const source: LiveSource = { id: 'sent', purpose: testPurpose, enforceScope: true, target: { kind: 'http' } };
const body = (from: number, to: number): Uint8Array =>
  Buffer.from(Array.from({ length: to - from }, (_, i) => `${eventText(from + i)}\n`).join(''));

async function until(what: string, check: () => boolean | Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 20_000; !(await check()); ) {
    if (Date.now() > end) throw new Error(`not reached: ${what}`);
    await new Promise((resolve) => {
      setTimeout(resolve, 10);
    });
  }
}

async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const { folder, remove } = freshFolder();
  try {
    await work(folder);
  } finally {
    remove();
  }
}

const code = (expected: string) => (error: unknown) => error instanceof PollwardenError && error.code === expected;

test('who sends is told what of it was out of scope, and what was known already', async () => {
  await inFolder(async (folder) => {
    const live = openLive({ dataFolder: folder, allowPrivateAddresses: false, detectionModule });
    try {
      const scope = { topics: ['nothing of the kind'], objects: [] };
      await live.startSource({ ...source, id: 'scoped', purpose: { ...source.purpose, scope } });
      const beyond = await live.ask('push', { source: 'scoped', body: body(0, 30) });
      assert.deepEqual(beyond, { posts: 0, outOfScope: 30, rejected: 0, rowsAdded: 0, rowsKnown: 0 });
      await live.startSource(source);
      const first = await live.ask('push', { source: 'sent', body: body(0, 30) });
      assert.deepEqual([first.posts, first.outOfScope, first.rowsKnown], [30, 0, 0]);
      const again = await live.ask('push', { source: 'sent', body: body(0, 30) });
      assert.deepEqual(again, { ...first, rowsAdded: 0, rowsKnown: first.rowsAdded });
    } finally {
      await live.close();
    }
  });
});

test('what is sent is durable when answered, known the second time, and detected once', async () => {
  await inFolder(async (folder) => {
    const live = openLive({ dataFolder: folder, allowPrivateAddresses: false, detectionModule });
    let last = '';
    live.onUpdate((update) => {
      if (update.kind === 'provisional') last = update.gone[0] ?? last;
    });
    try {
      await assert.rejects(async () => live.ask('push', { source: 'sent', body: body(0, 1) }), code('NOT_FOUND'));
      await live.startSource(source);
      await assert.rejects(async () => live.startSource(source), code('CONFLICT'));
      const first = await live.ask('push', { source: 'sent', body: body(0, 100) });
      assert.equal(first.posts, 100);
      const { rows } = await rowsIn(folder);
      assert.equal(rows.length, first.rowsAdded);
      const again = await live.ask('push', { source: 'sent', body: body(50, 120) });
      assert.ok(again.rowsAdded > 0 && again.rowsAdded < 60);
      const bad = await live.ask('push', { source: 'sent', body: Buffer.from('nonsense\n[]\n{"a":1}\n') });
      assert.deepEqual([bad.posts, bad.rejected], [0, 3]);
      const total = first.rowsAdded + again.rowsAdded;
      await until('the detection has each row once', () => last === `${total} rows, ${total} distinct`);
      const pending = await live.ask('pending', null);
      assert.equal(
        pending?.days.reduce((sum, day) => sum + day.rows, 0),
        total,
      );
      assert.equal(pending?.living.length, 1);
      await live.ask('detect', null);
      await until('the pane is told', () => last === 'pane');
    } finally {
      await live.close();
    }
    const runs = readManifest(diskFiles, lakeFolder(folder)).runs;
    assert.deepEqual(
      runs.map(({ finished, rowsRejected }) => [finished, rowsRejected]),
      [[true, 3]],
    );
  });
});

test('more bodies than may wait are refused, and none of the others is lost', async () => {
  await inFolder(async (folder) => {
    const pipeline = openPipeline(
      { dataFolder: folder, allowPrivateAddresses: false },
      { now: Date.now, random: () => 0, onUpdate: async () => undefined },
    );
    await pipeline.start(source);
    const sent = await Promise.allSettled(
      Array.from({ length: 20 }, async (_, i) => pipeline.push('sent', body(i * 10, i * 10 + 10))),
    );
    const refused = sent.filter((one) => one.status === 'rejected');
    assert.ok(refused.length > 0 && refused.every(({ reason }) => code('SOURCE_BUSY')(reason)));
    const rows = sent.reduce((sum, one) => sum + (one.status === 'fulfilled' ? one.value.rowsAdded : 0), 0);
    await pipeline.close();
    assert.equal((await rowsIn(folder)).rows.length, rows);
  });
});

test('bodies of millions of tiny lines are read in slices, and their rejected rows are counted, not all kept', async () => {
  await inFolder(async (folder) => {
    const pipeline = openPipeline(
      { dataFolder: folder, allowPrivateAddresses: false },
      { now: Date.now, random: () => 0, onUpdate: async () => undefined },
    );
    await pipeline.start(source);
    const tiny = Buffer.from('1\n'.repeat(500_000));
    const before = process.memoryUsage().heapUsed;
    let most = 0;
    const timer = setInterval(() => (most = Math.max(most, process.memoryUsage().heapUsed)), 5);
    const sent = await Promise.all(Array.from({ length: 8 }, async () => pipeline.push('sent', tiny)));
    clearInterval(timer);
    assert.deepEqual([...new Set(sent.map(({ rejected }) => rejected))], [500_000]);
    // All eight at once would be four million records of a hundred bytes and more.
    assert.ok(most - before < 200 * 2 ** 20, `${Math.round((most - before) / 2 ** 20)} MiB`);
    const last = await pipeline.push('sent', Buffer.concat([tiny, body(0, 10)]));
    assert.deepEqual([last.posts, last.rejected], [10, 500_000]);
    await pipeline.close();
    const [run] = readManifest(diskFiles, lakeFolder(folder)).runs;
    assert.equal(run.rowsRejected, 4_500_000);
    const [file] = listRejected(folder);
    const key = existingKey(folder, 'rejected');
    assert.ok(key !== undefined);
    assert.equal(openRejected(folder, key, file.name).rows.length, 9000);
  });
});

test('the end does not wait for what the detection has yet to count', async () => {
  await inFolder(async (folder) => {
    const slow = new URL('testing/slow-detection.ts', import.meta.url).href;
    const live = openLive({ dataFolder: folder, allowPrivateAddresses: false, detectionModule: slow });
    await live.startSource(source);
    const bodies = 30;
    for (let n = 0; n < bodies; n++) await live.ask('push', { source: 'sent', body: body(n * 2, n * 2 + 2) });
    await live.close();
    const given = readFileSync(join(folder, 'given'), 'utf8').length;
    assert.ok(given < bodies, `${given} of ${bodies} were counted`);
    const kept = readManifest(diskFiles, lakeFolder(folder)).segments.reduce((sum, { rows }) => sum + rows, 0);
    assert.ok(kept >= bodies * 2, 'what was acknowledged is in the lake');
  });
});

test('a start that is under way when the pipeline ends does not run on, and the thread ends by itself', async () => {
  await inFolder(async (folder) => {
    const live = openLive({ dataFolder: folder, allowPrivateAddresses: false, detectionModule });
    const started = live.startSource(source);
    const closed = live.close();
    await assert.rejects(started, code('LIVE_ENDED'));
    await closed;
    assert.equal(live.isRunning(), false);
    await assert.rejects(async () => live.ask('expire', null), code('LIVE_ENDED'));
  });
  // The same in this thread: a source that ran on would write to a lake that is closed.
  await inFolder(async (folder) => {
    const tools = { now: Date.now, random: () => 0, onUpdate: async () => undefined };
    const pipeline = openPipeline({ dataFolder: folder, allowPrivateAddresses: false }, tools);
    const started = pipeline.start(source);
    await Promise.all([assert.rejects(started, code('LIVE_ENDED')), pipeline.close()]);
    assert.deepEqual(pipeline.status().sources, []);
    assert.equal(pipeline.pending(), undefined);
  });
});

test('an account is erased while the source runs: counted before, gone from lake and detection, and nothing else is', async () => {
  await inFolder(async (folder) => {
    const live = openLive({ dataFolder: folder, allowPrivateAddresses: false, detectionModule });
    let last = '';
    live.onUpdate((update) => {
      if (update.kind === 'provisional') last = update.gone[0] ?? last;
    });
    try {
      await assert.rejects(
        async () => live.ask('preview', { account: 'did:plc:author7', platform: 'bluesky' }),
        code('LAKE_MISSING'),
      );
      await live.startSource(source);
      await live.ask('push', { source: 'sent', body: body(0, 200) });
      const before = (await rowsIn(folder)).rows;
      const request = { account: 'did:plc:author7', platform: 'bluesky' };
      const preview = await live.ask('preview', request);
      assert.deepEqual((await rowsIn(folder)).rows, before, 'a preview changes nothing');
      // A body that is sent meanwhile is stored wholly before or after it.
      const [erased, pushed] = await Promise.all([
        live.ask('erase', request),
        live.ask('push', { source: 'sent', body: body(200, 240) }),
      ]);
      assert.equal(erased.rowsRemoved, preview.rows);
      assert.equal(erased.ownPosts, 5);
      const [pseudonym] = erased.pseudonyms;
      const after = (await rowsIn(folder)).rows;
      const kept = before.filter((row) => !row.includes(pseudonym));
      assert.ok(kept.every((row) => after.includes(row)));
      assert.equal(after.length, before.length - erased.rowsRemoved + pushed.rowsAdded);
      await until('the detection is built again', () => last === `${after.length} rows, ${after.length} distinct`);
    } finally {
      await live.close();
    }
  });
});

test('a purpose whose last day passes stops its source by itself, also when the clock jumps', async () => {
  await inFolder(async (folder) => {
    let now = Date.UTC(2026, 10, 25);
    const purpose = { ...testPurpose, endDate: '2026-11-25' };
    const pipeline = openPipeline(
      { dataFolder: folder, allowPrivateAddresses: false },
      { now: () => now, random: () => 0, onUpdate: async () => undefined },
    );
    await pipeline.start({ ...source, purpose });
    await pipeline.push('sent', body(0, 10));
    now = Date.UTC(2026, 10, 26);
    await assert.rejects(async () => pipeline.push('sent', body(10, 20)), code('PURPOSE_ENDED'));
    await until('it has ended', () => pipeline.status().sources[0].state === 'ended');
    await assert.rejects(async () => pipeline.start({ ...source, purpose }), code('PURPOSE_ENDED'));
    await until('the lake is free', async () => {
      const writer = await openLakeWriter(folder).catch(() => undefined);
      await writer?.close();
      return writer !== undefined;
    });
    await pipeline.close();
    assert.equal((await rowsIn(folder)).posts, 10);
  });
});

test('a run of each day, so that retention counts from the day on which rows came', async () => {
  await inFolder(async (folder) => {
    let now = Date.UTC(2026, 10, 25, 23, 59);
    const pipeline = openPipeline(
      { dataFolder: folder, allowPrivateAddresses: false },
      { now: () => now, random: () => 0, onUpdate: async () => undefined },
    );
    await pipeline.start(source);
    await pipeline.push('sent', body(0, 10));
    now += 120_000;
    await pipeline.push('sent', body(10, 20));
    now += 30 * 86_400_000;
    // The first run is due, and the one that goes on is not, whatever its day.
    const expired = await pipeline.expire();
    assert.equal(expired.runs.length, 1);
    await pipeline.close();
    assert.equal((await rowsIn(folder)).posts, 10);
  });
});

test('a worker that dies is started again, with the sources that ran', async () => {
  await inFolder(async (folder) => {
    const crashes: string[] = [];
    const workers: Worker[] = [];
    const hear = (worker: Worker): unknown => workers.push(worker);
    process.on('worker', hear);
    const live = openLive(
      { dataFolder: folder, allowPrivateAddresses: false, detectionModule },
      { random: () => 0.01, onCrash: (problem) => crashes.push(problem) },
    );
    try {
      await live.startSource(source);
      const first = await live.ask('push', { source: 'sent', body: body(0, 10) });
      const lost = assert.rejects(
        async () => live.ask('push', { source: 'sent', body: body(100, 900) }),
        code('LIVE_ENDED'),
      );
      await workers[0].terminate();
      await lost;
      await until('it runs again', () => crashes.length === 1 && live.status().sources[0]?.state === 'running');
      assert.match(crashes[0], /ended with 1/);
      const again = await live.ask('push', { source: 'sent', body: body(0, 10) });
      assert.deepEqual([first.rowsAdded > 0, again.rowsAdded], [true, 0]);
    } finally {
      process.off('worker', hear);
      await live.close();
    }
  });
});

test('a detection that dies is built again from the lake, and storing goes on', async () => {
  await inFolder(async (folder) => {
    const crashes: string[] = [];
    const live = openLive(
      {
        dataFolder: folder,
        allowPrivateAddresses: false,
        detectionModule: new URL('testing/dying-detection.ts', import.meta.url).href,
      },
      { random: () => 0.01, onCrash: (problem) => crashes.push(problem) },
    );
    let last = '';
    live.onUpdate((update) => {
      if (update.kind === 'provisional') last = update.gone[0] ?? last;
    });
    try {
      await live.startSource(source);
      let rows = 0;
      for (const [from, to] of [
        [0, 10],
        [100, 900],
        [900, 910],
      ]) {
        rows += (await live.ask('push', { source: 'sent', body: body(from, to) })).rowsAdded;
      }
      await until('the detection has all rows', () => last === `${rows} rows, ${rows} distinct`);
      await until('it says so', () => live.status().detection.state === 'running');
      assert.deepEqual(crashes, []);
    } finally {
      await live.close();
    }
  });
});

test('a full disk ends the source with its name, loses nothing acknowledged, and the next start goes on', async () => {
  await inFolder(async (folder) => {
    let acknowledged = 0;
    for (let failAt = 25; failAt < 60; failAt += 5) {
      const pipeline = openPipeline(
        { dataFolder: folder, allowPrivateAddresses: false },
        {
          now: Date.now,
          random: () => 0,
          onUpdate: async () => undefined,
          writer: { files: failingFiles('full', failAt), flushRows: 30 },
        },
      );
      try {
        await pipeline.start(source);
        for (let n = 0; n < 20; n++) {
          const { rowsAdded } = await pipeline.push('sent', body(acknowledged * 10, acknowledged * 10 + 10));
          if (rowsAdded >= 0) acknowledged++;
        }
        assert.fail('the disk was never full');
      } catch (error) {
        assert.ok(code('DISK_FULL')(error), String(error));
      } finally {
        await pipeline.close().catch(() => undefined);
      }
    }
    assert.ok(acknowledged > 5, `${acknowledged} bodies`);
    const pipeline = openPipeline(
      { dataFolder: folder, allowPrivateAddresses: false },
      { now: Date.now, random: () => 0, onUpdate: async () => undefined },
    );
    await pipeline.start(source);
    const { rowsAdded } = await pipeline.push('sent', body(0, acknowledged * 10));
    assert.equal(rowsAdded, 0, 'all that was acknowledged is there');
    await pipeline.close();
  });
});
