// The pack of Bulgaria: section protocols, paper votes, machine votes as the protocol has them, and machine memories.
// Column names are those of the published open data; figures and their checks are those of the section protocol.
import type { Field, Rule } from '../../elections/definition/definition.ts';
import type { Pack } from './pack.ts';

const form = 'form';
const field = (id: string, label: string, meaning?: Field['meaning']): Field =>
  meaning === undefined ? { id, label, group: form } : { id, label, group: form, meaning };

const fields: readonly Field[] = [
  field('distributed_ballots', 'Ballots handed to the section'),
  field('pre_registered_voters', 'Voters on the list when it was handed over'),
  field('registered_voters', 'Voters on the list', 'registered'),
  field('onsite_listed_voters', 'Voters added to the list on the day'),
  field('voted_voters', 'Voters who signed the list', 'cast'),
  field('unused_paper_ballots', 'Ballots not used'),
  field('destroyed_paper_ballots', 'Ballots destroyed or set aside'),
  field('urn_paper_ballots', 'Paper ballots found in the box'),
  field('invalid_paper_ballots', 'Invalid paper ballots', 'invalid'),
  field('support_noone_paper_ballots', 'Paper ballots for nobody'),
  field('valid_paper_votes_for_parties', 'Valid paper votes for the lists'),
  field('urn_machine_ballots', 'Machine ballots found in the box'),
  field('support_noone_machine_ballots', 'Machine ballots for nobody'),
  field('valid_machine_votes_for_parties', 'Valid machine votes for the lists'),
];

const rule = (code: string, kind: Rule['kind'], label: string, breaks: string): Rule => ({
  code,
  kind,
  label,
  breaks,
  fields: fields.map(({ id }) => id).filter((id) => breaks.split(/[^\w]+/).includes(id)),
});

const rules: readonly Rule[] = [
  rule(
    'voters_vs_ballots',
    'error',
    'Voters who signed are not as many as ballots in the box',
    'voted_voters != urn_paper_ballots + urn_machine_ballots',
  ),
  rule(
    'paper_sum',
    'error',
    'Paper ballots are not the sum of invalid ones, those for nobody and valid votes',
    'urn_paper_ballots != invalid_paper_ballots + support_noone_paper_ballots + valid_paper_votes_for_parties',
  ),
  rule(
    'machine_sum',
    'error',
    'Machine ballots are not the sum of those for nobody and valid votes',
    'urn_machine_ballots != support_noone_machine_ballots + valid_machine_votes_for_parties',
  ),
  rule(
    'paper_accounting',
    'error',
    'Ballots handed out are not all accounted for',
    'urn_paper_ballots > 0 and distributed_ballots != unused_paper_ballots + destroyed_paper_ballots + urn_paper_ballots',
  ),
  rule(
    'turnout_over_100',
    'error',
    'More people voted than were on the list and added to it',
    'voted_voters > registered_voters + onsite_listed_voters',
  ),
  rule(
    'voters_vs_ballots_by_15',
    'warning',
    'Voters who signed and ballots in the box differ by 15 or more',
    'abs(voted_voters - urn_paper_ballots - urn_machine_ballots) >= 15',
  ),
  rule(
    'invalid_3_percent',
    'warning',
    'Invalid paper ballots are 3 % of all ballots or more',
    'urn_paper_ballots + urn_machine_ballots > 0 and 100 * invalid_paper_ballots >= 3 * (urn_paper_ballots + urn_machine_ballots)',
  ),
  rule('under_50_voters', 'warning', 'Fewer than 50 people voted', 'voted_voters < 50'),
];

const votes = { unit: 'section_id', option: 'party', votes: 'votes', controlTotalsFrom: 100 } as const;

export const bulgaria: Pack = {
  format: 'pollwarden-pack/1',
  name: 'bulgaria',
  version: '1',
  title: 'Bulgaria: section protocols and machine memories',
  country: 'BG',
  reads: 'csv',
  timeZone: 'Europe/Sofia',
  minimumVoters: {
    count: 0,
    ground:
      'Bulgaria: the Electoral Code has the results of each section published, in the protocol posted at the section and by the Central Election Commission',
  },
  fields,
  modes: [
    { id: 'paper', name: 'Paper' },
    { id: 'machine', name: 'Machine' },
  ],
  rules,
  carries: { official: [form, 'paper', 'machine'], backup: ['machine'] },
  seats: { method: 'hareLargestRemainder', seats: 240, threshold: { share: [4, 100], base: 'valid' } },
  csv: {
    separator: ';',
    contest: 'national',
    units: {
      file: '31_sections.csv',
      id: 'section_id',
      name: ['city', 'address'],
      registered: 'registered_voters',
      centre: 'rik_code',
      areas: [
        { level: 'constituency', id: 'rik_code', name: 'rik_name' },
        { level: 'municipality', id: 'municipality_code', name: 'municipality' },
      ],
    },
    options: [
      { file: '20_parties.csv', id: 'registration_code', name: ['registration_name', 'name'] },
      {
        file: '20_local_candidates.csv',
        optional: true,
        id: 'registration_code',
        name: ['registration_name', 'name'],
        independent: true,
      },
      {
        file: '21_participants.csv',
        optional: true,
        id: 'registration_code',
        name: ['registration_name', 'name'],
      },
    ],
    outsideSeats: ['99'],
    registered: {
      file: '40_elections_lists.csv',
      optional: true,
      unit: 'section_id',
      registered: 'registered_voters',
    },
    returns: {
      official: {
        whose: 'section protocols',
        form: {
          file: '41_protocols.csv',
          unit: 'section_id',
          columns: Object.fromEntries(fields.map(({ id }) => [id, id])),
        },
        votes: [
          { file: '50_votes_paper.csv', optional: true, mode: 'paper', ...votes },
          { file: '50_votes_machine.csv', optional: true, mode: 'machine', ...votes },
        ],
      },
      backup: {
        whose: 'signed machine memories',
        votes: [{ file: '50_votes_machine_from_machine_data.csv', mode: 'machine', ...votes }],
      },
    },
  },
  figures: {
    units: 'sections',
    twoChannels: {
      official: 'sections_in_protocols',
      backup: 'sections_in_memories',
      onBoth: 'on_both',
      onOneOnly: 'on_one_only',
      inConflict: 'in_conflict',
      votesDiffering: 'votes_differing',
    },
  },
};
