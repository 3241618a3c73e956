// Returns of one channel from the CSV files of a pack: figures of the form, votes by mode; merged units are summed.
import { type Definition, voteKey } from '../../../elections/definition/definition.ts';
import { PollwardenError } from '../../../kernel/errors.ts';
import type { CsvForm, CsvVotes, Pack } from '../../packs/pack.ts';
import type { CountReturn } from '../../return/count-return.ts';
import type { NewArrival } from '../../store/returns.ts';
import type { FormatReader, InputFile, ReadProblem } from '../reading.ts';
import { csvDefinition, isControlTotal, rejectTo } from './definition.ts';
import { fileNames, tablesOf } from './files.ts';
import { columnOf, countOf, findColumn, type Table } from './table.ts';

type Draft = { readonly counts: Map<string, number>; file: string; row: number };
type Drafts = Map<string, Draft>;

/** Which counting unit a station's row belongs to. */
function unitNames({ units }: Definition): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const { id, merged } of units) {
    names.set(id, id);
    for (const station of merged ?? []) names.set(station, id);
  }
  return names;
}

function draftOf(drafts: Drafts, unit: string, file: string, row: number): Draft {
  let draft = drafts.get(unit);
  if (draft === undefined) drafts.set(unit, (draft = { counts: new Map(), file, row }));
  return draft;
}

type Reject = (row: number, detail: string) => void;

function add({ counts }: Draft, key: string, value: number): void {
  counts.set(key, (counts.get(key) ?? 0) + value);
}

function readForm(
  table: Table,
  part: CsvForm,
  units: ReadonlyMap<string, string>,
  drafts: Drafts,
  reject: Reject,
): void {
  const unitColumn = columnOf(table, part.unit);
  const columns = Object.entries(part.columns).flatMap(([field, names]) => {
    const at = findColumn(table, names);
    return at === undefined ? [] : [{ field, at }];
  });
  if (columns.length === 0) throw new PollwardenError('COLUMN_MISSING', 'none of the form', { file: table.file });
  const seen = new Set<string>();
  for (const { cells, row } of table.rows(reject)) {
    const station = cells[unitColumn];
    const unit = units.get(station);
    const values = columns.map(({ at }) => countOf(cells[at]));
    const bad = values.indexOf(undefined);
    if (unit === undefined) reject(row, `there is no unit "${station.slice(0, 40)}"`);
    else if (seen.has(station)) reject(row, `the unit ${station} is there twice`);
    else if (bad >= 0)
      reject(row, `${columns[bad].field} is "${cells[columns[bad].at].slice(0, 40)}", no whole number`);
    else {
      seen.add(station);
      const draft = draftOf(drafts, unit, table.file, row);
      columns.forEach(({ field }, i) => add(draft, field, values[i] as number));
    }
  }
}

function readVotes(
  table: Table,
  part: CsvVotes,
  { units, options }: { readonly units: ReadonlyMap<string, string>; readonly options: ReadonlySet<string> },
  drafts: Drafts,
  reject: Reject,
): void {
  const unitColumn = columnOf(table, part.unit);
  const optionColumn = columnOf(table, part.option);
  const votesColumn = columnOf(table, part.votes);
  const keys = new Map([...options].map((option) => [option, voteKey(part.mode, option)]));
  const all = [...keys.values()];
  const seen = new Set<string>();
  const marker = all[0];
  for (const { cells, row } of table.rows(reject)) {
    const station = cells[unitColumn];
    const unit = units.get(station);
    const option = cells[optionColumn];
    const key = keys.get(option);
    const votes = countOf(cells[votesColumn]);
    if (unit === undefined) reject(row, `there is no unit "${station.slice(0, 40)}"`);
    else if (votes === undefined) reject(row, `votes are "${cells[votesColumn].slice(0, 40)}", no whole number`);
    else if (key === undefined) {
      if (!isControlTotal(part.controlTotalsFrom, option)) reject(row, `there is no option "${option.slice(0, 40)}"`);
    } else {
      const id = `${station}/${option}`;
      if (seen.has(id)) reject(row, `the unit ${station} has option ${option} twice`);
      else {
        seen.add(id);
        const draft = draftOf(drafts, unit, table.file, row);
        // A missing row is 0 once the unit has any row of this mode.
        if (!draft.counts.has(marker)) for (const one of all) draft.counts.set(one, 0);
        add(draft, key, votes);
      }
    }
  }
}

/** COLUMN_MISSING, FILE_NOT_FOUND with their place; bad rows are problems, and the unit's other rows are read. */
function csvReturns(
  files: readonly InputFile[],
  pack: Pack,
  { definition, hash, channel, at }: Parameters<FormatReader['returns']>[2],
): ReturnType<FormatReader['returns']> {
  const part = pack.csv?.returns[channel];
  if (pack.csv === undefined || part === undefined)
    throw new PollwardenError('PACK_INVALID', `the pack ${pack.name} has no files of the channel ${channel}`);
  const { separator } = pack.csv;
  const problems: ReadProblem[] = [];
  const drafts: Drafts = new Map();
  const units = unitNames(definition);
  const contest = definition.contests[0];
  const options = new Set(contest.options.map(({ id }) => id));
  if (part.form !== undefined) {
    for (const table of tablesOf(files, part.form, separator))
      readForm(table, part.form, units, drafts, rejectTo(problems, table.file));
  }
  for (const one of part.votes) {
    const tables = tablesOf(files, one, separator);
    if (tables.length === 0)
      problems.push({
        code: 'FILE_NOT_FOUND',
        file: fileNames(one),
        detail: `these returns have no votes of the mode ${one.mode}`,
        kind: 'warning',
      });
    for (const table of tables) readVotes(table, one, { units, options }, drafts, rejectTo(problems, table.file));
  }
  const centres = new Map(definition.units.map(({ id, centre }) => [id, centre]));
  const arrivals = [...drafts].map(([unit, draft]): NewArrival => {
    const countReturn: CountReturn = {
      format: 'pollwarden-return/1',
      election: definition.election,
      definition: hash,
      contest: contest.id,
      unit,
      centre: centres.get(unit) ?? '',
      counts: Object.fromEntries(draft.counts),
      countedAt: at,
    };
    const source = { file: draft.file.split(/[\\/]/).at(-1) ?? '', row: draft.row, whose: part.whose };
    return { signed: { return: countReturn, signatures: [] }, channel, way: 'import', source };
  });
  return { arrivals, problems };
}

export const csvReader: FormatReader = { definition: csvDefinition, returns: csvReturns };
