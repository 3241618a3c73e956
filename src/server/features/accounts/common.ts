// What the routes of accounts share.
import type { Caller } from '../../../accounts/accounts.ts';
import type { ListPage } from '../../../ledger/list.ts';
import { personIn } from '../../caller.ts';
import type { RouteContext } from '../../route.ts';

export const callerOf = ({ address, userAgent, sessionToken }: RouteContext): Caller => ({
  address,
  userAgent,
  cookie: sessionToken,
});

export const whoOf = (context: RouteContext): { readonly id: string; readonly address: string } => ({
  id: personIn(context),
  address: context.address,
});

export const done = { done: true } as const;

/** The answer of a list, with each row as `item` makes it from its id. */
export function pageAnswer<T>({ rows, matching, atLeast, all, next }: ListPage, item: (id: string) => T) {
  const items = rows.map(({ id }) => item(String(id)));
  return { items, matching, atLeast, all, ...(next === undefined ? {} : { next }) };
}
