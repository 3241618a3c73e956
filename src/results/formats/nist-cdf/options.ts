// Options of a contest: parties, candidates, answers; candidates of a list are found by the party that endorses them.
import type { Candidate, Option } from '../../../elections/definition/definition.ts';
import {
  type CdfContest,
  type CdfElection,
  type CdfReport,
  type CdfSelection,
  idOf,
  invalid,
  plainText,
} from './report.ts';

/** What a selection counts: an option, or one candidate of it. */
export type Meant = { readonly option: string; readonly candidate?: string };
export type CdfOptions = { readonly options: readonly Option[]; readonly meant: ReadonlyMap<CdfSelection, Meant> };

type Names = ReadonlyMap<string, { readonly id: string; readonly name: string }>;

/** Parties and candidates by their id within the report. */
export function namesOf(report: CdfReport, election: CdfElection, file: string): { parties: Names; candidates: Names } {
  const parties = new Map<string, { id: string; name: string }>();
  for (const party of report.Party ?? [])
    parties.set(party['@id'], { id: idOf(party, file), name: plainText(party.Name) || party['@id'] });
  const candidates = new Map<string, { id: string; name: string }>();
  for (const one of election.Candidate ?? [])
    candidates.set(one['@id'], { id: idOf(one, file), name: plainText(one.BallotName) || one['@id'] });
  return { parties, candidates };
}

/** One thing goes by its own id; several together (a ticket, a coalition on one line) by the selection's. */
function together(selection: CdfSelection, ids: readonly string[], names: Names, file: string): Option {
  const found = ids.map((id) => {
    const one = names.get(id);
    if (one === undefined)
      throw invalid(`${selection['@id'].slice(0, 80)} names ${id.slice(0, 80)}, which is not there`, file);
    return one;
  });
  const [only, second] = found;
  if (second === undefined) return { id: only.id, name: only.name };
  const name = found.map((one) => one.name).join(' / ');
  return { id: idOf(selection, file), name: name.slice(0, 300) };
}

function optionOf(selection: CdfSelection, names: ReturnType<typeof namesOf>, file: string): Option {
  if (selection['@type'] === 'ElectionResults.PartySelection')
    return together(selection, selection.PartyIds, names.parties, file);
  const id = idOf(selection, file);
  if (selection['@type'] === 'ElectionResults.BallotMeasureSelection')
    return { id, name: plainText(selection.Selection) || id };
  const { CandidateIds: ids = [], IsWriteIn } = selection;
  if (ids.length > 0) return together(selection, ids, names.candidates, file);
  return { id, name: IsWriteIn === true ? 'Write-in' : id };
}

type Growing = Omit<Option, 'candidates'> & { candidates?: Candidate[] };

/** CDF_INVALID where something is named that is not there, or an option is there twice. */
export function optionsOf(contest: CdfContest, names: ReturnType<typeof namesOf>, file: string): CdfOptions {
  const options = new Map<string, Growing>();
  const meant = new Map<CdfSelection, Meant>();
  const lists = new Map<string, string>();
  const selections = contest.ContestSelection ?? [];
  const add = (selection: CdfSelection): void => {
    const { id, name } = optionOf(selection, names, file);
    const option: Growing = { id, name };
    if (options.has(option.id))
      throw invalid(`option ${option.id} of ${contest.Name.slice(0, 80)} is there twice`, file);
    options.set(option.id, option);
    meant.set(selection, { option: option.id });
    if (selection['@type'] === 'ElectionResults.PartySelection')
      for (const party of selection.PartyIds) lists.set(party, option.id);
  };
  const isList = (one: CdfSelection): boolean => one['@type'] === 'ElectionResults.PartySelection';
  for (const selection of selections.filter(isList)) add(selection);
  for (const selection of selections.filter((one) => !isList(one))) {
    const endorsed =
      selection['@type'] === 'ElectionResults.CandidateSelection' ? selection.EndorsementPartyIds : undefined;
    const list = endorsed?.length === 1 ? options.get(lists.get(endorsed[0]) ?? '') : undefined;
    if (list === undefined) {
      add(selection);
      continue;
    }
    const candidate = optionOf(selection, names, file);
    const candidates = (list.candidates ??= []);
    if (candidates.some(({ id }) => id === candidate.id))
      throw invalid(`candidate ${candidate.id} of ${list.id} is there twice`, file);
    candidates.push({ id: candidate.id, name: candidate.name });
    meant.set(selection, { option: list.id, candidate: candidate.id });
  }
  return { options: [...options.values()], meant };
}
