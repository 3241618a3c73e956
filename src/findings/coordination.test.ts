// Findings of the stream: a group that goes on updates its finding; panes calibrate or lapse; twice adds nothing.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { typicalPlans, hostilePlans, fixtureResult } from '../detect/coordination/testing/fixture.ts';
import { verifyAudit } from '../ledger/audit/verify.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { temporaryLedger } from '../ledger/testing/temporary-ledger.ts';
import { createWatchlist, writeCalendar } from '../ledger/watchlists.ts';
import { applyBatchResult, applyStreamUpdate } from './coordination.ts';
import type { Finding } from './finding.ts';
import { evidenceOf, listFindings, revisionsOf } from './read.ts';
import { accountsNamed, paneOf, provisional, resultOf, run, updateOf } from './testing/groups.ts';
import { setState } from './work.ts';

const all = (ledger: Ledger, q = ''): readonly Finding[] =>
  listFindings(ledger, { q, sort: 'created', limit: 500 }, { now: ledger.now() }).items;
const contentOf = (ledger: Ledger): unknown =>
  [
    'findings',
    'finding_revisions',
    'finding_members',
    'finding_objects',
    'finding_texts',
    'finding_counts',
    'audit',
  ].map((table) => ledger.db.prepare(`SELECT * FROM ${table} ORDER BY 1, 2`).all());
const by = { actor: { kind: 'person', id: 'person-1' } } as const;

void test('a group that grows updates its finding; the same again adds nothing', (t) => {
  const { ledger } = temporaryLedger(t);
  const first = applyStreamUpdate(ledger, updateOf([provisional('g1', accountsNamed(0, 6))]), run);
  assert.deepEqual(
    first.map(({ change }) => change),
    ['added'],
  );
  const before = contentOf(ledger);
  assert.deepEqual(applyStreamUpdate(ledger, updateOf([provisional('g1', accountsNamed(0, 6))]), run), []);
  assert.deepEqual(contentOf(ledger), before);
  const grown = applyStreamUpdate(ledger, updateOf([provisional('g1', accountsNamed(0, 9), 2)]), run);
  assert.deepEqual(grown, [{ id: first[0].id, change: 'changed' }]);
  const [finding] = all(ledger);
  assert.deepEqual([finding.accounts, finding.revision, finding.standing], [9, 2, 'provisional']);
  assert.equal(finding.title, 'Coordinated group of 9 accounts on links');
  assert.equal(all(ledger).length, 1);
  assert.equal(all(ledger, 'account:acc_8').length, 1);
});

void test('a group under another name that shares most members is the same finding', (t) => {
  const { ledger } = temporaryLedger(t);
  const [{ id }] = applyStreamUpdate(ledger, updateOf([provisional('g1', accountsNamed(0, 10))]), run);
  const renamed = applyStreamUpdate(ledger, updateOf([provisional('g2', accountsNamed(3, 12), 2)], ['g1']), run);
  assert.deepEqual(renamed, [{ id, change: 'changed' }]);
  const other = applyStreamUpdate(ledger, updateOf([provisional('g3', accountsNamed(9, 30), 3)]), run);
  assert.equal(other[0].change, 'added');
});

void test('a small group within a large one is another finding: half of the smaller is not enough', (t) => {
  const { ledger } = temporaryLedger(t);
  applyStreamUpdate(ledger, updateOf([provisional('g1', accountsNamed(0, 40))]), run);
  const part = applyStreamUpdate(ledger, updateOf([provisional('g2', accountsNamed(0, 5), 2)]), run);
  assert.equal(part[0].change, 'added');
});

void test('split: the part that matches best goes on with the finding; merge: one finding goes on', (t) => {
  const { ledger } = temporaryLedger(t);
  const [{ id }] = applyStreamUpdate(ledger, updateOf([provisional('g1', accountsNamed(0, 10))]), run);
  const split = updateOf([provisional('g2', accountsNamed(0, 4), 2), provisional('g3', accountsNamed(4, 10), 2)]);
  const parts = applyStreamUpdate(ledger, split, run);
  assert.deepEqual(
    parts.map(({ change }) => change),
    ['added', 'changed'],
  );
  assert.equal(parts[1].id, id);
  const merged = applyStreamUpdate(ledger, updateOf([provisional('g4', accountsNamed(0, 10), 3)], ['g2', 'g3']), run);
  assert.deepEqual(merged, [{ id, change: 'changed' }]);
  assert.equal(all(ledger).length, 2);
});

void test('a pane calibrates what it upholds, lapses the rest, and keeps what people decided', (t) => {
  const { ledger } = temporaryLedger(t);
  const groups = [provisional('g1', accountsNamed(0, 8)), provisional('g2', accountsNamed(20, 30))];
  const [kept, lost] = applyStreamUpdate(ledger, updateOf(groups), run);
  setState(ledger, lost.id, { to: 'confirmed', reason: 'seen by eye' }, by);
  const late = applyStreamUpdate(ledger, updateOf([provisional('g9', accountsNamed(50, 60), 24 * 40)]), run);
  const pane = paneOf(resultOf([accountsNamed(0, 8)]));
  const changes = applyStreamUpdate(ledger, pane, run);
  assert.deepEqual(new Set(changes.map(({ id }) => id)), new Set([kept.id, lost.id]));
  const byId = new Map(all(ledger).map((finding) => [finding.id, finding]));
  assert.equal(byId.get(kept.id)?.standing, 'calibrated');
  assert.ok((byId.get(kept.id)?.qValue ?? 1) < 1);
  assert.equal(byId.get(lost.id)?.standing, 'lapsed');
  assert.equal(byId.get(lost.id)?.state, 'confirmed');
  assert.equal(byId.get(late[0].id)?.standing, 'provisional');
  const before = contentOf(ledger);
  assert.deepEqual(applyStreamUpdate(ledger, pane, run), []);
  assert.deepEqual(contentOf(ledger), before);
  assert.deepEqual(
    revisionsOf(ledger, kept.id).map(({ standing }) => standing),
    ['provisional', 'calibrated'],
  );
});

void test('between panes a calibrated finding keeps its numbers, and its last time moves', (t) => {
  const { ledger } = temporaryLedger(t);
  const [{ id }] = applyStreamUpdate(ledger, paneOf(resultOf([accountsNamed(0, 8)])), run);
  const before = evidenceOf(ledger, id);
  const hour = (before.finding.lastSeen / 1000 - Date.UTC(2026, 4, 4) / 1000) / 3600 + 5;
  const changes = applyStreamUpdate(ledger, updateOf([provisional('g1', accountsNamed(0, 12), hour)]), run);
  assert.deepEqual(changes, [{ id, change: 'changed' }]);
  const after = evidenceOf(ledger, id);
  assert.deepEqual(after.evidence, before.evidence);
  assert.deepEqual([after.finding.standing, after.finding.accounts], ['calibrated', 8]);
  assert.ok(after.finding.lastSeen > before.finding.lastSeen);
});

void test('a result without calibration says so, and never claims a q-value', (t) => {
  const { ledger } = temporaryLedger(t);
  applyBatchResult(ledger, resultOf([accountsNamed(0, 8)], 1, undefined, false));
  const [{ id, standing, qValue }] = all(ledger);
  assert.deepEqual([standing, qValue], ['notCalibrated', undefined]);
  const { evidence } = evidenceOf(ledger, id);
  assert.ok(evidence.edges.every((edge) => edge.qValue === null));
  assert.match(evidence.claim, /Not calibrated/);
});

void test('in any order of its groups and of two updates the same findings stand', (t) => {
  const sets = [accountsNamed(0, 8), accountsNamed(10, 20), accountsNamed(30, 37), accountsNamed(16, 26)];
  const standing = (ledger: Ledger): unknown =>
    all(ledger)
      .map(({ accounts, revision, title, objects }) => ({ accounts, revision, title, objects }))
      .toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  const groups = sets.map((members, i) => provisional(`g${i}`, members));
  const { ledger: first } = temporaryLedger(t);
  applyStreamUpdate(first, updateOf(groups), run);
  const expected = standing(first);
  fc.assert(
    fc.property(fc.shuffledSubarray(groups, { minLength: 4 }), fc.integer({ min: 0, max: 4 }), (order, cut) => {
      const { ledger } = temporaryLedger(t);
      applyStreamUpdate(ledger, updateOf(order.slice(0, cut)), run);
      applyStreamUpdate(ledger, updateOf(order.slice(cut)), run);
      assert.deepEqual(standing(ledger), expected);
      ledger.close();
    }),
    { numRuns: 20 },
  );
});

void test('a declared network is shown as such, always a notice', (t) => {
  const { ledger } = temporaryLedger(t);
  applyBatchResult(ledger, resultOf([accountsNamed(0, 30)], 1, 'Gazette pages'));
  const [finding] = all(ledger);
  assert.deepEqual([finding.declared, finding.severity], ['Gazette pages', 'notice']);
  assert.equal(finding.title, 'Declared network Gazette pages: 30 accounts on links');
});

void test('watchlists and the phase of the election raise the severity one step each, and provisional is never critical', (t) => {
  const { ledger } = temporaryLedger(t);
  const severity = (from: number): string | undefined => {
    const [{ id }] = applyStreamUpdate(
      ledger,
      updateOf([provisional(`g${from}`, accountsNamed(from, from + 25))]),
      run,
    );
    return all(ledger).find((finding) => finding.id === id)?.severity;
  };
  assert.equal(severity(0), 'warning');
  createWatchlist(
    ledger,
    { kind: 'officialName', name: 'Authority', note: '', items: [{ form: 'domain', value: 'a.example' }] },
    by,
  );
  assert.equal(severity(100), 'severe');
  writeCalendar(
    ledger,
    [{ name: 'Vote', timeZone: 'UTC', phases: [{ phase: 'voting', from: '2026-05-01', to: '2026-06-30' }] }],
    by,
  );
  assert.equal(severity(200), 'severe');
  const touched = all(ledger, 'watch:Authority phase:voting');
  assert.deepEqual(
    touched.map(({ watchlisted }) => watchlisted),
    [['Authority']],
  );
  assert.ok(
    evidenceOf(ledger, touched[0].id).evidence.severityReasons.some((reason) => reason.includes('"Authority"')),
  );
});

void test('every finding says that coordination alone is no ground for a notice', (t) => {
  const { ledger } = temporaryLedger(t);
  applyBatchResult(ledger, fixtureResult(3, typicalPlans));
  applyStreamUpdate(ledger, updateOf([provisional('g1', accountsNamed(0, 6))]), run);
  for (const { id } of all(ledger)) {
    const { evidence } = evidenceOf(ledger, id);
    assert.ok(evidence.nextSteps.some((step) => step.includes('never ground for a notice')));
    assert.doesNotMatch(JSON.stringify(evidence).toLowerCase(), /\b(bots?|trolls?|fraud)\b/);
  }
});

void test('what is hostile in names and objects stays text, and the chain of the audit trail holds', async (t) => {
  const { ledger } = temporaryLedger(t);
  const result = fixtureResult(4, hostilePlans);
  assert.equal(applyBatchResult(ledger, result).length, hostilePlans.length);
  assert.deepEqual(applyBatchResult(ledger, result), []);
  for (const { id } of all(ledger)) assert.ok(evidenceOf(ledger, id).evidence.members.length > 0);
  assert.equal((await verifyAudit(ledger)).intact, true);
});

void test('what fails in the middle of an update leaves nothing of it', (t) => {
  const { ledger } = temporaryLedger(t);
  applyStreamUpdate(ledger, updateOf([provisional('g0', accountsNamed(60, 66))]), run);
  const before = contentOf(ledger);
  const groups = [provisional('g1', accountsNamed(0, 8)), provisional('g2', accountsNamed(20, 30))];
  ledger.db.exec(
    "CREATE TRIGGER broken BEFORE INSERT ON finding_members WHEN NEW.account = 'acc_25' BEGIN SELECT RAISE(ABORT, 'broken'); END",
  );
  assert.throws(() => applyStreamUpdate(ledger, updateOf(groups), run), /broken/);
  assert.deepEqual(contentOf(ledger), before);
  ledger.db.exec('DROP TRIGGER broken');
  assert.equal(applyStreamUpdate(ledger, updateOf(groups), run).length, 2);
});
