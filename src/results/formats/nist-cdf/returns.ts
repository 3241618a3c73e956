// Returns from the counts of a report: one for each counting unit of each contest. They are the issuer's figures.
import { type CountingUnit, type Definition, voteKey } from '../../../elections/definition/definition.ts';
import type { CountReturn } from '../../return/count-return.ts';
import type { NewArrival } from '../../store/returns.ts';
import type { FormatReader, ReadProblem } from '../reading.ts';
import { modeOf, whole } from './modes.ts';
import { type Meant, namesOf, optionsOf } from './options.ts';
import {
  type CdfContest,
  type CdfElection,
  type CdfReport,
  type CdfVoteCounts,
  electionOf,
  idOf,
  invalid,
} from './report.ts';
import { placesOf } from './units.ts';

type Against = Parameters<FormatReader['returns']>[2];
type Counts = Record<string, number>;

/** Figures of a unit that belong to all its contests. */
function unitFigures(report: CdfReport, election: CdfElection): ReadonlyMap<string, Counts> {
  const figures = new Map<string, Counts>();
  const at = (id: string): Counts => {
    let counts = figures.get(id);
    if (counts === undefined) figures.set(id, (counts = {}));
    return counts;
  };
  for (const unit of report.GpUnit ?? []) {
    if (unit['@type'] !== 'ElectionResults.ReportingUnit') continue;
    if (unit.VotersRegistered !== undefined) at(unit['@id']).voters_registered = unit.VotersRegistered;
    if (unit.VotersParticipated !== undefined) at(unit['@id']).voters_participated = unit.VotersParticipated;
  }
  const all = election.BallotCounts ?? [];
  const withTotal = new Set(all.filter(({ Type }) => Type === 'total').map(({ GpUnitId }) => GpUnitId));
  for (const { GpUnitId, Type, BallotsCast, BallotsRejected } of all) {
    // A total beside its parts says the same twice.
    if (withTotal.has(GpUnitId) && Type !== 'total') continue;
    const counts = at(GpUnitId);
    if (BallotsCast !== undefined) counts.ballots_cast = (counts.ballots_cast ?? 0) + BallotsCast;
    if (BallotsRejected !== undefined) counts.ballots_rejected = (counts.ballots_rejected ?? 0) + BallotsRejected;
  }
  return figures;
}

function contestFigures(contest: CdfContest, into: Map<string, Counts>): void {
  for (const { GpUnitId, Overvotes, Undervotes, WriteIns } of contest.OtherCounts ?? []) {
    const counts = into.get(GpUnitId);
    if (counts === undefined) continue;
    const add = (key: string, value: number | undefined): void => {
      if (value !== undefined) counts[key] = (counts[key] ?? 0) + value;
    };
    add('undervotes', Undervotes);
    add('overvotes', Overvotes);
    add('write_ins', WriteIns);
  }
}

const wholeNumber = (value: number): boolean => Number.isSafeInteger(value) && value >= 0;

/** Counts by mode of one selection in one unit, or what is wrong with them. */
function modesIn(counts: readonly CdfVoteCounts[], known: ReadonlySet<string>): ReadonlyMap<string, number> | string {
  const byMode = new Map<string, number>();
  for (const one of counts) {
    const mode = modeOf(one);
    if (mode === undefined) continue;
    if (one.IsSuppressedForPrivacy === true) return 'a count is suppressed for privacy';
    if ((one.Round ?? 1) > 1) return 'counts of rounds are not read';
    if (!wholeNumber(one.Count)) return `a count is ${one.Count}`;
    if (byMode.has(mode)) return `${mode} is there twice`;
    byMode.set(mode, one.Count);
  }
  const total = byMode.get(whole);
  const parts = [...byMode].filter(([mode]) => mode !== whole);
  const sum = parts.reduce((all, [, votes]) => all + votes, 0);
  if (parts.length === 0) return known.has(whole) ? byMode : 'only a total, and the election counts by mode';
  if (total !== undefined && total !== sum) return `the total ${total} is not the sum ${sum} of its parts`;
  const strange = parts.find(([mode]) => !known.has(mode));
  if (strange === undefined) return new Map(parts);
  return known.has(whole) && known.size === 1 ? new Map([[whole, sum]]) : `there is no mode ${strange[0]}`;
}

type Draft = { readonly counts: Counts; problem?: string };

function draftsOf(
  contest: CdfContest,
  meant: ReadonlyMap<unknown, Meant>,
  { modes }: Definition,
): ReadonlyMap<string, Draft> {
  const drafts = new Map<string, Draft>();
  const known = new Set(modes.map(({ id }) => id));
  for (const selection of contest.ContestSelection ?? []) {
    const of = meant.get(selection);
    if (of === undefined) continue;
    const byUnit = Map.groupBy(selection.VoteCounts ?? [], ({ GpUnitId }) => GpUnitId);
    for (const [unit, counts] of byUnit) {
      const votes = modesIn(counts, known);
      if (typeof votes !== 'string' && votes.size === 0) continue;
      let draft = drafts.get(unit);
      if (draft === undefined) drafts.set(unit, (draft = { counts: {} }));
      if (typeof votes === 'string') draft.problem ??= `${of.option}: ${votes}`;
      // A mode that this selection does not give, where it gives others, has no vote here.
      else for (const mode of known) draft.counts[voteKey(mode, of.option, of.candidate)] = votes.get(mode) ?? 0;
    }
  }
  return drafts;
}

function wantedKeys(definition: Definition, contest: string): ReadonlySet<string> | undefined {
  const options = definition.contests.find(({ id }) => id === contest)?.options;
  if (options === undefined) return undefined;
  return new Set(
    options.flatMap(({ id, candidates = [] }) =>
      [undefined, ...candidates.map((one) => one.id)].flatMap((candidate) =>
        definition.modes.map((mode) => voteKey(mode.id, id, candidate)),
      ),
    ),
  );
}

/** What the counts do not have, or have too much, against the definition. */
function strangeness(counts: Counts, wanted: ReadonlySet<string>): string | undefined {
  const tooMuch = Object.keys(counts).find((key) => !wanted.has(key));
  if (tooMuch !== undefined) return `${tooMuch} is not in the definition`;
  const missing = [...wanted].find((key) => counts[key] === undefined);
  return missing === undefined ? undefined : `${missing} is missing`;
}

type Station = { readonly unit: CountingUnit; readonly parts: number };

/** Which counting unit a station of a report belongs to, and of how many it is one. */
function stationsOf({ units }: Definition): ReadonlyMap<string, Station> {
  const stations = new Map<string, Station>();
  for (const unit of units)
    for (const id of unit.merged ?? [unit.id]) stations.set(id, { unit, parts: unit.merged?.length ?? 1 });
  // A report of ours names merged units by their own id.
  for (const unit of units) if (!stations.has(unit.id)) stations.set(unit.id, { unit, parts: 1 });
  return stations;
}

type Sum = { readonly counts: Counts; found: number; readonly station: Station };

/** Adds a station's counts to those of its unit; the same key of several stations is summed. */
function addTo(sums: Map<string, Sum>, station: Station, counts: Counts): void {
  const known = sums.get(station.unit.id);
  if (known === undefined) {
    sums.set(station.unit.id, { counts: { ...counts }, found: 1, station });
    return;
  }
  known.found++;
  for (const [key, value] of Object.entries(counts)) known.counts[key] = (known.counts[key] ?? 0) + value;
}

type OfReport = {
  readonly file: string;
  readonly against: Against;
  readonly unitIds: ReadonlyMap<string, string>;
  readonly stations: ReadonlyMap<string, Station>;
  readonly shared: ReadonlyMap<string, Counts>;
  readonly names: ReturnType<typeof namesOf>;
  readonly reject: (detail: string) => void;
};

function sumsOf(contest: CdfContest, wanted: ReadonlySet<string>, of: OfReport): ReadonlyMap<string, Sum> {
  const { meant } = optionsOf(contest, of.names, of.file);
  const drafts = draftsOf(contest, meant, of.against.definition);
  const figures = new Map([...drafts.keys()].map((unit): [string, Counts] => [unit, { ...of.shared.get(unit) }]));
  contestFigures(contest, figures);
  const sums = new Map<string, Sum>();
  for (const [key, { counts, problem }] of drafts) {
    const name = of.unitIds.get(key);
    // Counts of districts and of the whole are sums of others' counts.
    if (name === undefined) continue;
    const station = of.stations.get(name);
    const wrong = problem ?? strangeness(counts, wanted);
    if (station === undefined) of.reject(`there is no unit "${name}"`);
    else if (wrong !== undefined) of.reject(`unit ${name}, ${wrong}`);
    else addTo(sums, station, { ...figures.get(key), ...counts });
  }
  return sums;
}

function arrivalOf({ counts, station }: Sum, contest: string, whose: string, { file, against }: OfReport): NewArrival {
  const { definition, hash, channel, at } = against;
  const countReturn: CountReturn = {
    format: 'pollwarden-return/1',
    election: definition.election,
    definition: hash,
    contest,
    unit: station.unit.id,
    centre: station.unit.centre,
    counts,
    countedAt: at,
  };
  return { signed: { return: countReturn, signatures: [] }, channel, way: 'import', source: { file, whose } };
}

/** CDF_INVALID where the report is of another day, or cannot be read as a whole; bad units are problems. */
export function cdfReturns(report: CdfReport, file: string, against: Against): ReturnType<FormatReader['returns']> {
  const { definition } = against;
  const election = electionOf(report, file);
  if (election.EndDate !== definition.day)
    throw invalid(`is of an election on ${election.EndDate}, not ${definition.day}`, file);
  const problems: ReadProblem[] = [];
  const of: OfReport = {
    file,
    against,
    unitIds: placesOf(report, election, file).unitIds,
    stations: stationsOf(definition),
    shared: unitFigures(report, election),
    names: namesOf(report, election, file),
    reject: (detail) => void problems.push({ code: 'CDF_INVALID', file, detail, kind: 'rejected' }),
  };
  const whose = `report of ${report.Issuer.trim() || 'an unnamed issuer'}`;
  const arrivals: NewArrival[] = [];
  for (const contest of election.Contest ?? []) {
    const id = idOf(contest, file);
    const wanted = wantedKeys(definition, id);
    if (wanted === undefined) {
      of.reject(`there is no contest "${id}"`);
      continue;
    }
    for (const sum of sumsOf(contest, wanted, of).values()) {
      const { unit, parts } = sum.station;
      // Part of a merged unit would disclose what the merging hides, and is no count of the unit.
      if (sum.found < parts) of.reject(`unit ${unit.id}: ${sum.found} of its ${parts} stations are in this report`);
      else if (!Object.values(sum.counts).every(wholeNumber)) of.reject(`unit ${unit.id}: a sum is larger than 2^53-1`);
      else arrivals.push(arrivalOf(sum, id, whose, of));
    }
  }
  return { arrivals, problems };
}
