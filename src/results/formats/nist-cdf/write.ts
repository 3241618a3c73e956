// A NIST SP 1500-100 v2 report (JSON) of an election: areas, units, lists, counts, seats. Our ids stand beside those of
// the report as external identifiers, so that the report reads back as the same returns.
import type { Contest, Definition, Option } from '../../../elections/definition/definition.ts';
import { voteKey } from '../../../elections/definition/definition.ts';
import {
  type ContestSeats,
  type CountedContest,
  type CountedUnit,
  type Counts,
  type ExportStamp,
  figureOf,
  totalCounts,
} from '../counted.ts';
import { whole } from './modes.ts';
import { ownIdentifier } from './report.ts';

export type CdfStatus = 'certified' | 'unofficial-complete' | 'unofficial-partial' | 'pre-election';

type Node = { readonly [key: string]: Value };
type Value = string | number | boolean | Node | readonly Value[] | undefined;

const node = (type: string, rest: Node): Node => ({ '@type': `ElectionResults.${type}`, ...rest });

const text = (content: string): Node =>
  node('InternationalizedText', { Text: [node('LanguageString', { Content: content, Language: 'und' })] });

const identifier = (value: string): readonly Node[] => [
  node('ExternalIdentifier', { Type: 'other', OtherType: ownIdentifier, Value: value }),
];

/** Levels that the standard has a word for. */
const unitTypes: readonly string[] = ['country', 'state', 'county', 'municipality', 'city', 'town', 'borough', 'ward'];
const countTypes: readonly string[] = [
  'absentee',
  'absentee-fwab',
  'absentee-in-person',
  'absentee-mail',
  'early',
  'election-day',
  'provisional',
  'uocava',
  'write-in',
];

const areaId = (id: string): string => `area-${id}`;
const unitId = (id: string): string => `unit-${id}`;

/** A figure by its own id, else by what it means. */
const figure = (
  definition: Definition,
  counts: Counts,
  id: string,
  meaning?: Parameters<typeof figureOf>[2],
): number | undefined => counts[id] ?? (meaning === undefined ? undefined : figureOf(definition, counts, meaning));

function areaNodes({ areas, units }: Definition): readonly Node[] {
  const below = new Map<string, string[]>(areas.map(({ id }) => [id, []]));
  for (const { id, parent } of areas) if (parent !== undefined) below.get(parent)?.push(areaId(id));
  for (const { id, area } of units) below.get(area)?.push(unitId(id));
  return areas.map(({ id, name, level }) =>
    node('ReportingUnit', {
      '@id': areaId(id),
      Name: text(name),
      ...(unitTypes.includes(level) ? { Type: level } : { Type: 'other', OtherType: level }),
      ComposingGpUnitIds: below.get(id) ?? [],
      ExternalIdentifier: identifier(id),
    }),
  );
}

function unitNodes(definition: Definition, counts: ReadonlyMap<string, Counts>): readonly Node[] {
  return definition.units.map(({ id, name, merged, registered }) => {
    const own = counts.get(id) ?? {};
    return node('ReportingUnit', {
      '@id': unitId(id),
      Name: text(name),
      Type: merged === undefined ? 'precinct' : 'combined-precinct',
      ExternalIdentifier: identifier(id),
      VotersRegistered: figure(definition, own, 'voters_registered', 'registered') ?? registered,
      VotersParticipated: own.voters_participated,
    });
  });
}

type Type = { readonly Type: string; readonly OtherType?: string };

function typeOf(mode: string): Type {
  if (mode === whole) return { Type: 'total' };
  const plain = mode.replaceAll('_', '-');
  return countTypes.includes(plain) ? { Type: plain } : { Type: 'other', OtherType: mode };
}

const votes = (unit: string, type: Type, count: number): Node =>
  node('VoteCounts', { GpUnitId: unit, ...type, Count: count });

/** Counts of one option or candidate: of the district, then of each unit; by mode with their total where there are some. */
function voteCounts(
  { modes }: Definition,
  district: string,
  units: readonly CountedUnit[],
  key: (mode: string) => string,
): readonly Node[] {
  const of = (gpUnit: string, counts: Counts): readonly Node[] => {
    const found = modes.flatMap(({ id }) => {
      const count = counts[key(id)];
      return count === undefined ? [] : [{ id, count }];
    });
    if (found.length === 0) return [];
    const parts = found.map(({ id, count }) => votes(gpUnit, typeOf(id), count));
    if (found.some(({ id }) => id === whole)) return parts;
    const total = found.reduce((sum, { count }) => sum + count, 0);
    return [votes(gpUnit, { Type: 'total' }, total), ...parts];
  };
  return [
    ...of(areaId(district), totalCounts(units)),
    ...units.flatMap(({ unit, counts }) => of(unitId(unit), counts)),
  ];
}

const partyId = (contest: string, option: string): string => `party-${contest}-${option}`;
const candidateId = (contest: string, option: string, candidate: string): string =>
  `candidate-${contest}-${option}-${candidate}`;

function selectionsOf(
  definition: Definition,
  { id: contest, area, options }: Contest,
  units: readonly CountedUnit[],
  seats: ReadonlyMap<string, number>,
): readonly Node[] {
  const selections = options.flatMap((option) => {
    const won = seats.get(option.id);
    const list = node('PartySelection', {
      '@id': `selection-${contest}-${option.id}`,
      PartyIds: [partyId(contest, option.id)],
      VoteCounts: [
        ...voteCounts(definition, area, units, (mode) => voteKey(mode, option.id)),
        ...(won === undefined ? [] : [votes(areaId(area), { Type: 'seats' }, won)]),
      ],
    });
    const candidates = (option.candidates ?? []).map(({ id }) =>
      node('CandidateSelection', {
        '@id': `selection-${contest}-${option.id}-${id}`,
        CandidateIds: [candidateId(contest, option.id, id)],
        EndorsementPartyIds: [partyId(contest, option.id)],
        VoteCounts: voteCounts(definition, area, units, (mode) => voteKey(mode, option.id, id)),
      }),
    );
    return [list, ...candidates];
  });
  return selections.map((selection, i): Node => ({ ...selection, SequenceOrder: i + 1 }));
}

function contestNode(definition: Definition, contest: Contest, of: Report): Node {
  const units = of.counted.find((one) => one.contest === contest.id)?.units ?? [];
  const seats = of.seats.find((one) => one.contest === contest.id);
  const won = new Map(seats?.lists.map(({ option, seats: count }) => [option, count]));
  const otherCounts = units.flatMap(({ unit, counts }) => {
    const Overvotes = counts.overvotes;
    const Undervotes = figure(definition, counts, 'undervotes', 'blank');
    const WriteIns = counts.write_ins;
    if (Overvotes === undefined && Undervotes === undefined && WriteIns === undefined) return [];
    return [node('OtherCounts', { GpUnitId: unitId(unit), Overvotes, Undervotes, WriteIns })];
  });
  return node('PartyContest', {
    '@id': `contest-${contest.id}`,
    Name: contest.name,
    ElectionDistrictId: areaId(contest.area),
    VoteVariation: 'proportional',
    ContestSelection: selectionsOf(definition, contest, units, won),
    OtherCounts: otherCounts,
    SubUnitsReported: units.length,
    TotalSubUnits: definition.contests.length === 1 ? definition.units.length : undefined,
    ExternalIdentifier: identifier(contest.id),
  });
}

function ballotCounts(definition: Definition, counts: ReadonlyMap<string, Counts>): readonly Node[] {
  return [...counts].flatMap(([unit, own]) => {
    const BallotsCast = figure(definition, own, 'ballots_cast', 'cast');
    const BallotsRejected = figure(definition, own, 'ballots_rejected', 'invalid');
    if (BallotsCast === undefined && BallotsRejected === undefined) return [];
    return [node('BallotCounts', { GpUnitId: unitId(unit), Type: 'total', BallotsCast, BallotsRejected })];
  });
}

const partyNode = (contest: string, { id, name }: Option): Node =>
  node('Party', { '@id': partyId(contest, id), Name: text(name), ExternalIdentifier: identifier(id) });

type Report = { readonly counted: readonly CountedContest[]; readonly seats: readonly ContestSeats[] };

/** Figures of a form stand once for each unit in a report: those of the first contest that counted it. */
function formCounts(counted: readonly CountedContest[]): ReadonlyMap<string, Counts> {
  const found = new Map<string, Counts>();
  for (const { units } of counted) for (const { unit, counts } of units) if (!found.has(unit)) found.set(unit, counts);
  return found;
}

/** The report as JSON text. Figures of the form that the standard has no place for are left out. */
export function writeCdf(
  definition: Definition,
  of: Report,
  { createdAt, issuer, status }: ExportStamp & { readonly status: CdfStatus },
): string {
  const form = formCounts(of.counted);
  const root = definition.areas.find(({ parent }) => parent === undefined)?.id ?? '';
  const candidates = definition.contests.flatMap((contest) =>
    contest.options.flatMap((option) =>
      (option.candidates ?? []).map(({ id, name }) =>
        node('Candidate', {
          '@id': candidateId(contest.id, option.id, id),
          BallotName: text(name),
          PartyId: partyId(contest.id, option.id),
          ExternalIdentifier: identifier(id),
        }),
      ),
    ),
  );
  const election = node('Election', {
    ElectionScopeId: areaId(root),
    StartDate: definition.day,
    EndDate: definition.day,
    Name: text(definition.name),
    Type: 'general',
    Contest: definition.contests.map((contest) => contestNode(definition, contest, of)),
    Candidate: candidates,
    BallotCounts: ballotCounts(definition, form),
    ExternalIdentifier: identifier(definition.election),
  });
  const report = node('ElectionReport', {
    Format: 'precinct-level',
    GeneratedDate: createdAt,
    Issuer: issuer,
    IssuerAbbreviation: issuer.slice(0, 20),
    SequenceStart: 1,
    SequenceEnd: 1,
    Status: status,
    VendorApplicationId: 'pollwarden',
    Election: [election],
    GpUnit: [...areaNodes(definition), ...unitNodes(definition, form)],
    Party: definition.contests.flatMap(({ id, options }) => options.map((option) => partyNode(id, option))),
  });
  return `${JSON.stringify(report)}\n`;
}
