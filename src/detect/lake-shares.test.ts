// Shares read from the lake have the structure of the shares of the same posts read from their file.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { ingestPosts } from '../ingest/ingest-posts.ts';
import { examplePurpose } from '../ingest/purpose.ts';
import { readPosts } from '../ingest/read-posts.ts';
import { seededRandom } from '../kernel/random.ts';
import { readLakeShares } from './lake-shares.ts';
import { createShareSetBuilder } from './share-set.ts';
import type { ShareSet } from './shares.ts';

const words = 'the ferry late count hall north snow card open room vote line bus day long short old new street'.split(
  ' ',
);

function somePosts(): string {
  const random = seededRandom(5);
  const moulds = Array.from({ length: 12 }, () => Array.from({ length: 30 }, () => words[random.below(words.length)]));
  const rows = Array.from({ length: 400 }, (_, n) => {
    const text = [...moulds[random.below(12)]];
    if (random.next() < 0.5) text[random.below(30)] = `word${n}`;
    return JSON.stringify({
      platform: 'agora',
      post_id: `p${n}`,
      account_id: `u${random.below(40)}`,
      time: new Date(Date.UTC(2026, 2, 1) + n * 977_000).toISOString(),
      text: text.join(' '),
      urls: random.next() < 0.5 ? [`https://news.example/${random.below(9)}`, 'https://x.com/alice/status/5'] : [],
      hashtags: random.next() < 0.3 ? ['vote', `t${random.below(3)}`] : [],
      mentions: random.next() < 0.2 ? [`u${random.below(40)}`] : [],
      repost_of: '',
      reply_to: random.next() < 0.2 ? `p${random.below(400)}` : '',
      media: random.next() < 0.2 ? [`m${random.below(5)}`] : [],
    });
  });
  return rows.join('\n');
}

/** Shares as "layer: sizes of objects' audiences", blind to names. */
function shape(set: ShareSet): unknown {
  return set.tables.map((table) => {
    const sharers = new Map<number, string[]>();
    for (let i = 0; i < table.count; i++) {
      const times = sharers.get(table.object[i]) ?? [];
      times.push(table.time[i].toFixed(3));
      sharers.set(table.object[i], times);
    }
    return [table.layer, table.count, [...sharers.values()].map((times) => times.toSorted().join()).toSorted()];
  });
}

test('lake and file give the same objects, sharers and times', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'pollwarden-shares-'));
  try {
    const file = join(folder, 'posts.jsonl');
    writeFileSync(file, somePosts());
    const data = join(folder, 'data');
    // One key for all runs: texts are compared by keyed shingles, and pairs at the very threshold go by chance.
    mkdirSync(join(data, 'keys'), { recursive: true });
    writeFileSync(join(data, 'keys', 'pseudonym.key'), `${'00'.repeat(32)}\n`, { mode: 0o600 });
    await ingestPosts({
      dataFolder: data,
      inputs: [file],
      purpose: examplePurpose,
      purposeFile: 'p.json',
      read: {},
      now: () => Date.parse('2026-03-05'),
      reader: readPosts,
    });
    const builder = createShareSetBuilder();
    for await (const batch of readPosts([file], {})) for (const post of batch.posts) builder.add(post);
    const fromFile = builder.finish();
    const fromLake = await readLakeShares(data);
    assert.ok(fromLake.tables.length >= 7);
    assert.deepEqual(shape(fromLake), shape(fromFile));
    assert.equal(fromLake.accounts.length, fromFile.accounts.length);
    const some = await readLakeShares(data, { layers: ['url'], from: Date.UTC(2026, 2, 3) * 1000 });
    assert.deepEqual(
      some.tables.map((table) => table.layer),
      ['url'],
    );
    assert.ok(some.tables[0].time.every((seconds) => seconds >= Date.UTC(2026, 2, 3) / 1000));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('an empty lake gives no tables', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'pollwarden-shares-'));
  try {
    assert.deepEqual(await readLakeShares(folder), { accounts: [], posts: [], tables: [] });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
