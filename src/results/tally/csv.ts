// The tally as CSV (RFC 4180), one figure a row, every area at every level. Browser-safe.
import { type Definition, voteKey } from '../../elections/definition/definition.ts';
import type { Tally } from './tally.ts';

const columns = [
  'contest',
  'area',
  'area_name',
  'level',
  'units',
  'counted',
  'kind',
  'id',
  'candidate',
  'name',
  'mode',
  'count',
];

/** Quoted where needed; a cell that a spreadsheet would take for a formula gets an apostrophe. */
export function csvCell(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /["\n\r,;]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

type Figure = {
  readonly key: string;
  readonly cells: readonly [kind: string, id: string, candidate: string, name: string, mode: string];
};

function figuresOf({ fields, modes, contests }: Definition, contest: string): readonly Figure[] {
  const form = fields.map(({ id, label, group }): Figure => ({ key: id, cells: ['field', id, '', label, group] }));
  const options = contests.find(({ id }) => id === contest)?.options ?? [];
  const votes = options.flatMap(({ id, name, candidates = [] }) =>
    modes.flatMap((mode): readonly Figure[] => [
      { key: voteKey(mode.id, id), cells: ['votes', id, '', name, mode.id] },
      ...candidates.map(
        (one): Figure => ({
          key: voteKey(mode.id, id, one.id),
          cells: ['votes', id, one.id, one.name, mode.id],
        }),
      ),
    ]),
  );
  return [...form, ...votes];
}

/** Lines with CRLF, the header first. Figures that no return of the area carries have no row. */
export function* tallyCsv(definition: Definition, tallies: readonly Tally[]): Generator<string> {
  yield `${columns.join(',')}\r\n`;
  for (const { contest, areas } of tallies) {
    const figures = figuresOf(definition, contest);
    for (const { area, name, level, units, counted, sums } of areas) {
      const start = [contest, area, name, level, units, counted];
      for (const { key, cells } of figures) {
        const count = sums[key];
        if (count !== undefined) yield `${[...start, ...cells, count].map(csvCell).join(',')}\r\n`;
      }
    }
  }
}
