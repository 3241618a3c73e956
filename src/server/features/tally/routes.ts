// The tally and its seats over HTTP. Kept for a moment per version of the data, since many look at once on the night.
import { Readable } from 'node:stream';
import { resultsStamp } from '../../../results/store/stamp.ts';
import { type ElectionTally, type KeptFigures, tallyOfElection } from '../../../results/store/tally.ts';
import { lotsInForce } from '../../../results/store/lots.ts';
import { tallyCsv } from '../../../results/tally/csv.ts';
import { type AnyRoute, defineRoute } from '../../route.ts';
import type { Space } from '../../space.ts';
import { personOf } from '../elections/person.ts';
import { exportFile } from './export.ts';
import { lotRoutes } from './lot-routes.ts';
import {
  exportQuerySchema,
  formatQuerySchema,
  seatsQuerySchema,
  seatsSchema,
  tallyParamsSchema,
  tallyQuerySchema,
  tallySchema,
} from './schemas.ts';
import { seatsView, tallyView } from './view.ts';

const tag = 'tally';
const params = tallyParamsSchema;

type Kept = { readonly stamp: string; readonly tally: ElectionTally };
export type TallyOf = (election: string, confirmedOnly: boolean) => ElectionTally;

/** The last two tallies that were asked for, as long as nothing they rest on has changed. */
function keptTallies({ ledger }: Space): TallyOf {
  const kept = new Map<string, Kept>();
  // Of one election at a time: figures of twenty thousand units are tens of megabytes.
  let figures: { readonly election: string; readonly kept: KeptFigures } | undefined;
  return (election, confirmedOnly) => {
    const key = `${confirmedOnly} ${election}`;
    const now = resultsStamp(ledger);
    const known = kept.get(key);
    if (known?.stamp === now) return known.tally;
    if (figures?.election !== election) figures = { election, kept: new Map() };
    const tally = tallyOfElection(ledger, election, { confirmedOnly, kept: figures.kept });
    kept.delete(key);
    kept.set(key, { stamp: now, tally });
    for (const oldest of kept.keys()) {
      if (kept.size <= 2) break;
      kept.delete(oldest);
    }
    return tally;
  };
}

export function tallyRoutes(space: Space): readonly AnyRoute[] {
  const tallyOf = keptTallies(space);
  return [
    defineRoute({
      method: 'GET',
      url: '/elections/:election/tally',
      summary: 'Sums over the returns that hold, of one area and those directly below it',
      tag,
      params,
      query: tallyQuerySchema,
      response: tallySchema,
      handle: ({ params: { election }, query: { contest, area, confirmedOnly } }) =>
        tallyView(tallyOf(election, confirmedOnly === 'yes'), { contest, area, at: space.now() }),
    }),
    defineRoute({
      method: 'GET',
      url: '/elections/:election/tally/export',
      summary: 'The tally of every area as CSV, one figure a row',
      tag,
      params,
      query: exportQuerySchema,
      response: 'download',
      perMinute: 30,
      handle: ({ params: { election }, query: { confirmedOnly } }) => {
        const { definition, tallies } = tallyOf(election, confirmedOnly === 'yes');
        const mark = space.name === 'demonstration' ? 'DEMONSTRATION-' : '';
        const body = Readable.from(tallyCsv(definition, tallies));
        return { download: `${mark}tally.csv`, type: 'text/csv; charset=utf-8', body };
      },
    }),
    defineRoute({
      method: 'GET',
      url: '/elections/:election/export',
      summary: 'Counts, result or definition in a format that others read',
      tag,
      params,
      query: formatQuerySchema,
      response: 'download',
      perMinute: 12,
      handle: ({ params: { election }, query: { format, confirmedOnly } }, context) =>
        exportFile(space, { election, format, confirmedOnly: confirmedOnly === 'yes' }, personOf(context)),
    }),
    ...lotRoutes(space, tallyOf),
    defineRoute({
      method: 'GET',
      url: '/elections/:election/seats',
      summary: 'Seats from the tally, every step in words',
      tag,
      params,
      query: seatsQuerySchema,
      response: seatsSchema,
      perMinute: 120,
      handle: ({ params: { election }, query: { contest, method, seats, confirmedOnly } }) =>
        seatsView(
          tallyOf(election, confirmedOnly === 'yes'),
          { contest, method, seats, at: space.now() },
          lotsInForce(space.ledger, election),
        ),
    }),
  ];
}
