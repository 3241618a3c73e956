// pollwarden findings list, show and export as an analyst at the machine uses them.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fixtureResult, hostilePlans, typicalPlans } from '../src/detect/coordination/testing/fixture.ts';
import { applyBatchResult } from '../src/findings/coordination.ts';
import { openLedger } from '../src/ledger/ledger.ts';

const folder = mkdtempSync(join(tmpdir(), 'pollwarden-findings-cli-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const ledger = openLedger(folder, Date.now);
const [{ id }] = applyBatchResult(ledger, fixtureResult(9, [...typicalPlans, ...hostilePlans]));
ledger.close();

function run(...args: readonly string[]) {
  const launcher = join(import.meta.dirname, '..', 'bin', 'pollwarden.mjs');
  const { status, stdout, stderr } = spawnSync(process.execPath, [launcher, 'findings', ...args, '--data', folder], {
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

void test('list filters, sorts and pages, and shows nothing that a terminal would obey', () => {
  const { status, stdout } = run('list', 'declared:no', '--sort=-accounts', '--limit', '2');
  assert.equal(status, 0);
  assert.match(stdout, /^2 of 3 that match, of 5 findings/);
  const cursor = /--cursor (\S+)/.exec(stdout)?.[1] ?? '';
  const rest = run('list', 'declared:no', '--sort=-accounts', '--cursor', cursor);
  assert.match(rest.stdout, /^1 of 3 that match/);
  const all = run('list');
  for (const sign of ['\u001b', '\u0007']) assert.ok(!all.stdout.includes(sign));
  const json = JSON.parse(run('list', '--json').stdout) as { readonly items: unknown[]; readonly all: number };
  assert.deepEqual([json.items.length, json.all], [5, 5]);
});

void test('a mistyped key is refused at its place, with the nearest', () => {
  const { status, stderr } = run('list', 'declared:no', 'stat:new');
  assert.equal(status, 2);
  assert.match(stderr, /at 13: there is no key "stat"; did you mean "state"\?/);
  assert.equal(run('show', 'fnd_none').status === 0, false);
});

void test('show says what is claimed, what speaks against it, and that it is no ground for a notice', () => {
  const { status, stdout } = run('show', id);
  assert.equal(status, 0);
  for (const words of ['Members, 10 of 14:', 'What speaks against it:', 'never ground for a notice', 'q-value']) {
    assert.ok(stdout.includes(words), words);
  }
});

void test('export writes what matches, and each export is in the audit trail', () => {
  const csv = run('export', 'declared:yes');
  assert.equal(csv.status, 0);
  assert.equal(csv.stdout.trimEnd().split('\r\n').length, 3);
  assert.match(run('export', '--id', id, '--format', 'graphml').stdout, /^<\?xml/);
  const opened = openLedger(folder, Date.now);
  const events = opened.db
    .prepare("SELECT event FROM audit WHERE event LIKE 'finding%.exported' ORDER BY sequence")
    .all();
  opened.close();
  assert.deepEqual(
    events.map(({ event }) => event),
    ['findings.exported', 'finding.exported'],
  );
});
