// The areas of the console, by what people do; what this server has not, or a role may not, is absent.
import type { IconName } from '../ui/icons.tsx';
import type { MessageKey } from '../messages/t.ts';
import type { SessionContext } from '../session/session.ts';
import { homeElsewhere, isOffered } from './offered.ts';
import { pageExists } from './pages.ts';
import { pageRoutes } from './route-table.ts';

export type Place = {
  readonly path: string;
  readonly title: MessageKey;
  /** After g: goes there. */
  readonly letter?: string;
  /** Which live count stands beside it. */
  readonly count?: 'newFindings' | 'openAlerts';
};
export type Area = { readonly title: MessageKey; readonly icon?: IconName; readonly places: readonly Place[] };

export const areas: readonly Area[] = [
  {
    title: 'app.area.watch',
    places: [
      { path: '/', title: 'app.place.watch', letter: 'w' },
      { path: '/findings', title: 'app.place.findings', letter: 'f', count: 'newFindings' },
      { path: '/alerts', title: 'app.place.alerts', letter: 'a', count: 'openAlerts' },
      { path: '/sources', title: 'app.place.sources', letter: 's' },
      { path: '/lake', title: 'app.place.lake', letter: 'l' },
    ],
  },
  {
    title: 'app.area.results',
    places: [{ path: '/elections', title: 'app.place.elections', letter: 'e' }],
  },
  {
    title: 'app.area.prepare',
    places: [
      { path: '/calendar', title: 'app.place.calendar', letter: 'c' },
      { path: '/watchlists', title: 'app.place.watchlists', letter: 'i' },
      { path: '/detectors', title: 'app.place.detectors', letter: 'd' },
      { path: '/rota', title: 'app.place.rota', letter: 'r' },
    ],
  },
  {
    title: 'app.area.administer',
    places: [
      { path: '/people', title: 'app.place.people', letter: 'p' },
      { path: '/organisations', title: 'app.place.organisations' },
      { path: '/audit', title: 'app.place.audit', letter: 't' },
      { path: '/operations', title: 'app.place.operations', letter: 'o' },
    ],
  },
];

function isThere(path: string, context: SessionContext): boolean {
  const route = pageRoutes.find((one) => one.path === path);
  if (route === undefined || !pageExists(route.file)) return false;
  return isOffered(route, context) && !(path === '/' && homeElsewhere(context) !== undefined);
}

/** What this person sees of the navigation; an area without a place is absent too. */
export const areasFor = (context: SessionContext): readonly Area[] =>
  areas
    .map((area) => ({ ...area, places: area.places.filter(({ path }) => isThere(path, context)) }))
    .filter(({ places }) => places.length > 0);
