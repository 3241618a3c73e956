// Plain tables as share sets: the same shares as the general reader, or left to it.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import fc from 'fast-check';
import { readPosts } from '../ingest/read-posts.ts';
import { readPlainTable } from './plain-table.ts';
import { createShareSetBuilder } from './share-set.ts';
import type { ShareSet } from './shares.ts';

const folder = mkdtempSync(join(tmpdir(), 'pollwarden-plain-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const file = join(folder, 'posts.csv');
const header = 'object_id,account_id,content_id,timestamp_share\n';

function rowsOf({ accounts, posts, tables }: ShareSet): unknown[] {
  return tables.flatMap((table) =>
    Array.from({ length: table.count }, (_, i) => [
      table.layer,
      table.objects[table.object[i]],
      accounts[table.account[i]],
      posts[table.post[i]],
      table.time[i],
    ]),
  );
}

async function throughPosts(): Promise<{ shares: ShareSet; rejected: number[] }> {
  const builder = createShareSetBuilder({ layers: ['object'] });
  const rejected: number[] = [];
  for await (const batch of readPosts([file], {})) {
    for (const post of batch.posts) builder.add(post);
    rejected.push(...batch.rejected.map((row) => row.line));
  }
  return { shares: builder.finish(), rejected };
}

test('a plain table gives the shares and the rejected rows that the general reader gives', async () => {
  const cell = fc.constantFrom('a', 'b', 'c', '1', '01', 'é', '"x,y"', '"q""q"', '');
  const time = fc.oneof(
    fc.nat(5000).map((n) => String(1_600_000_000 + n / 4)),
    fc.constantFrom('soon', '-5', ''),
  );
  const row = fc.tuple(cell, cell, fc.oneof(cell, fc.nat(99).map(String)), time).map((cells) => cells.join(','));
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.oneof(row, row, row, fc.constantFrom('a,b', 'a,b,c,1600000000,5')), { maxLength: 30, size: 'max' }),
      async (rows) => {
        writeFileSync(file, `${header}first,row,here,1600000000\n${rows.map((r) => `${r}\n`).join('')}`);
        const plain = await readPlainTable(file);
        assert.ok(plain !== undefined);
        const general = await throughPosts();
        assert.deepEqual(rowsOf(plain.shares), rowsOf(general.shares));
        assert.deepEqual(
          plain.rejected.map((r) => r.line),
          general.rejected,
        );
        assert.equal(plain.rejectedCount, plain.rejected.length);
      },
    ),
    { numRuns: 100 },
  );
});

test('a repeated row counts once, and other objects of its post count', async () => {
  writeFileSync(file, `${header}o1,a,c1,1600000000\no1,a,c1,1600000009\no2,a,c1,1600000000\no2,a,c1,1600000000\n`);
  const plain = await readPlainTable(file);
  assert.deepEqual(plain && rowsOf(plain.shares), [
    ['object', 'o1', 'a', 'c1', 1600000000],
    ['object', 'o2', 'a', 'c1', 1600000000],
  ]);
  assert.match(plain?.notice ?? '', /2 rows repeat/);
});

test('missing times written as 0, times after 2100 and stdin are left to the general reader', async () => {
  writeFileSync(file, `${header}o,a,c1,0\no,a,c2,1600000000\n`);
  assert.equal(await readPlainTable(file), undefined);
  writeFileSync(file, `${header}o,a,c1,1600000000\no,a,c2,9600000000\n`);
  assert.equal(await readPlainTable(file), undefined);
  assert.equal(await readPlainTable('-'), undefined);
  writeFileSync(file, `${header}o,a,c1,0\no,a,c2,60\n`);
  assert.deepEqual((await readPlainTable(file))?.shares.tables[0].time, Float64Array.of(0, 60));
});
