// An account that was erased after a backup does not come back into findings when the backup is restored.
import assert from 'node:assert/strict';
import { cpSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { ledgerPath, openLedger } from '../ledger/ledger.ts';
import { temporaryFolder, temporaryLedger } from '../ledger/testing/temporary-ledger.ts';
import { carryOverErasures } from './after-restore.ts';
import { applyStreamUpdate } from './coordination.ts';
import { eraseFromFindings } from './erase.ts';
import { evidenceOf, listFindings } from './read.ts';
import { provisional, run, updateOf } from './testing/groups.ts';

const actor = { kind: 'person', id: 'person-1' } as const;
const erased = 'acc_erasedaccountmarker';

test('what findings lost since the backup they lose again, and nothing else', async (t) => {
  const { ledger } = temporaryLedger(t);
  const others = ['acc_a', 'acc_b', 'acc_c', 'acc_d', 'acc_e'];
  const untouched = others.map((name) => `${name}2`);
  const found = applyStreamUpdate(
    ledger,
    updateOf([provisional('g1', [...others, erased]), provisional('g2', untouched)]),
    run,
  );
  ledger.db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  const folder = temporaryFolder(t);
  mkdirSync(join(folder, 'ledger'));
  cpSync(ledger.path, ledgerPath(folder));
  await eraseFromFindings(ledger, { pseudonyms: [erased] }, actor);
  const restored = openLedger(folder, ledger.now);
  const search = (q: string): number => listFindings(restored, { q, limit: 5 }, { now: 0 }).matching;
  assert.equal(search(`account:${erased}`), 1);
  restored.write(() => carryOverErasures(restored, ledger));
  assert.equal(search(`account:${erased}`), 0);
  assert.deepEqual(
    found.map(({ id }) => evidenceOf(restored, id).evidence.members.length),
    [others.length, untouched.length],
  );
  assert.deepEqual(evidenceOf(restored, found[0].id).evidence, evidenceOf(ledger, found[0].id).evidence);
  // A ledger from before an erasure, in place of one from after it, takes nothing.
  assert.deepEqual(
    ledger.write(() => carryOverErasures(ledger, restored)),
    [],
  );
  restored.close();
  assert.ok(!readFileSync(ledgerPath(folder)).includes(erased));
});
