// What is measured of plausibility: false alarms on clean elections and on real days, hits on faults whose truth is known.
import { trueCounts } from '../../src/generate/returns/counts.ts';
import { generateElection } from '../../src/generate/returns/election.ts';
import { applyFault, type Fault } from '../../src/generate/returns/faults.ts';
import { type Random, seededRandom } from '../../src/kernel/random.ts';
import { type Assessment, assess } from '../../src/results/plausibility/assess.ts';
import type { HitRule, UnitInput } from '../../src/results/plausibility/hit.ts';
import { general } from '../../src/results/plausibility/packs/general.ts';
import type { PlausibilityPack } from '../../src/results/plausibility/plausibility-pack.ts';
import type { Day } from './real-days.ts';

type Applied = Exclude<Fault, 'swappedStations' | 'wrongUnit'>;

export const generatedSeeds = Array.from({ length: 10 }, (_, i) => 4101 + i);
const plan = { election: 'measured', day: '2026-06-07', units: 600, areas: 12, options: 8, candidates: 8 };

const input = (contest: string, unit: string, counts: UnitInput['counts']): UnitInput => ({
  contest,
  unit,
  state: 'received',
  counts,
  late: false,
  difference: '',
});

export function generatedDay(seed: number): Day {
  const { definition } = generateElection({ ...plan, seed });
  const counts = trueCounts(definition, seed);
  const [{ id }] = definition.contests;
  return { definition, inputs: [...counts].map(([unit, own]) => input(id, unit, own)) };
}

export const assessDay = ({ definition, inputs }: Day, pack: PlausibilityPack): Assessment =>
  assess(definition, definition.contests[0], inputs, pack);

export type Alarms = Readonly<Partial<Record<HitRule, number>>> & { readonly units: number; readonly any: number };

/** Units that each rule shows; `any`: units with a hit at all. */
export function alarmsOf(days: readonly Assessment[]): Alarms {
  const found: Record<string, number> = { units: 0, any: 0 };
  for (const { counted, hits, rules } of days) {
    found.units += counted;
    found.any += hits.length;
    for (const { rule, units } of rules) found[rule] = (found[rule] ?? 0) + units;
  }
  return found as Alarms;
}

/** Kinds of slips, with the rules that name them. */
export const expectedRules: Readonly<Record<Applied | 'switchedStations', readonly HitRule[]>> = {
  switchedLists: ['switchedLists'],
  swappedLists: ['switchedLists'],
  noVotes: ['zeroVotes', 'listShare', 'blank'],
  unexplainedDifference: ['arithmetic', 'votersBallots'],
  listShare: ['listShare', 'listDeviation'],
  invalidShare: ['invalid', 'invalidShare'],
  switchedCandidates: ['switchedCandidates'],
  transposedDigits: ['arithmetic', 'listSum', 'listShare'],
  digitChanged: ['arithmetic', 'listSum', 'listShare'],
  shiftedRows: ['listShare', 'switchedLists'],
  controlTotal: ['arithmetic'],
  votesMoved: ['listShare'],
  missingGroup: ['zeroVotes', 'arithmetic', 'listSum'],
  switchedStations: ['switchedStations'],
};

export type Found = {
  readonly fault: string;
  /** Faulty units. */
  readonly units: number;
  /** Of them, with a hit that an untouched unit did not have. */
  readonly any: number;
  /** Of them, with a rule that names the fault. */
  readonly named: number;
};

const rulesOf = ({ hits }: Assessment): ReadonlyMap<string, ReadonlySet<HitRule>> =>
  new Map(hits.map(({ unit, hits: own }) => [unit, new Set(own.map(({ rule }) => rule))]));

/** Faults of one kind put into `wanted` units that had no hit before, no two in a row. */
export function foundOf(
  day: Day,
  pack: PlausibilityPack,
  clean: Assessment,
  fault: Applied | 'switchedStations',
  wanted: number,
  random: Random,
): Found {
  const quiet = new Set(clean.hits.map(({ unit }) => unit));
  const changed = new Map<string, UnitInput>();
  const all = new Map(day.inputs.map((one) => [one.unit, one]));
  for (let tries = 0; tries < wanted * 20 && changed.size < wanted; tries++) {
    const one = day.inputs[random.below(day.inputs.length)];
    if (quiet.has(one.unit) || changed.has(one.unit) || one.counts === undefined) continue;
    if (Object.keys(one.counts).every((key) => !key.startsWith('votes/') || one.counts?.[key] === 0)) continue;
    if (fault === 'switchedStations') {
      exchange(day, all, changed, one, random);
      continue;
    }
    const faulty = applyFault(fault, one.counts, day.definition, random);
    if (faulty !== undefined) changed.set(one.unit, { ...one, counts: faulty.counts });
  }
  const after = rulesOf(assessDay({ ...day, inputs: day.inputs.map((one) => changed.get(one.unit) ?? one) }, pack));
  const named = new Set(expectedRules[fault]);
  const units = [...changed.keys()];
  return {
    fault,
    units: units.length,
    any: units.filter((unit) => after.has(unit)).length,
    named: units.filter((unit) => [...(after.get(unit) ?? [])].some((rule) => named.has(rule))).length,
  };
}

/** The sheets of two units of one centre change places. */
function exchange(
  { definition }: Day,
  all: ReadonlyMap<string, UnitInput>,
  changed: Map<string, UnitInput>,
  one: UnitInput,
  random: Random,
): void {
  const centre = definition.units.find(({ id }) => id === one.unit)?.centre;
  const near = definition.units.filter(
    (unit) => unit.centre === centre && unit.id !== one.unit && !changed.has(unit.id),
  );
  const other = near.length === 0 ? undefined : all.get(near[random.below(near.length)].id);
  if (other?.counts === undefined) return;
  changed.set(one.unit, { ...one, counts: other.counts });
  changed.set(other.unit, { ...other, counts: one.counts });
}

export function generatedFaults(): { readonly clean: Alarms; readonly found: readonly Found[] } {
  const kinds = Object.keys(expectedRules).filter((one) => one !== 'swappedLists') as (Applied | 'switchedStations')[];
  const sums = new Map<string, { units: number; any: number; named: number }>();
  const clean: Assessment[] = [];
  for (const seed of generatedSeeds) {
    const day = generatedDay(seed);
    const quiet = assessDay(day, general);
    clean.push(quiet);
    kinds.forEach((fault, i) => {
      const { units, any, named } = foundOf(day, general, quiet, fault, 20, seededRandom(seed, 500 + i));
      const sum = sums.get(fault) ?? { units: 0, any: 0, named: 0 };
      sums.set(fault, { units: sum.units + units, any: sum.any + any, named: sum.named + named });
    });
  }
  return { clean: alarmsOf(clean), found: [...sums].map(([fault, sum]) => ({ fault, ...sum })) };
}
