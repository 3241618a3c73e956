// Data folders for the tests of operations, and the command line that works on them.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { keyId, openKey } from '../src/ingest/pseudonym-key.ts';
import { shareKind } from '../src/lake/kinds.ts';
import { sampleRows } from '../src/lake/testing/sample-rows.ts';
import { openLakeWriter } from '../src/lake/writer.ts';
import { recordAudit } from '../src/ledger/audit/record.ts';
import { openLedger } from '../src/ledger/ledger.ts';

const parent = mkdtempSync(join(tmpdir(), 'pollwarden-operations-'));
after(() => rmSync(parent, { recursive: true, force: true }));
const entry = join(import.meta.dirname, '..', 'bin', 'pollwarden.mjs');
let folders = 0;
export const freshFolder = (): string => {
  const folder = join(parent, `f${++folders}`);
  mkdirSync(folder, { mode: 0o700 });
  return folder;
};

export const run = (...args: readonly string[]): { status: number | null; stdout: string; stderr: string } =>
  spawnSync(process.execPath, [entry, ...args], { encoding: 'utf8' });

const purpose = { id: 'purpose-1', retentionDays: 180, record: {} };

/** A data folder with a ledger, a key and `rows` rows of a finished run. */
export async function dataWith(rows: number): Promise<string> {
  const data = freshFolder();
  const ledger = openLedger(data, Date.now);
  recordAudit(ledger, { event: 'setup.linkMade', actor: { kind: 'operator' } });
  ledger.close();
  const id = keyId(openKey(data, 'pseudonym'));
  const writer = await openLakeWriter(data, { flushRows: 500 });
  const startedAt = new Date().toISOString();
  const counts = { rowsAdded: rows, rowsKnown: 0, rowsRejected: 0 };
  await writer.append(shareKind, sampleRows(0, rows));
  await writer.recordRun(
    { id: 'run-0', startedAt, purposeId: purpose.id, keyId: id, sources: [], ...counts, finished: true },
    purpose,
  );
  await writer.close();
  return data;
}

export const backupOf = (data: string, ...more: readonly string[]): string => {
  const { status, stdout, stderr } = run('backup', '--data', data, '--json', ...more);
  assert.equal(status, 0, stderr);
  return (JSON.parse(stdout) as { path: string }).path;
};
