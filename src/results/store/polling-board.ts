// The polling-day board from the ledger: its units as a list with the query of every list, and its sums by area.
import { PollwardenError } from '../../kernel/errors.ts';
import { problemText } from '../../kernel/query-problem-text.ts';
import { parseQuery, type QueryTerm } from '../../kernel/query.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import { conditionOf, containsText, type ListSpec, type Sql, where } from '../../ledger/list-sql.ts';
import { boardOf, type BoardUnit, needsHelp } from '../polling-day/board.ts';
import { stationKeys } from '../polling-day/query-keys.ts';
import { pathOf } from '../reconcile/lateness.ts';
import { hoursOf, pollingReports } from './polling-day.ts';
import { keptReconciler, type Reconciler } from './reconciler.ts';

export function pollingBoard(ledger: Ledger, election: string): readonly BoardUnit[] {
  const { units, areas } = keptReconciler(ledger, election).definition;
  const clock = { ...hoursOf(ledger, election), now: ledger.now() };
  return boardOf(units, areas, pollingReports(ledger, election), clock);
}

export type StationListRequest = {
  readonly q?: string;
  readonly sort?: string;
  readonly cursor?: string;
  readonly limit: number;
};
export type StationPage = {
  readonly items: readonly BoardUnit[];
  readonly matching: number;
  readonly all: number;
  readonly next: string | undefined;
};

const sorts: Readonly<Record<string, string>> = {
  unit: 'unit',
  name: 'name',
  area: 'area',
  phase: 'phase',
  since: 'since',
  last: 'last',
};

/** The board is reckoned from its reports each time; the query runs over it as over a table. */
const table = `(SELECT key AS place, value ->> 'unit' AS unit, value ->> 'name' AS name, value ->> 'area' AS area,
  value ->> 'phase' AS phase, value ->> 'needs' AS needs, value ->> 'help' AS help, value ->> 'late' AS late,
  value ->> 'opened' AS opened, value ->> 'since' AS since, value ->> 'last' AS last FROM json_each(?))`;

function areasBelow({ definition }: Reconciler, text: string): readonly string[] {
  const byId = new Map(definition.areas.map((area) => [area.id, area]));
  const wanted = text.toLowerCase();
  const named = new Set(
    definition.areas.filter(({ id, name }) => id === text || name.toLowerCase() === wanted).map(({ id }) => id),
  );
  return definition.areas.filter(({ id }) => pathOf(byId, id).some((above) => named.has(above))).map(({ id }) => id);
}

type Columns = Readonly<
  Record<(typeof stationKeys)[number]['key'], Omit<ListSpec['fields'][number], 'key' | 'kind' | 'meaning'>>
>;

function conditionsOf(terms: readonly QueryTerm[], reconciler: Reconciler, now: number): readonly Sql[] {
  const columns: Columns = {
    phase: { column: 'phase', exact: true },
    needs: {
      column: 'needs',
      condition: (text) => ({ text: "instr(' ' || needs || ' ', ?) > 0", values: [` ${text} `] }),
    },
    help: { column: 'help' },
    late: { column: 'late', flag: "late <> ''" },
    area: {
      column: 'area',
      condition: (text) => ({
        text: 'area IN (SELECT value FROM json_each(?))',
        values: [JSON.stringify(areasBelow(reconciler, text))],
      }),
    },
    unit: { column: 'unit', exact: true },
    opened: { column: 'opened' },
    last: { column: 'last' },
  };
  const spec: ListSpec = {
    table: 'board',
    row: 'place',
    fields: stationKeys.map((declared) => ({ ...declared, ...columns[declared.key] })),
    word: (word) => {
      const [unit, name] = [containsText('unit', word), containsText('name', word)];
      return { sql: { text: `(${unit.text}) OR (${name.text})`, values: [...unit.values, ...name.values] } };
    },
    sorts,
    defaultSort: 'unit',
  };
  return terms.map((term) => conditionOf(term, spec, { now }).sql);
}

function orderOf(sort: string): string {
  const [key, way] = sort.startsWith('-') ? [sort.slice(1), 'DESC'] : [sort, 'ASC'];
  if (!Object.hasOwn(sorts, key)) throw new PollwardenError('INPUT_INVALID', `sort: no order "${key.slice(0, 40)}"`);
  return `${sorts[key]} ${way}, unit`;
}

const rowOf = (one: BoardUnit): Readonly<Record<string, string | number>> => ({
  unit: one.unit,
  name: one.name,
  area: one.area,
  phase: one.phase,
  needs: Object.keys(one.needs).join(' '),
  help: needsHelp(one) ? 1 : 0,
  late: one.late ?? '',
  opened: one.openedAt ?? 0,
  since: one.since ?? 0,
  last: one.last?.reportedAt ?? 0,
});

/** QUERY_INVALID with the place; INPUT_INVALID for an order or a cursor that is not ours; NOT_FOUND. */
export function listStations(ledger: Ledger, election: string, request: StationListRequest): StationPage {
  const { q = '', sort = 'unit', cursor = '0', limit } = request;
  if (!/^\d{1,8}$/.test(cursor)) throw new PollwardenError('INPUT_INVALID', 'cursor: not one of this list');
  const { terms, problems } = parseQuery(q, stationKeys);
  if (problems.length > 0) throw new PollwardenError('QUERY_INVALID', problems.slice(0, 3).map(problemText).join('; '));
  const board = pollingBoard(ledger, election);
  const { text, values } = where(conditionsOf(terms, keptReconciler(ledger, election), ledger.now()));
  const found = ledger.db
    .prepare(`SELECT place FROM ${table} AS board${text} ORDER BY ${orderOf(sort)}`)
    .all(JSON.stringify(board.map(rowOf)), ...values) as { readonly place: number }[];
  const from = Number(cursor);
  return {
    items: found.slice(from, from + limit).map(({ place }) => board[place]),
    matching: found.length,
    all: board.length,
    next: from + limit < found.length ? String(from + limit) : undefined,
  };
}
