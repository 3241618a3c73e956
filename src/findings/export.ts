// Findings out of the ledger: the filtered list as CSV or JSON lines, one finding with its evidence. Every export is in
// the audit trail before it is handed over, and says when it is a demonstration.
import { demonstrationMark as mark } from '../kernel/demonstration.ts';
import { setImmediate } from 'node:timers/promises';
import { PollwardenError } from '../kernel/errors.ts';
import type { By } from '../ledger/audit/entry.ts';
import { recordAudit } from '../ledger/audit/record.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { eachRow } from '../ledger/list.ts';
import type { ListContext } from '../ledger/list-sql.ts';
import { type CsvCell, csvLine } from './csv.ts';
import type { Evidence } from './evidence.ts';
import type { Finding } from './finding.ts';
import { graphmlOf } from './graphml.ts';
import { findingList } from './list-spec.ts';
import { evidenceOf } from './read.ts';
import { findingOf } from './rows.ts';

export type ExportOptions = {
  readonly by: By;
  /** Marks every export of generated data. */
  readonly demonstration: boolean;
};

export type ListExport = {
  readonly q: string;
  readonly sort?: string;
  readonly format: 'csv' | 'jsonl';
  readonly context: ListContext;
};

const iso = (time: number): string => new Date(time).toISOString();

const columns: readonly (readonly [string, (finding: Finding) => CsvCell])[] = [
  ['id', ({ id }) => id],
  ['title', ({ title }) => title],
  ['state', ({ state }) => state],
  ['severity', ({ severity }) => severity],
  ['standing', ({ standing }) => standing],
  ['q_value', ({ qValue }) => qValue ?? null],
  ['accounts', ({ accounts }) => accounts],
  ['objects', ({ objects }) => objects],
  ['layers', ({ layers }) => layers.join(' ')],
  ['declared', ({ declared }) => declared ?? null],
  ['watchlisted', ({ watchlisted }) => watchlisted.join('; ')],
  ['phase', ({ phase }) => phase ?? null],
  ['technique', ({ technique }) => technique.id],
  ['first_seen', ({ firstSeen }) => iso(firstSeen)],
  ['last_seen', ({ lastSeen }) => iso(lastSeen)],
  ['created_at', ({ createdAt }) => iso(createdAt)],
  ['updated_at', ({ updatedAt }) => iso(updatedAt)],
  ['revision', ({ revision }) => revision],
  ['assigned_to', ({ assignedTo }) => assignedTo ?? null],
  ['notes', ({ notes }) => notes],
  ['detector', ({ detector, detectorVersion }) => `${detector} ${detectorVersion}`],
];

/** Findings of one export; more is asked for in parts. */
export const mostExported = 100_000;

/**
 * All findings that match, in order, in pieces of text; other work goes on in between. QUERY_INVALID; INPUT_INVALID,
 * also where more than 100,000 match.
 */
export async function exportFindings(
  ledger: Ledger,
  { q, sort, format, context }: ListExport,
  { by, demonstration }: ExportOptions,
): Promise<readonly string[]> {
  const parts: string[] = [];
  if (format === 'csv') parts.push(demonstration ? csvLine([mark]) : '', csvLine(columns.map(([name]) => name)));
  let entries = 0;
  let piece = '';
  for (const row of eachRow(ledger, findingList, { q, ...(sort === undefined ? {} : { sort }) }, context)) {
    if (entries === mostExported) {
      throw new PollwardenError('INPUT_INVALID', `more than ${mostExported} findings match; export them in parts`);
    }
    piece += lineOf(findingOf(row), format, demonstration);
    entries++;
    if (piece.length < 65_536) continue;
    parts.push(piece);
    piece = '';
    await setImmediate();
  }
  parts.push(piece);
  recordAudit(ledger, { event: 'findings.exported', ...by, details: { format, query: q, entries } });
  return parts;
}

function lineOf(finding: Finding, format: 'csv' | 'jsonl', demonstration: boolean): string {
  if (format === 'csv') return csvLine(columns.map(([, value]) => value(finding)));
  return `${JSON.stringify(demonstration ? { demonstration: mark, ...finding } : finding)}\n`;
}

export type FindingFormat = 'edges-csv' | 'graphml' | 'json';

/** One finding. NOT_FOUND. */
export function exportFinding(
  ledger: Ledger,
  id: string,
  format: FindingFormat,
  { by, demonstration }: ExportOptions,
): string {
  const { finding, evidence } = evidenceOf(ledger, id);
  const text = textOf(finding, evidence, format, demonstration ? mark : undefined);
  const entries = format === 'json' ? evidence.objects.length : evidence.edges.length;
  recordAudit(ledger, { event: 'finding.exported', ...by, subject: id, details: { format, entries } });
  return text;
}

function textOf(finding: Finding, evidence: Evidence, format: FindingFormat, note: string | undefined): string {
  if (format === 'graphml') return graphmlOf(finding, evidence, note);
  if (format === 'json') {
    return `${JSON.stringify({ ...(note === undefined ? {} : { demonstration: note }), finding, evidence }, undefined, 2)}\n`;
  }
  const head = ['account_a', 'account_b', 'weight', 'window_seconds', 'q_value', 'median_lag_seconds', 'layers'];
  const lines = evidence.edges.map(({ a, b, weight, windowSeconds, qValue, medianLagSeconds, layers }) =>
    csvLine([a, b, weight, windowSeconds, qValue, medianLagSeconds, layers.join(' ')]),
  );
  return [...(note === undefined ? [] : [csvLine([note])]), csvLine(head), ...lines].join('');
}
