// Returns and units over HTTP: looked at, taken in, decided, certified by two persons.
import { decideCertification, proposeCertification } from '../../../results/store/certify.ts';
import { decideUnit } from '../../../results/store/decide-unit.ts';
import { electionOf } from '../../../results/store/elections.ts';
import { type ReceivedItem, receiveReturns } from '../../../results/store/receive.ts';
import { listUnits } from '../../../results/store/unit-list.ts';
import { type AnyRoute, defineRoute } from '../../route.ts';
import type { Space } from '../../space.ts';
import { personOf } from '../elections/person.ts';
import {
  type ArrivalsAnswer,
  arrivalsAnswerSchema,
  arrivalsBodySchema,
  certificationBodySchema,
  certificationSchema,
  certificationsSchema,
  returnsParamsSchema,
  unitCountsQuerySchema,
  unitCountsSchema,
  unitDecisionBodySchema,
  unitDetailSchema,
  unitListQuerySchema,
  unitListSchema,
  unitParamsSchema,
} from './schemas.ts';
import { certificationsView } from './certification-view.ts';
import { certificationView, unitCounts, unitItems, unitView } from './view.ts';

const tag = 'returns';

const readRoutes = ({ ledger }: Space): readonly AnyRoute[] => [
  defineRoute({
    method: 'GET',
    url: '/elections/:election/units',
    summary: 'Units with their states, as a list with a query',
    tag,
    params: returnsParamsSchema,
    query: unitListQuerySchema,
    response: unitListSchema,
    handle: ({ params: { election }, query: { q, sort, cursor, limit } }) => {
      const page = listUnits(ledger, election, {
        q,
        limit,
        ...(sort === undefined ? {} : { sort }),
        ...(cursor === undefined ? {} : { cursor }),
      });
      const { items, matching, all, next } = page;
      return { items: unitItems(ledger, election, items), matching, all, ...(next === undefined ? {} : { next }) };
    },
  }),
  defineRoute({
    method: 'GET',
    url: '/elections/:election/units/counts',
    summary: 'How many units are in which state, by area, and when returns arrived',
    tag,
    params: returnsParamsSchema,
    query: unitCountsQuerySchema,
    response: unitCountsSchema,
    handle: ({ params: { election }, query }) => unitCounts(ledger, electionOf(ledger, election).id, query),
  }),
  defineRoute({
    method: 'GET',
    url: '/elections/:election/units/:contest/:unit',
    summary: 'One unit: its channels side by side, what differs, what was decided',
    tag,
    params: unitParamsSchema,
    response: unitDetailSchema,
    handle: ({ params: { election, contest, unit } }) => unitView(ledger, election, contest, unit),
  }),
];

const answerOf = (items: readonly ReceivedItem[]): ArrivalsAnswer => {
  const count = (result: ReceivedItem['result']): number => items.filter((one) => one.result === result).length;
  return {
    added: count('added'),
    known: count('known'),
    refused: count('refused'),
    items: items.map((one) => {
      const refusal = one.result === 'refused' ? one.refusal : undefined;
      return {
        result: one.result,
        contest: one.contest ?? null,
        unit: one.unit ?? null,
        hash: one.result === 'refused' ? null : one.hash,
        state: one.result === 'refused' ? null : one.state,
        code: refusal?.code ?? null,
        message: refusal?.detail ?? null,
      };
    }),
  };
};

const certificationRoute = ({ ledger }: Space): AnyRoute =>
  defineRoute({
    method: 'GET',
    url: '/elections/:election/certification',
    summary: 'What can be certified, what stands in the way, what was certified and by whom',
    tag,
    params: returnsParamsSchema,
    response: certificationsSchema,
    handle: ({ params: { election } }, context) => certificationsView(ledger, election, personOf(context).name),
  });

const mostTextsBytes = 8 * 1_048_576;

const changeRoutes = ({ ledger, hub }: Space): readonly AnyRoute[] => [
  defineRoute({
    method: 'POST',
    url: '/elections/:election/arrivals',
    summary: 'Take signed returns in: scanned QR codes, compact text, a file from a stick or a mail',
    tag,
    params: returnsParamsSchema,
    body: arrivalsBodySchema,
    response: arrivalsAnswerSchema,
    bodyLimit: mostTextsBytes,
    handle: ({ params: { election }, body: { channel, way, texts, file } }, context) => {
      const request = { texts, channel, way, ...(file === undefined ? {} : { file }) };
      const items = receiveReturns(ledger, election, request, personOf(context));
      hub.publish({ topic: 'returns', change: 'added', id: election });
      return answerOf(items);
    },
  }),
  defineRoute({
    method: 'POST',
    url: '/elections/:election/units/:contest/:unit/decision',
    summary: 'Decide a conflict: which return holds, and on what ground',
    tag,
    params: unitParamsSchema,
    body: unitDecisionBodySchema,
    response: unitDetailSchema,
    handle: ({ params: { election, contest, unit }, body }, context) => {
      decideUnit(ledger, election, { contest, unit, ...body }, personOf(context));
      hub.publish({ topic: 'returns', change: 'changed', id: election });
      return unitView(ledger, election, contest, unit);
    },
  }),
  defineRoute({
    method: 'POST',
    url: '/elections/:election/certification',
    summary: 'Certify a contest or reopen it: one person proposes, another decides',
    tag,
    params: returnsParamsSchema,
    body: certificationBodySchema,
    response: certificationSchema,
    handle: ({ params: { election }, body }, context) => {
      const by = personOf(context);
      const done =
        body.step === 'propose'
          ? proposeCertification(ledger, election, body, by)
          : decideCertification(
              ledger,
              election,
              { contest: body.contest, approve: body.approve, seen: body.digest },
              by,
            );
      hub.publish({ topic: 'returns', change: 'changed', id: election });
      return certificationView(done);
    },
  }),
];

export const returnRoutes = (space: Space): readonly AnyRoute[] => [
  ...readRoutes(space),
  certificationRoute(space),
  ...changeRoutes(space),
];
