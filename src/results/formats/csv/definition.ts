// The definition of an election from the CSV files of a pack: areas, centres, units, options.
import type { Area, CountCentre, CountingUnit, Definition, Option } from '../../../elections/definition/definition.ts';
import { PollwardenError } from '../../../kernel/errors.ts';
import type { CsvLayout, CsvUnits, Pack } from '../../packs/pack.ts';
import type { DefinitionReading, InputFile, ReadProblem } from '../reading.ts';
import { tablesOf } from './files.ts';
import { columnOf, countOf, findColumn, type Table } from './table.ts';

const all: Area = { id: 'all', name: 'All', level: 'all' };

type Problems = ReadProblem[];

export const rejectTo =
  (problems: Problems, file: string) =>
  (row: number, detail: string): void => {
    problems.push({ code: 'ROW_MALFORMED', file, row, detail, kind: 'rejected' });
  };

type UnitsRead = {
  readonly areas: readonly Area[];
  readonly centres: readonly CountCentre[];
  readonly units: readonly CountingUnit[];
};

/** Ids of areas carry their level, since two levels may number alike. */
const areaId = (level: string, id: string): string => `${level}-${id}`;

function readUnits(
  tables: readonly Table[],
  layout: CsvUnits,
  voters: ReadonlyMap<string, number>,
  problems: Problems,
): UnitsRead {
  const areas = new Map<string, Area>([[all.id, all]]);
  const centres = new Map<string, CountCentre>();
  const units = new Map<string, CountingUnit>();
  for (const table of tables) {
    const id = columnOf(table, layout.id);
    const nameColumns = (layout.name ?? []).flatMap((name) => findColumn(table, name) ?? []);
    const registered = layout.registered === undefined ? undefined : findColumn(table, layout.registered);
    const levels = layout.areas.map((area) => ({
      level: area.level,
      id: columnOf(table, area.id),
      name: area.name === undefined ? undefined : findColumn(table, area.name),
    }));
    const centreColumn = layout.centre === undefined ? undefined : columnOf(table, layout.centre);
    const reject = rejectTo(problems, table.file);
    for (const { cells, row } of table.rows(reject)) {
      const unit = cells[id].trim();
      if (unit === '' || unit.length > 64) reject(row, 'a unit needs an id of 1 to 64 characters');
      else if (units.has(unit)) reject(row, `the unit ${unit} is there twice`);
      else {
        const parent = areaIn(areas, levels, cells);
        const centre = centreColumn === undefined ? unit : cells[centreColumn];
        if (!centres.has(centre))
          centres.set(centre, centreOf(centre, centreColumn === undefined ? parent : firstLevel(areas, parent)));
        const names = new Set(nameColumns.map((column) => cells[column].trim()).filter((part) => part !== ''));
        const people = voters.get(unit) ?? (registered === undefined ? undefined : countOf(cells[registered]));
        units.set(unit, {
          id: unit,
          name: nameOf([...names].join(', '), unit),
          area: parent,
          centre,
          ...(people === undefined ? {} : { registered: people }),
        });
      }
    }
  }
  return { areas: [...areas.values()], centres: [...centres.values()], units: [...units.values()] };
}

/** Cut to what a definition holds. */
const nameOf = (text: string, otherwise: string): string => text.trim().slice(0, 300).trim() || otherwise;

type Level = { readonly level: string; readonly id: number; readonly name: number | undefined };

/** The smallest area of a row; it and those above it are added where they are new. */
function areaIn(areas: Map<string, Area>, levels: readonly Level[], cells: readonly string[]): string {
  let parent = all.id;
  for (const { level, id, name } of levels) {
    const key = areaId(level, cells[id]);
    if (!areas.has(key)) {
      areas.set(key, { id: key, name: nameOf(name === undefined ? '' : cells[name], cells[id]), parent, level });
    }
    parent = key;
  }
  return parent;
}

const centreOf = (id: string, area: Area | string): CountCentre =>
  typeof area === 'string' ? { id, name: id, area, keys: [] } : { id, name: area.name, area: area.id, keys: [] };

/** The area right below the whole. */
function firstLevel(areas: ReadonlyMap<string, Area>, id: string): Area | string {
  let area = areas.get(id);
  while (area?.parent !== undefined && area.parent !== all.id) area = areas.get(area.parent);
  return area ?? all.id;
}

function readOptions(files: readonly InputFile[], layout: CsvLayout, problems: Problems): readonly Option[] {
  const options = new Map<string, Option>();
  for (const part of layout.options) {
    for (const table of tablesOf(files, part, layout.separator)) {
      const id = columnOf(table, part.id);
      const name = columnOf(table, part.name);
      const reject = rejectTo(problems, table.file);
      for (const { cells, row } of table.rows(reject)) {
        const code = cells[id].trim();
        if (code === '' || code.length > 32 || !/^[\w.-]+$/.test(code)) {
          reject(row, 'an option needs a code of letters, digits, point or hyphen');
          continue;
        }
        if (options.has(code)) continue;
        const outside = part.independent === true || layout.outsideSeats?.includes(code) === true;
        options.set(code, { id: code, name: nameOf(cells[name], code), ...(outside ? { independent: true } : {}) });
      }
    }
  }
  return [...options.values()].toSorted((a, b) => Number(a.id) - Number(b.id) || (a.id < b.id ? -1 : 1));
}

/** Codes with votes that no list of options names: the count goes on, and the reader is told. */
function addUnlisted(
  files: readonly InputFile[],
  layout: CsvLayout,
  known: readonly Option[],
  problems: Problems,
): readonly Option[] {
  const ids = new Set(known.map(({ id }) => id));
  const added: Option[] = [];
  const parts = Object.values(layout.returns).flatMap((part) => part.votes);
  for (const part of parts) {
    for (const table of tablesOf(files, { ...part, optional: true }, layout.separator)) {
      const column = columnOf(table, part.option);
      for (const { cells, row } of table.rows(() => {})) {
        const code = cells[column];
        if (ids.has(code) || isControlTotal(part.controlTotalsFrom, code)) continue;
        ids.add(code);
        if (!/^[\w.-]{1,32}$/.test(code)) continue;
        added.push({ id: code, name: `Number ${code}`, independent: true });
        const detail = `option ${code} has votes and is on no list; it is counted as "Number ${code}", outside the seats`;
        problems.push({ code: 'VALUE_MISSING', file: table.file, row, detail, kind: 'warning' });
      }
    }
  }
  return [...known, ...added];
}

export const isControlTotal = (from: number | undefined, code: string): boolean =>
  from !== undefined && /^\d+$/.test(code) && Number(code) >= from;

function readVoters(files: readonly InputFile[], layout: CsvLayout): ReadonlyMap<string, number> {
  const voters = new Map<string, number>();
  if (layout.registered === undefined) return voters;
  for (const table of tablesOf(files, { ...layout.registered, optional: true }, layout.separator)) {
    const unit = columnOf(table, layout.registered.unit);
    const registered = columnOf(table, layout.registered.registered);
    for (const { cells } of table.rows(() => {})) {
      const people = countOf(cells[registered]);
      if (people !== undefined) voters.set(cells[unit], people);
    }
  }
  return voters;
}

/** FILE_NOT_FOUND, COLUMN_MISSING, ENCODING_INVALID with their place; DEFINITION_INVALID without units or options. */
export function csvDefinition(files: readonly InputFile[], pack: Pack, election: string): DefinitionReading {
  const layout = pack.csv;
  if (layout === undefined) throw new PollwardenError('PACK_INVALID', `${pack.name} says nothing of CSV files`);
  const problems: ReadProblem[] = [];
  const { areas, centres, units } = readUnits(
    tablesOf(files, layout.units, layout.separator),
    layout.units,
    readVoters(files, layout),
    problems,
  );
  const options = addUnlisted(files, layout, readOptions(files, layout, problems), problems);
  if (units.length === 0) throw new PollwardenError('DEFINITION_INVALID', 'there is no unit in these files');
  if (options.length === 0) throw new PollwardenError('DEFINITION_INVALID', 'there is no option in these files');
  const definition: Definition = {
    format: 'pollwarden-definition/1',
    election,
    name: election,
    day: dayOf(files) ?? '',
    timeZone: pack.timeZone,
    pack: { name: pack.name, version: pack.version },
    areas,
    centres,
    units,
    contests: [
      {
        id: layout.contest,
        name: election,
        area: all.id,
        options,
        ...(pack.seats === undefined ? {} : { seats: pack.seats }),
      },
    ],
    fields: pack.fields,
    modes: pack.modes,
    rules: pack.rules,
    carries: pack.carries,
    minimumVoters: pack.minimumVoters,
  };
  return { definition, problems };
}

/** A folder named 20210711 says its day. */
function dayOf(files: readonly InputFile[]): string | undefined {
  const parts = files.flatMap(({ path }) => path.split(/[\\/]/).slice(0, -1));
  const eight = parts.findLast((part) => /^(19|20)\d{6}$/.test(part));
  return eight === undefined ? undefined : `${eight.slice(0, 4)}-${eight.slice(4, 6)}-${eight.slice(6)}`;
}
