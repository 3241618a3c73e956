// Findings of conflicts: opened once, revised, closed with how it ended, opened anew; caught up with after a crash.
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { evidenceOf, listFindings, revisionsOf } from '../../../findings/read.ts';
import type { Ledger } from '../../../ledger/ledger.ts';
import { temporaryLedger } from '../../../ledger/testing/temporary-ledger.ts';
import type { CountReturn } from '../../../results/return/count-return.ts';
import { canonicalReturn } from '../../../results/return/parse.ts';
import { decideUnit } from '../../../results/store/decide-unit.ts';
import { saveDraft } from '../../../results/store/elections.ts';
import { returnHash, storeArrivals } from '../../../results/store/returns.ts';
import { machineVotes, person, smallElection, smallReturn } from '../../../results/store/testing/small-election.ts';
import { unitRow } from '../../../results/store/unit-rows.ts';
import { reconcileElection, reconcileUnit } from '../../../results/store/unit-states.ts';
import { createHub, type HubEvent } from '../../hub.ts';
import type { Space } from '../../space.ts';
import { bringAllConflictsUp, bringConflictsUp } from './conflict-findings.ts';
import { createConflictKeeper } from './conflict-keeper.ts';

const by = person('test');

function election(t: TestContext): Ledger {
  const { ledger } = temporaryLedger(t);
  saveDraft(ledger, smallElection, by);
  return ledger;
}

function arrive(ledger: Ledger, channel: 'official' | 'backup', one: CountReturn): string {
  storeArrivals(ledger, [{ signed: { return: one, signatures: [] }, channel, way: 'import', source: {} }], 'test');
  reconcileUnit(ledger, 'small', one.contest, one.unit, by);
  return returnHash(canonicalReturn(one));
}

const all = (ledger: Ledger) =>
  listFindings(ledger, { q: '', limit: 100 }, { now: ledger.now(), me: 'nobody' }).items.toSorted((a, b) =>
    a.id < b.id ? -1 : 1,
  );
const findingOf = (ledger: Ledger, unit: string): string => unitRow(ledger, 'small', 'n', unit)?.finding ?? '';

test('a conflict opens one finding, which says what was seen, what speaks against it and what to do', (t) => {
  const ledger = election(t);
  const wrong = { voted: 99, ...machineVotes(127, 40, 9) };
  const official = arrive(ledger, 'official', smallReturn('u03', wrong));
  const backup = arrive(ledger, 'backup', smallReturn('u03', machineVotes(172, 40, 9)));
  arrive(ledger, 'official', smallReturn('u04', machineVotes(1, 2, 3)));
  assert.equal(bringAllConflictsUp(ledger, 'small'), 1);
  const [one, ...others] = all(ledger);
  assert.deepEqual(others, []);
  assert.deepEqual(
    [one.detector, one.standing, one.state, one.severity, one.phase, one.qValue],
    ['returns-conflict', 'notCalibrated', 'new', 'severe', 'tally', undefined],
  );
  assert.equal(findingOf(ledger, 'u03'), one.id);
  const { evidence } = evidenceOf(ledger, one.id);
  assert.match(evidence.claim, /unit u03 \(Station 3\) in National.*official and backup.*127 and 172.*Not calibrated/);
  assert.deepEqual(
    evidence.returns?.channels.map(({ hash }) => hash),
    [official, backup],
  );
  assert.deepEqual(
    evidence.returns?.figures.map(({ key, values }) => [key, values]),
    [['votes/machine/A', { official: 127, backup: 172 }]],
  );
  assert.ok(evidence.counterEvidence.some((line) => line.includes('slip of reading')));
  assert.ok(evidence.nextSteps.some((line) => line.includes('corrigendum')));
  assert.doesNotMatch(JSON.stringify(evidence), /fraud/i);
  // Looking again changes nothing.
  assert.equal(bringAllConflictsUp(ledger, 'small'), 0);
  assert.equal(revisionsOf(ledger, one.id).length, 1);
});

test('another return revises it, a decision closes it with its ground, and a new conflict is a new finding', (t) => {
  const ledger = election(t);
  const first = smallReturn('u00', machineVotes(10, 20, 30));
  const hash = arrive(ledger, 'official', first);
  arrive(ledger, 'backup', smallReturn('u00', machineVotes(10, 20, 31)));
  bringAllConflictsUp(ledger, 'small');
  const id = findingOf(ledger, 'u00');
  assert.equal(all(ledger)[0].severity, 'notice');
  arrive(ledger, 'backup', smallReturn('u00', machineVotes(10, 2, 31)));
  assert.equal(bringAllConflictsUp(ledger, 'small'), 1);
  assert.deepEqual([findingOf(ledger, 'u00'), revisionsOf(ledger, id).length], [id, 2]);

  decideUnit(ledger, 'small', { contest: 'n', unit: 'u00', hash, ground: 'the paper says 30' }, person('A. Chair'));
  assert.equal(bringAllConflictsUp(ledger, 'small'), 1);
  const closed = evidenceOf(ledger, id);
  assert.deepEqual([closed.finding.standing, closed.finding.state], ['lapsed', 'new']);
  assert.match(closed.evidence.counterEvidence[0], /corrected \(A\. Chair\): the paper says 30/);
  assert.equal(bringAllConflictsUp(ledger, 'small'), 0);

  arrive(ledger, 'official', smallReturn('u00', machineVotes(11, 20, 30), { supersedes: hash, reason: 'typed' }));
  assert.equal(bringAllConflictsUp(ledger, 'small'), 1);
  assert.notEqual(findingOf(ledger, 'u00'), id);
  assert.equal(all(ledger).length, 2);
});

test('agreement by a corrigendum closes it; findings left behind by a crash are caught up with in parts', (t) => {
  const ledger = election(t);
  const units = ['u00', 'u01', 'u02', 'u03', 'u04'];
  const hashes = units.map((unit, i) => arrive(ledger, 'official', smallReturn(unit, machineVotes(i + 7, 40, 9))));
  for (const [i, unit] of units.entries()) arrive(ledger, 'backup', smallReturn(unit, machineVotes(i + 7, 44, 9)));
  const part = bringConflictsUp(ledger, 'small', 2);
  assert.deepEqual([part.changed.length, part.left], [2, 3]);
  assert.equal(bringAllConflictsUp(ledger, 'small'), 3);
  const again = { supersedes: hashes[0], reason: 'typed wrongly' };
  arrive(ledger, 'official', smallReturn('u00', machineVotes(7, 44, 9), again));
  reconcileElection(ledger, 'small', by);
  assert.equal(bringAllConflictsUp(ledger, 'small'), 1);
  const standings = all(ledger).map(({ standing }) => standing);
  assert.equal(standings.filter((standing) => standing === 'lapsed').length, 1);
  assert.equal(standings.length, 5);
});

test('the running server keeps up by itself and tells the pages', async (t) => {
  const ledger = election(t);
  const hub = createHub();
  const heard: HubEvent[] = [];
  hub.subscribe((event) => heard.push(event));
  const keeper = createConflictKeeper({ ledger, hub, log: { error: assert.fail } } as unknown as Space);
  t.after(keeper.stop);
  keeper.started();
  arrive(ledger, 'official', smallReturn('u00', machineVotes(10, 20, 30)));
  arrive(ledger, 'backup', smallReturn('u00', machineVotes(10, 30, 20)));
  await new Promise<void>((resolve) => {
    hub.subscribe(({ topic }) => topic === 'findings' && resolve());
    hub.publish({ topic: 'returns', change: 'added', id: 'small' });
  });
  assert.deepEqual(
    heard.filter(({ topic }) => topic === 'findings').map(({ change, id }) => [change, id]),
    [['added', findingOf(ledger, 'u00')]],
  );
});
