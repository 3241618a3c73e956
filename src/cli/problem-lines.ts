// What could not be read, for stderr: the first of each, with its place, and how many more.
import type { ReadProblem } from '../results/formats/reading.ts';
import { printable } from './printable.ts';
import { formatCount } from './table.ts';

const shown = 20;

export function problemLines(problems: readonly ReadProblem[]): readonly string[] {
  const lines = problems
    .slice(0, shown)
    .map(
      ({ code, file, row, detail, kind }) =>
        `${kind}: ${printable(file)}${row === undefined ? '' : `:${row}`}: ${code}: ${printable(detail)}`,
    );
  const more = problems.length - shown;
  return more > 0 ? [...lines, `and ${formatCount(more)} more like these`] : lines;
}
