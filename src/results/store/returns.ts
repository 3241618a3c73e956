// Returns in the ledger: each once by its hash, each arrival with its channel and where it came from. Only ever added.
import { createHash } from 'node:crypto';
import type { Channel, Digest } from '../../elections/definition/definition.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import { prepared } from '../../ledger/statements.ts';
import { canonicalReturn } from '../return/parse.ts';
import type { ArrivalWay, CountReturn, ReturnSignature, SignedReturn } from '../return/count-return.ts';

/** Where figures came from: a file and the row in it, whose figures they are; what the page shows beside them. */
export type ArrivalSource = {
  readonly file?: string;
  /** Counted from 1; the first of the rows. */
  readonly row?: number;
  /** Whose figures they are where no centre signed them, such as "section protocols". */
  readonly whose?: string;
  readonly receipt?: string;
};

export type NewArrival = {
  readonly signed: SignedReturn;
  readonly channel: Channel;
  readonly way: ArrivalWay;
  readonly source: ArrivalSource;
  /** Milliseconds since 1970 UTC, where it came before it was read, as a receipt says; else the ledger's now. */
  readonly receivedAt?: number;
};

export type Arrival = {
  readonly number: number;
  readonly hash: Digest;
  readonly contest: string;
  readonly unit: string;
  readonly channel: Channel;
  readonly way: ArrivalWay;
  readonly source: ArrivalSource;
  readonly receivedAt: number;
  readonly receivedBy: string;
  readonly return: CountReturn;
  readonly signatures: readonly ReturnSignature[];
};

export const returnHash = (bytes: Uint8Array): Digest => createHash('sha256').update(bytes).digest('hex');

const addReturn = `INSERT INTO returns (hash, election, contest, unit, centre, supersedes, bytes, signatures)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (hash) DO NOTHING`;
const addArrival = `INSERT INTO arrivals
  (election, contest, unit, channel, hash, way, source, received_at, received_by)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (hash, channel) DO NOTHING`;

/**
 * Keeps arrivals that were checked before; what is known on its channel adds nothing. Durable when it returns, unless it
 * runs within a transaction of the caller. Units are told apart by the caller for reconciliation.
 */
export function storeArrivals(
  ledger: Ledger,
  arrivals: readonly NewArrival[],
  receivedBy: string,
): { readonly added: number; readonly known: number } {
  return ledger.write(() => {
    let added = 0;
    for (const arrival of arrivals) added += storeOne(ledger, arrival, receivedBy);
    return { added, known: arrivals.length - added };
  });
}

function storeOne(
  ledger: Ledger,
  { signed, channel, way, source, receivedAt }: NewArrival,
  receivedBy: string,
): number {
  const { return: one, signatures } = signed;
  const bytes = canonicalReturn(one);
  const hash = returnHash(bytes);
  prepared(ledger.db, addReturn).run(
    hash,
    one.election,
    one.contest,
    one.unit,
    one.centre,
    one.supersedes ?? null,
    bytes,
    JSON.stringify(signatures),
  );
  const { changes } = prepared(ledger.db, addArrival).run(
    one.election,
    one.contest,
    one.unit,
    channel,
    hash,
    way,
    JSON.stringify(source),
    Math.trunc(receivedAt ?? ledger.now()),
    receivedBy,
  );
  return Number(changes);
}

type Row = Readonly<Record<string, string | number | Uint8Array>>;

type Kept = Pick<Arrival, 'return' | 'signatures'>;

const keptOf = (row: Row): Kept => ({
  return: JSON.parse(Buffer.from(row.bytes as Uint8Array).toString('utf8')) as CountReturn,
  signatures: JSON.parse(String(row.signatures)) as ReturnSignature[],
});

const arrivalOf = (row: Row, kept: Kept): Arrival => ({
  number: Number(row.number),
  hash: String(row.hash),
  contest: String(row.contest),
  unit: String(row.unit),
  channel: row.channel as Channel,
  way: row.way as ArrivalWay,
  source: JSON.parse(String(row.source)) as ArrivalSource,
  receivedAt: Number(row.received_at),
  receivedBy: String(row.received_by),
  return: kept.return,
  signatures: kept.signatures,
});

/**
 * All arrivals of an election grouped by contest and unit, in the order in which they came; read row by row. A return that
 * came over several channels is read once.
 */
export function* arrivalsOfElection({ db }: Ledger, election: string): Generator<Arrival> {
  const rows = db.prepare('SELECT * FROM arrivals WHERE election = ? ORDER BY contest, unit, number').iterate(election);
  const read = db.prepare('SELECT bytes, signatures FROM returns WHERE hash = ?');
  let before: readonly Arrival[] = [];
  for (const row of rows) {
    const known = before.find(({ hash }) => hash === row.hash);
    const arrival = arrivalOf(row as Row, known ?? keptOf(read.get(row.hash) as Row));
    yield arrival;
    before = before[0]?.unit === arrival.unit ? [...before, arrival] : [arrival];
  }
}

const select = `SELECT a.*, r.bytes, r.signatures FROM arrivals a JOIN returns r ON r.hash = a.hash`;

/** Arrivals of one unit in the order in which they came. */
export const arrivalsOfUnit = ({ db }: Ledger, election: string, contest: string, unit: string): readonly Arrival[] =>
  (
    db
      .prepare(`${select} WHERE a.election = ? AND a.contest = ? AND a.unit = ? ORDER BY a.number`)
      .all(election, contest, unit) as Row[]
  ).map((row) => arrivalOf(row, keptOf(row)));
