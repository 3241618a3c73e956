// The calibration that ships is what the real days give now; generated faults are found, and clean elections are quiet.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { seededRandom } from '../../src/kernel/random.ts';
import { heldOutRates } from '../../src/results/plausibility/held-out.ts';
import { bulgaria } from '../../src/results/plausibility/packs/bulgaria.ts';
import { calibrationOfBulgaria } from '../../src/results/plausibility/packs/calibration-bulgaria.ts';
import { general } from '../../src/results/plausibility/packs/general.ts';
import { calibrationOf, realDays, scoresOfDay } from './bulgaria.ts';
import { begin, end } from './document.ts';
import { assessDay, foundOf, generatedDay } from './measure.ts';
import { type Day, realDay } from './real-days.ts';

const days = realDays.flatMap(({ folder, name }) => {
  const day = realDay(folder);
  return day === undefined ? [] : [{ day, named: scoresOfDay(name, day) }];
});
const skip = days.length < realDays.length ? 'the set results/bulgaria is missing' : false;

test('the calibration of the Bulgarian pack is what both real days give; else: npm run plausibility', { skip }, () => {
  assert.deepEqual(calibrationOf(days), calibrationOfBulgaria);
});

test('one real day calibrates the other to within a factor of four at 1 in 1,000 and of two at 1 in 20', {
  skip,
}, () => {
  const [first, second] = days.map(({ named }) => named);
  const rates = [...heldOutRates(first, second), ...heldOutRates(second, first)];
  assert.equal(rates.length, 6);
  for (const { kind, comparisons, at } of rates)
    for (const { p, seen } of at) {
      const most = p === 0.001 ? 4 : 2;
      assert.ok(seen <= p * comparisons * most + 3, `${kind}: ${seen} of ${comparisons} at ${p}`);
    }
});

test('on real days at most one unit in forty is shown, with a reason, and hardly any for exchanged rows', {
  skip,
}, () => {
  for (const { day } of days) {
    const { counted, hits, ownDay, rules } = assessDay(day, bulgaria);
    assert.ok(ownDay, 'and it says that this very election is in the calibration');
    assert.ok(hits.length < counted / 40, `${hits.length} of ${counted}`);
    assert.ok((rules.find(({ rule }) => rule === 'switchedLists')?.units ?? 0) < counted * 0.004);
    for (const { calibrated } of hits.flatMap(({ hits: own }) => own.map((hit) => ({ calibrated: hit.ordinary }))))
      assert.doesNotMatch(calibrated, /Not calibrated/);
  }
});

test('generated elections without a fault are quiet, and say that nothing is calibrated', () => {
  const { counted, hits, calibratedOn } = assessDay(generatedDay(77), general);
  assert.equal(calibratedOn, undefined);
  assert.ok(hits.length <= counted * 0.015, `${hits.length} of ${counted}`);
});

const least = {
  noVotes: 1,
  unexplainedDifference: 1,
  listShare: 1,
  invalidShare: 0.9,
  switchedCandidates: 0.8,
  controlTotal: 1,
  switchedLists: 0.3,
  switchedStations: 0.9,
} as const;

test('generated faults are found by a rule that names them', () => {
  const day: Day = generatedDay(78);
  const clean = assessDay(day, general);
  Object.entries(least).forEach(([fault, share], i) => {
    const found = foundOf(day, general, clean, fault as keyof typeof least, 20, seededRandom(78, i));
    assert.ok(found.units >= 20);
    assert.ok(found.named >= share * found.units, `${fault}: ${found.named} of ${found.units}`);
  });
});

test('the document has its measured part', () => {
  const text = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'plausibility.md'), 'utf8');
  const part = text.slice(text.indexOf(begin), text.indexOf(end));
  for (const word of ['Held-out calibration', 'False alarms', '`switchedCandidates`', '`turnout`'])
    assert.ok(part.includes(word));
});
