// What the routes of findings share: who asks, and telling the live pages.
import type { Session } from '../../../accounts/session.ts';
import type { By } from '../../../findings/work.ts';
import { PollwardenError } from '../../../kernel/errors.ts';
import type { RouteContext } from '../../route.ts';
import type { Space } from '../../space.ts';

export const tag = 'findings';

/** On routes that the access table keeps for signed-in people there always is one. */
export function sessionIn({ session }: RouteContext): Session {
  if (session === undefined) throw new PollwardenError('NOT_SIGNED_IN');
  return session;
}

export const byOf = (context: RouteContext): By => ({
  actor: { kind: 'person', id: sessionIn(context).personId },
  address: context.address,
});

export const changedFinding = (space: Space, id: string): void =>
  space.hub.publish({ topic: 'findings', change: 'changed', id });
