// An erased account is in no revision, no index and no byte of the ledger's files.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { temporaryLedger } from '../ledger/testing/temporary-ledger.ts';
import { applyBatchResult, applyStreamUpdate } from './coordination.ts';
import { eraseFromFindings } from './erase.ts';
import { evidenceOf, listFindings } from './read.ts';
import { paneOf, provisional, resultOf, run, updateOf } from './testing/groups.ts';

const actor = { kind: 'person', id: 'person-1' } as const;
const erased = 'acc_erasedaccountmarker';

void test('an erased account is in no revision, no index and no byte of the files', (t) => {
  const { ledger } = temporaryLedger(t);
  const others = Array.from({ length: 7 }, (_, i) => `acc_other${i}`);
  const [{ id }] = applyStreamUpdate(ledger, updateOf([provisional('g1', [...others, erased])]), run);
  applyStreamUpdate(ledger, paneOf(resultOf([[...others, erased]])), run);
  // Once a member, no longer in the newest revision.
  applyStreamUpdate(ledger, paneOf(resultOf([others], 2)), run);
  const [{ id: untouched }] = applyBatchResult(ledger, resultOf([others.map((name) => `${name}b`)], 3));
  const before = evidenceOf(ledger, untouched);
  const done = eraseFromFindings(ledger, [erased], actor);
  assert.deepEqual([done.findings, done.revisions], [[id], 1]);
  assert.deepEqual(eraseFromFindings(ledger, [erased], actor), { findings: [], revisions: 0 });
  assert.deepEqual(evidenceOf(ledger, untouched), before);
  assert.equal(listFindings(ledger, { q: `account:${erased}`, limit: 5 }, { now: 0 }).matching, 0);
  assert.equal(evidenceOf(ledger, id).evidence.members.length, others.length);
  const folder = dirname(ledger.path);
  for (const name of readdirSync(folder)) assert.ok(!readFileSync(join(folder, name)).includes(erased), name);
});
