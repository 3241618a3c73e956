// The plausibility of every unit of a contest: what is found, each with its reason, the most pressing unit first.
// The order of the input does not matter. Pure and browser-safe.
import type { Contest, Definition } from '../../elections/definition/definition.ts';
import { checkCounts, compileRules } from '../rules/check.ts';
import { compareWithPeers, type Compared } from './compare-peers.ts';
import { switchedLists, switchedStations } from './exchanged.ts';
import { type Prepared, prepare, specialOf } from './figures.ts';
import { fixedFindings } from './fixed-findings.ts';
import { type Hit, type HitRule, hitRules, type UnitHits, type UnitInput } from './hit.ts';
import { arithmeticHit, channelsHit, lateHit, switchedListsHit, switchedStationsHit } from './other-words.ts';
import { peersShown, type Shown } from './peers-shown.ts';
import type { PlausibilityPack } from './plausibility-pack.ts';
import { pressing } from './pressing.ts';
import { areaPaths } from './residuals.ts';
import { fixedHit, type Names, peerHit } from './words.ts';

export type RuleCount = {
  readonly rule: HitRule;
  /** Units that it found. */
  readonly units: number;
  /** Comparisons that were made; undefined for what is no comparison. */
  readonly comparisons?: number;
  /** How many of them the calibrating election would show; undefined where nothing is calibrated. */
  readonly expected?: number;
};

export type Assessment = {
  readonly contest: string;
  readonly contestName: string;
  readonly pack: { readonly name: string; readonly version: string; readonly title: string };
  /** The election it was calibrated on, in words; undefined: not calibrated. */
  readonly calibratedOn: string | undefined;
  /** The calibration holds this very election: its own figures cannot stand out from it by chance alone. */
  readonly ownDay: boolean;
  /** Units with counts, of all. */
  readonly counted: number;
  readonly units: number;
  readonly rules: readonly RuleCount[];
  readonly hits: readonly UnitHits[];
};

type Working = {
  readonly definition: Definition;
  readonly pack: PlausibilityPack;
  readonly names: Names;
  readonly units: readonly Prepared[];
  readonly special: readonly string[];
  readonly add: (unit: number, hit: Hit) => void;
};

/** `inputs` of one contest. */
export function assess(
  definition: Definition,
  contest: Contest,
  inputs: readonly UnitInput[],
  pack: PlausibilityPack,
): Assessment {
  const paths = areaPaths(definition.areas);
  const units = prepare(definition, contest, inputs);
  const areaNames = new Map(definition.areas.map(({ id, name }) => [id, name]));
  const found = units.map((): Hit[] => []);
  const working: Working = {
    definition,
    pack,
    names: { contest, areaName: (area) => areaNames.get(area) ?? area },
    units,
    special: units.map((unit) => specialOf(unit, paths.get(unit.area) ?? [], pack)),
    add: (unit, hit) => void found[unit].push(hit),
  };
  const compared = compareWithPeers(definition, contest, units, pack, paths);
  const shown = peersShown(compared.comparisons, pack);
  addArithmetic(working);
  addFixed(working);
  addExchanged(working, compared);
  addPeers(working, shown);
  units.forEach(({ input }, i) => {
    if (input.difference !== '') found[i].push(channelsHit(input));
  });
  const hits = [
    ...units.map((unit, i): UnitHits => hitsOf(unit, working.special[i], found[i])),
    ...awaited(definition, inputs),
  ].filter((one) => one.hits.length > 0);
  return {
    contest: contest.id,
    contestName: contest.name,
    pack: { name: pack.name, version: pack.version, title: pack.title },
    calibratedOn: pack.calibration?.on,
    ownDay: pack.calibration?.days.includes(definition.day) === true,
    counted: units.length,
    units: inputs.length,
    rules: ruleCounts(hits, shown),
    hits: pressing(hits),
  };
}

const hitsOf = (
  { input: { contest, unit }, name, area }: Prepared,
  special: string,
  hits: readonly Hit[],
): UnitHits => ({
  contest,
  unit,
  name,
  area,
  special,
  hits,
});

function awaited({ units }: Definition, inputs: readonly UnitInput[]): readonly UnitHits[] {
  const byId = new Map(units.map((unit) => [unit.id, unit]));
  return inputs.flatMap(({ contest, unit, late }): readonly UnitHits[] => {
    const known = byId.get(unit);
    if (!late || known === undefined) return [];
    return [{ contest, unit, name: known.name, area: known.area, special: '', hits: [lateHit()] }];
  });
}

function addArithmetic({ definition, units, special, add }: Working): void {
  const rules = compileRules({ ...definition, rules: definition.rules.filter(({ kind }) => kind === 'error') });
  const broken = units.map(({ counts }) => checkCounts(rules, counts));
  const met = broken.filter((one) => one.length > 0).length;
  broken.forEach((one, i) => {
    if (one.length > 0) add(i, arithmeticHit(units[i], one, special[i], met, units.length));
  });
}

function addFixed({ definition, names, units, special, pack, add }: Working): void {
  const all = fixedFindings(definition, names.contest, units, pack);
  const met = new Map(
    pack.fixed.map(({ code }) => [code, all.filter((one) => one.some((of) => of.code === code)).length]),
  );
  const source = new Map(pack.fixed.map((rule) => [rule.code, rule.source]));
  all.forEach((findings, i) => {
    for (const one of findings) {
      const about = { source: source.get(one.code) ?? '', met: met.get(one.code) ?? 0, units: units.length };
      add(i, fixedHit(names, units[i], one, { ...about, special: special[i] }));
    }
  });
}

function addExchanged({ definition, names, units, special, pack, add }: Working, compared: Compared): void {
  const lists = switchedLists(compared, pack.leastVotes);
  for (const one of lists) {
    const seen = { met: lists.length, units: units.length, special: special[one.unit] };
    add(one.unit, switchedListsHit(names, units[one.unit], one, compared.lists, seen));
  }
  const field = definition.fields.find(({ meaning }) => meaning === 'registered')?.id;
  // A special unit has its own turnout; only the number of voters on its form can tell.
  const stations = switchedStations(units, compared, field).filter(
    ({ by, unit, other }) => by === 'voters' || (special[unit] === '' && special[other] === ''),
  );
  const met = new Set(stations.map(({ unit }) => unit)).size;
  for (const one of stations) {
    const seen = { met, units: units.length, special: special[one.unit] };
    add(one.unit, switchedStationsHit(units[one.unit], units[one.other], one, seen));
  }
}

function addPeers({ names, units, special, pack: { calibration }, add }: Working, { kinds }: Shown): void {
  for (const { shown, tests } of kinds)
    for (const { comparison, p, q, extrapolated, picture } of shown) {
      const chance = { tests, ...(p === undefined ? {} : { p }), ...(q === undefined ? {} : { q }), extrapolated };
      const about = {
        chance,
        special: special[comparison.unit],
        picture,
        ...(calibration === undefined ? {} : { calibration }),
      };
      add(comparison.unit, peerHit(names, units[comparison.unit], comparison, about));
    }
}

function ruleCounts(hits: readonly UnitHits[], { kinds }: Shown): readonly RuleCount[] {
  return hitRules.flatMap((rule): readonly RuleCount[] => {
    const units = hits.filter((one) => one.hits.some((hit) => hit.rule === rule)).length;
    const of = kinds.find(({ kind }) => kind === rule);
    if (units === 0 && of === undefined) return [];
    const expected = of?.expected === undefined ? {} : { expected: of.expected };
    return [{ rule, units, ...(of === undefined ? {} : { comparisons: of.tests }), ...expected }];
  });
}
