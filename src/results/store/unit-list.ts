// Units as people look for them: the query of every list over the states that reconciliation keeps, in pages.
import { PollwardenError } from '../../kernel/errors.ts';
import { problemText } from '../../kernel/query-problem-text.ts';
import { parseQuery, type QueryTerm } from '../../kernel/query.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import { conditionOf, containsText, type ListSpec, type Sql, type SqlRow, where } from '../../ledger/list-sql.ts';
import { lateUnits, pathOf } from '../reconcile/lateness.ts';
import { unitKeys } from '../reconcile/query-keys.ts';
import { keptReconciler, type Reconciler } from './reconciler.ts';
import { resultsStamp } from './stamp.ts';
import { type UnitRow, unitKey, unitRowOf } from './unit-rows.ts';

const mostOffset = 10_000_000;
const sorts: Readonly<Record<string, string>> = {
  // What waits for a person comes first.
  urgency:
    "CASE state WHEN 'conflicting' THEN 0 WHEN 'received' THEN 1 WHEN 'awaited' THEN 2 WHEN 'corrected' THEN 3 ELSE 4 END",
  // As people count: 2 before 10, where ids differ in length only by their number.
  unit: 'length(unit), unit',
  name: 'name',
  area: 'area',
  votes: 'votes_differing',
  last: 'coalesce(last_at, 0)',
  changed: 'changed_at',
};

type Columns = Readonly<
  Record<(typeof unitKeys)[number]['key'], Omit<ListSpec['fields'][number], 'key' | 'kind' | 'meaning'>>
>;

const onChannel = (text: string): Sql => ({
  text: "instr(' ' || channels || ' ', ?) > 0",
  values: [` ${text} `],
});

/** Areas whose id or name is the text, with all below them. */
function below({ definition }: Reconciler, text: string): readonly string[] {
  const byId = new Map(definition.areas.map((area) => [area.id, area]));
  const wanted = text.toLowerCase();
  const named = new Set(
    definition.areas.filter(({ id, name }) => id === text || name.toLowerCase() === wanted).map(({ id }) => id),
  );
  return definition.areas.filter(({ id }) => pathOf(byId, id).some((above) => named.has(above))).map(({ id }) => id);
}

const columnsOf = (reconciler: Reconciler): Columns => ({
  state: { column: 'state' },
  area: {
    column: 'area',
    condition: (text) => ({
      text: 'area IN (SELECT value FROM json_each(?))',
      values: [JSON.stringify(below(reconciler, text))],
    }),
  },
  contest: { column: 'contest', exact: true },
  unit: { column: 'unit', exact: true },
  centre: { column: 'centre', exact: true },
  channel: { column: 'channels', condition: onChannel },
  missing: {
    column: 'channels',
    condition: (text) => ({ text: `NOT (${onChannel(text).text})`, values: onChannel(text).values }),
  },
  kind: { column: 'kind', none: "kind = ''" },
  late: { column: '0' },
  votes: { column: 'votes_differing' },
  figures: { column: 'figures_differing' },
  first: { column: 'coalesce(first_at, 0)' },
  last: { column: 'coalesce(last_at, 0)' },
  changed: { column: 'changed_at' },
});

const lateKept = new WeakMap<Ledger, Map<string, { readonly stamp: string; readonly late: ReadonlySet<string> }>>();

/** Keys (unitKey) of the units that are late now, by their peers: it changes only with what arrives. */
export function lateOf(ledger: Ledger, election: string, reconciler: Reconciler): ReadonlySet<string> {
  const kept = lateKept.get(ledger) ?? new Map();
  lateKept.set(ledger, kept);
  const stamp = resultsStamp(ledger);
  const known = kept.get(election);
  if (known?.stamp === stamp) return known.late;
  const late = findLate(ledger, election, reconciler);
  kept.set(election, { stamp, late });
  return late;
}

function findLate(ledger: Ledger, election: string, { definition }: Reconciler): ReadonlySet<string> {
  const rows = ledger.db
    .prepare('SELECT contest, unit, area, first_at FROM unit_states WHERE election = ?')
    .all(election) as SqlRow[];
  const units = rows.map((row) => ({
    key: unitKey(String(row.contest), String(row.unit)),
    area: String(row.area),
    firstAt: row.first_at === null ? undefined : Number(row.first_at),
  }));
  return lateUnits(units, definition.areas, ledger.now());
}

export type UnitListRequest = {
  readonly q?: string;
  readonly sort?: string;
  /** A place in the list, as the page before gave it. */
  readonly cursor?: string;
  readonly limit: number;
};
export type ListedUnit = UnitRow & { readonly late: boolean };
export type UnitPage = {
  readonly items: readonly ListedUnit[];
  readonly matching: number;
  readonly all: number;
  readonly next: string | undefined;
};

function conditionsOf(
  terms: readonly QueryTerm[],
  reconciler: Reconciler,
  late: ReadonlySet<string>,
  now: number,
): Sql[] {
  const columns = columnsOf(reconciler);
  const spec: ListSpec = {
    table: 'unit_states',
    row: 'unit',
    fields: unitKeys.map((declared) => ({ ...declared, ...columns[declared.key] })),
    word: (word) => {
      const [unit, name] = [containsText('unit', word), containsText('name', word)];
      return { sql: { text: `(${unit.text}) OR (${name.text})`, values: [...unit.values, ...name.values] } };
    },
    sorts,
    defaultSort: 'unit',
  };
  return terms.map((term) => {
    if (term.kind !== 'field' || term.key !== 'late') return conditionOf(term, spec, { now }).sql;
    const wanted = term.values.some((value) => value.kind === 'flag' && value.value) !== term.negated;
    return {
      text: `contest || char(10) || unit ${wanted ? '' : 'NOT '}IN (SELECT value FROM json_each(?))`,
      values: [JSON.stringify([...late])],
    };
  });
}

function orderOf(sort: string): string {
  const [key, way] = sort.startsWith('-') ? [sort.slice(1), 'DESC'] : [sort, 'ASC'];
  if (!Object.hasOwn(sorts, key)) throw new PollwardenError('INPUT_INVALID', `sort: no order "${key.slice(0, 40)}"`);
  const columns = sorts[key].split(', ').map((column) => `${column} ${way}`);
  return `${columns.join(', ')}, contest, length(unit), unit`;
}

/** QUERY_INVALID with the place; INPUT_INVALID for an order or a cursor that is not ours; NOT_FOUND. */
export function listUnits(ledger: Ledger, election: string, request: UnitListRequest): UnitPage {
  const { q = '', sort = 'urgency', cursor = '0', limit } = request;
  if (!/^\d{1,8}$/.test(cursor) || Number(cursor) > mostOffset)
    throw new PollwardenError('INPUT_INVALID', 'cursor: not one of this list');
  const reconciler = keptReconciler(ledger, election);
  const { terms, problems } = parseQuery(q, unitKeys);
  if (problems.length > 0) throw new PollwardenError('QUERY_INVALID', problems.slice(0, 3).map(problemText).join('; '));
  const late = lateOf(ledger, election, reconciler);
  const own: Sql = { text: 'election = ?', values: [election] };
  const { text, values } = where([own, ...conditionsOf(terms, reconciler, late, ledger.now())]);
  const { db } = ledger;
  const countOf = (sql: string, given: readonly (string | number)[]): number =>
    Number(db.prepare(`SELECT count(*) AS n FROM unit_states${sql}`).get(...given)?.n);
  const matching = countOf(text, values);
  const from = Number(cursor);
  const rows = db
    .prepare(`SELECT * FROM unit_states${text} ORDER BY ${orderOf(sort)} LIMIT ? OFFSET ?`)
    .all(...values, limit, from) as Readonly<Record<string, string | number | null>>[];
  const items = rows.map((row) => {
    const unit = unitRowOf(row);
    return { ...unit, late: late.has(unitKey(unit.contest, unit.unit)) };
  });
  const next = from + limit < matching ? String(from + limit) : undefined;
  return { items, matching, all: countOf(' WHERE election = ?', [election]), next };
}
