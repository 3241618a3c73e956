// People, organisations and invitations, as administrators see and change them.
import type { Accounts } from '../../../accounts/accounts.ts';
import { peopleList } from '../../../accounts/lists.ts';
import { changePerson } from '../../../accounts/manage-people.ts';
import { activePeople, personById } from '../../../accounts/people.ts';
import { secondFactorsOf } from '../../../accounts/pending.ts';
import { issueRecovery } from '../../../accounts/recovery.ts';
import { PollwardenError } from '../../../kernel/errors.ts';
import type { Ledger } from '../../../ledger/ledger.ts';
import { listRows } from '../../../ledger/list.ts';
import { personIn } from '../../caller.ts';
import { type AnyRoute, defineRoute } from '../../route.ts';
import { pageAnswer, whoOf } from './common.ts';
import { invitationRoutes } from './invitation-routes.ts';
import { organisationRoutes } from './organisation-routes.ts';
import {
  changePersonBody,
  colleagues,
  idParams,
  linkAnswer,
  listQuery,
  peoplePage,
  person,
  type Person,
} from './schemas.ts';

const tag = 'people';
/** Roles that can be given work. */
const workers = ['administrator', 'electionAuthority', 'analyst', 'platformDesk'] as const;

const personItem = (ledger: Ledger, id: string): Person => {
  const whole = personById(ledger, id);
  if (whole === undefined) throw new PollwardenError('NOT_FOUND');
  return {
    id: whole.id,
    name: whole.name,
    email: whole.email,
    role: whole.role,
    organisationId: whole.organisation_id,
    organisation: whole.organisation,
    restricted: whole.restricted_at !== null,
    secondFactor: secondFactorsOf(ledger, whole.id).length > 0,
    createdAt: whole.created_at,
    ...(whole.signed_in_at === null ? {} : { signedInAt: whole.signed_in_at }),
  };
};

export const peopleRoutes = (accounts: Accounts): readonly AnyRoute[] => [
  ...listRoutes(accounts),
  ...changeRoutes(accounts),
  ...organisationRoutes(accounts),
  ...invitationRoutes(accounts),
];

const listRoutes = ({ ledger }: Accounts): readonly AnyRoute[] => [
  defineRoute({
    method: 'GET',
    url: '/colleagues',
    summary: 'People who can be given work',
    tag,
    response: colleagues,
    handle: () => ({
      items: activePeople(ledger, { roles: workers }).map(({ id, name, role }) => ({ id, name, role })),
    }),
  }),
  defineRoute({
    method: 'GET',
    url: '/people',
    summary: 'People of this space',
    tag,
    query: listQuery,
    response: peoplePage,
    handle: ({ query }, context) => {
      const page = listRows(ledger, peopleList, query, { now: ledger.now(), me: personIn(context) });
      return pageAnswer(page, (id) => personItem(ledger, id));
    },
  }),
];

const changeRoutes = ({ ledger, address }: Accounts): readonly AnyRoute[] => [
  defineRoute({
    method: 'PATCH',
    url: '/people/:id',
    summary: 'Change name, role or organisation of a person, or restrict them',
    tag,
    params: idParams,
    body: changePersonBody,
    response: person,
    handle: ({ params, body }, context) => {
      changePerson(ledger, params.id, body, whoOf(context));
      context.space.hub.publish({ topic: 'people', change: 'changed', id: params.id });
      return personItem(ledger, params.id);
    },
  }),
  defineRoute({
    method: 'POST',
    url: '/people/:id/recovery',
    summary: 'Make a one-time link that lets a person in again',
    tag,
    params: idParams,
    response: linkAnswer,
    handle: ({ params }, context) => {
      const { id, address: from } = whoOf(context);
      const { token, expiresAt } = issueRecovery(ledger, params.id, id, from);
      return { link: `${address}/recovery#${token}`, expiresAt };
    },
  }),
];
