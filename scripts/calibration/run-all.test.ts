import assert from 'node:assert/strict';
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { sourceFingerprint } from './fingerprint.ts';
import { readCache, runAll } from './run-all.ts';
import type { StreamSpec } from './streams.ts';

const folder = mkdtempSync(join(tmpdir(), 'pollwarden-calibration-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const worker = fileURLToPath(new URL('./testing/counting-worker.ts', import.meta.url));
const spec = (seed: number, kind = 'zone'): StreamSpec => ({
  key: `organic/${kind}/${seed}`,
  suite: 'organic',
  source: 'generated',
  kind,
  seed,
});

async function run(specs: readonly StreamSpec[], fingerprint: string): Promise<{ seen: string[]; edges: number[] }> {
  const seen: string[] = [];
  const onProgress = (_done: number, _all: number, key: string): unknown => seen.push(key);
  const records = await runAll(specs, { workers: 2, cacheFolder: folder, fingerprint, worker, onProgress });
  return { seen, edges: specs.map(({ key }) => records.get(key)?.edges ?? -1) };
}

test('every stream is run once; a second run takes all of them from the cache', async () => {
  const specs = [1, 2, 3, 4, 5].map((seed) => spec(seed));
  const first = await run(specs, 'a');
  assert.deepEqual(first.edges, [1, 2, 3, 4, 5]);
  assert.deepEqual(
    first.seen.toSorted(),
    specs.map(({ key }) => key),
  );
  appendFileSync(join(folder, 'a.jsonl'), '\n{"key":"organic/zo');
  const second = await run([...specs, spec(6)], 'a');
  assert.deepEqual(second.edges, [1, 2, 3, 4, 5, 6]);
  assert.deepEqual(second.seen, ['from the cache', 'organic/zone/6']);
  assert.equal(readCache(join(folder, 'a.jsonl')).size, 6);
  assert.equal((await run(specs, 'b')).seen.length, 5);
});

test('a stream that fails and a worker that dies are named after the others have been run', async () => {
  const specs = [spec(1), spec(2, 'error'), spec(3), spec(4, 'die'), spec(5), spec(6)];
  await assert.rejects(
    run(specs, 'c'),
    /2 streams failed[^]*organic\/(error\/2: as asked|die\/4: the worker ended with 3)/,
  );
  assert.deepEqual(
    [...readCache(join(folder, 'c.jsonl')).keys()].toSorted(),
    ['1', '3', '5', '6'].map((s) => `organic/zone/${s}`),
  );
});

test('the fingerprint of the sources is stable and covers detector and generator', () => {
  assert.match(sourceFingerprint(), /^[0-9a-f]{16}$/);
  assert.equal(sourceFingerprint(), sourceFingerprint());
});
