// The coordination-network-toolkit reproduced: every expected file, and a naive join on random inputs.
import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { sharedData } from '../../../kernel/testing/shared-data.ts';
import type { CntNetwork } from './cnt-entries.ts';
import { cntNetworks } from './cnt-entries.ts';
import { cntText } from './cnt-text.ts';
import { runCompatCnt } from './run.ts';
import type { CsvRow } from './testing/csv.ts';
import { csvRows, csvText } from './testing/csv.ts';

const folder = mkdtempSync(join(tmpdir(), 'pollwarden-cnt-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const edges = join(folder, 'edges.csv');

const expectedFolder = sharedData('coordination/expected/cnt');
const inputs: Readonly<Record<string, string>> = {
  russian_retweets: 'coordination/cnt/russian_retweets.csv.gz',
  russian_as_replies: 'coordination/cnt/russian_as_replies.csv.gz',
  upstream_coretweet_test_input: 'coordination/cnt/coretweet_test_input.csv',
  upstream_sample_data: 'coordination/cnt/sample_data.csv',
};
const names = expectedFolder === undefined ? [] : readdirSync(expectedFolder).filter((name) => name !== 'timings.csv');
const keysOf = (rows: readonly CsvRow[]): string[] =>
  rows.map((row) => JSON.stringify([row.user_1, row.user_2, Number(row.weight)])).sort();

test('every expected file of CNT is read below', { skip: expectedFolder === undefined }, () => {
  assert.ok(names.length >= 17);
});

for (const name of names) {
  test(`CNT: ${name}`, async () => {
    const [, data, network, window, weight] = /^(\w+?)__(co_\w+)__tw(\d+)_mw(\d+)\.csv\.gz$/.exec(name) ?? [];
    const file = sharedData(inputs[data]);
    assert.ok(file !== undefined && expectedFolder !== undefined);
    await runCompatCnt({
      file,
      network: network as CntNetwork,
      windowSeconds: Number(window),
      minWeight: Number(weight),
      edges,
    });
    const expected = csvRows(gunzipSync(readFileSync(join(expectedFolder, name))).toString());
    assert.equal(keysOf(csvRows(readFileSync(edges, 'utf8'))).join('\n'), keysOf(expected).join('\n'));
  });
}

test('CNT: an empty URL cell is no object', async () => {
  const file = join(folder, 'blank.csv');
  const header = ['message_id', 'user_id', 'username', 'repost_id', 'reply_id', 'message', 'timestamp', 'urls'];
  const row = (id: string, user: string, urls: string): string[] => [id, user, '', '', '', 'text', '100', urls];
  writeFileSync(
    file,
    csvText(header, [row('1', 'a', ''), row('2', 'b', ''), row('3', 'c', 'u  v'), row('4', 'd', 'v')]),
  );
  await runCompatCnt({ file, network: 'co_link', windowSeconds: 60, minWeight: 1, edges });
  assert.deepEqual(csvRows(readFileSync(edges, 'utf8')), [
    { user_1: 'c', user_2: 'd', weight: '1' },
    { user_1: 'd', user_2: 'c', weight: '1' },
  ]);
});

test('CNT: normalisation of texts', () => {
  assert.equal(cntText('  RT @User: Hello\u00a0 World\u2028@x'), 'rt hello world');
  assert.equal(cntText('a@b c'), 'a c');
  assert.equal(cntText('ΑΣ @'), 'ας');
});

type Message = { id: number; user: string; repost: string; reply: string; text: string; time: number; urls: string };
const message: fc.Arbitrary<Message> = fc.record({
  id: fc.nat(40),
  user: fc.constantFrom('u', 'U', '1', '01', 'é,x'),
  repost: fc.constantFrom('', '', 'r1', 'r2'),
  reply: fc.constantFrom('', 'p1', 'p2'),
  text: fc.constantFrom('', 'Hello  @you world', 'hello world', 'other\ntext', 'OTHER text @'),
  time: fc.oneof(
    fc.nat(30),
    fc.nat(3000).map((n) => 1_606_451_170 + n / 100),
  ),
  urls: fc.constantFrom('', 'a', 'a b', 'b  c', ' a', 'a a'),
});

/** CNT's tables and its one query, by nested loops. */
function naiveNetwork(rows: readonly Message[], network: CntNetwork, window: number, minWeight: number): string[] {
  const first = new Map<number, Message>();
  const links = new Map<string, { id: number; user: string; time: number; key: string }>();
  for (const row of rows) {
    if (!first.has(row.id)) first.set(row.id, row);
    if (row.repost !== '') continue;
    for (const url of row.urls.split(' ')) {
      if (url !== '' && !links.has(`${row.id} ${url}`)) links.set(`${row.id} ${url}`, { ...row, key: url });
    }
  }
  const messages = [...first.values()];
  const own = messages.filter((row) => row.repost === '');
  const normal = (text: string): string => text.toLowerCase().replaceAll(/@\S*/g, '').trim().split(/\s+/).join(' ');
  const entries = {
    co_link: [...links.values()],
    co_post: messages.map((row) => ({ ...row, key: '' })),
    co_retweet: messages.filter((row) => row.repost !== '').map((row) => ({ ...row, key: row.repost })),
    co_reply: own.filter((row) => row.reply !== '').map((row) => ({ ...row, key: row.reply })),
    co_tweet: own.map((row) => ({ ...row, key: normal(row.text) })),
  }[network];
  const found = new Map<string, Set<number>>();
  for (const a of entries) {
    for (const b of entries) {
      if (a.key !== b.key || a.id === b.id || b.time < a.time - window || b.time > a.time + window) continue;
      const pair = JSON.stringify([a.user, b.user]);
      found.set(pair, (found.get(pair) ?? new Set()).add(a.id));
    }
  }
  return [...found]
    .filter(([, ids]) => ids.size >= minWeight)
    .map(([pair, ids]) => JSON.stringify([...(JSON.parse(pair) as string[]), ids.size]))
    .sort();
}

test('CNT: a naive join gives the same network', async () => {
  const file = join(folder, 'random.csv');
  const header = ['message_id', 'user_id', 'username', 'repost_id', 'reply_id', 'message', 'timestamp', 'urls'];
  const cells = (m: Message): string[] => [
    String(m.id),
    m.user,
    'name',
    m.repost,
    m.reply,
    m.text,
    String(m.time),
    m.urls,
  ];
  await fc.assert(
    fc.asyncProperty(
      fc.array(message, { maxLength: 50, size: 'max' }),
      fc.constantFrom(...cntNetworks),
      fc.oneof(
        fc.nat(20),
        fc.nat(500).map((n) => n / 100),
      ),
      fc.integer({ min: 1, max: 3 }),
      async (rows, network, windowSeconds, minWeight) => {
        writeFileSync(file, csvText(header, rows.map(cells)));
        await runCompatCnt({ file, network, windowSeconds, minWeight, edges });
        const found = csvRows(readFileSync(edges, 'utf8'));
        assert.deepEqual(keysOf(found), naiveNetwork(rows, network, windowSeconds, minWeight));
      },
    ),
    { numRuns: 200 },
  );
});
