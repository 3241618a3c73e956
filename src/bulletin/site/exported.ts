// The counts of a bulletin as the exporters take them: only what the log has. Units that were released together are one unit
// there, and votes of all modes together are of a mode of that name.
import type { CountingUnit, Definition } from '../../elections/definition/definition.ts';
import type { ContestSeats, CountedContest, Counts } from '../../results/formats/counted.ts';
import { hasEmlName } from '../../results/formats/eml-nl/identification.ts';
import type { SiteFigures, UnitFigures } from './figures.ts';
import type { ExportFigures } from './writing.ts';

const togetherMode = 'together';

/** "together/1" as "votes/together/1". */
const asVotes = (counts: Counts): Counts =>
  Object.fromEntries(
    Object.entries(counts).map(([key, value]) => [key.startsWith(`${togetherMode}/`) ? `votes/${key}` : key, value]),
  );

type Exported = { readonly unit: CountingUnit; readonly contest: string; readonly counts: Counts };

/** `one` is the first of the units of its record. */
function exportedOf(one: UnitFigures, place: CountingUnit): Exported[] {
  if (one.counts === null) return [];
  const unit =
    one.together.length === 0
      ? place
      : {
          id: `record-${one.record}`,
          name: [one.unit, ...one.together].join(', '),
          area: place.area,
          centre: place.centre,
          merged: [one.unit, ...one.together],
        };
  return [{ unit, contest: one.contest, counts: asVotes(one.counts) }];
}

function withTogether(definition: Definition, all: readonly Exported[]): Definition {
  const known = new Set(definition.units.map(({ id }) => id));
  const merged = [...new Map(all.map(({ unit }) => [unit.id, unit])).values()].filter(({ id }) => !known.has(id));
  const together = all.some(({ counts }) =>
    Object.keys(counts).some((key) => key.startsWith(`votes/${togetherMode}/`)),
  );
  return {
    ...definition,
    units: [...definition.units, ...merged],
    modes: together ? [...definition.modes, { id: togetherMode, name: 'All modes together' }] : definition.modes,
  };
}

export function exportFigures(figures: SiteFigures, emlId: string | undefined): ExportFigures {
  const { definition, total } = figures;
  const places = new Map(definition.units.map((unit) => [unit.id, unit]));
  const seen = new Set<string>();
  const all = figures.units.flatMap((one) => {
    const place = places.get(one.unit);
    const key = `${one.contest}\n${one.record}`;
    if (place === undefined || seen.has(key)) return [];
    seen.add(key);
    return exportedOf(one, place);
  });
  const byContest = Map.groupBy(all, ({ contest }) => contest);
  const counted = definition.contests.map(
    ({ id }): CountedContest => ({
      contest: id,
      units: (byContest.get(id) ?? []).map(({ unit, counts }) => ({ unit: unit.id, counts })),
    }),
  );
  const seats = total.contests.flatMap(({ contest, seats: won }): readonly ContestSeats[] =>
    won === null ? [] : [{ contest, lists: Object.entries(won).map(([option, count]) => ({ option, seats: count })) }],
  );
  return {
    definition: withTogether(definition, all),
    counted,
    seats,
    complete: total.contests.every((one) => one.counted === one.units),
    createdAt: `${figures.figuresAt.slice(0, 19)}Z`,
    emlId:
      emlId ?? (hasEmlName(definition) ? definition.areas.find(({ parent }) => parent === undefined)?.id : undefined),
  };
}
