// The section of docs/benchmarks.md on the operations centre, from the figures that are kept; and its place in the page.
import { type OperationsFigure, operationsCases } from './operations.ts';

const heading = '## The operations centre';
/** What comes after it. */
const next = '## What bounds it';

export function operationsSection(figures: readonly OperationsFigure[]): readonly string[] {
  const byId = new Map(figures.map((figure) => [figure.id, figure]));
  return [
    heading,
    '',
    'Written by `npm run bench -- --operations [id …]`, which measures the cases that are named, or all, and keeps the ' +
      'figures of the others. Posts are stamped 20,000 a second and sent by one sender that does not wait. The clock ' +
      'tells what a busy machine left for it. CPU time tells what two cores without other work would do: the slower of ' +
      'what the storing thread and half of all threads allow. It is a computed figure and said to be one.',
    '',
    '| case | id | by the clock | | memory | day | load | to reach |',
    '|---|---|---:|---:|---:|---|---:|---|',
    ...operationsCases.map(({ id, title, target }) => {
      const figure = byId.get(id);
      if (figure === undefined) return `| ${title} | ${id} | not measured | | | | | ${target} |`;
      const { measured, beside, memoryBytes, day, load, reached } = figure;
      const memory = memoryBytes === undefined ? '' : `${Math.round(memoryBytes / 1e6).toLocaleString('en-GB')} MB`;
      const words = { yes: 'reached', no: '**not reached**', 'by CPU time': 'reached by CPU time only' };
      const goal = target === '' ? '' : `${target}: ${words[reached]}`;
      return `| ${title} | ${id} | ${measured} | ${beside} | ${memory} | ${day} | ${load.toFixed(1)} | ${goal} |`;
    }),
  ];
}

/** The page with the section renewed; all else stays as it is. */
export function withOperations(page: string, figures: readonly OperationsFigure[]): string {
  const end = page.indexOf(next);
  if (end < 0) throw new RangeError(`the page has no "${next}"`);
  const found = page.indexOf(heading);
  const start = found < 0 ? end : found;
  return `${page.slice(0, start)}${operationsSection(figures).join('\n')}\n\n${page.slice(end)}`;
}
