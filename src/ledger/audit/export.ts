// The audit trail as CSV or as JSON lines, in the order of the entries, written as it is read.
import { demonstrationMark } from '../../kernel/demonstration.ts';
import type { Ledger } from '../ledger.ts';
import { eachRow } from '../list.ts';
import type { AuditRow } from './chain.ts';
import { auditEntryView, auditList } from './list.ts';

export const auditFormats = ['csv', 'jsonl'] as const;
export type AuditFormat = (typeof auditFormats)[number];

const columns = ['sequence', 'time', 'event', 'actorKind', 'actor', 'subject', 'network', 'details', 'hash'] as const;

const chunkCharacters = 65_536;

export type AuditExport = {
  readonly format: AuditFormat;
  readonly q?: string | undefined;
  /** Then it carries the mark: in CSV as its first line, else in each entry. */
  readonly demonstration: boolean;
};

/** The lines in pieces that are worth a write each. */
export function* auditChunks(ledger: Ledger, wanted: AuditExport): Generator<string> {
  let chunk = '';
  for (const line of auditLines(ledger, wanted)) {
    chunk += line;
    if (chunk.length < chunkCharacters) continue;
    yield chunk;
    chunk = '';
  }
  if (chunk !== '') yield chunk;
}

/** Lines, each with its end. In CSV a text that a spreadsheet would take for a formula gets an apostrophe in front. */
function* auditLines(ledger: Ledger, { format, q, demonstration }: AuditExport): Generator<string> {
  const marked = demonstration ? { demonstration: demonstrationMark } : {};
  if (format === 'csv') yield `${demonstration ? `${csvField(demonstrationMark)}\r\n` : ''}${columns.join(',')}\r\n`;
  for (const row of matchingRows(ledger, q)) yield format === 'csv' ? csvLine(row) : jsonLine(row, marked);
}

const pageRows = 1000;

/** Without a filter the entries are walked by their numbers, which counts nothing. */
function* matchingRows(ledger: Ledger, q = ''): Generator<AuditRow> {
  if (q.trim() !== '') {
    yield* eachRow(ledger, auditList, { sort: 'sequence', q }, { now: ledger.now() }) as unknown as Generator<AuditRow>;
    return;
  }
  const select = ledger.db.prepare('SELECT * FROM audit WHERE sequence > ? ORDER BY sequence LIMIT ?');
  for (let after = 0; ; ) {
    const rows = select.all(after, pageRows) as readonly unknown[] as readonly AuditRow[];
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.sequence;
  }
}

const iso = (time: number): string => new Date(time).toISOString();

function csvLine(row: AuditRow): string {
  const values = [
    `${row.sequence}`,
    iso(row.time),
    row.event,
    row.actor_kind,
    row.actor_id,
    row.subject ?? '',
    row.address ?? '',
    row.details,
    row.hash,
  ];
  return `${values.map(csvField).join(',')}\r\n`;
}

/** RFC 4180. */
const csvField = (value: string): string => {
  const safe = /^[=+\-@\t\r]/u.test(value) ? `'${value}` : value;
  return /[",\r\n]/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

/** Holds all that the hash covers, so that the chain of a whole export can be recomputed without us. */
function jsonLine(row: AuditRow, marked: { readonly demonstration?: string }): string {
  const { sequence, event, actor, subject, details, network, hash } = auditEntryView(row);
  const entry = { sequence, time: row.time, at: iso(row.time), event, actor, subject: subject?.id, network };
  return `${JSON.stringify({ ...marked, ...entry, details, hash })}\n`;
}

/** Hash and number of the newest entry. */
export function auditHead({ db }: Ledger): { readonly sequence: number; readonly hash: string } | undefined {
  return db.prepare('SELECT sequence, hash FROM audit ORDER BY sequence DESC LIMIT 1').get() as
    | { readonly sequence: number; readonly hash: string }
    | undefined;
}
