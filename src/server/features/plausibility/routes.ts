// Plausibility over HTTP: looked at by operators and the authority, reviewed, and notes that two persons release.
import { Readable } from 'node:stream';
import { plausibilityCsv } from '../../../results/plausibility/csv.ts';
import { electionOf } from '../../../results/store/elections.ts';
import { listHits } from '../../../results/store/plausibility-list.ts';
import { decideNote, proposeNote, reviewUnit, takeNote } from '../../../results/store/plausibility-release.ts';
import type { UnitName } from '../../../results/store/plausibility-reviews.ts';
import type { Assessments, KeptAssessment } from '../../../results/store/plausibility-thread.ts';
import { keptReconciler } from '../../../results/store/reconciler.ts';
import { type AnyRoute, defineRoute } from '../../route.ts';
import type { Space } from '../../space.ts';
import { personOf } from '../elections/person.ts';
import {
  noteBodySchema,
  noteRefusalBodySchema,
  noteReleaseBodySchema,
  plausibilityExportQuerySchema,
  plausibilityListQuerySchema,
  plausibilityListSchema,
  plausibilityParamsSchema,
  plausibilitySummarySchema,
  plausibleUnitParamsSchema,
  type PlausibleUnit,
  plausibleUnitSchema,
  reviewBodySchema,
} from './schemas.ts';
import { itemView, listedHits, noteOf, plausibleUnitView, summaryView } from './view.ts';

const tag = 'plausibility';
type Kept = (election: string) => Promise<KeptAssessment>;

const listRoutes = ({ ledger }: Space, kept: Kept): readonly AnyRoute[] => [
  defineRoute({
    method: 'GET',
    url: '/elections/:election/plausibility',
    summary: 'Units whose figures differ from their peers or meet a rule, as a list with a query',
    tag,
    params: plausibilityParamsSchema,
    query: plausibilityListQuerySchema,
    response: plausibilityListSchema,
    handle: async ({ params: { election }, query: { q, sort, cursor, limit } }) => {
      const rows = listedHits(ledger, election, await kept(election));
      const { areas } = keptReconciler(ledger, election).definition;
      const page = listHits(rows, areas, {
        q,
        limit,
        ...(sort === undefined ? {} : { sort }),
        ...(cursor === undefined ? {} : { cursor }),
      });
      const { matching, all, next } = page;
      return { items: page.items.map(itemView), matching, all, ...(next === undefined ? {} : { next }) };
    },
  }),
  defineRoute({
    method: 'GET',
    url: '/elections/:election/plausibility/:contest/:unit',
    summary: 'One unit: each finding with its reason first, and what persons did',
    tag,
    params: plausibleUnitParamsSchema,
    response: plausibleUnitSchema,
    handle: async ({ params: { election, ...unit } }) =>
      plausibleUnitView(ledger, election, await kept(election), unit),
  }),
];

const wholeRoutes = ({ ledger, name }: Space, kept: Kept): readonly AnyRoute[] => [
  defineRoute({
    method: 'GET',
    url: '/elections/:election/plausibility/summary',
    summary: 'How many units each rule shows, how many the stated null would give, and what persons did',
    tag,
    params: plausibilityParamsSchema,
    response: plausibilitySummarySchema,
    handle: async ({ params: { election } }) => {
      const found = await kept(election);
      return summaryView(listedHits(ledger, election, found), found);
    },
  }),
  defineRoute({
    method: 'GET',
    url: '/elections/:election/plausibility/export',
    summary: 'Every finding as CSV, reason first; for work inside',
    tag,
    params: plausibilityParamsSchema,
    query: plausibilityExportQuerySchema,
    response: 'download',
    perMinute: 30,
    handle: async ({ params: { election }, query: { q, sort } }) => {
      const rows = listedHits(ledger, election, await kept(election));
      const { areas } = keptReconciler(ledger, election).definition;
      const asked = { q, limit: rows.length + 1, ...(sort === undefined ? {} : { sort }) };
      const body = Readable.from(plausibilityCsv(listHits(rows, areas, asked).items));
      const mark = name === 'demonstration' ? 'DEMONSTRATION-' : '';
      return { download: `${mark}INTERNAL-plausibility.csv`, type: 'text/csv; charset=utf-8', body };
    },
  }),
];

const changeRoutes = ({ ledger, hub }: Space, kept: Kept): readonly AnyRoute[] => {
  const tell = (id: string): void => hub.publish({ topic: 'plausibility', change: 'changed', id });
  return [
    defineRoute({
      method: 'POST',
      url: '/elections/:election/plausibility/:contest/:unit/review',
      summary: 'Say that a unit was looked at, or what explains its figures',
      tag,
      params: plausibleUnitParamsSchema,
      body: reviewBodySchema,
      response: plausibleUnitSchema,
      handle: async ({ params: { election, ...unit }, body }, context) => {
        const found = await kept(election);
        // A unit that plausibility says nothing of is not reviewed.
        plausibleUnitView(ledger, election, found, unit);
        reviewUnit(ledger, election, { ...unit, ...body }, personOf(context));
        tell(election);
        return plausibleUnitView(ledger, election, found, unit);
      },
    }),
    defineRoute({
      method: 'POST',
      url: '/elections/:election/plausibility/:contest/:unit/note',
      summary: 'Propose a note on a unit, the first of two persons',
      tag,
      params: plausibleUnitParamsSchema,
      body: noteBodySchema,
      response: plausibleUnitSchema,
      handle: async ({ params: { election, ...unit }, body }, context) => {
        const found = await kept(election);
        proposeNote(ledger, noteOf(ledger, election, found, unit, body), personOf(context));
        tell(election);
        return plausibleUnitView(ledger, election, found, unit);
      },
    }),
  ];
};

const decidingRoutes = ({ ledger, hub }: Space, kept: Kept): readonly AnyRoute[] => {
  const decided = async (election: string, unit: UnitName): Promise<PlausibleUnit> => {
    hub.publish({ topic: 'plausibility', change: 'changed', id: election });
    return plausibleUnitView(ledger, election, await kept(election), unit);
  };
  return [
    defineRoute({
      method: 'POST',
      url: '/elections/:election/plausibility/:contest/:unit/note/release',
      summary: 'Release a note on a unit, the second of two persons',
      tag,
      params: plausibleUnitParamsSchema,
      body: noteReleaseBodySchema,
      response: plausibleUnitSchema,
      handle: async ({ params: { election, ...unit }, body: { digest } }, context) => {
        decideNote(ledger, election, { ...unit, release: true, digest, reason: '' }, personOf(context));
        return await decided(election, unit);
      },
    }),
    defineRoute({
      method: 'POST',
      url: '/elections/:election/plausibility/:contest/:unit/note/refusal',
      summary: 'Refuse or withdraw a note that waits, with a reason',
      tag,
      params: plausibleUnitParamsSchema,
      body: noteRefusalBodySchema,
      response: plausibleUnitSchema,
      handle: async ({ params: { election, ...unit }, body }, context) => {
        decideNote(ledger, election, { ...unit, release: false, ...body }, personOf(context));
        return await decided(election, unit);
      },
    }),
  ];
};

const takingRoutes = ({ ledger, name }: Space): readonly AnyRoute[] => [
  defineRoute({
    method: 'POST',
    url: '/elections/:election/plausibility/:contest/:unit/released-note',
    summary: 'Take the note that two persons released, to be sent; each taking is recorded',
    tag,
    params: plausibleUnitParamsSchema,
    response: 'download',
    perMinute: 30,
    handle: ({ params: { election, ...unit } }, context) => {
      const note = takeNote(ledger, electionOf(ledger, election).id, unit, personOf(context));
      const mark = name === 'demonstration' ? 'DEMONSTRATION-' : '';
      const marked = mark === '' ? note : { demonstration: true, ...note };
      const body = `${JSON.stringify(marked, undefined, 2)}\n`;
      return { download: `${mark}note.json`, type: 'application/json; charset=utf-8', body };
    },
  }),
];

/** NOT_FOUND at once for an election that is not there, without a thread. */
export function plausibilityRoutes(space: Space, assessments: Assessments): readonly AnyRoute[] {
  const kept: Kept = async (election) => await assessments.of(electionOf(space.ledger, election).id);
  return [
    ...listRoutes(space, kept),
    ...wholeRoutes(space, kept),
    ...changeRoutes(space, kept),
    ...decidingRoutes(space, kept),
    ...takingRoutes(space),
  ];
}
