// Watchlists and the election calendar over HTTP.
import { formsOfKind, watchKinds } from '../../../elections/watchlist.ts';
import { checkItems, readWatchItems } from '../../../elections/read-list.ts';
import { PollwardenError } from '../../../kernel/errors.ts';
import {
  createWatchlist,
  currentPhase,
  listWatchlists,
  readCalendar,
  removeWatchlist,
  replaceWatchlist,
  type WatchlistContent,
  writeCalendar,
} from '../../../ledger/watchlists.ts';
import { byOf } from '../../caller.ts';
import { type AnyRoute, defineRoute } from '../../route.ts';
import type { Space } from '../../space.ts';
import { knowsPseudonyms, pseudonymOfEntry } from './pseudonymiser.ts';
import {
  type Calendar,
  calendarBodySchema,
  calendarSchema,
  doneSchema,
  watchlistBodySchema,
  type WatchlistBody,
  watchlistParamsSchema,
  watchlistSchema,
  watchlistsSchema,
} from './schemas.ts';

const tag = 'watchlists';
const mebibyte = 1_048_576;

/** Accounts become pseudonyms here, before anything is kept; their names go no further. */
function contentOf(space: Space, { kind, name, note = '', items, text }: WatchlistBody): WatchlistContent {
  if (items === undefined && text === undefined) throw new PollwardenError('WATCHLIST_INVALID', 'holds no item');
  const read = text === undefined ? checkItems(kind, items ?? []) : readWatchItems(kind, text);
  if (kind !== 'account') return { kind, name, note, items: read };
  const accounts = read.map(({ value }) => ({ form: formsOfKind[kind][0], value: pseudonymOfEntry(space, value) }));
  return { kind, name, note, items: accounts };
}

const calendarOf = ({ ledger, now }: Space): Calendar => {
  const { elections, updatedAt } = readCalendar(ledger);
  const current = currentPhase(ledger, now());
  return {
    elections: elections.map(({ name, timeZone, phases }) => ({ name, timeZone, phases: [...phases] })),
    phase: current?.phase ?? null,
    election: current?.election ?? null,
    updatedAt: updatedAt ?? null,
  };
};

const listRoutes = (space: Space): readonly AnyRoute[] => [
  defineRoute({
    method: 'GET',
    url: '/watchlists',
    summary: 'Official names, topics and declared networks',
    tag,
    response: watchlistsSchema,
    handle: () => {
      const items = [...listWatchlists(space.ledger)];
      const kinds = watchKinds.filter((kind) => kind !== 'account' || knowsPseudonyms(space));
      return { items, all: items.length, matching: items.length, kinds };
    },
  }),
  defineRoute({
    method: 'POST',
    url: '/watchlists',
    summary: 'Add a watchlist, item by item or as a list in CSV or JSON',
    tag,
    body: watchlistBodySchema,
    bodyLimit: 3 * mebibyte,
    response: watchlistSchema,
    handle: ({ body }, context) => {
      const added = createWatchlist(space.ledger, contentOf(space, body), byOf(context));
      space.hub.publish({ topic: 'watchlists', change: 'added', id: added.id });
      return added;
    },
  }),
];

const oneRoutes = (space: Space): readonly AnyRoute[] => [
  defineRoute({
    method: 'PUT',
    url: '/watchlists/:id',
    summary: 'Replace a watchlist',
    tag,
    params: watchlistParamsSchema,
    body: watchlistBodySchema,
    bodyLimit: 3 * mebibyte,
    response: watchlistSchema,
    handle: ({ params, body }, context) => {
      const replaced = replaceWatchlist(space.ledger, params.id, contentOf(space, body), byOf(context));
      space.hub.publish({ topic: 'watchlists', change: 'changed', id: params.id });
      return replaced;
    },
  }),
  defineRoute({
    method: 'DELETE',
    url: '/watchlists/:id',
    summary: 'Remove a watchlist',
    tag,
    params: watchlistParamsSchema,
    response: doneSchema,
    handle: ({ params }, context) => {
      removeWatchlist(space.ledger, params.id, byOf(context));
      space.hub.publish({ topic: 'watchlists', change: 'removed', id: params.id });
      return { done: true as const };
    },
  }),
];

const calendarRoutes = (space: Space): readonly AnyRoute[] => [
  defineRoute({
    method: 'GET',
    url: '/calendar',
    summary: 'Elections with their phases, and the phase of today',
    tag,
    response: calendarSchema,
    handle: () => calendarOf(space),
  }),
  defineRoute({
    method: 'PUT',
    url: '/calendar',
    summary: 'Replace the election calendar',
    tag,
    body: calendarBodySchema,
    response: calendarSchema,
    handle: ({ body }, context) => {
      writeCalendar(space.ledger, body.elections, byOf(context));
      space.hub.publish({ topic: 'watchlists', change: 'changed' });
      return calendarOf(space);
    },
  }),
];

export const watchlistRoutes = (space: Space): readonly AnyRoute[] => [
  ...listRoutes(space),
  ...oneRoutes(space),
  ...calendarRoutes(space),
];
