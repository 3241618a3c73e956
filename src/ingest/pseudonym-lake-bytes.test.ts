// The lake's bytes, all of them, searched for every identifier of the input: segments as files and decoded, manifest,
// write-ahead records as they were written, sealed rejected rows.
import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { diskFiles, type LakeFiles } from '../lake/files.ts';
import { openLake, type ShareBatch } from '../lake/lake.ts';
import { listRejected, openRejected } from '../lake/rejected.ts';
import { type IngestSummary, ingestPosts } from './ingest-posts.ts';
import { eraseAccount } from './pseudonym-erase.ts';
import { existingKey } from './pseudonym-key.ts';
import { createPseudonyms } from './pseudonym.ts';
import { examplePurpose } from './purpose.ts';
import { readPosts } from './read-posts.ts';
import { identifiedInputs, identifiers, type Input } from './testing/identified-posts.ts';

const folder = mkdtempSync(join(tmpdir(), 'pollwarden-bytes-'));
const data = join(folder, 'data');
const written: Buffer[] = [];
/** Keeps what goes through the write-ahead file and the manifest, which later steps remove. */
const listening: LakeFiles = {
  ...diskFiles,
  write: (fd, bytes, position) => {
    written.push(Buffer.from(bytes));
    diskFiles.write(fd, bytes, position);
  },
};
const now = Date.parse('2026-06-01T00:00:00Z');

async function ingest({ name, text, map }: Input): Promise<IngestSummary> {
  const file = join(folder, name);
  writeFileSync(file, text);
  return await ingestPosts({
    dataFolder: data,
    inputs: [file],
    purpose: examplePurpose,
    purposeFile: 'p.json',
    read: { map },
    now: () => now,
    reader: readPosts,
    writer: { files: listening },
  });
}

const summaries = new Map<string, IngestSummary>();
before(async () => {
  for (const input of identifiedInputs) summaries.set(input.name, await ingest(input));
  const broken =
    'object_id,account_id,content_id,timestamp_share\nzq-object-1,zq-account-1,zq-content-1,never\na,b,c,1717934400\n';
  summaries.set('broken', await ingest({ name: 'broken.csv', text: broken }));
});
after(() => {
  rmSync(folder, { recursive: true, force: true });
});

async function allRows(): Promise<readonly ShareBatch[]> {
  const lake = await openLake(data);
  try {
    const batches: ShareBatch[] = [];
    for await (const batch of lake.readShares()) batches.push(batch);
    return batches;
  } finally {
    lake.close();
  }
}

const utf16 = new TextDecoder('utf-16le');

/** Each identifier as UTF-8 and as UTF-16 at even and odd bytes, in any case of letters. */
function found(bytes: Buffer): readonly string[] {
  const texts = [bytes.toString('latin1'), utf16.decode(bytes), utf16.decode(bytes.subarray(1))];
  const lower = texts.map((text) => text.toLowerCase());
  return identifiers.filter((id) => lower.some((text) => text.includes(id.toLowerCase())));
}

test('the search finds what it is meant to find', () => {
  for (const { text } of identifiedInputs) assert.ok(found(Buffer.from(text)).length > 0);
  const everywhere = Buffer.from(identifiedInputs.map(({ text }) => decodeURIComponent(text)).join('\n'));
  assert.deepEqual(found(everywhere), identifiers, 'every identifier of the list stands in the inputs');
  assert.deepEqual(found(Buffer.from('xzq_toot', 'utf16le')), ['zq_toot']);
});

test('every input gave rows', () => {
  for (const { name } of identifiedInputs) assert.ok((summaries.get(name)?.rowsAdded ?? 0) > 0, name);
  assert.equal(summaries.get('broken')?.rejected, 1);
});

test('no identifier in any file of the data folder', () => {
  const files = readdirSync(data, { recursive: true, encoding: 'utf8' }).filter((name) =>
    statSync(join(data, name)).isFile(),
  );
  assert.ok(files.some((name) => name.endsWith('.parquet')) && files.some((name) => name.endsWith('.sealed')));
  for (const name of files) assert.deepEqual(found(readFileSync(join(data, name))), [], name);
  for (const name of files) assert.deepEqual(found(Buffer.from(name)), [], name);
});

test('no identifier in the decoded rows', async () => {
  const batches = await allRows();
  const texts = batches.flatMap((b) => [b.platform, b.post, b.account, b.layer, b.object].flat());
  assert.ok(texts.length > 100);
  for (const text of texts) assert.deepEqual(found(Buffer.from(text)), [], text);
  for (const layer of ['object', 'repost', 'url', 'domain', 'hashtag', 'text', 'reply', 'media', 'mention']) {
    assert.ok(
      batches.some((b) => b.layer.includes(layer)),
      `layer ${layer} is among them`,
    );
  }
});

test('no identifier in what was written ahead', () => {
  assert.ok(
    written.some((bytes) => bytes.includes('PLK1')),
    'records of the write-ahead file were seen',
  );
  for (const bytes of written) assert.deepEqual(found(bytes), []);
});

test('rejected rows are readable with their key alone', () => {
  const [file] = listRejected(data);
  const key = existingKey(data, 'rejected');
  assert.ok(key !== undefined);
  const { rows, unreadable } = openRejected(data, key, file.name);
  assert.equal(unreadable, 0);
  assert.match(rows[0].raw, /zq-account-1/);
  assert.equal(rows[0].line, 2);
  const other = existingKey(data, 'pseudonym');
  assert.ok(other !== undefined);
  assert.deepEqual(openRejected(data, other, file.name), { rows: [], unreadable: 1 });
});

test('account, reply target, mention and URL of one account join', async () => {
  const key = existingKey(data, 'pseudonym');
  assert.ok(key !== undefined);
  const names = createPseudonyms(key);
  const objects = (await allRows()).flatMap((b) => b.object.map((object, i) => `${b.layer[i]} ${object}`));
  const parent = names.account('bluesky', 'did:plc:zqparent7777777777777');
  assert.ok(objects.some((text) => text.startsWith(`reply ${parent}/pst_`)));
  assert.ok(objects.some((text) => text.startsWith(`repost ${parent}/pst_`)));
  const author = names.account('bluesky', 'did:plc:zqauthor7777777777777');
  assert.ok(objects.some((text) => text.startsWith(`url bsky.app/profile/${author}/post/pst_`)));
  const accounts = new Set((await allRows()).flatMap((b) => b.account));
  assert.ok(accounts.has(author));
  assert.ok(objects.includes(`mention ${names.account('x', '8123456789012345672')}`));
  assert.ok(accounts.has(names.account('x', '8123456789012345672')));
  assert.ok(objects.some((object) => object.startsWith('url news.example/turnout')));
  assert.ok(objects.includes('domain news.example'));
});

test('the same inputs again add nothing', async () => {
  for (const input of identifiedInputs) {
    const again = await ingest(input);
    assert.equal(again.rowsAdded, 0, input.name);
    const first = summaries.get(input.name);
    assert.equal(again.rowsKnown, (first?.rowsAdded ?? 0) + (first?.rowsKnown ?? 0), input.name);
  }
});

test('an erased account is gone with what points at it, and from the rejected rows', async () => {
  const key = existingKey(data, 'pseudonym');
  assert.ok(key !== undefined);
  const names = createPseudonyms(key);
  const parent = names.account('bluesky', 'did:plc:zqparent7777777777777');
  const pointing = (await allRows()).flatMap((b) => b.object).filter((object) => object.includes(parent));
  assert.ok(pointing.length > 0);
  assert.ok((await eraseAccount(data, 'did:plc:zqparent7777777777777', 'bluesky')).rowsRemoved >= pointing.length);
  assert.ok((await allRows()).every((b) => !b.object.some((object) => object.includes(parent))));
  const erased = await eraseAccount(data, 'zq-account-1', undefined);
  assert.ok(erased.ownPosts > 0 && erased.rejectedRemoved > 0);
  const account = names.account('table', 'zq-account-1');
  assert.ok((await allRows()).every((b) => !b.account.includes(account)));
});
