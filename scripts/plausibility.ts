// npm run plausibility: calibrates the Bulgarian pack on real days, measures false alarms and hits, and writes
// src/results/plausibility/packs/calibration-bulgaria.ts and the measured part of docs/plausibility.md.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { seededRandom } from '../src/kernel/random.ts';
import { halvesOf, heldOutRates } from '../src/results/plausibility/held-out.ts';
import { bulgaria } from '../src/results/plausibility/packs/bulgaria.ts';
import { calibrationOf, realDays, scoresOfDay } from './plausibility/bulgaria.ts';
import { calibrationSource, measuredSection, withSection } from './plausibility/document.ts';
import { alarmsOf, assessDay, foundOf, generatedFaults } from './plausibility/measure.ts';
import { realDay } from './plausibility/real-days.ts';

const root = join(import.meta.dirname, '..');
const say = (text: string): void => void process.stderr.write(`${text}\n`);

const days = realDays.flatMap(({ folder, name }) => {
  say(`reading ${name}`);
  const day = realDay(folder);
  return day === undefined ? [] : [{ day, name, named: scoresOfDay(name, day) }];
});
if (days.length < realDays.length) {
  say('plausibility: the set results/bulgaria is missing; nothing is written');
  process.exit(2);
}
const [first, second] = days;
const calibration = calibrationOf(days);
const pack = { ...bulgaria, calibration };
const bothWays = days.flatMap(({ named }) => {
  const [one, other] = halvesOf(named);
  return [...heldOutRates(one, other), ...heldOutRates(other, one)];
});
const rates = [...heldOutRates(first.named, second.named), ...heldOutRates(second.named, first.named), ...bothWays];

say('generated elections');
const { clean, found: generated } = generatedFaults();
say('faults in a real day');
const assessed = days.map(({ day, name }) => ({ name, quiet: assessDay(day, pack) }));
const kinds = [
  'switchedLists',
  'listShare',
  'transposedDigits',
  'digitChanged',
  'shiftedRows',
  'switchedStations',
] as const;
const real = kinds.map((fault, i) => foundOf(first.day, pack, assessed[0].quiet, fault, 200, seededRandom(77, i)));

const section = measuredSection({
  rates,
  days: assessed.map(({ name, quiet }) => ({ name, alarms: alarmsOf([quiet]) })),
  clean,
  generated,
  real,
  realDay: first.name,
});
const document = join(root, 'docs', 'plausibility.md');
writeFileSync(document, withSection(readFileSync(document, 'utf8'), section));
const source = join(root, 'src', 'results', 'plausibility', 'packs', 'calibration-bulgaria.ts');
writeFileSync(source, calibrationSource('calibrationOfBulgaria', calibration));
say(`${document}\n${source}`);
