// Returns from EML_NL 510 files: one for each reporting unit of a contest. A 510 is the figures of who made it, not of a
// count centre that signed: each return names that authority as its source.
import { type Definition, voteKey } from '../../../elections/definition/definition.ts';
import { PollwardenError } from '../../../kernel/errors.ts';
import type { CountReturn } from '../../return/count-return.ts';
import type { NewArrival } from '../../store/returns.ts';
import type { FormatReader, ReadProblem } from '../reading.ts';
import { differenceOf } from './election.ts';
import type { EmlCount, EmlNlDocument, EmlUnitVotes, EmlVotes } from './document.ts';
import { rejectedFields, uncountedFields } from './names.ts';
import { refuse } from './refuse.ts';

type Against = Parameters<FormatReader['returns']>[2];
type Contest = Definition['contests'][number];

/** H is no figure of a 510; it is the sum that the form defines it as. */
function figures({ entitled, counted, rejected, uncounted }: EmlVotes): Readonly<Record<string, number>> {
  const found: Record<string, number> = { votes_for_candidates: counted };
  for (const [reason, field] of Object.entries(rejectedFields)) found[field] = rejected[reason] ?? 0;
  found.votes_counted = counted + found.blank_votes + found.invalid_votes;
  if (entitled > 0) found.entitled_voters = entitled;
  // A form that gives none of these has no such part; one that gives some has 0 for the others.
  if (Object.keys(uncounted).length > 0)
    for (const [reason, field] of Object.entries(uncountedFields)) found[field] = uncounted[reason] ?? 0;
  return found;
}

/** The counts of one unit, or what is wrong with them. */
export function countsOf(votes: EmlVotes, contest: Contest): Readonly<Record<string, number>> | string {
  const counts: Record<string, number> = { ...figures(votes) };
  const lists = new Map(votes.lists.map((list) => [list.number, list]));
  for (const option of contest.options) {
    const list = lists.get(option.id);
    if (list === undefined) return `list ${option.id} is missing`;
    lists.delete(option.id);
    counts[voteKey('all', option.id)] = list.votes;
    const candidates = new Map(list.candidates.map((one) => [one.number, one.votes]));
    for (const { id } of option.candidates ?? []) {
      const value = candidates.get(id);
      if (value === undefined) return `candidate ${id} of list ${option.id} is missing`;
      candidates.delete(id);
      counts[voteKey('all', option.id, id)] = value;
    }
    const [stranger] = candidates.keys();
    if (stranger !== undefined) return `list ${option.id} has no candidate ${stranger}`;
  }
  const [stranger] = lists.keys();
  return stranger === undefined ? counts : `there is no list ${stranger}`;
}

/** "SB3" in the file of a municipality stands for its third station; "HSB1::0000::SB3" for the same. */
function unitOf(definition: Definition, authority: string | undefined, id: string): string | undefined {
  const plain = id.replace(/^HSB\d+::/, '');
  const candidates = [id, plain, `${authority ?? ''}::${plain}`];
  const known = new Set(candidates);
  return definition.units.find((unit) => known.has(unit.id) || unit.merged?.some((one) => known.has(one)))?.id;
}

const whose = ({ authority, body }: EmlNlDocument): string =>
  `EML ${body.kind} of ${authority?.name || authority?.id || 'an authority'}`;

function arrivalOf(
  document: EmlNlDocument,
  contest: Contest,
  { unit, counts, line }: { readonly unit: string; readonly counts: CountReturn['counts']; readonly line: number },
  { definition, hash, channel, at }: Against,
): NewArrival {
  const centre = definition.units.find(({ id }) => id === unit)?.centre ?? '';
  return {
    signed: {
      return: {
        format: 'pollwarden-return/1',
        election: definition.election,
        definition: hash,
        contest: contest.id,
        unit,
        centre,
        counts,
        countedAt: at,
      },
      signatures: [],
    },
    channel,
    way: 'import',
    source: { file: document.file, row: line, whose: whose(document) },
  };
}

/** Totals that are not the sum of the units of the same file: told, since only the units are read. */
function totalProblem(total: EmlVotes, units: readonly EmlUnitVotes[]): string | undefined {
  const sums = new Map<string, number>();
  const add = (key: string, value: number): void => void sums.set(key, (sums.get(key) ?? 0) + value);
  const each = (votes: EmlVotes, sign: 1 | -1): void => {
    add('TotalCounted', sign * votes.counted);
    for (const [reason, value] of Object.entries(votes.rejected)) add(reason, sign * value);
    for (const list of votes.lists) {
      add(`list ${list.number}`, sign * list.votes);
      for (const one of list.candidates) add(`candidate ${one.number} of list ${list.number}`, sign * one.votes);
    }
  };
  for (const { votes } of units) each(votes, 1);
  each(total, -1);
  const wrong = [...sums].find(([, difference]) => difference !== 0);
  return wrong === undefined ? undefined : `the total of ${wrong[0]} is not the sum of the reporting units`;
}

type Found = { readonly arrivals: NewArrival[]; readonly problems: ReadProblem[] };

function readContest(document: EmlNlDocument, one: EmlCount['contests'][number], against: Against, found: Found): void {
  const { file, authority } = document;
  const { contests } = against.definition;
  const reject = (row: number | undefined, detail: string, kind: ReadProblem['kind'] = 'rejected'): void =>
    void found.problems.push({ code: 'EML_INVALID', file, ...(row === undefined ? {} : { row }), detail, kind });
  const contest = contests.find(({ id }) => id === one.id) ?? (contests.length === 1 ? contests[0] : undefined);
  if (contest === undefined) return reject(undefined, `there is no contest ${one.id}`);
  if (one.units.length === 0) return reject(undefined, 'there is a total only, and no reporting unit');
  const wrongTotal = one.total === undefined ? undefined : totalProblem(one.total, one.units);
  if (wrongTotal !== undefined) reject(undefined, wrongTotal, 'warning');
  const merged = new Map<string, { counts: Record<string, number>; line: number; parts: number }>();
  for (const { id, votes, line } of one.units) {
    const unit = unitOf(against.definition, authority?.id, id);
    const counts = countsOf(votes, contest);
    if (unit === undefined) reject(line, `there is no unit "${id}"`);
    else if (typeof counts === 'string') reject(line, `${id}: ${counts}`);
    else {
      const known = merged.get(unit);
      if (known === undefined) merged.set(unit, { counts: { ...counts }, line, parts: 1 });
      else {
        known.parts++;
        for (const [key, value] of Object.entries(counts)) known.counts[key] = (known.counts[key] ?? 0) + value;
      }
    }
  }
  const partsOf = new Map(against.definition.units.map((unit) => [unit.id, unit.merged?.length ?? 1]));
  for (const [unit, { counts, line, parts }] of merged) {
    const unsafe = Object.values(counts).some((value) => !Number.isSafeInteger(value));
    const wanted = partsOf.get(unit) ?? 1;
    // Part of a merged unit would disclose what the merging hides, and is no count of the unit.
    if (parts < wanted) reject(line, `${unit}: ${parts} of its ${wanted} stations are in this file`);
    else if (unsafe) reject(line, `${unit}: a sum is larger than 2^53-1`);
    else found.arrivals.push(arrivalOf(document, contest, { unit, counts, line }, against));
  }
}

const isCount = (document: EmlNlDocument): document is EmlNlDocument & { readonly body: EmlCount } =>
  document.body.kind.startsWith('510');

/** EML_INVALID (electionDiffers) for a count of another election; VALUE_MISSING without any 510. */
export function emlReturns(documents: readonly EmlNlDocument[], against: Against): ReturnType<FormatReader['returns']> {
  const counts = documents.filter((one) => isCount(one));
  if (counts.length === 0) throw new PollwardenError('VALUE_MISSING', 'there is no 510 among these files');
  const found: Found = { arrivals: [], problems: [] };
  const identification = against.definition.areas.find(({ parent }) => parent === undefined)?.id;
  for (const document of counts) {
    const { election, file, warnings, body } = document;
    const day =
      election.day === against.definition.day ? undefined : `day ${election.day}, not ${against.definition.day}`;
    const id = election.id === identification ? undefined : `id ${election.id}, not ${identification ?? ''}`;
    if ((id ?? day) !== undefined) throw refuse('electionDiffers', id ?? day ?? '', file);
    const other = differenceOf(election, counts[0].election);
    if (other !== undefined) throw refuse('electionDiffers', other, file);
    for (const detail of warnings) found.problems.push({ code: 'EML_INVALID', file, detail, kind: 'warning' });
    for (const contest of body.contests) readContest(document, contest, against, found);
  }
  return found;
}
