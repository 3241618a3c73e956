// Lists of the ledger: a query, an order and a cursor become parameterised SQL over declared columns. Nothing from
// outside is ever part of the SQL's text. Tables of a million rows answer in bounded time: see list-plan.ts.
import { PollwardenError } from '../kernel/errors.ts';
import { problemText } from '../kernel/query-problem-text.ts';
import { parseQuery, type QueryTerm } from '../kernel/query.ts';
import type { Ledger } from './ledger.ts';
import { type Cursor, formatCursor, orderOf, parseCursor } from './list-order.ts';
import { pageOf } from './list-page.ts';
import { countAll, planOf } from './list-plan.ts';
import { type Condition, conditionOf, type ListContext, type ListSpec, type SqlRow } from './list-sql.ts';

export type ListRequest = {
  readonly q?: string;
  readonly sort?: string;
  readonly cursor?: string;
  /** Rows of a page at most; a page may hold fewer and still have a next one. */
  readonly limit: number;
};

export type ListPage = {
  readonly rows: readonly SqlRow[];
  readonly matching: number;
  /** True where `matching` was not counted to its end. */
  readonly atLeast: boolean;
  readonly all: number;
  readonly next: string | undefined;
};

/** The page that was asked for. QUERY_INVALID with the place; INPUT_INVALID for an order or a cursor that is not ours. */
export function listRows(ledger: Ledger, spec: ListSpec, request: ListRequest, context: ListContext): ListPage {
  const conditions = conditionsOf(spec, request.q ?? '', context);
  const order = orderOf(spec, request.sort);
  const after: Cursor | undefined = request.cursor === undefined ? undefined : parseCursor(request.cursor, order);
  const plan = planOf(ledger, spec, conditions, order);
  const { rows, next } = pageOf(ledger, spec, plan.source, order, after, request.limit);
  return {
    rows,
    matching: plan.matching,
    atLeast: plan.atLeast,
    all: countAll(ledger, spec),
    next: next === undefined ? undefined : formatCursor(order, next),
  };
}

/** Rows that an export reads at once. */
const pageRows = 1000;

/** All rows that match, in order, read in pages, so that an export of any size needs little memory. */
export function* eachRow(
  ledger: Ledger,
  spec: ListSpec,
  request: Omit<ListRequest, 'limit' | 'cursor'>,
  context: ListContext,
): Generator<SqlRow> {
  const order = orderOf(spec, request.sort);
  const { source } = planOf(ledger, spec, conditionsOf(spec, request.q ?? '', context), order);
  let after: Cursor | undefined;
  do {
    const page = pageOf(ledger, spec, source, order, after, pageRows);
    yield* page.rows;
    after = page.next;
  } while (after !== undefined);
}

/** Words that must all be there, as one condition: an index of words joins them faster than we do. */
function together(terms: readonly QueryTerm[]): readonly QueryTerm[] {
  const isWord = (term: QueryTerm): boolean => term.kind === 'word' && !term.negated;
  const words = terms.flatMap((term) => (term.kind === 'word' && !term.negated ? [term.text] : []));
  if (words.length < 2) return terms;
  const joined: QueryTerm = { kind: 'word', text: words.join(' '), negated: false, at: 0, end: 0 };
  return [joined, ...terms.filter((term) => !isWord(term))];
}

function conditionsOf(spec: ListSpec, q: string, context: ListContext): readonly Condition[] {
  const { terms, problems } = parseQuery(q, spec.fields);
  if (problems.length > 0) throw new PollwardenError('QUERY_INVALID', problems.slice(0, 3).map(problemText).join('; '));
  return (spec.wordsTogether === true ? together(terms) : terms).map((term) => conditionOf(term, spec, context));
}
