// CooRTweet 2.1.3 reproduced: every expected file, and a naive re-implementation on random inputs.
import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { sharedData } from '../../../kernel/testing/shared-data.ts';
import { readShareColumns } from '../../../ingest/table/share-columns.ts';
import { createAccountScan } from './account-scan.ts';
import { reduceAccount } from './coortweet-edges.ts';
import { emptyEdges } from './edge-block.ts';
import { coortweetState } from './run-coortweet.ts';
import { runCompatCoortweet } from './run.ts';
import { weightQuantile } from './weight-quantile.ts';
import { csvRows, csvText } from './testing/csv.ts';
import type { OracleParameters, OracleRow } from './testing/coortweet-oracle.ts';
import { detectGroups, edgesOf } from './testing/coortweet-oracle.ts';
import { assertSameEdges, assertSamePairs } from './testing/compare.ts';

const folder = mkdtempSync(join(tmpdir(), 'pollwarden-compat-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const pairs = join(folder, 'pairs.csv');
const edges = join(folder, 'edges.csv');
const readCsv = (file: string) => csvRows(readFileSync(file, 'utf8'));
const readGz = (file: string) => csvRows(gunzipSync(readFileSync(file)).toString());

const expectedFolder = sharedData('coordination/expected/coortweet');
const inputs: Readonly<Record<string, string>> = {
  russian: 'coordination/cooRTweet/russian_coord_tweets.csv.gz',
  sim1: 'coordination/expected/coortweet/sim1__input.csv.gz',
  sim2: 'coordination/expected/coortweet/sim2__input.csv.gz',
  sim3: 'coordination/expected/coortweet/sim3__input.csv.gz',
};
const namePattern = /^(\w+?)__tw(\d+)_mp(\d+)(_loops)?__(pairs|edges_ew0\.5|subgraph1_ew([\d.]+))\.csv\.gz$/;

const names = expectedFolder === undefined ? [] : readdirSync(expectedFolder);

test('every expected file of pairs and edges is read below', { skip: expectedFolder === undefined }, () => {
  const wanted = names.filter((name) => name.includes('__pairs') || name.includes('__edges_ew0.5'));
  assert.ok(wanted.length >= 24);
  for (const name of wanted) assert.ok(inputs[namePattern.exec(name)?.[1] ?? ''] !== undefined, name);
});

for (const name of names) {
  const [, data, window, participation, loops, kind, quantile] = namePattern.exec(name) ?? [];
  const file = inputs[data] === undefined ? undefined : sharedData(inputs[data]);
  if (expectedFolder === undefined || file === undefined) continue;
  test(`CooRTweet: ${name}`, async () => {
    await runCompatCoortweet({
      file,
      windowSeconds: Number(window),
      minParticipation: Number(participation),
      keepLoops: loops !== undefined,
      edgeWeight: Number(quantile ?? 0.5),
      ...(kind === 'pairs' ? { pairs } : { edges }),
    });
    const expected = readGz(join(expectedFolder, name));
    if (kind === 'pairs') assertSamePairs(readCsv(pairs), expected);
    else {
      const found = readCsv(edges);
      assertSameEdges(kind.startsWith('subgraph') ? found.filter((e) => e.weight_threshold === '1') : found, expected);
    }
  });
}

for (const data of ['sim1', 'sim2']) {
  const truth = sharedData(`coordination/expected/coortweet/${data}__truth_pairs.csv.gz`);
  test(`CooRTweet: the truth of ${data}`, { skip: truth === undefined }, async () => {
    const file = sharedData(inputs[data]);
    if (file === undefined || truth === undefined) return;
    await runCompatCoortweet({ file, windowSeconds: 10, minParticipation: 2, pairs });
    assertSamePairs(readCsv(pairs), readGz(truth));
  });
}

/** Few distinct values, so that ties, repeated rows, shared content ids and objects that are contents occur. */
const id = fc.constantFrom(
  '1',
  '01',
  '1e3',
  'a',
  'A',
  'b',
  'é',
  '😀',
  '\uffee',
  'x,y',
  'say "hi"',
  'two\nlines',
  ' pad',
);
const row: fc.Arbitrary<OracleRow> = fc.record({
  object: fc.constantFrom('o1', 'c1', 'c2', '7', '😀'),
  account: id,
  content: fc.oneof(
    fc.constantFrom('c1', 'c2', 'c3', 'c4', 'c5', '7'),
    fc.nat(400).map((n) => `c${n}`),
    id,
  ),
  time: fc.oneof(
    fc.nat(40),
    fc.nat(4000).map((n) => n / 100),
    fc.nat(60).map((n) => 1_600_000_000 + n),
  ),
});
const parameters: fc.Arbitrary<OracleParameters> = fc.record({
  window: fc.oneof(
    fc.nat(20),
    fc.nat(400).map((n) => n / 100),
  ),
  participation: fc.integer({ min: 0, max: 4 }),
  keepLoops: fc.boolean(),
  quantile: fc.constantFrom(0, 0.25, 0.5, 0.9, 0.99, 1),
});

const sharesText = (rows: readonly OracleRow[]): string =>
  csvText(
    ['object_id', 'account_id', 'content_id', 'timestamp_share'],
    rows.map((r) => [r.object, r.account, r.content, String(r.time)]),
  );

test('CooRTweet: a naive re-implementation gives the same pairs and edges', async () => {
  const file = join(folder, 'random.csv');
  await fc.assert(
    fc.asyncProperty(fc.array(row, { maxLength: 60, size: 'max' }), parameters, async (rows, p) => {
      writeFileSync(file, sharesText(rows));
      const summary = await runCompatCoortweet({
        file,
        windowSeconds: p.window,
        minParticipation: p.participation,
        keepLoops: p.keepLoops,
        edgeWeight: p.quantile,
        pairs,
        edges,
      });
      const expectedPairs = detectGroups(rows, p);
      const expectedEdges = edgesOf(expectedPairs, p.quantile);
      assertSamePairs(readCsv(pairs), expectedPairs);
      assertSameEdges(readCsv(edges), expectedEdges);
      assert.equal(summary.pairs, expectedPairs.length);
      assert.equal(summary.edges, expectedEdges.length);
      assert.equal(summary.rejectedCount, 0);
    }),
    { numRuns: 150 },
  );
});

test('an account with more pairs than are held at once gives the same edges', async () => {
  const file = join(folder, 'slices.csv');
  await fc.assert(
    fc.asyncProperty(
      fc.array(row, { maxLength: 60, size: 'max' }),
      parameters,
      fc.integer({ min: 1, max: 9 }),
      async (rows, p, most) => {
        writeFileSync(file, sharesText(rows));
        const columns = await readShareColumns(file, { keepEmpty: true });
        assert.ok(columns !== undefined);
        const state = coortweetState(columns, {
          windowSeconds: p.window,
          minParticipation: p.participation,
          keepLoops: p.keepLoops,
        });
        const edgesWith = (mostPairs?: number) => {
          const scan = createAccountScan(state.index, state.accounts, columns.posts.size, mostPairs);
          const block = emptyEdges(1);
          for (let r = 0; r < state.accounts.accounts; r++) reduceAccount(scan, r, block);
          const { count, objectStart } = block;
          return [
            ...[block.from, block.to, block.weight, block.averageLag, block.olderPosts, block.newerPosts].map((c) => [
              ...c.subarray(0, count),
            ]),
            [...objectStart.subarray(0, count + 1)],
            [...block.objects.subarray(0, objectStart[count])],
          ];
        };
        assert.deepEqual(edgesWith(most), edgesWith());
      },
    ),
    { numRuns: 100 },
  );
});

test('the same shares as JSON lines and with semicolons give the same edges', async () => {
  const shares = Array.from({ length: 300 }, (_, i) => ({
    object_id: `o${i % 7}`,
    account_id: `a${(i * 31) % 23}`,
    content_id: `c${i}`,
    timestamp_share: 1_600_000_000 + ((i * 977) % 900) + (i % 4) / 4,
  }));
  const columnsOf = (share: (typeof shares)[number]): string[] => Object.values(share).map(String);
  const options = { windowSeconds: 30, minParticipation: 2, edges };
  const edgesOfFile = async (name: string, text: string): Promise<string> => {
    const file = join(folder, name);
    writeFileSync(file, text);
    const summary = await runCompatCoortweet({ ...options, file });
    assert.ok(summary.edges > 100 && summary.rejectedCount === 0);
    return readFileSync(edges, 'utf8');
  };
  const csv = csvText(Object.keys(shares[0]), shares.map(columnsOf));
  const expected = await edgesOfFile('shares.csv', csv);
  assert.equal(await edgesOfFile('shares2.csv', csv.replaceAll(',', ';')), expected);
  assert.equal(await edgesOfFile('shares.jsonl', shares.map((s) => `${JSON.stringify(s)}\n`).join('')), expected);
});

test('a file without the columns has a named error', async () => {
  const file = join(folder, 'other.csv');
  writeFileSync(file, 'object_id,account_id,content_id\no,a,c\n');
  const run = runCompatCoortweet({ file, windowSeconds: 1, minParticipation: 1 });
  await assert.rejects(run, { name: 'PollwardenError', file });
});

test('the quantile of weights is that of type 7', () => {
  const weights = new Map([
    [7, 1],
    [1, 3],
    [2, 1],
  ]);
  assert.deepEqual(
    [0, 0.5, 0.7, 0.75, 0.9, 1].map((q) => Number(weightQuantile(weights, q).toFixed(9))),
    [1, 1, 1.8, 2, 5, 7],
  );
  assert.ok(Number.isNaN(weightQuantile(new Map(), 0.5)));
});
