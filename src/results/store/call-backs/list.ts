// Calls as people look for them: the query of every list, in pages; how many are in which state; which units are locked.
import { PollwardenError } from '../../../kernel/errors.ts';
import { problemText } from '../../../kernel/query-problem-text.ts';
import { parseQuery } from '../../../kernel/query.ts';
import type { Ledger } from '../../../ledger/ledger.ts';
import { conditionOf, containsText, type ListSpec, type Sql, where } from '../../../ledger/list-sql.ts';
import { callKeys } from '../../call-back/query-keys.ts';
import { type CallState, callStates } from '../../call-back/states.ts';
import { electionOf } from '../elections.ts';
import { type CallRow, callOf, type SqlValues } from './rows.ts';
import { isLocked, type UnitName } from './spent.ts';

const mostOffset = 10_000_000;
const sorts: Readonly<Record<string, string>> = {
  call: 'number',
  unit: 'unit',
  state: 'state',
  opened: 'opened_at',
  changed: 'changed_at',
};

type Columns = Readonly<
  Record<(typeof callKeys)[number]['key'], Omit<ListSpec['fields'][number], 'key' | 'kind' | 'meaning'>>
>;

const columns: Columns = {
  state: { column: 'state' },
  contest: { column: 'contest', exact: true },
  unit: { column: 'unit', exact: true },
  centre: { column: 'centre', exact: true },
  sheet: { column: 'sheet', exact: true },
  kind: { column: 'kind' },
  call: { column: 'number' },
  opened: { column: 'opened_at' },
  changed: { column: 'changed_at' },
};

const spec: ListSpec = {
  table: 'call_backs',
  row: 'call',
  fields: callKeys.map((declared) => ({ ...declared, ...columns[declared.key] })),
  word: (word) => {
    const parts = ['unit', 'centre', 'sheet'].map((column) => containsText(column, word));
    const text = parts.map((part) => `(${part.text})`).join(' OR ');
    return { sql: { text, values: parts.flatMap(({ values }) => values) } };
  },
  sorts,
  defaultSort: '-call',
};

export type CallListRequest = {
  readonly q?: string;
  readonly sort?: string;
  /** A place in the list, as the page before gave it. */
  readonly cursor?: string;
  readonly limit: number;
};
export type CallPage = {
  readonly items: readonly CallRow[];
  readonly matching: number;
  readonly all: number;
  readonly next: string | undefined;
};

function orderOf(sort: string): string {
  const [key, way] = sort.startsWith('-') ? [sort.slice(1), 'DESC'] : [sort, 'ASC'];
  if (!Object.hasOwn(sorts, key)) throw new PollwardenError('INPUT_INVALID', `sort: no order "${key.slice(0, 40)}"`);
  return `${sorts[key]} ${way}, number DESC`;
}

/** QUERY_INVALID with the place; INPUT_INVALID for an order or a cursor that is not ours; NOT_FOUND. */
export function listCalls(ledger: Ledger, election: string, request: CallListRequest): CallPage {
  const { q = '', sort = '-call', cursor = '0', limit } = request;
  if (!/^\d{1,8}$/.test(cursor) || Number(cursor) > mostOffset)
    throw new PollwardenError('INPUT_INVALID', 'cursor: not one of this list');
  electionOf(ledger, election);
  const { terms, problems } = parseQuery(q, callKeys);
  if (problems.length > 0) throw new PollwardenError('QUERY_INVALID', problems.slice(0, 3).map(problemText).join('; '));
  const own: Sql = { text: 'election = ?', values: [election] };
  const now = ledger.now();
  const { text, values } = where([own, ...terms.map((term) => conditionOf(term, spec, { now }).sql)]);
  const countOf = (sql: string, given: readonly (string | number)[]): number =>
    Number(ledger.db.prepare(`SELECT count(*) AS n FROM call_backs${sql}`).get(...given)?.n);
  const matching = countOf(text, values);
  const from = Number(cursor);
  const rows = ledger.db
    .prepare(`SELECT * FROM call_backs${text} ORDER BY ${orderOf(sort)} LIMIT ? OFFSET ?`)
    .all(...values, limit, from) as SqlValues[];
  const next = from + limit < matching ? String(from + limit) : undefined;
  return { items: rows.map(callOf), matching, all: countOf(' WHERE election = ?', [election]), next };
}

export function callCounts({ db }: Ledger, election: string): Readonly<Record<CallState, number>> {
  const rows = db
    .prepare('SELECT state, count(*) AS n FROM call_backs WHERE election = ? GROUP BY state')
    .all(election) as { readonly state: CallState; readonly n: number }[];
  const found = new Map(rows.map(({ state, n }) => [state, n]));
  return Object.fromEntries(callStates.map((state) => [state, found.get(state) ?? 0])) as Record<CallState, number>;
}

/** Units whose call-back two persons have to open again. */
export function lockedUnits(ledger: Ledger, election: string): readonly UnitName[] {
  const rows = ledger.db
    .prepare(
      `SELECT DISTINCT c.contest, c.unit FROM call_backs c JOIN call_back_tries t ON t.call = c.number
       WHERE c.election = ? AND (t.verdict IS NULL OR t.verdict <> 'right') ORDER BY c.contest, c.unit`,
    )
    .all(election) as { readonly contest: string; readonly unit: string }[];
  return rows.map(({ contest, unit }) => ({ election, contest, unit })).filter((name) => isLocked(ledger, name));
}
