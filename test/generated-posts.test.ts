// Generated posts come back from the readers as they were made: every account and object of the truth is there.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { createShareSetBuilder } from '../src/detect/share-set.ts';
import type { ShareSet } from '../src/detect/shares.ts';
import { type PostFormat, type WrittenPosts, writePostStream } from '../src/generate/posts/write.ts';
import { readPosts } from '../src/ingest/read-posts.ts';

const folder = mkdtempSync(join(tmpdir(), 'pollwarden-generated-'));
after(() => rmSync(folder, { recursive: true, force: true }));

type Read = { readonly written: WrittenPosts; readonly shares: ShareSet; readonly posts: number };

async function writeAndRead(format: PostFormat): Promise<Read> {
  const written = writePostStream(join(folder, format), { seed: 4, posts: 20_000, days: 10 }, format);
  const builder = createShareSetBuilder();
  let posts = 0;
  for await (const batch of readPosts([written.files.posts], {})) {
    assert.deepEqual(batch.rejected, []);
    posts += batch.posts.length;
    for (const post of batch.posts) builder.add(post);
  }
  return { written, shares: builder.finish(), posts };
}

const objectsOf = (shares: ShareSet, layer: string): Set<string> =>
  new Set(shares.tables.find((table) => table.layer === layer)?.objects);

test('JSON lines: accounts and objects of the truth are in the shares', async () => {
  const { written, shares, posts } = await writeAndRead('jsonl');
  assert.equal(posts, 20_000);
  const accounts = new Set(shares.accounts);
  const { groups, declared } = written.truth;
  for (const { members } of groups) for (const member of members) assert.ok(accounts.has(member), member);
  for (const network of declared) for (const page of network.accounts) assert.ok(accounts.has(page), page);
  const reposts = objectsOf(shares, 'repost');
  const urls = [...objectsOf(shares, 'url')].map((url) => url.replace(/^https?:\/\//, ''));
  const actions = groups.flatMap((group) => group.actions);
  for (const { layer, object } of actions) {
    if (layer === 'repost') assert.ok(reposts.has(object), object);
    if (layer === 'url') assert.ok(urls.includes(object.replace('https://', '')), object);
  }
  assert.ok(actions.some(({ layer }) => layer === 'repost') && actions.some(({ layer }) => layer === 'url'));
});

test('CSV gives the same shares', async () => {
  const a = (await writeAndRead('jsonl')).shares;
  const b = (await writeAndRead('csv')).shares;
  assert.deepEqual(b.accounts, a.accounts);
  assert.deepEqual(b.posts, a.posts);
  for (const [i, table] of a.tables.entries()) assert.deepEqual(b.tables[i], table, table.layer);
});
