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

void test('an erased account is in no revision, no index and no byte of the files', async (t) => {
  const { ledger } = temporaryLedger(t);
  const others = Array.from({ length: 7 }, (_, i) => `acc_other${i}`);
  const [{ id }] = applyStreamUpdate(ledger, updateOf([provisional('g1', [...others, erased])]), run);
  applyStreamUpdate(ledger, paneOf(resultOf([[...others, erased]])), run);
  // Once a member, no longer in the newest revision.
  applyStreamUpdate(ledger, paneOf(resultOf([others], 2)), run);
  const [{ id: untouched }] = applyBatchResult(ledger, resultOf([others.map((name) => `${name}b`)], 3));
  const before = evidenceOf(ledger, untouched);
  const done = await eraseFromFindings(ledger, { pseudonyms: [erased] }, actor);
  assert.deepEqual([done.findings, done.revisions], [[id], 1]);
  assert.deepEqual(await eraseFromFindings(ledger, { pseudonyms: [erased] }, actor), { findings: [], revisions: 0 });
  assert.deepEqual(evidenceOf(ledger, untouched), before);
  assert.equal(listFindings(ledger, { q: `account:${erased}`, limit: 5 }, { now: 0 }).matching, 0);
  assert.equal(evidenceOf(ledger, id).evidence.members.length, others.length);
  const folder = dirname(ledger.path);
  for (const name of readdirSync(folder)) assert.ok(!readFileSync(join(folder, name)).includes(erased), name);
});

void test('an erased time takes its posts, and members of whom nothing is left', async (t) => {
  const { ledger } = temporaryLedger(t);
  const old = ['acc_a', 'acc_b', 'acc_c', 'acc_d', 'acc_e'];
  const recent = old.map((name) => `${name}recent`);
  applyStreamUpdate(ledger, updateOf([provisional('g1', old, 1), provisional('g2', recent, 24 * 10)]), run);
  const done = await eraseFromFindings(ledger, { pseudonyms: [], before: '2026-05-10' }, actor);
  assert.equal(done.findings.length, 1);
  assert.deepEqual((await eraseFromFindings(ledger, { pseudonyms: [], before: '2026-05-10' }, actor)).findings, []);
  const { evidence, finding } = evidenceOf(ledger, done.findings[0]);
  assert.deepEqual([evidence.members, evidence.edges, finding.accounts], [[], [], 5]);
  assert.ok(evidence.objects.every(({ posts }) => posts.length === 0));
  assert.equal(listFindings(ledger, { q: 'account:acc_a', limit: 5 }, { now: 0 }).matching, 0);
  assert.equal(listFindings(ledger, { q: 'account:acc_arecent', limit: 5 }, { now: 0 }).matching, 1);
});

void test('an object that names an erased account is named no more', async (t) => {
  const { ledger } = temporaryLedger(t);
  const group = provisional('g1', ['acc_a', 'acc_b', 'acc_c', 'acc_d', 'acc_e']);
  const objects = group.objects.map((object) => ({ ...object, object: `x:${erased}`, layer: 'mention' as const }));
  const [{ id }] = applyStreamUpdate(ledger, updateOf([{ ...group, objects }]), run);
  await eraseFromFindings(ledger, { pseudonyms: [erased] }, actor);
  assert.ok(!JSON.stringify(evidenceOf(ledger, id).evidence).includes(erased));
  assert.equal(listFindings(ledger, { q: `object:"x:${erased}"`, limit: 5 }, { now: 0 }).matching, 0);
});

void test('others go on while evidence is erased: each finding is a slice of its own', async (t) => {
  const { ledger } = temporaryLedger(t);
  const groups = Array.from({ length: 6 }, (_, g) =>
    provisional(`g${g}`, [...Array.from({ length: 5 }, (_member, i) => `acc_${g}x${i}`), erased]),
  );
  applyStreamUpdate(ledger, updateOf(groups), run);
  let turns = 0;
  let ended = false;
  const turn = (): void => {
    turns += 1;
    if (!ended) setImmediate(turn);
  };
  setImmediate(turn);
  const done = await eraseFromFindings(ledger, { pseudonyms: [erased] }, actor);
  ended = true;
  assert.equal(done.findings.length, 6);
  assert.ok(turns >= 6, `${turns} turns`);
});
