// Findings as a list: filtered, counted, exported.
import { Readable } from 'node:stream';
import { exportFindings } from '../../../findings/export.ts';
import { countFindings, listFindings } from '../../../findings/read.ts';
import { byOf, personIn } from '../../caller.ts';
import { type AnyRoute, defineRoute } from '../../route.ts';
import type { Space } from '../../space.ts';
import { tag } from './parts.ts';
import { queryFor } from './returns-only.ts';
import { exportQuerySchema, findingCountsSchema, findingListSchema, listQuerySchema } from './schemas.ts';
import { findingItem } from './view.ts';

export const listRoutes = (space: Space): readonly AnyRoute[] => [
  defineRoute({
    method: 'GET',
    url: '/findings',
    summary: 'Findings that match a query, a page at a time',
    tag,
    query: listQuerySchema,
    response: findingListSchema,
    handle: ({ query }, context) => {
      const asked = { now: space.now(), me: personIn(context) };
      const { items, next, ...counts } = listFindings(space.ledger, queryFor(query, context), asked);
      return { ...counts, items: items.map(findingItem), ...(next === undefined ? {} : { next }) };
    },
  }),
  defineRoute({
    method: 'GET',
    url: '/findings/counts',
    summary: 'How many findings there are by state, severity and standing',
    tag,
    response: findingCountsSchema,
    handle: (_, context) => ({ ...countFindings(space.ledger, personIn(context)), asOf: space.now() }),
  }),
  defineRoute({
    method: 'GET',
    url: '/findings/export',
    summary: 'All findings that match a query, as a file',
    tag,
    query: exportQuerySchema,
    response: 'download',
    perMinute: 10,
    handle: async ({ query }, context) => {
      const asked = { now: space.now(), me: personIn(context) };
      const demonstration = space.name === 'demonstration';
      const options = { by: byOf(context), demonstration };
      const parts = await exportFindings(space.ledger, { ...queryFor(query, context), context: asked }, options);
      const type = query.format === 'csv' ? 'text/csv; charset=utf-8' : 'application/x-ndjson';
      const name = `${demonstration ? 'DEMONSTRATION-' : ''}findings.${query.format}`;
      return { download: name, type, body: Readable.from(parts, { objectMode: false }) };
    },
  }),
];
