// Who calls a route that the access table keeps for signed-in people: on those there always is a session.
import type { Session } from '../accounts/session.ts';
import { PollwardenError } from '../kernel/errors.ts';
import type { By } from '../ledger/audit/entry.ts';
import type { RouteContext } from './route.ts';

export function sessionIn({ session }: RouteContext): Session {
  if (session === undefined) throw new PollwardenError('NOT_SIGNED_IN');
  return session;
}

export const personIn = (context: RouteContext): string => sessionIn(context).personId;

/** As audit entries want it. */
export const byOf = (context: RouteContext): Required<By> => ({
  actor: { kind: 'person', id: personIn(context) },
  address: context.address,
});
