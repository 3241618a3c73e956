// Calibrated values of a closed pane are those of the batch, whatever the order and the splits in which posts came.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { seededRandom } from '../../../kernel/random.ts';
import { planPosts } from '../../../generate/posts/plan.ts';
import { postRow } from '../../../generate/posts/rows.ts';
import { ingestPosts } from '../../../ingest/ingest-posts.ts';
import { examplePurposeAt } from '../../../ingest/purpose.ts';
import { readPosts } from '../../../ingest/read-posts.ts';
import { readLakeShares } from '../../lake-shares.ts';
import { detectCoordination } from '../detect.ts';
import { defaultOptions } from '../options.ts';
import { detectLake } from './detect-lake.ts';

const options = { ...defaultOptions, decoys: 2 };

async function ingest(folder: string, rows: readonly string[], splits: number): Promise<void> {
  const size = Math.ceil(rows.length / splits);
  for (let part = 0; part < splits; part++) {
    const file = join(folder, `part-${part}.jsonl`);
    writeFileSync(file, `${rows.slice(part * size, (part + 1) * size).join('\n')}\n`);
    await ingestPosts({
      dataFolder: folder,
      inputs: [file],
      purpose: examplePurposeAt(Date.now()),
      purposeFile: 'purpose.json',
      read: { format: undefined, map: undefined, compatCnt: false },
      now: Date.now,
      reader: readPosts,
    });
  }
}

test('a closed pane gives what the batch gives over the same horizon, to the last digit', async () => {
  const plan = planPosts({ seed: 3, posts: 6000, days: 4 });
  const rows = Array.from(plan.time, (_, i) => JSON.stringify(postRow(plan, i)));
  const random = seededRandom(5);
  const shuffled = rows
    .map((row) => ({ row, at: random.next() }))
    .toSorted((x, y) => x.at - y.at)
    .map(({ row }) => row);
  const folders = [0, 1].map(() => mkdtempSync(join(tmpdir(), 'pollwarden-pane-')));
  try {
    await ingest(folders[0], rows, 1);
    // The key is the installation's: the second lake gets the first one's, so that pseudonyms are the same.
    const { cpSync } = await import('node:fs');
    cpSync(join(folders[0], 'keys'), join(folders[1], 'keys'), { recursive: true });
    await ingest(folders[1], shuffled, 4);
    const first = plan.time[0];
    const range = { from: Math.floor(first / 3600) * 3600 + 86_400, to: Math.floor(first / 3600) * 3600 + 3 * 86_400 };
    const batch = await detectCoordination(
      await readLakeShares(folders[0], { from: range.from * 1e6, to: range.to * 1e6 }),
      options,
    );
    const steps = new Set<string>();
    const pane = await detectLake(
      { dataFolder: folders[1], range, options },
      { onProgress: (step) => void steps.add(step) },
    );
    assert.deepEqual(JSON.parse(JSON.stringify(pane)), JSON.parse(JSON.stringify(batch)));
    assert.ok(batch.input.shares > 1000);
    assert.ok(batch.groups.length > 0);
    assert.ok(steps.has('reading') && steps.has('decoys'));
    const stopping = AbortSignal.abort();
    await assert.rejects(detectLake({ dataFolder: folders[1], range, options }, { signal: stopping }), /STOPPED/);
    writeFileSync(join(folders[1], 'lake', 'manifest.json'), '{');
    await assert.rejects(detectLake({ dataFolder: folders[1], range, options }), /LAKE_CORRUPT/);
  } finally {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  }
});
