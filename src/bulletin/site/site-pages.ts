// The pages of areas in one language, the lowest first: a page names those below it by what is in them.
import type { Area } from '../../elections/definition/definition.ts';
import { lateUnits } from '../../results/reconcile/lateness.ts';
import { areaTree } from '../../results/tally/areas.ts';
import type { AreaUnit, ContestSums } from '../model/site.ts';
import type { Place } from './content.ts';
import type { SiteFigures, UnitFigures } from './figures.ts';
import { digestOf, hashedPath } from './hashed-name.ts';
import { areaPage } from './pages/area.ts';
import type { PageFrame } from './pages/layout.ts';

export type Lateness = {
  readonly isLate: (contest: string, unit: string) => boolean;
  /** Units that are late in an area and below it. */
  readonly lateIn: (area: string, contest: string) => number;
};

const key = (contest: string, of: string): string => `${contest}\n${of}`;

/** By peers alone: when a unit came is not asked, so that before the instant nothing is told but that it did. */
export function latenessOf({ definition, units }: SiteFigures, now: number): Lateness {
  const places = new Map(definition.units.map(({ id, area }) => [id, area]));
  const asked = units.map(({ contest, unit, standing }) => ({
    key: key(contest, unit),
    area: places.get(unit) ?? '',
    firstAt: standing === 'awaited' ? undefined : 0,
  }));
  const byContest = Map.groupBy(asked, (one) => one.key.slice(0, one.key.indexOf('\n')));
  const late = new Set([...byContest.values()].flatMap((own) => [...lateUnits(own, definition.areas, now)]));
  const tree = areaTree(definition.areas);
  const counts = new Map<string, number>();
  for (const one of asked) {
    if (!late.has(one.key)) continue;
    const [contest] = one.key.split('\n');
    for (const area of tree.upwards(one.area))
      counts.set(key(contest, area), (counts.get(key(contest, area)) ?? 0) + 1);
  }
  return {
    isLate: (contest, unit) => late.has(key(contest, unit)),
    lateIn: (area, contest) => counts.get(key(contest, area)) ?? 0,
  };
}

export type AreaPages = {
  readonly frame: Omit<PageFrame, 'title' | 'up'>;
  readonly figures: SiteFigures;
  readonly places: readonly Place[];
  readonly lateness: Lateness;
  readonly frontFile: string;
};

export type WrittenPage = {
  readonly area: string;
  readonly name: string;
  readonly path: string;
  readonly bytes: Uint8Array;
};

type Context = AreaPages & {
  readonly unitsIn: ReadonlyMap<string, readonly AreaUnit[]>;
  readonly sumsOf: (area: string) => readonly ContestSums[];
  readonly done: Map<string, WrittenPage>;
};

function onePage(context: Context, area: Area, below: readonly Area[], above: readonly Area[]): WrittenPage {
  const { frame, figures, unitsIn, sumsOf, done, lateness, frontFile } = context;
  const own = unitsIn.get(area.id) ?? [];
  const byUnit = new Map(own.map((unit) => [unit.unit, unit]));
  const figuresOf = (contest: string, unit: string): UnitFigures | undefined => {
    const found = byUnit.get(unit)?.contests.find((one) => one.contest === contest);
    return found === undefined ? undefined : { ...found, unit };
  };
  const text = areaPage({
    frame,
    figures,
    area,
    contests: sumsOf(area.id),
    above,
    frontFile,
    below: below.flatMap((one) => {
      const page = done.get(one.id);
      return page === undefined ? [] : [{ area: one, file: page.path.slice('data/'.length), contests: sumsOf(one.id) }];
    }),
    units: own.map(({ unit, name, centre }) => ({ id: unit, name, centre, area: area.id })),
    figuresOf,
    paperOf: (unit) => byUnit.get(unit)?.paper ?? 'none',
    ...lateness,
  });
  const bytes = Buffer.from(text);
  const name = `page-${frame.speech.language}-${area.id}`;
  return { area: area.id, name, path: hashedPath(name, digestOf(bytes), 'html'), bytes };
}

/** Of every area that has sums, by area; `onPage` hears of each as soon as it is made. */
export function areaPages(given: AreaPages, onPage: (page: WrittenPage) => void): ReadonlyMap<string, WrittenPage> {
  const { definition, areas } = given.figures;
  const tree = areaTree(definition.areas);
  const sums = new Map(areas.map(({ id, contests }) => [id, contests]));
  const done = new Map<string, WrittenPage>();
  const context: Context = {
    ...given,
    unitsIn: new Map(given.places.map(({ area, units }) => [area, units])),
    sumsOf: (area) => sums.get(area) ?? [],
    done,
  };
  const own = areas.flatMap(({ id }) => tree.byId.get(id) ?? []);
  const depth = (area: Area): number => tree.upwards(area.id).length;
  for (const area of own.toSorted((a, b) => depth(b) - depth(a))) {
    const above = tree
      .upwards(area.id)
      .slice(1)
      .toReversed()
      .flatMap((id) => tree.byId.get(id) ?? []);
    const page = onePage(context, area, tree.below(area.id), above);
    done.set(area.id, page);
    onPage(page);
  }
  return done;
}
