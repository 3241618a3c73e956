// Call-backs over HTTP: the operator opens a call and hands codes in, the desk answers with what it signed elsewhere.
import { recordAnswer } from '../../../results/store/call-backs/answer.ts';
import { exportCalls } from '../../../results/store/call-backs/export.ts';
import { listCalls } from '../../../results/store/call-backs/list.ts';
import { endCall, openCall } from '../../../results/store/call-backs/open.ts';
import { handIn } from '../../../results/store/call-backs/try.ts';
import { decideUnlock, proposeUnlock } from '../../../results/store/call-backs/unlock.ts';
import { electionOf } from '../../../results/store/elections.ts';
import { type AnyRoute, defineRoute } from '../../route.ts';
import type { Space } from '../../space.ts';
import { personOf } from '../elections/person.ts';
import {
  callBacksParamsSchema,
  callCountsSchema,
  callDetailSchema,
  callListQuerySchema,
  callListSchema,
  callParamsSchema,
  deskSchema,
  endBodySchema,
  openBodySchema,
  tryBodySchema,
  unlockBodySchema,
  verdictBodySchema,
  waitingSchema,
} from './schemas.ts';
import { callItems, callView, countsView, deskView, waitingView } from './view.ts';

const tag = 'call-backs';
const params = callBacksParamsSchema;

const readRoutes = ({ ledger }: Space): readonly AnyRoute[] => [
  defineRoute({
    method: 'GET',
    url: '/elections/:election/call-backs',
    summary: 'Calls with their states, as a list with a query',
    tag,
    params,
    query: callListQuerySchema,
    response: callListSchema,
    handle: ({ params: { election }, query: { q, sort, cursor, limit } }) => {
      const { items, matching, all, next } = listCalls(ledger, election, {
        q,
        limit,
        ...(sort === undefined ? {} : { sort }),
        ...(cursor === undefined ? {} : { cursor }),
      });
      return { items: callItems(ledger, election, items), matching, all, ...(next === undefined ? {} : { next }) };
    },
  }),
  defineRoute({
    method: 'GET',
    url: '/elections/:election/call-backs/counts',
    summary: 'How many calls are in which state, and which units are locked',
    tag,
    params,
    response: callCountsSchema,
    handle: ({ params: { election } }) => countsView(ledger, electionOf(ledger, election).id),
  }),
  defineRoute({
    method: 'GET',
    url: '/elections/:election/call-backs/:call',
    summary: 'One call: what is read out, its tries, and whether it is locked',
    tag,
    params: callParamsSchema,
    response: callDetailSchema,
    handle: ({ params: { election, call } }) => callView(ledger, election, call),
  }),
];

const fileRoutes = ({ ledger, name }: Space): readonly AnyRoute[] => [
  defineRoute({
    method: 'GET',
    url: '/elections/:election/call-backs/export',
    summary: 'All calls without names of people, to be checked again',
    tag,
    params,
    response: 'download',
    perMinute: 30,
    handle: ({ params: { election } }) => {
      const mark = name === 'demonstration' ? 'DEMONSTRATION-' : '';
      const body = `${JSON.stringify(exportCalls(ledger, election))}\n`;
      return { download: `${mark}calls.json`, type: 'application/json', body };
    },
  }),
];

const mostTotalsBytes = 1_048_576;

const operatorRoutes = ({ ledger, hub }: Space): readonly AnyRoute[] => [
  defineRoute({
    method: 'POST',
    url: '/elections/:election/call-backs',
    summary: 'Begin a call: a line of the sheet is spent',
    tag,
    params,
    body: openBodySchema,
    response: callDetailSchema,
    handle: ({ params: { election }, body: { contest, unit, sheet, line } }, context) => {
      const request = {
        contest,
        unit,
        ...(sheet === undefined ? {} : { sheet }),
        ...(line === undefined ? {} : { line }),
      };
      const { number } = openCall(ledger, election, request, personOf(context));
      hub.publish({ topic: 'callBacks', change: 'added', id: election });
      return callView(ledger, election, number);
    },
  }),
  defineRoute({
    method: 'POST',
    url: '/elections/:election/call-backs/:call/tries',
    summary: 'Hand the code in that was read out; a slip costs no try',
    tag,
    params: callParamsSchema,
    body: tryBodySchema,
    response: callDetailSchema,
    bodyLimit: mostTotalsBytes,
    handle: ({ params: { election, call }, body: { totals, code } }, context) => {
      handIn(ledger, election, { call, totals, code }, personOf(context));
      hub.publish({ topic: 'callBacks', change: 'changed', id: election });
      return callView(ledger, election, call);
    },
  }),
];

const endingRoutes = ({ ledger, hub }: Space): readonly AnyRoute[] => [
  defineRoute({
    method: 'POST',
    url: '/elections/:election/call-backs/:call/end',
    summary: 'Give a call up; its line and tries stay spent',
    tag,
    params: callParamsSchema,
    body: endBodySchema,
    response: callDetailSchema,
    handle: ({ params: { election, call }, body: { reason } }, context) => {
      endCall(ledger, election, { call, reason }, personOf(context));
      hub.publish({ topic: 'callBacks', change: 'changed', id: election });
      return callView(ledger, election, call);
    },
  }),
  defineRoute({
    method: 'POST',
    url: '/elections/:election/call-backs/unlocks',
    summary: 'Open a locked call-back again: one person proposes, another decides',
    tag,
    params,
    body: unlockBodySchema,
    response: callCountsSchema,
    handle: ({ params: { election }, body }, context) => {
      const unit = { election, contest: body.contest, unit: body.unit };
      if (body.step === 'propose') proposeUnlock(ledger, unit, body.reason, personOf(context));
      else decideUnlock(ledger, unit, body.approve, personOf(context));
      hub.publish({ topic: 'callBacks', change: 'changed', id: election });
      return countsView(ledger, election);
    },
  }),
];

const deskRoutes = ({ ledger, hub }: Space): readonly AnyRoute[] => [
  defineRoute({
    method: 'GET',
    url: '/elections/:election/call-backs/desk',
    summary: 'What the definition commits to, for the desk to compare its key file with',
    tag,
    params,
    response: deskSchema,
    handle: ({ params: { election } }) => deskView(ledger, election),
  }),
  defineRoute({
    method: 'GET',
    url: '/elections/:election/call-backs/waiting',
    summary: 'Tries that wait for the desk, and what it answered last',
    tag,
    params,
    response: waitingSchema,
    handle: ({ params: { election } }) => waitingView(ledger, electionOf(ledger, election).id),
  }),
  defineRoute({
    method: 'POST',
    url: '/elections/:election/call-backs/:call/verdict',
    summary: 'The desk’s signed verdict on the try that waits',
    tag,
    params: callParamsSchema,
    body: verdictBodySchema,
    response: waitingSchema,
    handle: async ({ params: { election, call }, body: { try: asked, ...signed } }, context) => {
      const { state } = await recordAnswer(ledger, election, { call, try: asked, signed }, personOf(context));
      hub.publish({ topic: 'callBacks', change: 'changed', id: election });
      if (state === 'confirmed') hub.publish({ topic: 'returns', change: 'added', id: election });
      return waitingView(ledger, election);
    },
  }),
];

export const callBackRoutes = (space: Space): readonly AnyRoute[] => [
  ...readRoutes(space),
  ...fileRoutes(space),
  ...operatorRoutes(space),
  ...endingRoutes(space),
  ...deskRoutes(space),
];
