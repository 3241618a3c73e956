// The release in the ledger: embargo, two persons, hold, corrections, order, files. Real ledger, real files.
import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { ReleaseRecord } from '../release/record.ts';
import { person } from './testing/small-election.ts';
import { decideCertification, proposeCertification } from './certify.ts';
import { decideUnit } from './decide-unit.ts';
import { digestOf } from './elections.ts';
import { arrivalsOfUnit } from './returns.ts';
import { flow } from './release-run.ts';
import { unitRows } from './unit-states.ts';
import { draftPolicy, releaseLog, releaseState, takeStep } from './release-steps.ts';
import {
  arrive,
  arriveOnBoth,
  events,
  first,
  night,
  passes,
  policyOf,
  readingOf,
  resumeRelease,
  second,
  startRelease,
  votes,
} from './testing/release-night.ts';

test('before the embargo nothing flows; after it what two channels confirm, and nothing twice', (t) => {
  const { ledger, clock, run, records } = night(t);
  arriveOnBoth(ledger, 'u00', votes(100, 50, 7));
  arrive(ledger, 'u01', 'official', votes(30, 40, 50));
  arrive(ledger, 'u02', 'official', votes(1, 2, 3));
  arrive(ledger, 'u02', 'backup', votes(2, 1, 3));
  startRelease(ledger, clock);
  assert.equal(run(), 0);
  passes(clock, 3_600_000 - 1);
  assert.equal(run(), 0);
  passes(clock, 1);
  assert.equal(run(), 1);
  assert.equal(run(), 0);
  const [record] = records();
  assert.deepEqual(record.units, ['u00']);
  assert.deepEqual(record.counts, votes(100, 50, 7));
  assert.equal(record.basis, 'confirmed');
  assert.equal(events(ledger).filter((event) => event === 'release.embargoPassed').length, 1);
});

test('on one channel, where the policy says so', (t) => {
  const { ledger, clock, run, records } = night(t);
  arrive(ledger, 'u01', 'official', votes(30, 40, 50));
  startRelease(ledger, clock, policyOf({ flow: 'oneChannel' }));
  passes(clock, 3_600_000);
  assert.equal(run(), 1);
  assert.equal(records()[0].basis, 'oneChannel');
});

test('certified on one channel: it flows, and its record says who stands behind it', (t) => {
  const { ledger, clock, run, records } = night(t);
  const others = unitRows(ledger, 'small').map(({ unit }) => unit);
  for (const unit of others)
    if (unit === 'u01') arrive(ledger, unit, 'official', votes(30, 40, 50));
    else arriveOnBoth(ledger, unit, votes(100, 50, 7));
  startRelease(ledger, clock);
  passes(clock, 3_600_000);
  assert.equal(run(), others.length - 1);
  assert.ok(records().every(({ basis }) => basis === 'confirmed'));
  const proposal = { act: 'certify', contest: 'n', reason: 'the night is over', except: [] } as const;
  proposeCertification(ledger, 'small', proposal, first);
  decideCertification(ledger, 'small', { contest: 'n', approve: true }, second);
  assert.equal(run(), 1);
  const last = records().at(-1);
  assert.deepEqual([last?.units, last?.basis], [['u01'], 'certified']);
});

test('two persons: the first is refused as the second, under another name too', (t) => {
  const { ledger, clock } = night(t);
  const reading = readingOf(clock);
  const sameUnderNewName = person('Somebody else (11111111)');
  draftPolicy(ledger, 'small', policyOf(), first);
  takeStep(ledger, 'small', 'propose', first, {});
  for (const by of [first, sameUnderNewName])
    assert.throws(() => takeStep(ledger, 'small', 'approve', by, {}), { code: 'SECOND_PERSON' });
  takeStep(ledger, 'small', 'approve', second, {});
  takeStep(ledger, 'small', 'proposeStart', first, { reading });
  assert.throws(() => takeStep(ledger, 'small', 'approveStart', sameUnderNewName, { reading }), {
    code: 'SECOND_PERSON',
  });
  assert.equal(takeStep(ledger, 'small', 'approveStart', second, { reading }), 'started');
  takeStep(ledger, 'small', 'hold', person('Anybody'), { reason: 'a figure looks wrong' });
  takeStep(ledger, 'small', 'proposeResume', second, { reading });
  assert.throws(() => takeStep(ledger, 'small', 'approveResume', second, { reading }), { code: 'SECOND_PERSON' });
  assert.equal(takeStep(ledger, 'small', 'approveResume', first, { reading }), 'started');
  assert.equal(releaseLog(ledger, 'small').find(({ step }) => step === 'hold')?.reason, 'a figure looks wrong');
});

test('a policy that another person did not see is not approved', (t) => {
  const { ledger } = night(t);
  const { hash } = draftPolicy(ledger, 'small', policyOf(), first);
  draftPolicy(ledger, 'small', policyOf({ flow: 'oneChannel' }), first);
  assert.throws(() => takeStep(ledger, 'small', 'propose', second, { hash }), { code: 'CONFLICT' });
});

test('a hold stops the flow between two batches, and two resume it', (t) => {
  const { ledger, clock, run, records, folder } = night(t);
  for (let i = 0; i < 20; i++) arriveOnBoth(ledger, `u${String(i).padStart(2, '0')}`, votes(100 + i, 50, 7));
  startRelease(ledger, clock);
  passes(clock, 3_600_000);
  const running = flow(ledger, 'small', () => readingOf(clock), { folder }, { records: 1, milliseconds: 100 });
  for (let i = 0; i < 7; i++) running.next();
  takeStep(ledger, 'small', 'hold', second, {});
  while (running.next().done !== true);
  assert.equal(records().length, 7);
  // What had not left is not written while it is held.
  assert.equal(run(), 0);
  assert.throws(() => readdirSync(folder), { code: 'ENOENT' });
  resumeRelease(ledger, clock);
  assert.equal(run(), 13);
  assert.equal(records().length, 20);
  assert.deepEqual(readdirSync(folder), ['records-00000001-00000020.jsonl']);
});

test('a batch ends at its number of records or at its time, whichever comes first; a hold before the next one holds', (t) => {
  const { ledger, clock, records, folder } = night(t);
  for (let i = 0; i < 20; i++) arriveOnBoth(ledger, `u${String(i).padStart(2, '0')}`, votes(100 + i, 50, 7));
  startRelease(ledger, clock);
  passes(clock, 3_600_000);
  const sizes = (): readonly number[] => {
    const found: number[] = [];
    // Each look at the clock takes ten milliseconds.
    const slow = (): ReturnType<typeof readingOf> => {
      passes(clock, 10);
      return readingOf(clock);
    };
    for (const limits of [
      { records: 3, milliseconds: 1000 },
      { records: 100, milliseconds: 50 },
    ]) {
      const running = flow(ledger, 'small', slow, { folder }, limits);
      const before = records().length;
      running.next();
      found.push(records().length - before);
    }
    return found;
  };
  assert.deepEqual(sizes(), [3, 5]);
  const running = flow(ledger, 'small', () => readingOf(clock), { folder }, { records: 4, milliseconds: 1000 });
  running.next();
  takeStep(ledger, 'small', 'hold', second, {});
  while (running.next().done !== true);
  assert.equal(records().length, 12);
});

test('a record that cannot be made keeps back itself, and not those in front of it', (t) => {
  const { ledger, clock, records, folder } = night(t);
  for (let i = 0; i < 20; i++) arriveOnBoth(ledger, `u${String(i).padStart(2, '0')}`, votes(100 + i, 50, 7));
  const counts = JSON.stringify({ counts: { ...votes(1, 2, 3), voted: Number.MAX_SAFE_INTEGER } });
  // No return with such figures passes on its way in.
  ledger.write(() => ledger.db.prepare("UPDATE returns SET bytes = ? WHERE unit = 'u19'").run(Buffer.from(counts)));
  startRelease(ledger, clock, policyOf({ detail: 'areas' }));
  passes(clock, 3_600_000);
  const running = flow(ledger, 'small', () => readingOf(clock), { folder });
  assert.throws(() => [...running], { code: 'SUM_TOO_LARGE' });
  assert.deepEqual(
    records().map(({ of }) => of.id),
    ['north'],
  );
});

test('what was released and not yet handed out waits for the embargo of a new policy', (t) => {
  const { ledger, clock, run, records, folder } = night(t);
  for (let i = 0; i < 5; i++) arriveOnBoth(ledger, `u0${i}`, votes(100 + i, 50, 7));
  startRelease(ledger, clock);
  passes(clock, 3_600_000);
  const running = flow(ledger, 'small', () => readingOf(clock), { folder }, { records: 1, milliseconds: 100 });
  for (let i = 0; i < 3; i++) running.next();
  takeStep(ledger, 'small', 'hold', second, { reason: 'the embargo is a day too early' });
  while (running.next().done !== true);
  assert.equal(records().length, 3);
  startRelease(ledger, clock, policyOf({ embargo: { kind: 'instant', at: '2026-06-08T21:00:00Z' } }));
  assert.equal(run(), 0);
  assert.throws(() => readdirSync(folder), { code: 'ENOENT' });
  passes(clock, 86_400_000);
  assert.equal(run(), 2);
  assert.deepEqual(readdirSync(folder), ['records-00000001-00000005.jsonl']);
});

test('the chain: numbers without gap, each naming the one before; files hold it whole', (t) => {
  const { ledger, clock, run, folder } = night(t);
  startRelease(ledger, clock);
  passes(clock, 3_600_000);
  for (const unit of ['u03', 'u01', 'u02']) {
    arriveOnBoth(ledger, unit, votes(100, 50, 7));
    assert.equal(run(), 1);
  }
  const lines = readdirSync(folder)
    .toSorted()
    .flatMap((name) => readFileSync(join(folder, name), 'utf8').trim().split('\n'));
  let previous = '0'.repeat(64);
  for (const [i, line] of lines.entries()) {
    const record = JSON.parse(line) as ReleaseRecord;
    assert.equal(record.number, i + 1);
    assert.equal(record.previous, previous);
    previous = digestOf(Buffer.from(line));
  }
  assert.deepEqual(
    lines.map((line) => (JSON.parse(line) as ReleaseRecord).units),
    [['u03'], ['u01'], ['u02']],
  );
});

test('a correction is a record of its own; what was released stays', (t) => {
  const { ledger, clock, run, records } = night(t);
  startRelease(ledger, clock);
  passes(clock, 3_600_000);
  arriveOnBoth(ledger, 'u00', votes(100, 50, 7));
  run();
  // On one channel only so far: in conflict, nothing flows.
  arrive(ledger, 'u00', 'official', votes(100, 57, 0));
  assert.equal(run(), 0);
  arrive(ledger, 'u00', 'backup', votes(100, 57, 0));
  assert.equal(run(), 1);
  const [one, two] = records();
  assert.deepEqual(one.counts, votes(100, 50, 7));
  assert.deepEqual(two.counts, votes(100, 57, 0));
  assert.equal(two.kind, 'correction');
  assert.equal(two.corrects, 1);
});

test('a unit under the minimum whose votes are mixed leaves in a sum with others, or not at all', (t) => {
  const { ledger, clock, run, records } = night(t, 50);
  startRelease(ledger, clock);
  passes(clock, 3_600_000);
  arriveOnBoth(ledger, 'u00', votes(4, 5, 3));
  assert.equal(run(), 0);
  arriveOnBoth(ledger, 'u01', votes(100, 50, 7));
  assert.equal(run(), 1);
  const [record] = records();
  assert.deepEqual(record.of, { kind: 'area', id: 'north' });
  assert.deepEqual(record.counts, votes(104, 55, 10));
  assert.equal(record.return, undefined);
  // The small one's correction alone would tell of its voters.
  arriveOnBoth(ledger, 'u00', votes(5, 5, 2));
  assert.equal(run(), 0);
  arriveOnBoth(ledger, 'u02', votes(100, 50, 7));
  assert.equal(run(), 1);
  assert.deepEqual(records()[1].of, { kind: 'unit', id: 'u02' });
});

test('areas and the whole: no record tells of a single unit', (t) => {
  for (const [detail, of] of [
    ['areas', ['north', 'south']],
    ['national', ['all']],
  ] as const) {
    const { ledger, clock, run, records } = night(t);
    for (const unit of ['u00', 'u01', 'u12']) arriveOnBoth(ledger, unit, votes(100, 50, 7));
    startRelease(ledger, clock, policyOf({ detail }));
    passes(clock, 3_600_000);
    run();
    assert.deepEqual(
      records().map((record) => record.of.id),
      of,
    );
  }
});

test('a policy drafted while it is held goes the whole way again', (t) => {
  const { ledger, clock, run } = night(t);
  arriveOnBoth(ledger, 'u00', votes(100, 50, 7));
  startRelease(ledger, clock);
  passes(clock, 3_600_000);
  takeStep(ledger, 'small', 'hold', first, {});
  draftPolicy(ledger, 'small', policyOf({ embargo: { kind: 'instant', at: '2026-06-08T06:00:00Z' } }), first);
  assert.equal(releaseState(ledger, 'small'), 'drafted');
  startRelease(ledger, clock, policyOf({ embargo: { kind: 'instant', at: '2026-06-08T06:00:00Z' } }));
  assert.equal(run(), 0);
  passes(clock, 9 * 3_600_000);
  assert.equal(run(), 1);
});

test('a file that a crash left before the ledger knew of it is taken for what it is', (t) => {
  const { ledger, clock, run, folder } = night(t);
  startRelease(ledger, clock);
  passes(clock, 3_600_000);
  arriveOnBoth(ledger, 'u00', votes(100, 50, 7));
  run();
  ledger.write(() => ledger.db.exec('DELETE FROM release_files'));
  arriveOnBoth(ledger, 'u01', votes(100, 50, 7));
  run();
  assert.deepEqual(readdirSync(folder).toSorted(), [
    'records-00000001-00000001.jsonl',
    'records-00000002-00000002.jsonl',
  ]);
});

test('a folder in which another copy of the ledger has released is refused', (t) => {
  const { ledger, clock, run, folder } = night(t);
  startRelease(ledger, clock);
  passes(clock, 3_600_000);
  mkdirSync(folder);
  writeFileSync(join(folder, 'records-00000001-00000001.jsonl'), '{}\n');
  arriveOnBoth(ledger, 'u00', votes(100, 50, 7));
  assert.throws(run, { code: 'CONFLICT' });
});

test('what is released of a unit is what is counted: a decision for a part of the paper loses nothing', (t) => {
  const { ledger, clock, run, records } = night(t);
  const by = person('operator');
  const { voted: _voted, ...only } = votes(5, 50, 7);
  arrive(ledger, 'u00', 'official', votes(100, 50, 7));
  arrive(ledger, 'u00', 'backup', only);
  startRelease(ledger, clock);
  passes(clock, 3_600_000);
  assert.equal(run(), 0, 'in conflict');
  const hash = arrivalsOfUnit(ledger, 'small', 'n', 'u00').at(-1)?.hash ?? '';
  decideUnit(ledger, 'small', { contest: 'n', unit: 'u00', hash, ground: 'the paper was seen' }, by);
  assert.equal(run(), 1);
  const [record] = records();
  assert.deepEqual(record.counts, { ...votes(5, 50, 7), voted: 157 });
  assert.equal(record.return, undefined, 'no return says just this');
});

test('nothing is started under a definition that two persons have not fixed', (t) => {
  const { ledger, clock } = night(t);
  ledger.db.exec("UPDATE definitions SET state = 'drafted'");
  assert.throws(() => startRelease(ledger, clock), /CONFLICT.*fix the definition/);
});

test('the same return holds, and more is counted beside it: that is a correction', (t) => {
  const { ledger, clock, run, records } = night(t);
  const by = person('operator');
  const { voted: _voted, ...only } = votes(5, 50, 7);
  arrive(ledger, 'u00', 'backup', only);
  startRelease(ledger, clock, policyOf({ flow: 'oneChannel' }));
  passes(clock, 3_600_000);
  assert.equal(run(), 1);
  const [released] = records();
  arrive(ledger, 'u00', 'official', votes(6, 50, 7));
  assert.equal(run(), 0, 'in conflict');
  const hash = released.return ?? '';
  decideUnit(ledger, 'small', { contest: 'n', unit: 'u00', hash, ground: 'the paper was seen' }, by);
  assert.equal(run(), 1);
  assert.equal(run(), 0, 'once');
  assert.deepEqual(records()[1].counts, { ...only, voted: 63 });
  assert.equal(records()[1].corrects, 1);
});
