// Units that plausibility shows, as people look for them: the query of every list over an assessment and the reviews.
import type { Area } from '../../elections/definition/definition.ts';
import { PollwardenError } from '../../kernel/errors.ts';
import { problemText } from '../../kernel/query-problem-text.ts';
import { parseQuery, type QueryTerm, type QueryValue } from '../../kernel/query.ts';
import type { UnitHits } from '../plausibility/hit.ts';
import { plausibilityKeys, type ReviewState } from '../plausibility/query-keys.ts';
import { pathOf } from '../reconcile/lateness.ts';

export type ListedHits = UnitHits & {
  readonly areaName: string;
  readonly state: ReviewState;
  readonly reviewedAt: number | undefined;
};

export type HitsRequest = {
  readonly q?: string;
  readonly sort?: string;
  /** A place in the list, as the page before gave it. */
  readonly cursor?: string;
  readonly limit: number;
};
export type HitsPage = {
  readonly items: readonly ListedHits[];
  readonly matching: number;
  readonly all: number;
  readonly next: string | undefined;
};

function numberMatches(value: QueryValue, n: number): boolean {
  if (value.kind !== 'number') return false;
  const { op, value: other } = value;
  if (op === '=') return n === other;
  if (op === '<' || op === '<=') return n < other || (op === '<=' && n === other);
  return n > other || (op === '>=' && n === other);
}

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

function fieldMatches(key: string, value: QueryValue, row: ListedHits, areas: ReadonlyMap<string, Area>): boolean {
  if (key === 'hits') return numberMatches(value, row.hits.length);
  if (key === 'special') return value.kind === 'flag' && value.value === (row.special !== '');
  if (value.kind !== 'text') return false;
  const { text } = value;
  if (key === 'rule') return row.hits.some(({ rule }) => rule === text);
  if (key === 'state') return row.state === text;
  if (key === 'contest') return row.contest === text;
  if (key === 'unit') return row.unit === text;
  return pathOf(areas, row.area).some((id) => id === text || same(areas.get(id)?.name ?? '', text));
}

function matches(term: QueryTerm, row: ListedHits, areas: ReadonlyMap<string, Area>): boolean {
  if (term.kind === 'field')
    return term.values.some((value) => fieldMatches(term.key, value, row, areas)) !== term.negated;
  const word = term.text.toLowerCase();
  const found = [row.unit, row.name, row.areaName].some((text) => text.toLowerCase().includes(word));
  return found !== term.negated;
}

const text = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const orders: Readonly<Record<string, (a: ListedHits, b: ListedHits) => number>> = {
  unit: (a, b) => text(a.unit, b.unit),
  name: (a, b) => text(a.name, b.name),
  area: (a, b) => text(a.areaName, b.areaName),
  hits: (a, b) => a.hits.length - b.hits.length,
  reviewed: (a, b) => (a.reviewedAt ?? 0) - (b.reviewedAt ?? 0),
};

/** "pressing" is the order of the assessment. */
function sorted(rows: readonly ListedHits[], sort: string): readonly ListedHits[] {
  const falling = sort.startsWith('-');
  const key = falling ? sort.slice(1) : sort;
  if (key === 'pressing') return falling ? rows.toReversed() : rows;
  if (!Object.hasOwn(orders, key)) throw new PollwardenError('INPUT_INVALID', `sort: no order "${key.slice(0, 40)}"`);
  const order = orders[key];
  return rows.toSorted((a, b) => (falling ? order(b, a) : order(a, b)));
}

/** QUERY_INVALID with the place; INPUT_INVALID for an order or a cursor that is not ours. */
export function listHits(rows: readonly ListedHits[], areas: readonly Area[], request: HitsRequest): HitsPage {
  const { q = '', sort = 'pressing', cursor = '0', limit } = request;
  if (!/^\d{1,8}$/.test(cursor)) throw new PollwardenError('INPUT_INVALID', 'cursor: not one of this list');
  const { terms, problems } = parseQuery(q, plausibilityKeys);
  if (problems.length > 0) throw new PollwardenError('QUERY_INVALID', problems.slice(0, 3).map(problemText).join('; '));
  const byId = new Map(areas.map((area) => [area.id, area]));
  const found = sorted(
    rows.filter((row) => terms.every((term) => matches(term, row, byId))),
    sort,
  );
  const from = Number(cursor);
  const next = from + limit < found.length ? String(from + limit) : undefined;
  return { items: found.slice(from, from + limit), matching: found.length, all: rows.length, next };
}
