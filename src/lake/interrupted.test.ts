// A killed ingest is settled by the next writer: its rows are counted, and it does not show as going on.
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { shareKind } from './kinds.ts';
import { openLake } from './lake.ts';
import type { Run } from './manifest.ts';
import { sampleRows } from './testing/sample-rows.ts';
import { openLakeWriter } from './writer.ts';

const folder = mkdtempSync(join(tmpdir(), 'pollwarden-interrupted-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const run: Run = {
  id: 'run-0',
  startedAt: '2026-01-01T10:00:00.000Z',
  purposeId: 'p',
  keyId: 'k',
  sources: [],
  rowsAdded: 0,
  rowsKnown: 0,
  rowsRejected: 0,
  finished: false,
};

/** A copy of a lake as it lies on the disk amid an ingest, without the lock: what a killed process leaves. */
async function killedLake(name: string, flush: boolean): Promise<string> {
  const [data, copy] = [join(folder, name), join(folder, `${name}-killed`)];
  const writer = await openLakeWriter(data);
  await writer.recordRun(run, { id: 'p', retentionDays: 30, record: {} });
  await writer.append(shareKind, sampleRows(0, 700));
  if (flush) await writer.flush();
  await writer.append(shareKind, sampleRows(690, 60));
  cpSync(data, copy, { recursive: true });
  rmSync(join(copy, 'lake', 'lock'));
  await writer.close();
  return copy;
}

async function runsOf(data: string): Promise<readonly Run[]> {
  const lake = await openLake(data);
  const { runs } = lake.snapshot().pending;
  lake.close();
  return runs;
}

test('rows in segments and rows written ahead are counted once, by the next writer', async () => {
  for (const flush of [false, true]) {
    const data = await killedLake(`counted-${flush}`, flush);
    assert.deepEqual(await runsOf(data), [run], 'a reader changes nothing');
    const expected: Run = { ...run, rowsAdded: 750, interrupted: 'counted' };
    for (let time = 0; time < 2; time++) {
      const writer = await openLakeWriter(data);
      assert.deepEqual(writer.manifest().runs, [expected]);
      await writer.close();
      assert.deepEqual(await runsOf(data), [expected]);
    }
  }
});

test('rows that cannot be counted do not keep the lake shut', async () => {
  const data = await killedLake('uncounted', true);
  const day = join(data, 'lake', 'share', readdirSync(join(data, 'lake', 'share'))[0]);
  const [file] = readdirSync(day);
  writeFileSync(join(day, file), Buffer.alloc(statSync(join(day, file)).size));
  const writer = await openLakeWriter(data);
  assert.deepEqual(writer.manifest().runs, [{ ...run, interrupted: 'uncounted' }]);
  await writer.close().catch(() => undefined);
});
