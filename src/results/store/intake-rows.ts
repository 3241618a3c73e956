// What was read from intake, as it is remembered and as the page of an election shows it.
import { PollwardenError } from '../../kernel/errors.ts';
import { recordAudit } from '../../ledger/audit/record.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import { prepared } from '../../ledger/statements.ts';
import { addressOf, type By } from './by.ts';

export const envelopeOutcomes = ['added', 'known', 'refused'] as const;
export type EnvelopeOutcome = (typeof envelopeOutcomes)[number];

export type EnvelopeRow = {
  readonly number: number;
  readonly hash: string;
  readonly election: string;
  readonly centre: string;
  readonly key: string;
  /** Of the receipt; null for an envelope that has none. */
  readonly sequence: number | null;
  readonly receivedAt: number;
  readonly readAt: number;
  readonly outcome: EnvelopeOutcome;
  readonly code: string;
  readonly detail: string;
  readonly contest: string;
  readonly unit: string;
  readonly returnHash: string;
};

type Row = Readonly<Record<string, string | number | null>>;

const rowOf = (row: Row): EnvelopeRow => ({
  number: Number(row.number),
  hash: String(row.hash),
  election: String(row.election),
  centre: String(row.centre),
  key: String(row.key),
  sequence: row.sequence === null ? null : Number(row.sequence),
  receivedAt: Number(row.received_at),
  readAt: Number(row.read_at),
  outcome: row.outcome as EnvelopeOutcome,
  code: String(row.code),
  detail: String(row.detail),
  contest: String(row.contest),
  unit: String(row.unit),
  returnHash: String(row.return_hash),
});

const insert = `INSERT INTO intake_envelopes
  (hash, election, centre, key, sequence, received_at, read_at, outcome, code, detail, contest, unit, return_hash)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (hash) DO NOTHING`;

/** In the transaction that took the return in, so that both are there or neither. */
export function rememberEnvelope(ledger: Ledger, row: Omit<EnvelopeRow, 'number' | 'readAt'>): void {
  prepared(ledger.db, insert).run(
    row.hash,
    row.election,
    row.centre,
    row.key,
    row.sequence,
    Math.trunc(row.receivedAt),
    Math.trunc(ledger.now()),
    row.outcome,
    row.code,
    row.detail.slice(0, 500),
    row.contest,
    row.unit,
    row.returnHash,
  );
}

export const isRemembered = ({ db }: Ledger, hash: string): boolean =>
  prepared(db, 'SELECT 1 FROM intake_envelopes WHERE hash = ?').get(hash) !== undefined;

export type EnvelopeCounts = {
  readonly added: number;
  readonly known: number;
  readonly refused: number;
  /** When the last envelope was received, by its receipt, and when the last was read; undefined before the first. */
  readonly lastReceivedAt: number | undefined;
  readonly lastReadAt: number | undefined;
};

const ofElection = "(election = ? OR (election = '' AND outcome = 'refused'))";

/** Of one election, with those whose election nobody knows because they cannot be read. */
export function envelopeCounts({ db }: Ledger, election: string): EnvelopeCounts {
  const rows = prepared(
    db,
    `SELECT outcome, count(*) AS n, max(received_at) AS received, max(read_at) AS read FROM intake_envelopes
     WHERE ${ofElection} GROUP BY outcome`,
  ).all(election) as Row[];
  const of = (outcome: EnvelopeOutcome): number => Number(rows.find((row) => row.outcome === outcome)?.n ?? 0);
  const last = (name: string): number | undefined =>
    rows.length === 0 ? undefined : Math.max(...rows.map((row) => Number(row[name])));
  return {
    added: of('added'),
    known: of('known'),
    refused: of('refused'),
    lastReceivedAt: last('received'),
    lastReadAt: last('read'),
  };
}

export type EnvelopePage = { readonly items: readonly EnvelopeRow[]; readonly next: string | undefined };

/** The newest first; `cursor` from the page before. INPUT_INVALID for a cursor that is none. */
export function envelopePage(
  { db }: Ledger,
  election: string,
  { outcome, cursor, limit }: { readonly outcome?: EnvelopeOutcome; readonly cursor?: string; readonly limit: number },
): EnvelopePage {
  const before = cursor === undefined ? Number.MAX_SAFE_INTEGER : Number(cursor);
  if (!Number.isSafeInteger(before) || before < 1) throw new PollwardenError('INPUT_INVALID', 'the cursor is none');
  const rows = prepared(
    db,
    `SELECT * FROM intake_envelopes WHERE ${ofElection} AND number < ? AND (? = '' OR outcome = ?)
     ORDER BY number DESC LIMIT ?`,
  ).all(election, before, outcome ?? '', outcome ?? '', limit + 1) as Row[];
  const items = rows.slice(0, limit).map(rowOf);
  return { items, next: rows.length > limit ? String(items.at(-1)?.number) : undefined };
}

/** Forgets what was refused, so that it is read again: after a definition, a key or a sealing key was mended. */
export function readRefusedAgain(ledger: Ledger, election: string, by: By): number {
  return ledger.write(() => {
    const { changes } = prepared(
      ledger.db,
      `DELETE FROM intake_envelopes WHERE outcome = 'refused' AND ${ofElection}`,
    ).run(election);
    recordAudit(ledger, {
      event: 'returns.refusedReadAgain',
      actor: by.actor,
      subject: election,
      details: { envelopes: Number(changes), by: by.name },
      ...addressOf(by),
    });
    return Number(changes);
  });
}

/** Number of the last that was read; 0 before the first. */
export const lastEnvelope = ({ db }: Ledger): number =>
  Number((db.prepare('SELECT max(number) AS last FROM intake_envelopes').get() as Row).last ?? 0);

/** Those read after `number`, in their order. */
export const envelopesSince = ({ db }: Ledger, number: number): readonly EnvelopeRow[] =>
  (db.prepare('SELECT * FROM intake_envelopes WHERE number > ? ORDER BY number').all(number) as Row[]).map(rowOf);
