// `lake erase` reaches the findings of a data folder that has a ledger, and touches nothing while a server has it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyStreamUpdate } from '../src/findings/coordination.ts';
import { listFindings } from '../src/findings/read.ts';
import { provisional, run as detection, updateOf } from '../src/findings/testing/groups.ts';
import { collectRows } from '../src/lake/testing/sample-rows.ts';
import { openLedger } from '../src/ledger/ledger.ts';
import { dataWith, run } from './operations-folder.ts';

test('the evidence of findings follows what the command erases; while the ledger is in use nothing is erased', async () => {
  const data = await dataWith(40);
  const before = openLedger(data, Date.now);
  applyStreamUpdate(before, updateOf([provisional('g1', ['acc_a', 'acc_b', 'acc_c', 'acc_d', 'acc_e'])]), detection);
  const words = ['lake', 'erase', '--before', '2026-11-01', '--yes', '--data', data] as const;
  const refused = run(...words);
  assert.equal(refused.status, 2);
  assert.match(refused.stderr, /LEDGER_LOCKED[^]*console/);
  assert.equal((await collectRows(data)).length, 40);
  before.close();
  const erased = run(...words);
  assert.equal(erased.status, 0, erased.stderr);
  assert.match(erased.stdout, /40 rows[^]*evidence of 1 finding\n[^]*Not reached:/);
  const after = openLedger(data, Date.now);
  assert.equal(listFindings(after, { q: 'account:acc_a', limit: 5 }, { now: 0 }).matching, 0);
  const entry = after.db.prepare("SELECT details FROM audit WHERE event = 'lake.erased'").get();
  assert.equal((JSON.parse(String(entry?.details)) as { findings: number }).findings, 1);
  after.close();
});
