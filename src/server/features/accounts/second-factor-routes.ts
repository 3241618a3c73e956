// One-time codes and passkeys of one's own account. Each change asks for a fresh sign-in or the password.
import type { Accounts } from '../../../accounts/accounts.ts';
import { confirmSelf } from '../../../accounts/own-account.ts';
import { addPasskey, passkeyCreation, removePasskey } from '../../../accounts/passkeys.ts';
import { confirmTotp, offerTotp, removeTotp } from '../../../accounts/totp.ts';
import { personIn, sessionIn } from '../../caller.ts';
import { type AnyRoute, defineRoute, type RouteContext } from '../../route.ts';
import { callerOf, done as doneAnswer } from './common.ts';
import {
  addPasskeyBody,
  codeBody,
  confirmBody,
  done,
  passkeyIdParams,
  passkeyItem,
  passkeyOptions,
  recoveryCodes,
  totpOffer,
} from './schemas.ts';

const tag = 'account';

export const secondFactorRoutes = (accounts: Accounts): readonly AnyRoute[] => {
  const confirm = async (context: RouteContext, password: string | undefined): Promise<string> => {
    const session = sessionIn(context);
    await confirmSelf(accounts, session, password, callerOf(context));
    return session.personId;
  };
  return [...totpRoutes(accounts, confirm), ...passkeyRoutes(accounts, confirm)];
};

type Confirm = (context: RouteContext, password: string | undefined) => Promise<string>;

const totpRoutes = ({ ledger }: Accounts, confirm: Confirm): readonly AnyRoute[] => [
  defineRoute({
    method: 'POST',
    url: '/me/totp',
    summary: 'Begin with one-time codes: the secret',
    tag,
    body: confirmBody,
    response: totpOffer,
    handle: async ({ body }, context) => offerTotp(ledger, await confirm(context, body?.password)),
  }),
  defineRoute({
    method: 'POST',
    url: '/me/totp/confirm',
    summary: 'Switch one-time codes on with a first code; answers with the recovery codes',
    tag,
    body: codeBody,
    response: recoveryCodes,
    perMinute: 30,
    handle: ({ body }, context) => ({
      recoveryCodes: [...confirmTotp(ledger, personIn(context), body.code, context.address)],
    }),
  }),
  defineRoute({
    method: 'DELETE',
    url: '/me/totp',
    summary: 'Switch one-time codes off',
    tag,
    body: confirmBody,
    response: done,
    handle: async ({ body }, context) => {
      removeTotp(ledger, await confirm(context, body?.password), context.address);
      return doneAnswer;
    },
  }),
];

const passkeyRoutes = (accounts: Accounts, confirm: Confirm): readonly AnyRoute[] => [
  defineRoute({
    method: 'POST',
    url: '/me/passkeys/options',
    summary: 'Begin to add a passkey',
    tag,
    body: confirmBody,
    response: passkeyOptions,
    handle: async ({ body }, context) => {
      const options = await passkeyCreation(accounts, await confirm(context, body?.password));
      return { options: { ...options } };
    },
  }),
  defineRoute({
    method: 'POST',
    url: '/me/passkeys',
    summary: 'Add the passkey that the browser made',
    tag,
    body: addPasskeyBody,
    response: passkeyItem,
    handle: async ({ body }, context) => {
      const { personId } = sessionIn(context);
      const { id, name, created_at } = await addPasskey(accounts, personId, { ...body, address: context.address });
      return { id, name, createdAt: created_at };
    },
  }),
  defineRoute({
    method: 'DELETE',
    url: '/me/passkeys/:id',
    summary: 'Remove a passkey',
    tag,
    params: passkeyIdParams,
    body: confirmBody,
    response: done,
    handle: async ({ params, body }, context) => {
      removePasskey(accounts.ledger, await confirm(context, body?.password), params.id, context.address);
      return doneAnswer;
    },
  }),
];
