// What stands in the files of data: the summary of the whole, and headquarters' copy of every unit of an area.
import { canonicalJson, type Json } from '../../kernel/canonical-json.ts';
import type { AreaFile, AreaUnit, Summary } from '../model/site.ts';
import type { Headquarters, SiteFigures, UnitFigures } from './figures.ts';

export const jsonBytes = (value: unknown): Uint8Array => Buffer.from(canonicalJson(value as Json));

/** What headquarters adds is null before anything but commitments is public; its copy may differ from what was signed. */
function withHeadquarters(
  { unit, ...own }: UnitFigures,
  open: boolean,
  { state, firstAt, differs }: Headquarters,
): AreaUnit['contests'][number] {
  if (!open) return own;
  const at = firstAt(own.contest, unit);
  const standing = own.standing === 'signed' && differs(own.contest, unit) ? 'differs' : own.standing;
  return {
    ...own,
    standing,
    state: state(own.contest, unit) ?? null,
    at: at === undefined ? null : new Date(at).toISOString(),
  };
}

export type Place = { readonly area: string; readonly units: readonly AreaUnit[] };

/** Every area that holds units directly, with them, in the order of the definition. */
export function placesOf({ definition, units, open }: SiteFigures, headquarters: Headquarters): readonly Place[] {
  const byUnit = Map.groupBy(units, ({ unit }) => unit);
  const own = definition.units.map(({ id, name, centre, area, registered = null }) => ({
    area,
    unit: {
      unit: id,
      name,
      centre,
      registered,
      paper: headquarters.paper(id),
      contests: (byUnit.get(id) ?? []).map((one) => withHeadquarters(one, open, headquarters)),
    },
  }));
  return [...Map.groupBy(own, ({ area }) => area)].map(([area, all]) => ({
    area,
    units: all.map(({ unit }) => unit),
  }));
}

export const areaBytes = ({ area, units }: Place): Uint8Array =>
  jsonBytes({ format: 'pollwarden-area/1', area, units } satisfies AreaFile);

export function summaryBytes(
  { definition, opening, total, areas }: SiteFigures,
  given: {
    readonly at: string;
    readonly embargo: string | null;
    readonly fileOf: (area: string) => string | undefined;
  },
): Uint8Array {
  const { election, day } = definition;
  const { at, embargo, fileOf } = given;
  const summary: Summary = {
    format: 'pollwarden-summary/1',
    election,
    name: opening.name,
    day,
    at,
    embargo,
    total,
    areas: areas.map((area) => ({ ...area, file: fileOf(area.id) ?? null })),
  };
  return jsonBytes(summary);
}

/** One canonical signed return a line, in the order of the log. */
export const returnsBytes = ({ returns }: SiteFigures): Uint8Array => {
  const feed = Buffer.from('\n');
  return Buffer.concat(returns.flatMap((one) => [one, feed]));
};
