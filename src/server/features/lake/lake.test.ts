// The lake in a server: retention at the start, erasures that were cut off, and what they cannot reach.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { keyId, openKey } from '../../../ingest/pseudonym-key.ts';
import { listDeletions } from '../../../lake/deletions.ts';
import { shareKind } from '../../../lake/kinds.ts';
import { sampleRows } from '../../../lake/testing/sample-rows.ts';
import { openLakeWriter } from '../../../lake/writer.ts';
import { openLedger } from '../../../ledger/ledger.ts';
import { loadConfig } from '../../config/load.ts';
import { createHub } from '../../hub.ts';
import { createLog } from '../../log.ts';
import type { Space } from '../../space.ts';
import { feature } from './feature.ts';

const parent = mkdtempSync(join(tmpdir(), 'pollwarden-lake-feature-'));
after(() => rmSync(parent, { recursive: true, force: true }));

async function lakeIn(folder: string, startedAt: string): Promise<void> {
  const id = keyId(openKey(folder, 'pseudonym'));
  const writer = await openLakeWriter(folder);
  await writer.append(shareKind, sampleRows(0, 20));
  const counts = { rowsAdded: 20, rowsKnown: 0, rowsRejected: 0 };
  const purpose = { id: 'purpose-1', retentionDays: 30, record: {} };
  const run = { id: 'run-0', startedAt, purposeId: purpose.id, keyId: id, sources: [], ...counts, finished: true };
  await writer.recordRun(run, purpose);
  await writer.close();
}

function spaceIn(folder: string, environment: Readonly<Record<string, string>> = {}): Space {
  const config = loadConfig({ dataFolder: folder, environment, flags: { profile: 'csirt' } });
  const log = createLog('error', Date.now, () => undefined);
  const ledger = openLedger(folder, Date.now);
  after(() => ledger.close());
  return { name: 'real', prefix: '', folder, ledger, hub: createHub(), now: Date.now, log, config };
}

async function until(check: () => boolean): Promise<void> {
  for (const end = Date.now() + 20_000; !check(); ) {
    assert.ok(Date.now() < end, 'not reached');
    await new Promise((resolve) => {
      setTimeout(resolve, 20);
    });
  }
}

test('retention is applied at a start, not first an hour later', async () => {
  const folder = join(parent, 'retention');
  mkdirSync(folder);
  await lakeIn(folder, '2020-01-01T00:00:00.000Z');
  const running = await feature.start(spaceIn(folder));
  running.started?.();
  await until(() => listDeletions(folder).some(({ what, finished }) => what === 'expire' && finished));
  await running.stop?.();
});
