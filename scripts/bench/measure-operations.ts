// Measures the cases of the operations centre, and keeps the figures of those that are not measured now.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { measure } from './measure.ts';
import { type OperationsFigure, operationsCases } from './operations.ts';

const fileOf = (root: string): string => join(root, 'docs', 'benchmarks-operations.json');

export function keptFigures(root: string): readonly OperationsFigure[] {
  const file = fileOf(root);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as readonly OperationsFigure[]) : [];
}

/** `ids`: which to measure, all when it is empty. Answers with all figures, and writes them. */
export async function measureOperations(root: string, ids: readonly string[]): Promise<readonly OperationsFigure[]> {
  const figures = new Map(keptFigures(root).map((figure) => [figure.id, figure]));
  for (const { id, command, read } of operationsCases) {
    if (ids.length > 0 && !ids.includes(id)) continue;
    const { stdout, stderr } = await measure(['node', ...command], root);
    const last = stdout.trim().split('\n').at(-1) ?? '';
    // A figure that misses its target is a figure too; no answer at all is none.
    if (!last.startsWith('{')) {
      process.stderr.write(`${id}: no answer\n${stderr.slice(-2000)}\n`);
      continue;
    }
    const figure = { id, day: new Date().toISOString().slice(0, 10), load: loadavg()[0], ...read(JSON.parse(last)) };
    process.stderr.write(`${id}: ${figure.measured}; ${figure.beside}\n`);
    figures.set(id, figure);
  }
  const kept = operationsCases.flatMap(({ id }) => figures.get(id) ?? []);
  writeFileSync(fileOf(root), `${JSON.stringify(kept, null, 2)}\n`);
  return kept;
}
