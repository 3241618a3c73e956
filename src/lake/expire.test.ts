// Retention counts from the ingest, by the shorter of kind and purpose; rejected rows go after thirty days.
import assert from 'node:assert/strict';
import { createSecretKey } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { listDeletions } from './deletions.ts';
import { expireRows } from './expire.ts';
import { shareKind } from './kinds.ts';
import type { Run } from './manifest.ts';
import { createRejectedStore, dropRejected, listRejected, openRejected } from './rejected.ts';
import { collectRows, sampleRows } from './testing/sample-rows.ts';
import { openLakeWriter } from './writer.ts';

const day = (iso: string): number => Date.parse(`${iso}T12:00:00Z`);

async function addRun(data: string, id: string, startedAt: string, retentionDays: number, from: number): Promise<void> {
  const writer = await openLakeWriter(data);
  const run: Run = {
    id,
    startedAt,
    purposeId: `purpose-${id}`,
    keyId: 'k',
    sources: [],
    rowsAdded: 100,
    rowsKnown: 0,
    rowsRejected: 0,
    finished: true,
  };
  await writer.recordRun(run, { id: run.purposeId, retentionDays, record: {} });
  const rows = sampleRows(from, 100);
  await writer.append(shareKind, { ...rows, columns: { ...rows.columns, run: rows.columns.run.map(() => id) } });
  await writer.close();
}

test('rows go on their day, and not before', async () => {
  const data = mkdtempSync(join(tmpdir(), 'pollwarden-expire-'));
  try {
    await addRun(data, 'run-1', '2026-01-01T10:00:00.000Z', 30, 0);
    await addRun(data, 'run-2', '2026-01-01T10:00:00.000Z', 3650, 100);
    const nothing = { runs: [], rowsRemoved: 0, rejectedFiles: 0 };
    assert.deepEqual(await expireRows(data, day('2026-01-30')), nothing);
    const first = await expireRows(data, day('2026-01-31'));
    assert.deepEqual(first, { runs: ['run-1'], rowsRemoved: 100, rejectedFiles: 0 });
    assert.deepEqual(await expireRows(data, day('2026-01-31')), nothing, 'it is done once');
    assert.equal((await collectRows(data)).length, 100);
    // A clock that was set back brings nothing back and deletes nothing.
    assert.deepEqual(await expireRows(data, day('2020-01-01')), nothing);
    // The purpose would keep them for ten years, the kind does not.
    const second = await expireRows(data, Date.parse('2026-01-01') + shareKind.retentionDays * 86_400_000);
    assert.deepEqual(second.runs, ['run-2']);
    assert.deepEqual(await collectRows(data), []);
    const recorded = listDeletions(data).map(({ id: _, ...rest }) => rest);
    const expiry = { what: 'expire', filter: 'retention', finished: true, rowsRemoved: 100, rejectedRemoved: 0 };
    assert.deepEqual(recorded, [
      { at: '2026-01-31T12:00:00.000Z', ...expiry },
      { at: '2026-06-30T00:00:00.000Z', ...expiry },
    ]);
    const writer = await openLakeWriter(data);
    assert.deepEqual(
      writer.manifest().runs.map((run) => run.expiredOn !== undefined),
      [true, true],
    );
    await writer.close();
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
});

test('rejected rows: sealed, opened with their key, cut off by a crash, expired', async () => {
  const data = mkdtempSync(join(tmpdir(), 'pollwarden-rejected-'));
  try {
    const key = createSecretKey(Buffer.alloc(32, 1));
    const store = createRejectedStore(data, () => key, 'run-0a', '2026-01-01T00:00:00.000Z');
    assert.equal(store.keep([]), 0);
    assert.deepEqual(listRejected(data), [], 'no rows, no file');
    const rows = ['a', 'b', 'c'].map((raw, i) => ({ file: 'f', line: i + 1, code: 'TIME_INVALID', reason: 'r', raw }));
    assert.equal(store.keep(rows), 3);
    store.close();
    const [{ name }] = listRejected(data);
    assert.deepEqual(openRejected(data, key, name), { rows, unreadable: 0 });
    assert.deepEqual(openRejected(data, createSecretKey(Buffer.alloc(32, 2)), name), { rows: [], unreadable: 3 });
    const { diskFiles } = await import('./files.ts');
    const whole = diskFiles.read(join(data, 'rejected', name)) ?? Buffer.alloc(0);
    for (const length of [whole.length - 1, whole.length - 40, 2]) {
      const torn = { ...diskFiles, read: () => whole.subarray(0, length) };
      assert.equal(openRejected(data, key, name, torn).unreadable, 1, `cut at ${length}`);
    }
    await addRun(data, 'run-1', '2026-01-01T00:00:00.000Z', 180, 0);
    assert.equal((await expireRows(data, day('2026-01-30'))).rejectedFiles, 0);
    assert.equal((await expireRows(data, day('2026-01-31'))).rejectedFiles, 1);
    assert.deepEqual(listRejected(data), []);
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
});

test('where there is no lake nothing expires, and nothing is made', async () => {
  const data = mkdtempSync(join(tmpdir(), 'pollwarden-expire-'));
  const missing = join(data, 'typo');
  await assert.rejects(expireRows(missing, 0), { code: 'LAKE_MISSING', file: missing });
  await assert.rejects(expireRows(data, 0), { code: 'LAKE_MISSING' });
  assert.ok(!existsSync(missing) && !existsSync(join(data, 'lake')));
  rmSync(data, { recursive: true, force: true });
});

test('dropping rejected rows keeps the records that cannot be opened, and says how many', async () => {
  const data = mkdtempSync(join(tmpdir(), 'pollwarden-rejected-'));
  try {
    const [key, other] = [1, 2].map((byte) => createSecretKey(Buffer.alloc(32, byte)));
    let which = key;
    const store = createRejectedStore(data, () => which, 'run-0a', '2026-01-01T00:00:00.000Z');
    const row = (raw: string): Parameters<typeof store.keep>[0] => [
      { file: 'f', line: 1, code: 'TIME_INVALID', reason: 'r', raw },
    ];
    store.keep(row('a'));
    which = other;
    store.keep(row('foreign'));
    which = key;
    store.keep(row('b'));
    store.close();
    const [{ name }] = listRejected(data);
    const isA = ({ raw }: { readonly raw: string }): boolean => raw === 'a';
    assert.deepEqual(dropRejected(data, key, name, isA), { removed: 1, unreadable: 1 });
    assert.deepEqual(openRejected(data, key, name), { rows: row('b'), unreadable: 1 });
    assert.deepEqual(openRejected(data, other, name).rows, row('foreign'));
    // When nothing that can be opened is left, the file still stays.
    assert.deepEqual(
      dropRejected(data, key, name, () => true),
      { removed: 1, unreadable: 1 },
    );
    assert.deepEqual(openRejected(data, other, name), { rows: row('foreign'), unreadable: 0 });
    assert.deepEqual(
      dropRejected(data, other, name, () => true),
      { removed: 1, unreadable: 0 },
    );
    assert.deepEqual(listRejected(data), []);
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
});
