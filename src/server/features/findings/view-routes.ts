// Saved views of lists.
import { listViews, removeView, saveView } from '../../../findings/views.ts';
import { byOf, personIn } from '../../caller.ts';
import { type AnyRoute, defineRoute } from '../../route.ts';
import type { Space } from '../../space.ts';
import {
  doneSchema,
  idParamsSchema,
  viewBodySchema,
  viewListQuerySchema,
  viewListSchema,
  viewSchema,
} from './schemas.ts';

const tag = 'views';

export const viewRoutes = ({ ledger }: Space): readonly AnyRoute[] => [
  defineRoute({
    method: 'GET',
    url: '/views',
    summary: 'Own and shared views',
    tag,
    query: viewListQuerySchema,
    response: viewListSchema,
    handle: ({ query }, context) => {
      const me = personIn(context);
      return { items: listViews(ledger, me, query.page).map((view) => ({ ...view, mine: view.owner === me })) };
    },
  }),
  defineRoute({
    method: 'POST',
    url: '/views',
    summary: 'Save a view; one of the same name on the same page is replaced',
    tag,
    body: viewBodySchema,
    response: viewSchema,
    handle: ({ body }, context) => ({
      ...saveView(ledger, personIn(context), body, byOf(context)),
      mine: true,
    }),
  }),
  defineRoute({
    method: 'DELETE',
    url: '/views/:id',
    summary: 'Remove a view of one’s own',
    tag,
    params: idParamsSchema,
    response: doneSchema,
    handle: ({ params }, context) => {
      removeView(ledger, personIn(context), params.id, byOf(context));
      return { done: true as const };
    },
  }),
];
