// What the routes of operations share: the audit entry, the news to live pages.
import type { AuditEntry } from '../../../ledger/audit/entry.ts';
import { recordAudit } from '../../../ledger/audit/record.ts';
import type { Space } from '../../space.ts';

export const tag = 'operations';
export const done = { done: true as const };

export type Parts = { readonly space: Space; readonly record: (entry: AuditEntry) => void };

export const partsOf = (space: Space): Parts => ({
  space,
  record: (entry) => {
    space.ledger.write(() => recordAudit(space.ledger, entry));
    space.hub.publish({ topic: 'operations', change: 'changed' });
  },
});
