// Writes entries of the audit trail. Call it within the same `ledger.write` as the change that it records.
import type { Ledger } from '../ledger.ts';
import { prepared } from '../statements.ts';
import { canonicalJson, type Json } from '../../kernel/canonical-json.ts';
import { type AuditRow, entryHash, genesisHash } from './chain.ts';
import type { Actor, AuditEntry } from './entry.ts';
import { networkOf } from './network.ts';

const lastEntry = 'SELECT sequence, hash FROM audit ORDER BY sequence DESC LIMIT 1';
const insertEntry = `
  INSERT INTO audit (sequence, time, event, actor_kind, actor_id, subject, details, address, hash)
  VALUES (:sequence, :time, :event, :actor_kind, :actor_id, :subject, :details, :address, :hash)`;

const mostTextLength = 2000;
const mostTexts = 1000;

/** Appends one entry; joins the transaction that runs, or makes its own. Long texts are shortened. */
export function recordAudit(ledger: Ledger, entry: AuditEntry): void {
  ledger.write(() => {
    const last = prepared(ledger.db, lastEntry).get() as Pick<AuditRow, 'sequence' | 'hash'> | undefined;
    const row = rowOf(entry, (last?.sequence ?? 0) + 1, ledger.now());
    const hash = entryHash(last?.hash ?? genesisHash, row);
    prepared(ledger.db, insertEntry).run({ ...row, hash });
  });
}

function rowOf(entry: AuditEntry, sequence: number, time: number): Omit<AuditRow, 'hash'> {
  return {
    sequence,
    time: Math.trunc(time),
    event: entry.event,
    actor_kind: entry.actor.kind,
    actor_id: bounded(actorId(entry.actor)),
    subject: entry.subject === undefined ? null : bounded(entry.subject),
    details: canonicalJson(boundedDetails(entry.details ?? {})),
    address: entry.address === undefined ? null : networkOf(entry.address),
  };
}

const actorId = (actor: Actor): string => (actor.kind === 'operator' ? '' : actor.id);

/** Well-formed, because the hash is over what comes out of the file again; without NUL, at which readers may stop. */
const bounded = (value: string): string => {
  const whole = value.length > mostTextLength ? `${value.slice(0, mostTextLength)}…` : value;
  return whole.toWellFormed().replaceAll('\0', '\uFFFD');
};

function boundedDetails(details: object): { readonly [key: string]: Json } {
  const kept = Object.entries(details as Readonly<Record<string, Json | undefined>>).flatMap(([key, value]) =>
    value === undefined ? [] : [[key, boundedValue(value)] as const],
  );
  return Object.fromEntries(kept);
}

const boundedValue = (value: Json): Json => {
  if (typeof value === 'string') return bounded(value);
  return Array.isArray(value) ? value.slice(0, mostTexts).map((item: Json) => boundedValue(item)) : value;
};
