// The hash chain: each entry's hash covers the hash before it, so that nothing before the head can change unseen.
import { createHash } from 'node:crypto';
import { canonicalJson, type Json } from '../../kernel/canonical-json.ts';

/** A row of the table `audit`. `details` is canonical JSON, `hash` hexadecimal, `time` milliseconds since 1970 UTC. */
export type AuditRow = {
  readonly sequence: number;
  readonly time: number;
  readonly event: string;
  readonly actor_kind: string;
  readonly actor_id: string;
  readonly subject: string | null;
  readonly details: string;
  readonly address: string | null;
  readonly hash: string;
};

/** The hash "before" the first entry. */
export const genesisHash = '0'.repeat(64);

/** SHA-256 over canonical JSON of the previous hash and everything the row says. Throws SyntaxError on bad details. */
export function entryHash(previous: string, row: Omit<AuditRow, 'hash'>): string {
  const content = {
    previous,
    sequence: row.sequence,
    time: row.time,
    event: row.event,
    actor: { kind: row.actor_kind, id: row.actor_id },
    subject: row.subject,
    details: JSON.parse(row.details) as Json,
    address: row.address,
  };
  return createHash('sha256').update(canonicalJson(content)).digest('hex');
}
