// Ingest into the lake where something comes in between: the purpose ends, another writes, times that no day has.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { afterEach, test } from 'node:test';
import { openLake } from '../lake/lake.ts';
import { collectRows } from '../lake/testing/sample-rows.ts';
import { openLakeWriter } from '../lake/writer.ts';
import { type IngestRequest, ingestPosts } from './ingest-posts.ts';
import type { Post } from './post.ts';
import { examplePurpose } from './purpose.ts';
import type { PostReader } from './read.ts';
import { readPosts } from './read-posts.ts';

const folders: string[] = [];
const freshFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'pollwarden-ingest-'));
  folders.push(folder);
  return folder;
};
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

const post = (n: number, more: Partial<Post> = {}): Post => ({
  platform: 'table',
  postId: `p${n}`,
  accountId: `a${n % 10}`,
  timeMicros: 1_717_934_400_000_000 + n * 1_000_000,
  urls: [],
  hashtags: [],
  mentions: [],
  media: [],
  objectId: `o${n % 3}`,
  ...more,
});

/** Batches of 10,000 posts each; `before` is called ahead of each batch. */
function batches(count: number, before: (batch: number) => void = () => undefined): PostReader {
  return async function* () {
    for (let batch = 0; batch < count; batch++) {
      before(batch);
      yield { file: '-', posts: Array.from({ length: 10_000 }, (_, i) => post(batch * 10_000 + i)), rejected: [] };
    }
  };
}

const request = (dataFolder: string, reader: PostReader, now: () => number): IngestRequest => ({
  dataFolder,
  inputs: ['-'],
  purpose: examplePurpose,
  purposeFile: 'p.json',
  read: {},
  now,
  reader,
});

const within = Date.parse('2026-07-31T23:00:00Z');

test('a pipe is read once, by the reader alone', { skip: process.platform === 'win32' }, async () => {
  const pipe = join(freshFolder(), 'pipe');
  execFileSync('mkfifo', [pipe]);
  const rows = Array.from({ length: 60_000 }, (_, i) => `a${i % 50},${1_717_934_400 + i},p${i},o${i % 9}\n`);
  const writing = pipeline(Readable.from(['account_id,time,post_id,object_id\n', ...rows]), createWriteStream(pipe));
  const summary = await ingestPosts({ ...request(freshFolder(), readPosts, () => within), inputs: [pipe] });
  await writing;
  assert.deepEqual([summary.posts, summary.rejected], [60_000, 0]);
});

test('a purpose that ends while posts come in stops them, and keeps what came before', async () => {
  const data = freshFolder();
  let now = within;
  const reader = batches(5, (batch) => {
    if (batch === 3) now += 3_600_000;
  });
  await assert.rejects(ingestPosts(request(data, reader, () => now)), { code: 'PURPOSE_ENDED' });
  assert.equal((await collectRows(data)).length, 30_000);
  const lake = await openLake(data);
  assert.deepEqual(
    lake.snapshot().pending.runs.map(({ finished }) => finished),
    [false],
  );
  lake.close();
  await assert.rejects(ingestPosts(request(data, batches(1), () => now)), { code: 'PURPOSE_ENDED' });
});

test('a clock that jumps back between runs neither loses nor doubles anything', async () => {
  const data = freshFolder();
  assert.equal((await ingestPosts(request(data, batches(1), () => within))).rowsAdded, 10_000);
  const again = await ingestPosts(request(data, batches(2), () => Date.parse('1999-01-01')));
  assert.deepEqual([again.rowsAdded, again.rowsKnown], [10_000, 10_000]);
  assert.equal((await collectRows(data)).length, 20_000);
});

test('while another process writes, nothing is read', async () => {
  const data = freshFolder();
  const writer = await openLakeWriter(data);
  let read = false;
  const reader = batches(1, () => {
    read = true;
  });
  await assert.rejects(ingestPosts(request(data, reader, () => within)), { code: 'LAKE_LOCKED' });
  assert.equal(read, false);
  await writer.close();
});

test('times before 1970, after 2255 or with a fraction are rejected by name, and no row is lost with them', async () => {
  const data = freshFolder();
  const times = [-1, 2 ** 53, 0.5, Number.NaN, 0, 2 ** 53 - 1];
  const reader: PostReader = async function* () {
    yield { file: 'f', posts: times.map((timeMicros, n) => post(n, { timeMicros })), rejected: [] };
  };
  const summary = await ingestPosts(request(data, reader, () => within));
  assert.deepEqual(summary.rejectedByCode, { TIME_INVALID: 4 });
  assert.equal(summary.rejectedKept, 4);
  const rows = await collectRows(data);
  assert.deepEqual(
    rows.map((row) => Number(row.split('|')[0])),
    [0, 2 ** 53 - 1],
  );
});

test('a failing reader is heard of, after what it gave is durable', async () => {
  const data = freshFolder();
  const reader: PostReader = async function* () {
    yield { file: '-', posts: [post(1), post(2)], rejected: [] };
    throw new RangeError('reader');
  };
  await assert.rejects(ingestPosts(request(data, reader, () => within)), RangeError);
  assert.equal((await collectRows(data)).length, 2);
});
