// What the routes of accounts share.
import type { Caller } from '../../../accounts/accounts.ts';
import type { Session } from '../../../accounts/session.ts';
import { PollwardenError } from '../../../kernel/errors.ts';
import type { ListPage } from '../../../ledger/list.ts';
import type { RouteContext } from '../../route.ts';

export const callerOf = ({ address, userAgent, sessionToken }: RouteContext): Caller => ({
  address,
  userAgent,
  cookie: sessionToken,
});

/** On routes that the access table keeps for signed-in people there always is one. */
export function sessionIn({ session }: RouteContext): Session {
  if (session === undefined) throw new PollwardenError('NOT_SIGNED_IN');
  return session;
}

export const byOf = (context: RouteContext): { readonly id: string; readonly address: string } => ({
  id: sessionIn(context).personId,
  address: context.address,
});

export const done = { done: true } as const;

/** The answer of a list, with each row as `item` makes it from its id. */
export function pageAnswer<T>({ rows, matching, atLeast, all, next }: ListPage, item: (id: string) => T) {
  const items = rows.map(({ id }) => item(String(id)));
  return { items, matching, atLeast, all, ...(next === undefined ? {} : { next }) };
}
