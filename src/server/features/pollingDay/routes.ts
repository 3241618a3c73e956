// The polling-day board over HTTP: looked at, reported to by telephone operators.
import { electionOf } from '../../../results/store/elections.ts';
import { addReport, setPollingHours } from '../../../results/store/polling-day.ts';
import { type AnyRoute, defineRoute } from '../../route.ts';
import type { Space } from '../../space.ts';
import { personOf } from '../elections/person.ts';
import {
  boardParamsSchema,
  boardQuerySchema,
  boardSchema,
  hoursBodySchema,
  reportBodySchema,
  stationDetailSchema,
  stationParamsSchema,
  stationsQuerySchema,
  stationsSchema,
} from './schemas.ts';
import { boardView, stationDetail, stationsView } from './view.ts';

const tag = 'polling day';
const params = boardParamsSchema;

const readRoutes = ({ ledger }: Space): readonly AnyRoute[] => [
  defineRoute({
    method: 'GET',
    url: '/elections/:election/polling-day',
    summary: 'The board: how many stations are open, interrupted, late, lack something, by area',
    tag,
    params,
    query: boardQuerySchema,
    response: boardSchema,
    handle: ({ params: { election }, query: { level } }) => boardView(ledger, electionOf(ledger, election).id, level),
  }),
  defineRoute({
    method: 'GET',
    url: '/elections/:election/polling-day/stations',
    summary: 'Stations with their states, as a list with a query',
    tag,
    params,
    query: stationsQuerySchema,
    response: stationsSchema,
    handle: ({ params: { election }, query: { q, limit, sort, cursor } }) =>
      stationsView(ledger, election, {
        q,
        limit,
        ...(sort === undefined ? {} : { sort }),
        ...(cursor === undefined ? {} : { cursor }),
      }),
  }),
  defineRoute({
    method: 'GET',
    url: '/elections/:election/polling-day/stations/:unit',
    summary: 'One station: its state and every report of it',
    tag,
    params: stationParamsSchema,
    response: stationDetailSchema,
    handle: ({ params: { election, unit } }) => stationDetail(ledger, election, unit),
  }),
];

export const pollingDayRoutes = (space: Space): readonly AnyRoute[] => [
  ...readRoutes(space),
  defineRoute({
    method: 'POST',
    url: '/elections/:election/polling-day/reports',
    summary: 'Enter what a station reports; a correction or withdrawal names the report it supersedes',
    tag,
    params,
    body: reportBodySchema,
    response: stationDetailSchema,
    handle: ({ params: { election }, body }, context) => {
      const { unit, event, text, caller, reportedAt = space.now(), supersedes } = body;
      const report = { unit, event, text, caller, reportedAt, supersedes };
      addReport(space.ledger, election, report, personOf(context));
      space.hub.publish({ topic: 'pollingDay', change: 'added', id: election });
      return stationDetail(space.ledger, election, unit);
    },
  }),
  defineRoute({
    method: 'PUT',
    url: '/elections/:election/polling-day/hours',
    summary: 'Set when stations open and close, in the local time of the election',
    tag,
    params,
    body: hoursBodySchema,
    response: boardSchema,
    handle: ({ params: { election }, body }, context) => {
      setPollingHours(space.ledger, election, body, personOf(context));
      space.hub.publish({ topic: 'pollingDay', change: 'changed', id: election });
      return boardView(space.ledger, election, undefined);
    },
  }),
];
