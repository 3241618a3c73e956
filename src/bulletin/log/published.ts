// What was published of a log, as the audit trail has it: a log that was put back to an older state shows by it.
import type { ElectionId } from '../../elections/definition/definition.ts';
import { recordAudit } from '../../ledger/audit/record.ts';
import type { Ledger } from '../../ledger/ledger.ts';

/** `root` in base64, as a checkpoint writes it. */
export type PublishedHead = { readonly size: number; readonly root: string };

/** The newest checkpoint that was published; undefined where none was. */
export function lastPublished({ db }: Ledger, election: ElectionId): PublishedHead | undefined {
  const row = db
    .prepare("SELECT details FROM audit WHERE event = 'log.published' AND subject = ? ORDER BY sequence DESC LIMIT 1")
    .get(election);
  if (row === undefined) return undefined;
  const { size, root } = JSON.parse(String(row.details)) as PublishedHead;
  return { size, root };
}

/** Once for each checkpoint. */
export function recordPublished(ledger: Ledger, election: ElectionId, head: PublishedHead, witnesses: number): void {
  if (lastPublished(ledger, election)?.size === head.size) return;
  recordAudit(ledger, {
    event: 'log.published',
    actor: { kind: 'system', id: 'bulletin' },
    subject: election,
    details: { ...head, witnesses },
  });
}
