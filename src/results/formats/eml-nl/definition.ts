// A definition from EML_NL files given together: one 110a, its 230b lists, its 110b stations. They must agree.
import type {
  Area,
  Contest,
  CountCentre,
  CountingUnit,
  Definition,
  Option,
  Rule,
} from '../../../elections/definition/definition.ts';
import { voteKey } from '../../../elections/definition/definition.ts';
import type { Pack } from '../../packs/pack.ts';
import type { DefinitionReading, ReadProblem } from '../reading.ts';
import { differenceOf } from './election.ts';
import type { EmlBody, EmlDefinition, EmlList, EmlLists, EmlNlDocument, EmlRegion, EmlStations } from './document.ts';
import { refuse } from './refuse.ts';

type Of<B extends EmlBody> = EmlNlDocument & { readonly body: B };

const isKind =
  <B extends EmlBody>(...kinds: readonly B['kind'][]) =>
  (document: EmlNlDocument): document is Of<B> =>
    kinds.some((kind) => kind === document.body.kind);

const isDefinition = isKind<EmlDefinition>('110a');
const isStations = isKind<EmlStations>('110b');
const isLists = isKind<EmlLists>('230b', '230c');

/** Region numbers are written with and without leading zeros. */
const regionKey = (category: string, number: string): string => `${category}-${number === '' ? 'x' : Number(number)}`;

/** The election stands at the top under its EML id and subcategory, which its exports need again. */
function areasOf({ election, body, file }: Of<EmlDefinition>): readonly Area[] {
  const top: Area = {
    id: election.id,
    name: election.name ?? election.id,
    level: election.subcategory ?? election.category,
  };
  const areas = new Map<string, Area>();
  const keys = new Set(body.regions.map(({ category, number }) => regionKey(category, number)));
  for (const region of body.regions) {
    const key = regionKey(region.category, region.number);
    if (areas.has(key)) throw refuse('treeInvalid', `${key} is there twice`, file);
    const above =
      region.superior === undefined ? undefined : regionKey(region.superior.category, region.superior.number);
    if (above !== undefined && !keys.has(above))
      throw refuse('treeInvalid', `${key} is below ${above}, which is not there`, file);
    areas.set(key, {
      id: key,
      name: region.name === '' ? key : region.name,
      parent: above ?? top.id,
      level: region.category.toLowerCase(),
    });
  }
  return [top, ...areas.values()];
}

/** Categories whose number is the code of a municipality. */
const municipal = (region: EmlRegion): boolean =>
  region.category === 'GEMEENTE' || region.category.endsWith('_GEMEENTE');

/** The area of the body that has the stations: its municipality in the tree, or the only region there is. */
function areaOfUnit({ body, file }: Of<EmlDefinition>, code: string): string {
  const number = Number(code.split('::').findLast((part) => /^\d{4}$/.test(part)));
  const region =
    body.regions.find((one) => municipal(one) && Number(one.number) === number) ??
    (body.regions.length === 1 && !municipal(body.regions[0]) ? body.regions[0] : undefined);
  if (region === undefined) throw refuse('treeInvalid', `the municipality ${code} is not in it`, file);
  return regionKey(region.category, region.number);
}

type Places = { readonly centres: readonly CountCentre[]; readonly units: readonly CountingUnit[] };

function placesOf(definition: Of<EmlDefinition>, stations: readonly Of<EmlStations>[]): Places {
  const centres = new Map<string, CountCentre>();
  const units = new Map<string, CountingUnit>();
  for (const { body, file } of stations) {
    for (const { unit, stations: all } of body.places) {
      const area = areaOfUnit(definition, unit.id);
      if (!centres.has(unit.id)) centres.set(unit.id, { id: unit.id, name: unit.name || unit.id, area, keys: [] });
      for (const { number, name, postalCode, voters } of all) {
        const id = `${unit.id}::SB${Number(number)}`;
        if (units.has(id)) throw refuse('stationTwice', id, file);
        units.set(id, {
          id,
          name: [name, postalCode ?? ''].filter((part) => part !== '').join(', ') || id,
          area,
          centre: unit.id,
          ...(voters === 0 ? {} : { registered: voters }),
        });
      }
    }
  }
  return { centres: [...centres.values()], units: [...units.values()] };
}

/** Without a 110b each municipality of the tree is one counting unit, as a central electoral committee counts. */
function municipalitiesOf({ body, file }: Of<EmlDefinition>): Places {
  const regions = body.regions.filter(municipal);
  if (regions.length === 0) throw refuse('partMissing', '110b, and the election tree names no municipality', file);
  const centres: CountCentre[] = [];
  const units: CountingUnit[] = [];
  for (const region of regions) {
    const id = region.number.padStart(4, '0');
    const name = region.name || id;
    const area = regionKey(region.category, region.number);
    centres.push({ id, name, area, keys: [] });
    units.push({ id, name, area, centre: id });
  }
  return { centres, units };
}

const optionOf = ({ number, name, candidates }: EmlList): Option => ({
  id: number,
  name,
  candidates: candidates.map((candidate) => ({ id: candidate.number, name: candidate.name })),
});

/** Lists of several electoral districts are one contest where they name the same candidates under the same numbers. */
function optionsOf(documents: readonly Of<EmlLists>[]): readonly Option[] {
  const options = new Map<string, Option>();
  for (const { body, file } of documents) {
    for (const list of body.contests.flatMap(({ lists }) => lists)) {
      const added = optionOf(list);
      const known = options.get(added.id);
      if (known === undefined) {
        options.set(added.id, added);
        continue;
      }
      if (known.name !== added.name)
        throw refuse('districtsDiffer', `list ${added.id} is "${known.name}" and "${added.name}"`, file);
      const names = new Map((known.candidates ?? []).map((one) => [one.id, one.name]));
      for (const candidate of added.candidates ?? []) {
        if ((names.get(candidate.id) ?? candidate.name) !== candidate.name)
          throw refuse('districtsDiffer', `candidate ${candidate.id} of list ${added.id}`, file);
        names.set(candidate.id, candidate.name);
      }
      const candidates = [...names].map(([id, name]) => ({ id, name })).toSorted((a, b) => Number(a.id) - Number(b.id));
      options.set(added.id, { ...known, candidates });
    }
  }
  return [...options.values()].toSorted((a, b) => Number(a.id) - Number(b.id));
}

/** One check for each list: its votes are those of its candidates. */
const listRules = (options: readonly Option[]): readonly Rule[] =>
  options.map(({ id }) => ({
    code: `F401.${id}`,
    kind: 'error',
    label: `The candidates of list ${id} do not sum to the votes of the list`,
    breaks: `sum(all, ${id}) != votes(all, ${id})`,
    fields: [voteKey('all', id)],
  }));

/** Which of the documents a definition can be made of; EML_INVALID where they are not of one election. */
export function partsOf(documents: readonly EmlNlDocument[]): {
  readonly definition: Of<EmlDefinition>;
  readonly lists: readonly Of<EmlLists>[];
  readonly stations: readonly Of<EmlStations>[];
} {
  const [definition, second] = documents.filter((one) => isDefinition(one));
  if (definition === undefined) throw refuse('partMissing', '110a, the election definition', documents[0]?.file ?? '');
  if (second !== undefined) throw refuse('partTwice', 'a 110a; one election at a time', second.file);
  for (const { election, file } of documents) {
    const difference = differenceOf(election, definition.election);
    if (difference !== undefined) throw refuse('electionDiffers', difference, file);
  }
  const lists = documents.filter((one) => isLists(one));
  if (lists.length === 0) throw refuse('partMissing', '230b, the candidate lists', definition.file);
  return { definition, lists, stations: documents.filter((one) => isStations(one)) };
}

export function emlDefinition(documents: readonly EmlNlDocument[], pack: Pack, election: string): DefinitionReading {
  const { definition: found, lists, stations } = partsOf(documents);
  const { centres, units } = stations.length === 0 ? municipalitiesOf(found) : placesOf(found, stations);
  const options = optionsOf(lists);
  const name = found.election.name ?? found.election.id;
  const contest: Contest = {
    id: found.body.contest,
    name,
    area: found.election.id,
    options,
    seats: { method: 'dutch', seats: found.body.seats },
  };
  const definition: Definition = {
    format: 'pollwarden-definition/1',
    election,
    name,
    day: found.election.day,
    timeZone: pack.timeZone,
    pack: { name: pack.name, version: pack.version },
    areas: areasOf(found),
    centres,
    units,
    contests: [contest],
    fields: pack.fields,
    modes: pack.modes,
    rules: [...pack.rules, ...listRules(options)],
    carries: pack.carries,
    minimumVoters: pack.minimumVoters,
  };
  return { definition, problems: problemsOf(documents, stations.length === 0 ? found.file : undefined) };
}

function problemsOf(documents: readonly EmlNlDocument[], withoutStations: string | undefined): readonly ReadProblem[] {
  const warning = (file: string, detail: string): ReadProblem => ({
    code: 'EML_INVALID',
    file,
    detail,
    kind: 'warning',
  });
  const noStations =
    withoutStations === undefined
      ? []
      : [warning(withoutStations, 'no 110b was given: each municipality of the election tree is a counting unit')];
  return [...noStations, ...documents.flatMap(({ file, warnings }) => warnings.map((one) => warning(file, one)))];
}
