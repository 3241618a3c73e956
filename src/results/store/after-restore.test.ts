// A restore by one person undoes no hold, no revocation and no try of a call-back, and what has left stays on record.
import assert from 'node:assert/strict';
import { cpSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { type Ledger, ledgerPath, openLedger } from '../../ledger/ledger.ts';
import { temporaryFolder, temporaryLedger } from '../../ledger/testing/temporary-ledger.ts';
import { carryOverResults, holdReleases } from './after-restore.ts';
import { openCall } from './call-backs/open.ts';
import { triesLeft } from './call-backs/spent.ts';
import { handIn } from './call-backs/try.ts';
import { revokedKeys } from './elections.ts';
import { releaseHead } from './release-records.ts';
import { flowNow } from './release-run.ts';
import { releaseState, takeStep } from './release-steps.ts';
import { codeOf, deskAnswers, fixCalls, operator, prepareCalls } from './testing/call-night.ts';
import {
  arriveOnBoth,
  first,
  night,
  passes,
  readingOf,
  resumeRelease,
  startRelease,
  votes,
} from './testing/release-night.ts';
import { person } from './testing/small-election.ts';

/** A copy of a ledger as it is now, as a backup keeps it. */
function backupOf(t: TestContext, ledger: Ledger): () => Ledger {
  ledger.db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  const folder = temporaryFolder(t);
  mkdirSync(join(folder, 'ledger'));
  cpSync(ledger.path, ledgerPath(folder));
  return () => {
    const restored = openLedger(folder, ledger.now);
    t.after(() => restored.close());
    return restored;
  };
}

function restore(restored: Ledger, former: Ledger | undefined): readonly string[] {
  return restored.write(() => {
    const notices = former === undefined ? [] : carryOverResults(restored, former);
    holdReleases(restored);
    return notices;
  });
}

test('a backup from before a hold does not let the release flow, and the chain of records goes on', (t) => {
  const { ledger, clock, run, folder } = night(t);
  startRelease(ledger, clock);
  passes(clock, 3_600_000);
  arriveOnBoth(ledger, 'u00', votes(100, 50, 7));
  assert.equal(run(), 1);
  const open = backupOf(t, ledger);
  arriveOnBoth(ledger, 'u01', votes(90, 60, 7));
  assert.equal(run(), 1);
  takeStep(ledger, 'small', 'hold', person('Anybody'), { reason: 'a figure looks wrong' });
  const restored = open();
  assert.equal(releaseState(restored, 'small'), 'started', 'as the backup has it');
  restore(restored, ledger);
  assert.equal(releaseState(restored, 'small'), 'held');
  assert.deepEqual(releaseHead(restored, 'small'), releaseHead(ledger, 'small'));
  const flowOn = (): number => flowNow(restored, 'small', () => readingOf(clock), { folder }).records;
  arriveOnBoth(restored, 'u02', votes(80, 70, 7));
  assert.equal(flowOn(), 0);
  resumeRelease(restored, clock);
  assert.equal(flowOn(), 1);
  const lines = readdirSync(folder).flatMap((name) => readFileSync(join(folder, name), 'utf8').trimEnd().split('\n'));
  assert.deepEqual(
    lines.map((line) => (JSON.parse(line) as { readonly number: number }).number),
    [1, 2, 3],
  );
});

test('where the ledger that was here cannot be read, a release of the backup is held all the same', (t) => {
  const { ledger, clock } = night(t);
  startRelease(ledger, clock);
  const restored = backupOf(t, ledger)();
  restore(restored, undefined);
  assert.equal(releaseState(restored, 'small'), 'held');
  takeStep(restored, 'small', 'proposeResume', first, { reading: readingOf(clock) });
});

test('tries of a call-back and revoked keys are not given back by a backup', async (t) => {
  const { ledger } = temporaryLedger(t);
  const calls = await prepareCalls();
  fixCalls(ledger, calls);
  const open = backupOf(t, ledger);
  const totals = votes(1, 2, 3);
  const named = { contest: 'n', unit: 'u00' };
  const wanted = { voted: totals.voted };
  const call = openCall(ledger, 'small', named, operator);
  for (let step = 1; step <= 3; step++) {
    handIn(
      ledger,
      'small',
      { call: call.number, totals: wanted, code: await codeOf(calls, call, wanted, step) },
      operator,
    );
    await deskAnswers(ledger, calls, call.number);
  }
  ledger.write(() =>
    ledger.db
      .prepare('INSERT INTO revoked_keys (election, key, reason, revoked_by, revoked_at) VALUES (?, ?, ?, ?, ?)')
      .run('small', '0123456789abcdef', 'lost', 'A. Chair', 1),
  );
  const restored = open();
  assert.equal(triesLeft(restored, { election: 'small', ...named }), 3, 'as the backup has it');
  assert.deepEqual(restore(restored, ledger), []);
  assert.equal(triesLeft(restored, { election: 'small', ...named }), 0);
  assert.throws(() => openCall(restored, 'small', named, operator), { code: 'CALL_LOCKED' });
  assert.equal(openCall(restored, 'small', { contest: 'n', unit: 'u01' }, operator).line, 2);
  assert.deepEqual([...revokedKeys(restored, 'small').keys()], ['0123456789abcdef']);
});
