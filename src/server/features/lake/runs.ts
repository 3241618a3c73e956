// Runs of the lake as a list: the same query grammar as everywhere, over what the manifest holds.
import { PollwardenError } from '../../../kernel/errors.ts';
import { problemText } from '../../../kernel/query-problem-text.ts';
import {
  type Comparison,
  parseQuery,
  type QueryField,
  type QueryTerm,
  type QueryValue,
} from '../../../kernel/query.ts';
import type { LakeRun } from './schemas.ts';

export const runFields: readonly QueryField[] = [
  {
    key: 'state',
    kind: 'choice',
    meaning: 'how the run stands',
    values: ['live', 'finished', 'interrupted', 'expired'],
  },
  { key: 'purpose', kind: 'text', meaning: 'words or id of its purpose' },
  { key: 'rows', kind: 'number', meaning: 'rows added' },
  { key: 'rejected', kind: 'number', meaning: 'rows rejected' },
  { key: 'started', kind: 'time', meaning: 'when it began' },
];

const sorts = {
  started: (run: LakeRun) => run.startedAt,
  rows: (run: LakeRun) => run.rowsAdded,
  rejected: (run: LakeRun) => run.rowsRejected ?? 0,
} as const;

/** "-started" is the default: the newest first. INPUT_INVALID for another order, QUERY_INVALID with the place. */
export function pickRuns(
  runs: readonly LakeRun[],
  request: { readonly q?: string | undefined; readonly sort?: string | undefined },
  now: number,
): readonly LakeRun[] {
  const { terms, problems } = parseQuery(request.q ?? '', runFields);
  if (problems.length > 0) throw new PollwardenError('QUERY_INVALID', problems.slice(0, 3).map(problemText).join('; '));
  const sort = request.sort ?? '-started';
  const key = sort.replace(/^-/, '');
  if (!Object.hasOwn(sorts, key))
    throw new PollwardenError('INPUT_INVALID', `sort knows ${Object.keys(sorts).join(', ')}`);
  const of = sorts[key as keyof typeof sorts];
  const sign = sort.startsWith('-') ? -1 : 1;
  return runs
    .filter((run) => terms.every((term) => matches(run, term, now)))
    .toSorted((a, b) => sign * (of(a) - of(b)) || (a.id < b.id ? -1 : 1));
}

function matches(run: LakeRun, term: QueryTerm, now: number): boolean {
  const found =
    term.kind === 'word'
      ? holds(`${run.id} ${run.purpose} ${run.purposeId} ${run.state}`, term.text)
      : term.values.some((value) => fits(run, term.key, value, now));
  return found !== term.negated;
}

const holds = (text: string, word: string): boolean => text.toLowerCase().includes(word.toLowerCase());

function fits(run: LakeRun, key: string, value: QueryValue, now: number): boolean {
  if (value.kind === 'text') {
    return key === 'state' ? run.state === value.text : holds(`${run.purpose} ${run.purposeId}`, value.text);
  }
  if (value.kind === 'number') {
    const number = key === 'rows' ? run.rowsAdded : run.rowsRejected;
    return number !== undefined && compares(number, value.op, value.value, value.value + 1);
  }
  if (value.kind === 'time') return compares(run.startedAt, value.op, value.from, value.to);
  // Younger than two hours is later than two hours before now.
  return (
    value.kind === 'age' && compares(value.milliseconds, flipped[value.op], now - run.startedAt, now - run.startedAt)
  );
}

const flipped = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' } as const;

/** Against a span from `from` to `to`, end exclusive. */
function compares(number: number, op: Comparison, from: number, to: number): boolean {
  if (op === '=') return number >= from && number < to;
  if (op === '<') return number < from;
  if (op === '<=') return number < to || number <= from;
  return op === '>' ? number >= to && number > from : number >= from;
}
