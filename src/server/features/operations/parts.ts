// What the routes of operations share: who asks, the audit entry, the news to live pages.
import { PollwardenError } from '../../../kernel/errors.ts';
import type { AuditEntry } from '../../../ledger/audit/entry.ts';
import { recordAudit } from '../../../ledger/audit/record.ts';
import type { RouteContext } from '../../route.ts';
import type { Space } from '../../space.ts';

export const tag = 'operations';
export const done = { done: true as const };

export const personOf = ({ session }: RouteContext): string => {
  if (session === undefined) throw new PollwardenError('NOT_SIGNED_IN');
  return session.personId;
};

export const by = (context: RouteContext) => ({
  actor: { kind: 'person' as const, id: personOf(context) },
  address: context.address,
});

export type Parts = { readonly space: Space; readonly record: (entry: AuditEntry) => void };

export const partsOf = (space: Space): Parts => ({
  space,
  record: (entry) => {
    space.ledger.write(() => recordAudit(space.ledger, entry));
    space.hub.publish({ topic: 'operations', change: 'changed' });
  },
});
