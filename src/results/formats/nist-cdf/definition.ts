// A definition from a NIST SP 1500-100 v2 report: its units, contests and options, and the checks that its modes allow.
import type { Contest, Definition, Mode, Rule, SeatRule } from '../../../elections/definition/definition.ts';
import { voteKey } from '../../../elections/definition/definition.ts';
import type { Pack } from '../../packs/pack.ts';
import type { DefinitionReading, ReadProblem } from '../reading.ts';
import { modesOf } from './modes.ts';
import { namesOf, optionsOf } from './options.ts';
import { type CdfContest, type CdfReport, electionOf, idOf, invalid, plainText } from './report.ts';
import { placesOf } from './units.ts';

/** The report says how many are elected and not by which method: those with most votes, unless told otherwise. */
const seatsOf = (contest: CdfContest): { readonly seats?: SeatRule } =>
  contest['@type'] === 'ElectionResults.CandidateContest' && (contest.NumberElected ?? 0) > 0
    ? { seats: { method: 'plurality', seats: contest.NumberElected ?? 1 } }
    : {};

/** Names that a formula can hold. */
const plain = (id: string): boolean => /^[A-Za-z_][\w.]*$/.test(id);
const plainOption = (id: string): boolean => /^[\w.]+$/.test(id);

/** Where each voter has one vote: no more votes than ballots, and none of a candidate that its list has not. */
function modeRules(modes: readonly Mode[], contests: readonly Contest[], oneVote: boolean): readonly Rule[] {
  if (!oneVote || !modes.every(({ id }) => plain(id))) return [];
  const sum = modes.map(({ id }) => `sum(${id})`).join(' + ');
  const votes: Rule = {
    code: 'votes_over_ballots',
    kind: 'error',
    label: 'There are more votes than ballots cast',
    breaks: `${sum} > ballots_cast`,
    fields: ['ballots_cast'],
  };
  const lists = contests
    .flatMap(({ options }) => options)
    .filter(({ id, candidates = [] }) => candidates.length > 0 && plainOption(id));
  const each = [...new Set(lists.map(({ id }) => id))].slice(0, 400).flatMap((option) =>
    modes.map(
      ({ id: mode }): Rule => ({
        code: `candidates_over_list.${mode}.${option}`.slice(0, 64),
        kind: 'error',
        label: `Candidates of ${option} have more votes than their list`,
        breaks: `sum(${mode}, ${option}) > votes(${mode}, ${option})`,
        fields: [voteKey(mode, option)],
      }),
    ),
  );
  return [votes, ...each.slice(0, 400)];
}

/** CDF_INVALID with the file where no definition can be made of it. */
export function cdfDefinition(report: CdfReport, file: string, pack: Pack, election: string): DefinitionReading {
  const found = electionOf(report, file);
  const places = placesOf(report, found, file);
  const names = namesOf(report, found, file);
  const problems: ReadProblem[] = [];
  const contests: Contest[] = [];
  for (const contest of found.Contest ?? []) {
    const name = contest.Name.trim().slice(0, 300) || contest['@id'];
    const { options } = optionsOf(contest, names, file);
    const area = places.areaOf(contest.ElectionDistrictId);
    const reject = (detail: string): void =>
      void problems.push({ code: 'CDF_INVALID', file, detail: `contest ${name}: ${detail}`, kind: 'rejected' });
    if (options.length === 0) reject('there is no selection in it');
    else if (area === undefined) reject('its district overlaps other areas, and areas are a tree here');
    else contests.push({ id: idOf(contest, file), name, area, options, ...seatsOf(contest) });
  }
  if (contests.length === 0) throw invalid(problems[0]?.detail ?? 'there is no contest in it', file);
  const modes = modesOf(found);
  const groups = ['form', ...modes.map(({ id }) => id)];
  const oneVote = (found.Contest ?? []).every(
    (contest) => contest['@type'] !== 'ElectionResults.CandidateContest' || contest.VotesAllowed === 1,
  );
  const { areas, centres, units } = places;
  const definition: Definition = {
    format: 'pollwarden-definition/1',
    election,
    name: plainText(found.Name) || election,
    day: found.EndDate,
    timeZone: pack.timeZone,
    pack: { name: pack.name, version: pack.version },
    areas,
    centres,
    units,
    contests,
    fields: pack.fields,
    modes,
    rules: [...pack.rules, ...modeRules(modes, contests, oneVote)],
    carries: { official: groups, backup: groups, observer: groups },
    minimumVoters: pack.minimumVoters,
  };
  return { definition, problems };
}
