import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { DuckDBInstance } from '@duckdb/node-api';
import { readContent, readFiles } from './testing/read-all.ts';

const folder = mkdtempSync(join(tmpdir(), 'pollwarden-parquet-'));
after(() => rmSync(folder, { recursive: true, force: true }));

async function write(name: string, select: string): Promise<string> {
  const file = join(folder, name);
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  await connection.run(`COPY (${select}) TO '${file}' (FORMAT parquet)`);
  connection.closeSync();
  instance.closeSync();
  return file;
}

const numbers = "SELECT 'o' || (i % 3) AS object_id, 900719925474099300 + i AS account_id, 'c' || i AS content_id";
const micros = 1_700_000_000_000_000;

test('tables of CooRTweet as Parquet: by name, compressed, from a stream, with odd names', async () => {
  const file = await write('odd [1]*.parquet', `${numbers}, 1700000000 + i AS timestamp_share FROM range(5000) t(i)`);
  const bytes = readFileSync(file);
  const packed = join(folder, 'packed');
  writeFileSync(packed, gzipSync(bytes));
  const direct = await readFiles([file]);
  assert.equal(direct.error, undefined);
  assert.equal(direct.posts.length, 5000);
  assert.equal(direct.posts[3].accountId, '900719925474099303');
  assert.deepEqual([direct.posts[4].objectId, direct.posts[4].timeMicros], ['o1', micros + 4_000_000]);
  assert.match(direct.notices[0], /Parquet, a table of CooRTweet; times in seconds/);
  for (const other of [await readFiles([packed]), await readContent(bytes, {}, 1000)])
    assert.deepEqual(other.posts, direct.posts);
});

test('lists, instants with a zone, missing values', async () => {
  const file = await write(
    'lists.parquet',
    `SELECT 'p' || i AS post_id, CASE WHEN i = 1 THEN NULL ELSE 'a' END AS account_id,
      make_timestamp(${micros} + i)::TIMESTAMP AT TIME ZONE 'UTC' AS created_at,
      ['https://a.example/' || i, 'https://b.example'] AS urls, ['eins'] AS hashtags FROM range(3) t(i)`,
  );
  const { posts, rejected, error } = await readFiles([file]);
  assert.equal(error, undefined);
  assert.deepEqual(
    posts.map((post) => post.timeMicros),
    [micros, micros + 2],
  );
  assert.deepEqual([posts[1].urls, posts[1].hashtags], [['https://a.example/2', 'https://b.example'], ['eins']]);
  assert.deepEqual(
    rejected.map((row) => [row.line, row.code]),
    [[2, 'VALUE_MISSING']],
  );
});

test('a text that is stored once and stands in every row is refused row by row', async () => {
  const file = await write(
    'bomb.parquet',
    `SELECT 'p' || i AS post_id, 'a' AS account_id, 1700000000 + i AS time,
      repeat('x', CASE WHEN i = 7 THEN 5 ELSE 3000000 END) AS text, [repeat('y', 9), NULL] AS urls FROM range(3000) t(i)`,
  );
  const { posts, rejected, error } = await readFiles([file]);
  assert.equal(error, undefined);
  assert.deepEqual(
    posts.map(({ postId, text }) => [postId, text]),
    [['p7', 'xxxxx']],
  );
  assert.equal(rejected.length, 2999);
  assert.deepEqual([rejected[0].line, rejected[0].code], [1, 'LINE_TOO_LONG']);
});

test('times without a zone need one, days are refused, mixed units are named with their row', async () => {
  const naive = await write(
    'naive.parquet',
    `${numbers}, make_timestamp(${micros} + i) AS timestamp_share FROM range(3) t(i)`,
  );
  assert.match(String((await readFiles([naive])).error), /TIME_INVALID.*zone=UTC/);
  const map = {
    object: 'object_id',
    account: 'account_id',
    post: 'content_id',
    time: 'timestamp_share',
    zone: '+01:00',
  };
  assert.equal((await readFiles([naive], { map })).posts[0].timeMicros, micros - 3_600_000_000);
  const days = await write('days.parquet', `${numbers}, DATE '2023-11-14' AS timestamp_share FROM range(3) t(i)`);
  assert.match(String((await readFiles([days])).error), /TIME_INVALID.*days/);
  const mixed = await write(
    'mixed.parquet',
    `${numbers}, CASE WHEN i < 9 THEN 1700000000 ELSE 1700000000000 END AS timestamp_share FROM range(20) t(i)`,
  );
  assert.match(String((await readFiles([mixed])).error), /mixed.parquet:10: TIME_UNITS_MIXED/);
});

test('a missing column and a cut file are named', async () => {
  const file = await write('other.parquet', 'SELECT i AS x FROM range(3) t(i)');
  assert.match(String((await readFiles([file])).error), /COLUMN_MISSING.*account and time; the columns are x/);
  const { error } = await readContent(readFileSync(file).subarray(0, 100));
  assert.match(String(error), /FILE_UNREADABLE.*Parquet/);
  assert.ok(!String(error).includes(tmpdir()));
});
