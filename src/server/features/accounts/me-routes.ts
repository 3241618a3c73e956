// One's own account: what it has, its password, its sessions.
import type { Accounts } from '../../../accounts/accounts.ts';
import { changePassword } from '../../../accounts/own-account.ts';
import { passkeysOf } from '../../../accounts/passkeys.ts';
import { personById } from '../../../accounts/people.ts';
import { recoveryCodesLeft } from '../../../accounts/recovery-codes.ts';
import { closeSession, listSessions } from '../../../accounts/sessions.ts';
import { hasTotp } from '../../../accounts/totp.ts';
import { PollwardenError } from '../../../kernel/errors.ts';
import { personIn, sessionIn } from '../../caller.ts';
import { type AnyRoute, defineRoute } from '../../route.ts';
import { callerOf, done as doneAnswer } from './common.ts';
import { changePasswordBody, done, idParams, me, type Me, ownSessions } from './schemas.ts';

const tag = 'account';

function meOf({ ledger }: Accounts, personId: string): Me {
  const person = personById(ledger, personId);
  if (person === undefined) throw new PollwardenError('NOT_FOUND');
  const { id, name, email, role, organisation } = person;
  const passkeys = passkeysOf(ledger, personId).map(({ id: passkey, name: called, created_at, used_at }) => ({
    id: passkey,
    name: called,
    createdAt: created_at,
    ...(used_at === null ? {} : { usedAt: used_at }),
  }));
  const hasPassword = person.password_hash !== null;
  const totp = hasTotp(ledger, personId);
  return {
    id,
    name,
    email,
    role,
    organisation,
    hasPassword,
    totp,
    recoveryCodesLeft: recoveryCodesLeft(ledger, personId),
    passkeys,
  };
}

export const meRoutes = (accounts: Accounts): readonly AnyRoute[] => [
  defineRoute({
    method: 'GET',
    url: '/me',
    summary: 'My account',
    tag,
    response: me,
    handle: (_input, context) => meOf(accounts, personIn(context)),
  }),
  defineRoute({
    method: 'POST',
    url: '/me/password',
    summary: 'Change my password; my other sessions end',
    tag,
    body: changePasswordBody,
    response: done,
    handle: async ({ body }, context) => {
      await changePassword(accounts, sessionIn(context), body, callerOf(context));
      return doneAnswer;
    },
  }),
  ...sessionListRoutes(accounts),
];

function sessionListRoutes({ ledger }: Accounts): readonly AnyRoute[] {
  return [
    defineRoute({
      method: 'GET',
      url: '/me/sessions',
      summary: 'Where I am signed in',
      tag,
      response: ownSessions,
      handle: (_input, context) => {
        const own = sessionIn(context);
        const items = listSessions(ledger, own.personId).map((row) => ({
          id: row.id,
          device: row.user_agent,
          network: row.network,
          method: row.method,
          createdAt: row.created_at,
          seenAt: row.seen_at,
          expiresAt: row.expires_at,
          current: row.id === own.id,
        }));
        return { items };
      },
    }),
    defineRoute({
      method: 'DELETE',
      url: '/me/sessions/:id',
      summary: 'End one of my sessions',
      tag,
      params: idParams,
      response: done,
      handle: ({ params }, context) => {
        closeSession(ledger, sessionIn(context), params.id, context.address);
        return doneAnswer;
      },
    }),
  ];
}
