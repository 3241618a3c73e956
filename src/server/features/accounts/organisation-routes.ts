// Organisations: list, add, change.
import type { Accounts } from '../../../accounts/accounts.ts';
import { organisationsList } from '../../../accounts/lists.ts';
import { addOrganisation, changeOrganisation, organisationById } from '../../../accounts/organisations.ts';
import { PollwardenError } from '../../../kernel/errors.ts';
import type { Ledger } from '../../../ledger/ledger.ts';
import { listRows } from '../../../ledger/list.ts';
import { type AnyRoute, defineRoute } from '../../route.ts';
import { pageAnswer, whoOf } from './common.ts';
import {
  changeOrganisationBody,
  idParams,
  listQuery,
  organisation,
  type Organisation,
  organisationBody,
  organisationsPage,
} from './schemas.ts';

const tag = 'people';

const item = (ledger: Ledger, id: string): Organisation => {
  const row = organisationById(ledger, id);
  if (row === undefined) throw new PollwardenError('NOT_FOUND');
  return { id, name: row.name, kind: row.kind, people: row.people, createdAt: row.created_at };
};

export const organisationRoutes = ({ ledger }: Accounts): readonly AnyRoute[] => [
  defineRoute({
    method: 'GET',
    url: '/organisations',
    summary: 'Organisations of this space',
    tag,
    query: listQuery,
    response: organisationsPage,
    handle: ({ query }) =>
      pageAnswer(listRows(ledger, organisationsList, query, { now: ledger.now() }), (id) => item(ledger, id)),
  }),
  defineRoute({
    method: 'POST',
    url: '/organisations',
    summary: 'Add an organisation',
    tag,
    body: organisationBody,
    response: organisation,
    handle: ({ body }, context) => {
      const { id: by, address } = whoOf(context);
      const id = addOrganisation(ledger, body, { kind: 'person', id: by }, address);
      context.space.hub.publish({ topic: 'people', change: 'added' });
      return item(ledger, id);
    },
  }),
  defineRoute({
    method: 'PATCH',
    url: '/organisations/:id',
    summary: 'Change an organisation',
    tag,
    params: idParams,
    body: changeOrganisationBody,
    response: organisation,
    handle: ({ params, body }, context) => {
      const { id: by, address } = whoOf(context);
      changeOrganisation(ledger, params.id, body, { kind: 'person', id: by }, address);
      context.space.hub.publish({ topic: 'people', change: 'changed' });
      return item(ledger, params.id);
    },
  }),
];
