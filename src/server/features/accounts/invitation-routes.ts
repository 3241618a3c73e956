// Invitations: list, make, withdraw. The link is in the answer once; only its hash is kept.
import type { Accounts } from '../../../accounts/accounts.ts';
import { invitationById, invitationState, invite, withdrawInvitation } from '../../../accounts/invitations.ts';
import { invitationsList } from '../../../accounts/lists.ts';
import { personNames } from '../../../accounts/people.ts';
import { PollwardenError } from '../../../kernel/errors.ts';
import type { Ledger } from '../../../ledger/ledger.ts';
import { listRows } from '../../../ledger/list.ts';
import { type AnyRoute, defineRoute } from '../../route.ts';
import { done as doneAnswer, pageAnswer, whoOf } from './common.ts';
import { done, idParams, type Invitation, invitationsPage, inviteAnswer, inviteBody, listQuery } from './schemas.ts';

const tag = 'people';

const item = (ledger: Ledger, id: string): Invitation => {
  const row = invitationById(ledger, id);
  if (row === undefined) throw new PollwardenError('NOT_FOUND');
  return {
    id,
    email: row.email,
    role: row.role,
    organisationId: row.organisation_id,
    organisation: row.organisation,
    createdBy: personNames(ledger, [row.created_by]).get(row.created_by) ?? row.created_by,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    state: invitationState(row, ledger.now()),
  };
};

export const invitationRoutes = ({ ledger, address }: Accounts): readonly AnyRoute[] => [
  defineRoute({
    method: 'GET',
    url: '/invitations',
    summary: 'Invitations',
    tag,
    query: listQuery,
    response: invitationsPage,
    handle: ({ query }) =>
      pageAnswer(listRows(ledger, invitationsList, query, { now: ledger.now() }), (id) => item(ledger, id)),
  }),
  defineRoute({
    method: 'POST',
    url: '/invitations',
    summary: 'Invite a person; answers with the one-time link',
    tag,
    body: inviteBody,
    response: inviteAnswer,
    handle: ({ body }, context) => {
      const by = whoOf(context);
      const { invitation, token } = invite(ledger, body, by.id, by.address);
      context.space.hub.publish({ topic: 'people', change: 'added' });
      return { invitation: item(ledger, invitation.id), link: `${address}/invitation#${token}` };
    },
  }),
  defineRoute({
    method: 'DELETE',
    url: '/invitations/:id',
    summary: 'Withdraw an invitation',
    tag,
    params: idParams,
    response: done,
    handle: ({ params }, context) => {
      const { id, address: from } = whoOf(context);
      withdrawInvitation(ledger, params.id, id, from);
      context.space.hub.publish({ topic: 'people', change: 'changed' });
      return doneAnswer;
    },
  }),
];
