// Coming in for the first time or again, by a one-time link.
import type { Accounts } from '../../../accounts/accounts.ts';
import { acceptInvitation, openInvitation } from '../../../accounts/invitations.ts';
import { acceptRecovery } from '../../../accounts/recovery.ts';
import { setUp } from '../../../accounts/setup.ts';
import { type AnyRoute, defineRoute } from '../../route.ts';
import { callerOf } from './common.ts';
import {
  acceptInvitationBody,
  acceptRecoveryBody,
  invitationPreview,
  setupBody,
  signInAnswer,
  tokenBody,
} from './schemas.ts';

const tag = 'accounts';
const signedIn = { state: 'signedIn' } as const;
/** Tokens cannot be guessed; this only keeps the noise down. */
const perMinute = 60;

export const enterRoutes = (accounts: Accounts): readonly AnyRoute[] => [
  defineRoute({
    method: 'POST',
    url: '/setup',
    summary: 'Set up the space with the one-time link of its first start',
    tag,
    body: setupBody,
    response: signInAnswer,
    perMinute,
    handle: async ({ body }, context) => {
      context.setSession(await setUp(accounts, body, callerOf(context)));
      context.space.hub.publish({ topic: 'people', change: 'added' });
      return signedIn;
    },
  }),
  ...invitationRoutes(accounts),
  defineRoute({
    method: 'POST',
    url: '/recovery/accept',
    summary: 'Come in again by a recovery link: a new password',
    tag,
    body: acceptRecoveryBody,
    response: signInAnswer,
    perMinute,
    handle: async ({ body }, context) => {
      context.setSession(await acceptRecovery(accounts, body, callerOf(context)));
      return signedIn;
    },
  }),
];

const invitationRoutes = (accounts: Accounts): readonly AnyRoute[] => [
  defineRoute({
    method: 'POST',
    url: '/invitations/preview',
    summary: 'What an invitation gives',
    tag,
    body: tokenBody,
    response: invitationPreview,
    perMinute,
    handle: ({ body }) => {
      const { email, role, organisation, expires_at: expiresAt } = openInvitation(accounts.ledger, body.token);
      return { email, role, organisation, expiresAt };
    },
  }),
  defineRoute({
    method: 'POST',
    url: '/invitations/accept',
    summary: 'Accept an invitation: name and password',
    tag,
    body: acceptInvitationBody,
    response: signInAnswer,
    perMinute,
    handle: async ({ body }, context) => {
      context.setSession(await acceptInvitation(accounts, body, callerOf(context)));
      context.space.hub.publish({ topic: 'people', change: 'added' });
      return signedIn;
    },
  }),
];
