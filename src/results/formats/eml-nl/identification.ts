// How an election and its parts are called in EML_NL: as they were read, or by numbers where the files were others'.
import type { Definition, Option } from '../../../elections/definition/definition.ts';
import { PollwardenError } from '../../../kernel/errors.ts';
import { isElectionId } from './election.ts';
import { categories, withDomain } from './names.ts';
import { contestId, unitId } from './read-110.ts';
import { positive } from './read-230.ts';
import { element, type Xml } from './xml-text.ts';

export type Identification = {
  readonly id: string;
  readonly name: string;
  readonly category: string;
  readonly subcategory?: string;
  readonly domain?: { readonly id?: string; readonly name: string };
  readonly day: string;
};

const categoryOf = (level: string): string | undefined =>
  Object.entries(categories).find(([category, subs]) => category === level || subs.includes(level))?.[0];

/** Councils are told apart by their size; other categories have one subcategory, or one that we cannot know. */
function subcategoryOf(category: string, seats: number | undefined): string | undefined {
  const subs = categories[category];
  if (subs.length === 1) return subs[0];
  if (category === 'PS' || seats === undefined) return undefined;
  return subs[seats < 19 ? 0 : 1];
}

/** Whether an election was read from EML_NL, or is named as its elections are. */
export const hasEmlName = ({ areas }: Definition): boolean =>
  isElectionId(areas.find(({ parent }) => parent === undefined)?.id ?? '');

/**
 * The identification of an election read from EML_NL stands at the top of its areas. Another election needs `emlId`.
 * USAGE where there is none, or it is none.
 */
export function identify(definition: Definition, emlId: string | undefined): Identification {
  const root = definition.areas.find(({ parent }) => parent === undefined);
  const id = emlId ?? root?.id ?? '';
  if (!isElectionId(id))
    throw new PollwardenError(
      'USAGE',
      emlId === undefined
        ? 'this election was not read from EML_NL: give --eml-id, such as EP2026 or GR2026_Place'
        : `"${emlId.slice(0, 80)}" is no election id of EML_NL, such as EP2026 or GR2026_Place`,
    );
  const level = root?.level ?? '';
  const read = emlId === undefined || emlId === root?.id ? categoryOf(level) : undefined;
  const category = read ?? id.slice(0, 2);
  const subcategory =
    read !== undefined && level !== category ? level : subcategoryOf(category, definition.contests[0].seats?.seats);
  const domain = withDomain.includes(category) ? domainOf(definition, root?.id) : undefined;
  return {
    id,
    name: definition.name,
    category,
    ...(subcategory === undefined ? {} : { subcategory }),
    ...(domain === undefined ? {} : { domain }),
    day: definition.day,
  };
}

/** The region right below the election, such as its municipality, whose code is four digits. */
function domainOf({ areas }: Definition, root: string | undefined): Identification['domain'] {
  const region = areas.find(({ parent }) => parent !== undefined && parent === root) ?? areas[0];
  const [, number] = /^GEMEENTE-(\d{1,4})$/.exec(region.id) ?? [];
  return { name: region.name, ...(number === undefined ? {} : { id: number.padStart(4, '0') }) };
}

export const electionIdentifier = (identification: Identification): Xml => {
  const { id, name, category, subcategory, domain, day } = identification;
  return element('ElectionIdentifier', { Id: id }, [
    element('ElectionName', {}, name),
    element('ElectionCategory', {}, category),
    subcategory === undefined ? undefined : element('kr:ElectionSubcategory', {}, subcategory),
    domain === undefined ? undefined : element('kr:ElectionDomain', { Id: domain.id }, domain.name),
    element('kr:ElectionDate', {}, day),
  ]);
};

export const contestIdentifier = ({ contests }: Definition, id: string): Xml => {
  const number = contests.findIndex((contest) => contest.id === id) + 1;
  const own = contestId.test(id) ? id : contests.length === 1 ? 'geen' : String(number);
  return element('ContestIdentifier', { Id: own }, []);
};

/** Ids that are numbers stay; where one is none, all are numbered in their order. */
function numbering(ids: readonly string[]): (id: string) => string {
  if (ids.every((id) => positive.test(id))) return (id) => id;
  const numbers = new Map(ids.map((id, i) => [id, String(i + 1)]));
  return (id) => numbers.get(id) ?? '0';
}

export const optionNumbers = (options: readonly Option[]): ((id: string) => string) =>
  numbering(options.map(({ id }) => id));
export const candidateNumbers = ({ candidates }: Option): ((id: string) => string) =>
  numbering((candidates ?? []).map(({ id }) => id));

export const affiliation = (number: string, { name }: Option): Xml =>
  element('AffiliationIdentifier', { Id: number }, [element('RegisteredName', {}, name)]);

/** The EML id of each counting unit: its own, or SB and its place among all. */
export function unitIds({ units }: Definition): ReadonlyMap<string, string> {
  const fit = units.every(({ id }) => unitId.test(id));
  return new Map(units.map(({ id }, i) => [id, fit ? id : `SB${i + 1}`]));
}
