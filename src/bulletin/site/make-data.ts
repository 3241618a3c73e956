// Everything of a bulletin that never changes but the log and the manifest: asked of the threads, what takes longest first.
import { areaBytes, jsonBytes, type Place, placesOf, returnsBytes, summaryBytes } from './content.ts';
import { add, type Building, json, pathOf } from './building.ts';
import { exportFigures } from './exported.ts';
import type { Headquarters, SiteFigures } from './figures.ts';
import { type AreasByLanguage, pagesOfAreas, type SitePages } from './fronts.ts';
import { digestOf } from './hashed-name.ts';
import { pageStyle } from './pages/style.ts';
import { latenessOf } from './site-pages.ts';
import { type DataTask, exportFormats } from './writing.ts';

export type Made = {
  readonly pages: SitePages;
  readonly areas: AreasByLanguage;
  /** SHA-256 of total.json. */
  readonly totalHash: string;
  /** ISO instants in UTC; `embargo` null where it has passed. */
  readonly at: string;
  readonly embargo: string | null;
};

/** Figures of all units, for others to reckon with. */
function addExports(building: Building, figures: SiteFigures): void {
  if (!figures.open) return;
  building.writers.tell({ kind: 'figures', figures: exportFigures(figures, building.request.emlId) });
  for (const format of exportFormats) add(building, { kind: 'export', format });
  add(building, {
    kind: 'data',
    role: 'returns',
    name: 'returns',
    extension: 'jsonl',
    twin: false,
    effort: 'some',
    bytes: returnsBytes(figures),
  });
}

/** Answers with the path of the file of each area. */
function addAreas(building: Building, places: readonly Place[]): ReadonlyMap<string, string> {
  return new Map(
    places.map((place) => {
      const task = json('area', `area-${place.area}`, areaBytes(place), place.area);
      add(building, task);
      return [place.area, pathOf(task)] as const;
    }),
  );
}

const staticStyle: DataTask = {
  kind: 'data',
  role: 'style',
  name: 'static',
  extension: 'css',
  bytes: Buffer.from(pageStyle),
  twin: false,
  effort: 'most',
};

function sitePages({ request }: Building, figures: SiteFigures, places: readonly Place[]): SitePages {
  const { app, now, languages, mirrors } = request;
  const paths = (role: DataTask['role']): readonly string[] =>
    app.filter((task) => task.role === role && (role !== 'script' || task.of === 'app')).map(pathOf);
  return {
    figures,
    places,
    lateness: latenessOf(figures, now),
    languages,
    styles: [pathOf(staticStyle), ...paths('style')],
    scripts: paths('script'),
    mirrors,
  };
}

/** SUM_TOO_LARGE. What the threads find is told when they are awaited. */
export function makeData(building: Building, figures: SiteFigures, headquarters: Headquarters): Made {
  const { request } = building;
  const at = new Date(request.now).toISOString();
  const { open, embargoAt } = figures;
  const embargo = !open && embargoAt !== null && request.now < Date.parse(embargoAt) ? embargoAt : null;
  addExports(building, figures);
  for (const task of [staticStyle, ...request.app]) add(building, task);
  const total = jsonBytes(figures.total);
  add(building, json('total', 'total', total));
  add(building, json('definition', 'definition', Buffer.from(figures.definitionText)));
  const places = placesOf(figures, headquarters);
  const files = addAreas(building, places);
  const summary = summaryBytes(figures, { at, embargo, fileOf: (area) => files.get(area) });
  add(building, json('summary', 'summary', summary));
  const pages = sitePages(building, figures, places);
  const areas = pagesOfAreas(pages, (task) => add(building, task));
  return { pages, areas, totalHash: digestOf(total), at, embargo };
}
