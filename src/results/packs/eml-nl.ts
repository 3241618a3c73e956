// The pack of the Netherlands: EML_NL files, the figures of the record of a count under its letters, and its checks.
// F is an error, W a warning. F201 to F203, F312, F401 and W201 to W206 are the numbers that Dutch counting software
// gives the same checks; F301 to F307 follow its chain of difference and reasons under numbers of our own.
import type { Field, Rule } from '../../elections/definition/definition.ts';
import type { Pack } from './pack.ts';

const form = 'form';
const field = (id: string, label: string, meaning?: Field['meaning']): Field =>
  meaning === undefined ? { id, label, group: form } : { id, label, group: form, meaning };

const fields: readonly Field[] = [
  field('entitled_voters', 'People entitled to vote (kiesgerechtigden)', 'registered'),
  field('valid_poll_cards', 'A: valid poll cards (geldige stempassen)'),
  field('valid_proxy_certificates', 'B: valid proxy certificates (geldige volmachtbewijzen)'),
  field('valid_voter_cards', 'C: valid voter cards (geldige kiezerspassen)'),
  field('admitted_voters', 'D: voters admitted (toegelaten kiezers)', 'cast'),
  field('votes_for_candidates', 'E: votes for candidates (stemmen op kandidaten)', 'valid'),
  field('blank_votes', 'F: blank votes (blanco stemmen)', 'blank'),
  field('invalid_votes', 'G: invalid votes (ongeldige stemmen)', 'invalid'),
  field('votes_counted', 'H: votes counted (uitgebrachte stemmen)'),
  field('more_ballots_counted', 'I: more ballots counted than voters admitted (meer getelde stembiljetten)'),
  field('fewer_ballots_counted', 'J: fewer ballots counted than voters admitted (minder getelde stembiljetten)'),
  field('ballots_taken_home', 'Voters who took their ballot with them (meegenomen stembiljetten)'),
  field('too_few_ballots_handed_out', 'Too few ballots handed out (te weinig uitgereikte stembiljetten)'),
  field('too_many_ballots_handed_out', 'Too many ballots handed out (te veel uitgereikte stembiljetten)'),
  field('postal_ballots_missing', 'Postal votes without a ballot (geen briefstembiljetten)'),
  field('postal_ballots_too_many', 'Postal votes with more than one ballot (te veel briefstembiljetten)'),
  field('ballots_lost', 'Ballots lost (kwijtgeraakte stembiljetten)'),
  field('other_explanation', 'Another explanation (andere verklaring)'),
  field('no_explanation', 'No explanation (geen verklaring)'),
];

const rule = (code: string, kind: Rule['kind'], label: string, breaks: string): Rule => ({
  code,
  kind,
  label,
  breaks,
  fields: fields.map(({ id }) => id).filter((id) => breaks.split(/\W+/).includes(id)),
});

const explainMore = 'too_many_ballots_handed_out + postal_ballots_too_many';
const explainFewer = 'ballots_taken_home + too_few_ballots_handed_out + postal_ballots_missing + ballots_lost';
const explainEither = 'other_explanation + no_explanation';
/** Forms of some years count the reasons, others only tick them: without a count there is nothing to sum. */
const reasonsCounted = `${explainMore} + ${explainFewer} + ${explainEither} > 0`;
const hasBallots = 'votes_counted > 0';

const rules: readonly Rule[] = [
  rule(
    'F201',
    'error',
    'A + B + C is not D: cards and certificates are not as many as voters admitted',
    'valid_poll_cards + valid_proxy_certificates + valid_voter_cards != admitted_voters',
  ),
  rule('F202', 'error', 'The lists do not sum to E, the votes for candidates', 'sum(all) != votes_for_candidates'),
  rule('F203', 'error', 'E + F + G is not H', 'votes_for_candidates + blank_votes + invalid_votes != votes_counted'),
  rule(
    'F301',
    'error',
    'More votes were counted than voters admitted, and I is not the difference',
    'votes_counted > admitted_voters and more_ballots_counted != votes_counted - admitted_voters',
  ),
  rule(
    'F302',
    'error',
    'More votes were counted than voters admitted, and J is filled',
    'votes_counted > admitted_voters and fewer_ballots_counted != 0',
  ),
  rule(
    'F303',
    'error',
    'Fewer votes were counted than voters admitted, and J is not the difference',
    'votes_counted < admitted_voters and fewer_ballots_counted != admitted_voters - votes_counted',
  ),
  rule(
    'F304',
    'error',
    'Fewer votes were counted than voters admitted, and I is filled',
    'votes_counted < admitted_voters and more_ballots_counted != 0',
  ),
  rule(
    'F305',
    'error',
    'As many votes were counted as voters admitted, and I or J is filled',
    'votes_counted = admitted_voters and (more_ballots_counted != 0 or fewer_ballots_counted != 0)',
  ),
  rule(
    'F306',
    'error',
    'The reasons for more ballots do not sum to I',
    `more_ballots_counted > 0 and ${reasonsCounted} and more_ballots_counted != ${explainMore} + ${explainEither} - (${explainFewer})`,
  ),
  rule(
    'F307',
    'error',
    'The reasons for fewer ballots do not sum to J',
    `fewer_ballots_counted > 0 and ${reasonsCounted} and fewer_ballots_counted != ${explainFewer} + ${explainEither} - (${explainMore})`,
  ),
  rule(
    'F312',
    'error',
    'D is not H - I + J',
    'admitted_voters != votes_counted - more_ballots_counted + fewer_ballots_counted',
  ),
  rule(
    'W201',
    'warning',
    'Blank votes are 3 % of the votes counted or more',
    `${hasBallots} and 100 * blank_votes >= 3 * votes_counted`,
  ),
  rule(
    'W202',
    'warning',
    'Invalid votes are 3 % of the votes counted or more',
    `${hasBallots} and 100 * invalid_votes >= 3 * votes_counted`,
  ),
  rule(
    'W203',
    'warning',
    'Voters admitted and votes counted differ by 2 % or more, or by 15 or more',
    `abs(admitted_voters - votes_counted) >= 15 or (${hasBallots} and 100 * abs(admitted_voters - votes_counted) >= 2 * votes_counted)`,
  ),
  rule('W204', 'warning', 'No vote was counted', 'votes_counted = 0'),
  rule(
    'W205',
    'warning',
    'More voters were admitted than are entitled to vote',
    'entitled_voters > 0 and admitted_voters > entitled_voters',
  ),
  rule(
    'W206',
    'warning',
    'More votes were counted than people are entitled to vote',
    'entitled_voters > 0 and votes_counted > entitled_voters',
  ),
];

export const emlNl: Pack = {
  format: 'pollwarden-pack/1',
  name: 'eml-nl',
  version: '1',
  title: 'EML_NL: election definition, polling stations, candidate lists, counts (the Netherlands)',
  country: 'NL',
  reads: 'eml-nl',
  timeZone: 'Europe/Amsterdam',
  minimumVoters: { count: 50 },
  fields,
  modes: [{ id: 'all', name: 'All votes' }],
  rules,
  carries: { official: [form, 'all'], backup: [form, 'all'], observer: [form, 'all'] },
};
