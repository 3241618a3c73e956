// A generated night against its truth: every fault on one channel is found, named by what it looks like, and nothing else is.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { generateElection } from '../../generate/returns/election.ts';
import { channelFaults } from '../../generate/returns/faults.ts';
import { nightOf, ordinaryNight } from '../../generate/returns/write.ts';
import { openLedger } from '../../ledger/ledger.ts';
import { checkReturns } from './check-returns.ts';
import type { By } from './by.ts';
import { decideVersion, proposeFix, saveDraft } from './elections.ts';
import { storeArrivals } from './returns.ts';
import { reconcileElection, reconcileUnit, unitRows } from './unit-states.ts';

const by: By = { actor: { kind: 'operator' }, name: 'test' };
const folder = mkdtempSync(join(tmpdir(), 'pollwarden-night-'));
const ledger = openLedger(folder, () => Date.UTC(2026, 5, 7, 20));
after(() => {
  ledger.close();
  rmSync(folder, { recursive: true });
});

const generated = generateElection({
  seed: 21,
  election: 'night',
  day: '2026-06-07',
  units: 1500,
  areas: 12,
  options: 9,
  candidates: 0,
});
const closes = Date.parse('2026-06-07T18:00:00Z');
const night = nightOf(generated, { ...ordinaryNight, seed: 21, channelFaults: 0.08, corrected: 0 }, closes);
saveDraft(ledger, generated.definition, by);
proposeFix(ledger, 'night', { ...by, name: 'A. Chair' });
decideVersion(ledger, 'night', true, { ...by, name: 'B. Deputy' });
storeArrivals(
  ledger,
  night.arrivals.map(({ signed, channel }) => ({ signed, channel, way: 'import', source: {} })),
  'test',
);

test('units in conflict are those with a fault on one channel of which the other arrived, and no others', () => {
  reconcileElection(ledger, 'night', by);
  const missing = new Set(night.truth.filter(({ fault }) => fault === 'missing').map(({ unit }) => unit));
  // A unit whose observer photographed the signed paper is compared with that, too.
  const seen = new Set(night.arrivals.filter(({ channel }) => channel !== 'official').map(({ unit }) => unit));
  const faulty = night.truth.filter(
    ({ fault, unit }) =>
      ((channelFaults as readonly string[]).includes(fault) || fault === 'swappedStations') &&
      (!missing.has(unit) || seen.has(unit)),
  );
  const expected = new Set(faulty.filter(({ unit }) => !missing.has(unit)).map(({ unit }) => unit));
  const conflicting = new Set(
    unitRows(ledger, 'night')
      .filter(({ state }) => state === 'conflicting')
      .map(({ unit }) => unit),
  );
  assert.ok(expected.size > 60);
  assert.deepEqual(
    [...conflicting].filter((unit) => !expected.has(unit)),
    [],
    'nothing else is in conflict',
  );
  assert.deepEqual(
    [...expected].filter((unit) => !conflicting.has(unit)),
    [],
    'every fault is found',
  );
});

test('what a difference looks like is what was done, for nine of ten', () => {
  const truth = new Map(night.truth.map((one) => [one.unit, one.fault]));
  const rows = unitRows(ledger, 'night').filter(({ state }) => state === 'conflicting');
  const right = rows.filter(({ unit, kind }) => kind === truth.get(unit));
  const wrong = rows
    .filter(({ unit, kind }) => kind !== truth.get(unit))
    .map(({ unit, kind }) => `${truth.get(unit)} seen as ${kind}`);
  assert.ok(right.length >= rows.length * 0.9, wrong.join('; '));
  assert.ok(rows.every(({ sentence }) => sentence !== '' && !/fraud/i.test(sentence)));
});

test('each kind is named as such, for nine of ten, with its fields; what came later is looked at again', () => {
  const truth = new Map(night.truth.map((one) => [one.unit, one]));
  const rows = unitRows(ledger, 'night').filter(({ state }) => state === 'conflicting');
  for (const fault of [...channelFaults, 'swappedStations'] as const) {
    const own = rows.filter(({ unit }) => truth.get(unit)?.fault === fault);
    const right = own.filter(({ kind }) => kind === fault);
    assert.ok(own.length >= 5, `${fault}: ${own.length}`);
    assert.ok(right.length >= own.length * 0.9, `${fault}: ${right.length} of ${own.length}`);
    for (const { unit, fields } of right) {
      const done = truth.get(unit)?.fields ?? [];
      assert.ok(done.every((key) => fields.includes(key)) && fields.length > 0, `${fault} ${unit}: ${fields.join()}`);
    }
  }
  const kinds = (): ReadonlyMap<string, string> =>
    new Map(unitRows(ledger, 'night').map(({ unit, kind }) => [unit, kind]));
  const batch = kinds();
  const swapped = rows.filter(({ unit }) => truth.get(unit)?.fault === 'swappedStations').slice(0, 12);
  assert.ok(swapped.length > 5);
  // One after the other, in their order of arrival, as a night goes.
  ledger.write(() => {
    for (const { unit } of swapped) {
      const other = truth.get(unit)?.with ?? '';
      for (const one of [unit, other]) ledger.db.prepare('DELETE FROM unit_states WHERE unit = ?').run(one);
    }
    for (const { unit, contest } of swapped)
      for (const one of [unit, truth.get(unit)?.with ?? '']) reconcileUnit(ledger, 'night', contest, one, by);
  });
  assert.deepEqual(kinds(), batch);
});

test('running it again changes nothing; arithmetic checks find what was wrong before signing', () => {
  const before = unitRows(ledger, 'night');
  assert.equal(reconcileElection(ledger, 'night', by).changed, 0);
  assert.deepEqual(unitRows(ledger, 'night'), before);
  const { hits } = checkReturns(ledger, 'night');
  const found = new Set(hits.map(({ unit }) => unit));
  const unexplained = night.truth.filter(({ fault }) => fault === 'unexplainedDifference').map(({ unit }) => unit);
  assert.ok(unexplained.length > 0 && unexplained.every((unit) => found.has(unit)));
});

test('the same seed gives the same night', () => {
  const again = nightOf(
    generateElection({
      seed: 21,
      election: 'night',
      day: '2026-06-07',
      units: 1500,
      areas: 12,
      options: 9,
      candidates: 0,
    }),
    { ...ordinaryNight, seed: 21, channelFaults: 0.08, corrected: 0 },
    closes,
  );
  assert.deepEqual(again.arrivals, night.arrivals);
  assert.deepEqual(again.truth, night.truth);
});
