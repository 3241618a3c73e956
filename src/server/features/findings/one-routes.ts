// One finding: its page, its evidence, and what people do with it.
import { conflictDetector } from '../../../findings/conflict/conflict.ts';
import { networkOf, objectPage } from '../../../findings/detail.ts';
import { exportFinding } from '../../../findings/export.ts';
import { evidenceOf } from '../../../findings/read.ts';
import { relatedFindings } from '../../../findings/related.ts';
import { noteOn } from '../../../findings/work.ts';
import { byOf } from '../../caller.ts';
import { type AnyRoute, defineRoute } from '../../route.ts';
import type { Space } from '../../space.ts';
import { changeFinding } from './change.ts';
import { changedFinding, tag } from './parts.ts';
import { forReaders, seesReturns } from './returns-only.ts';
import {
  evidenceQuerySchema,
  evidenceSchema,
  findingChangeSchema,
  findingDetailSchema,
  findingExportQuerySchema,
  idParamsSchema,
  networkSchema,
  noteAnswerSchema,
  noteBodySchema,
  relatedSchema,
} from './schemas.ts';
import { findingDetail, findingItem, networkAnswer } from './view.ts';

const params = idParamsSchema;

const workRoutes = (space: Space): readonly AnyRoute[] => [
  defineRoute({
    method: 'GET',
    url: '/findings/:id',
    summary: 'One finding with what it claims, what speaks against it and what was done',
    tag,
    params,
    response: findingDetailSchema,
    handle: ({ params: { id } }) => findingDetail(space, id),
  }),
  defineRoute({
    method: 'PATCH',
    url: '/findings/:id',
    summary: 'Set the state, with a reason, or assign it',
    tag,
    params,
    body: findingChangeSchema,
    response: findingDetailSchema,
    handle: ({ params: { id }, body }, context) => {
      changeFinding(space.ledger, id, body, byOf(context));
      changedFinding(space, id);
      return findingDetail(space, id);
    },
  }),
  defineRoute({
    method: 'POST',
    url: '/findings/:id/notes',
    summary: 'Add a note',
    tag,
    params,
    body: noteBodySchema,
    response: noteAnswerSchema,
    handle: ({ params: { id }, body }, context) => {
      const note = noteOn(space.ledger, id, body.text, byOf(context));
      changedFinding(space, id);
      return note;
    },
  }),
];

const evidenceRoutes = ({ ledger }: Space): readonly AnyRoute[] => [
  defineRoute({
    method: 'GET',
    url: '/findings/:id/network',
    summary: 'Members and how they meet',
    tag,
    params,
    response: networkSchema,
    handle: ({ params: { id } }) => networkAnswer(networkOf(evidenceOf(ledger, id).evidence)),
  }),
  defineRoute({
    method: 'GET',
    url: '/findings/:id/evidence',
    summary: 'Shared objects with their posts, the most surprising first',
    tag,
    params,
    query: evidenceQuerySchema,
    response: evidenceSchema,
    handle: ({ params: { id }, query }) => {
      const { items, all, next } = objectPage(ledger, evidenceOf(ledger, id).evidence, query.cursor, query.limit);
      const shown = items.map((item) => ({ ...item, posts: [...item.posts], watchlisted: [...item.watchlisted] }));
      return { items: shown, all, matching: all, ...(next === undefined ? {} : { next }) };
    },
  }),
];

const relatedRoutes = ({ ledger, name }: Space): readonly AnyRoute[] => [
  defineRoute({
    method: 'GET',
    url: '/findings/:id/related',
    summary: 'Findings with the same members or objects, or at the same time, with the reasons',
    tag,
    params,
    response: relatedSchema,
    handle: ({ params: { id } }, context) => ({
      items: relatedFindings(ledger, id)
        .filter(({ finding }) => finding.detector !== conflictDetector || seesReturns(context))
        .map(({ finding, reasons }) => ({
          finding: findingItem(finding),
          reasons: [...reasons],
        })),
    }),
  }),
  defineRoute({
    method: 'GET',
    url: '/findings/:id/export',
    summary: 'One finding as a file: edges, network, or all with the evidence',
    tag,
    params,
    query: findingExportQuerySchema,
    response: 'download',
    perMinute: 30,
    handle: ({ params: { id }, query: { format } }, context) => {
      const demonstration = name === 'demonstration';
      const body = exportFinding(ledger, id, format, { by: byOf(context), demonstration });
      const { type, ending } = fileTypes[format];
      return { download: `${demonstration ? 'DEMONSTRATION-' : ''}finding.${ending}`, type, body };
    },
  }),
];

const fileTypes = {
  'edges-csv': { type: 'text/csv; charset=utf-8', ending: 'csv' },
  graphml: { type: 'application/xml; charset=utf-8', ending: 'graphml' },
  json: { type: 'application/json', ending: 'json' },
} as const;

export const oneRoutes = (space: Space): readonly AnyRoute[] =>
  [...workRoutes(space), ...evidenceRoutes(space), ...relatedRoutes(space)].map(forReaders(space));
