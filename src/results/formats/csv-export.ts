// Counts as CSV (RFC 4180), one figure a row: of every unit, or the totals of each contest. Cells that a spreadsheet
// would run as a formula begin with an apostrophe.
import { type Contest, type Definition, voteKey } from '../../elections/definition/definition.ts';
import { csvCell } from '../tally/csv.ts';
import { type ContestSeats, type CountedContest, type Counts, totalCounts } from './counted.ts';

type CsvCell = string | number | null;
const csvLine = (cells: readonly CsvCell[]): string => `${cells.map((cell) => csvCell(cell ?? '')).join(',')}\r\n`;

const figureColumns = ['kind', 'mode', 'option', 'option_name', 'candidate', 'candidate_name', 'count'] as const;

/** Rows of one set of counts: figures of the form in its order, then votes by option, candidate and mode. */
function* figureRows(definition: Definition, { options }: Contest, counts: Counts): Generator<readonly CsvCell[]> {
  for (const { id } of definition.fields) {
    const value = counts[id];
    if (value !== undefined) yield ['figure', null, id, null, null, null, value];
  }
  for (const option of options) {
    const candidates = [undefined, ...(option.candidates ?? [])];
    for (const candidate of candidates) {
      for (const { id: mode } of definition.modes) {
        const value = counts[voteKey(mode, option.id, candidate?.id)];
        if (value === undefined) continue;
        yield ['votes', mode, option.id, option.name, candidate?.id ?? null, candidate?.name ?? null, value];
      }
    }
  }
}

const contestOf = ({ contests }: Definition, id: string): Contest | undefined => contests.find((one) => one.id === id);

/** Header and a row for each figure of each unit that is counted. */
export function* unitsCsv(definition: Definition, counted: readonly CountedContest[]): Generator<string> {
  yield csvLine(['election', 'contest', 'unit', 'unit_name', ...figureColumns]);
  const names = new Map(definition.units.map(({ id, name }) => [id, name]));
  for (const { contest: id, units } of counted) {
    const contest = contestOf(definition, id);
    if (contest === undefined) continue;
    for (const { unit, counts } of units)
      for (const row of figureRows(definition, contest, counts))
        yield csvLine([definition.election, id, unit, names.get(unit) ?? '', ...row]);
  }
}

/** Header and a row for each total of each contest, with the units that are in it, and the seats where there are some. */
export function* totalsCsv(
  definition: Definition,
  counted: readonly CountedContest[],
  seats: readonly ContestSeats[],
): Generator<string> {
  yield csvLine(['election', 'contest', 'units_counted', ...figureColumns]);
  for (const { contest: id, units } of counted) {
    const contest = contestOf(definition, id);
    if (contest === undefined) continue;
    const row = (cells: readonly CsvCell[]): string => csvLine([definition.election, id, units.length, ...cells]);
    for (const cells of figureRows(definition, contest, totalCounts(units))) yield row(cells);
    for (const { option, seats: won } of seats.find((one) => one.contest === id)?.lists ?? []) {
      const name = contest.options.find((one) => one.id === option)?.name ?? '';
      yield row(['seats', null, option, name, null, null, won]);
    }
  }
}
