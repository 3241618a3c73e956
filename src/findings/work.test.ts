// What people do: every transition of the state machine, reasons, assignments, notes, exports, views; all audited.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hostilePlans, hostileStrings, fixtureResult } from '../detect/coordination/testing/fixture.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { temporaryLedger } from '../ledger/testing/temporary-ledger.ts';
import { applyBatchResult } from './coordination.ts';
import { objectPage, timelineOf } from './detail.ts';
import { exportFinding, exportFindings } from './export.ts';
import { findingStates } from './finding.ts';
import { evidenceOf, historyOf, listFindings } from './read.ts';
import { relatedFindings } from './related.ts';
import { needsReason, nextStates } from './states.ts';
import { accountsNamed, resultOf } from './testing/groups.ts';
import { listViews, removeView, saveView } from './views.ts';
import { assign, noteOn, setState } from './work.ts';

const by = { actor: { kind: 'person', id: 'person-1' }, address: '192.0.2.7' } as const;
const events = (ledger: Ledger): readonly string[] =>
  (ledger.db.prepare('SELECT event FROM audit ORDER BY sequence').all() as { event: string }[]).map(
    ({ event }) => event,
  );
const oneFinding = (ledger: Ledger): string => applyBatchResult(ledger, resultOf([accountsNamed(0, 8)]))[0].id;

for (const from of findingStates) {
  for (const to of findingStates) {
    const allowed = from === to || nextStates[from].includes(to);
    void test(`from ${from} to ${to}: ${allowed ? 'done' : 'refused'}`, (t) => {
      const { ledger } = temporaryLedger(t);
      const id = oneFinding(ledger);
      ledger.db.prepare('UPDATE findings SET state = ?').run(from);
      const before = events(ledger).length;
      const act = (reason: string): void => setState(ledger, id, { to, reason }, by);
      if (!allowed) assert.throws(() => act('why'), /CONFLICT/);
      else {
        if (from !== to && needsReason(from, to)) assert.throws(() => act(''), /INPUT_INVALID.*reason/);
        act('why');
      }
      const { state } = evidenceOf(ledger, id).finding;
      assert.equal(state, allowed ? to : from);
      assert.equal(events(ledger).length, before + (allowed && from !== to ? 1 : 0));
    });
  }
}

void test('who saw another state than there is by now is told so', (t) => {
  const { ledger } = temporaryLedger(t);
  const id = oneFinding(ledger);
  setState(ledger, id, { to: 'examined', reason: '' }, by);
  assert.throws(
    () => setState(ledger, id, { to: 'dismissed', reason: 'x', expected: 'new' }, by),
    /CONFLICT.*examined/,
  );
  assert.throws(() => setState(ledger, 'fnd_none', { to: 'examined', reason: '' }, by), /NOT_FOUND/);
});

void test('notes, states and assignments are one history, in the order of time', (t) => {
  const { ledger, clock } = temporaryLedger(t);
  const id = oneFinding(ledger);
  const steps = [
    () => noteOn(ledger, id, 'first', by),
    () => assign(ledger, id, 'person-2', by),
    () => setState(ledger, id, { to: 'confirmed', reason: 'checked' }, by),
    () => assign(ledger, id, undefined, by),
  ];
  for (const step of steps) {
    clock.now += 1000;
    step();
  }
  const history = historyOf(ledger, id);
  assert.deepEqual(
    history.map(({ kind }) => kind),
    ['note', 'assignment', 'state', 'assignment'],
  );
  assert.deepEqual(
    history.map(({ to }) => to),
    [null, 'person-2', 'confirmed', null],
  );
  assert.equal(evidenceOf(ledger, id).finding.notes, 1);
  assert.deepEqual(events(ledger).slice(-4), [
    'finding.noted',
    'finding.assigned',
    'finding.stateChanged',
    'finding.assigned',
  ]);
});

void test('notes keep any text as it is', (t) => {
  const { ledger } = temporaryLedger(t);
  const id = oneFinding(ledger);
  for (const text of hostileStrings) noteOn(ledger, id, text, by);
  assert.deepEqual(
    historyOf(ledger, id).map(({ text }) => text),
    hostileStrings.map((text) => text.toWellFormed()),
  );
});

void test('an export holds what is filtered, guards spreadsheets, says it is a demonstration, and is recorded', async (t) => {
  const { ledger } = temporaryLedger(t);
  const result = fixtureResult(4, [
    ...hostilePlans,
    { ...hostilePlans[0], accounts: accountsNamed(0, 9), declared: '=1+1' },
  ]);
  applyBatchResult(ledger, result);
  const context = { now: ledger.now() };
  const csv = (
    await exportFindings(ledger, { q: 'declared:yes', format: 'csv', context }, { by, demonstration: true })
  ).join('');
  const lines = csv.trimEnd().split('\r\n');
  assert.match(lines[0], /^DEMONSTRATION/);
  assert.equal(lines.length, 4);
  assert.match(csv, /,'=1\+1,/);
  const jsonl = (await exportFindings(ledger, { q: '', format: 'jsonl', context }, { by, demonstration: false })).join(
    '',
  );
  const rows = jsonl
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { id: string; demonstration?: string });
  assert.equal(rows.length, 3);
  assert.equal(rows[0].demonstration, undefined);
  const details = ledger.db
    .prepare("SELECT details FROM audit WHERE event = 'findings.exported' ORDER BY sequence")
    .all();
  assert.deepEqual(
    details.map((row) => JSON.parse(String(row.details)) as unknown),
    [
      { entries: 2, format: 'csv', query: 'declared:yes' },
      { entries: 3, format: 'jsonl', query: '' },
    ],
  );
  for (const { id } of rows) {
    const edges = exportFinding(ledger, id, 'edges-csv', { by, demonstration: true });
    assert.match(edges, /^DEMONSTRATION/);
    for (const line of edges.split('\r\n')) assert.doesNotMatch(line, /^[=+\-@]/);
    const graph = exportFinding(ledger, id, 'graphml', { by, demonstration: true });
    assert.match(graph, /DEMONSTRATION/);
    for (const part of ['<script', '<img', '\0', '\u001b']) assert.ok(!graph.includes(part));
    JSON.parse(exportFinding(ledger, id, 'json', { by, demonstration: false }));
  }
});

void test('related findings come with their reasons, the most shared first', (t) => {
  const { ledger } = temporaryLedger(t);
  const [first] = applyBatchResult(ledger, resultOf([accountsNamed(0, 20)]));
  const [second] = applyBatchResult(ledger, resultOf([accountsNamed(16, 40)], 2));
  const [third] = applyBatchResult(ledger, resultOf([accountsNamed(100, 110)], 3));
  const related = relatedFindings(ledger, first.id);
  assert.deepEqual(
    related.map(({ finding }) => finding.id),
    [second.id, third.id],
  );
  assert.deepEqual(
    related[0].reasons.slice(0, 2).map(({ kind, shared }) => [kind, shared]),
    [
      ['members', 4],
      ['objects', 3],
    ],
  );
});

void test('the evidence comes in pages, and its timeline counts every post', (t) => {
  const { ledger } = temporaryLedger(t);
  const id = oneFinding(ledger);
  const { evidence } = evidenceOf(ledger, id);
  const first = objectPage(ledger, evidence, undefined, 2);
  const second = objectPage(ledger, evidence, first.next, 2);
  assert.deepEqual([first.items.length, second.items.length, second.next], [2, 1, undefined]);
  assert.throws(() => objectPage(ledger, evidence, '1; DROP', 2), /INPUT_INVALID/);
  const { counts } = timelineOf(evidence);
  const posts = evidence.objects.reduce((sum, object) => sum + object.posts.length, 0);
  assert.equal(
    counts.reduce((sum, n) => sum + n, 0),
    posts,
  );
  assert.ok(counts.length <= 120);
});

void test('views are one’s own unless shared, and only their owner removes them', (t) => {
  const { ledger } = temporaryLedger(t);
  const view = { name: 'Mine', page: 'findings', query: 'state:new', columns: ['title'], sort: '-seen' };
  const own = saveView(ledger, 'person-1', { ...view, shared: false }, by);
  const shared = saveView(ledger, 'person-1', { ...view, name: 'Ours', shared: true }, by);
  assert.deepEqual(
    listViews(ledger, 'person-2', 'findings').map(({ id }) => id),
    [shared.id],
  );
  assert.throws(() => removeView(ledger, 'person-2', own.id, by), /NOT_FOUND/);
  assert.throws(() => removeView(ledger, 'person-2', shared.id, by), /FORBIDDEN/);
  const again = saveView(ledger, 'person-1', { ...view, query: 'state:examined', shared: false }, by);
  assert.deepEqual(
    listViews(ledger, 'person-1', undefined).map(({ id }) => id),
    [again.id, shared.id],
  );
  removeView(ledger, 'person-1', again.id, by);
  assert.equal(listFindings(ledger, { limit: 5 }, { now: 0 }).all, 0);
});
