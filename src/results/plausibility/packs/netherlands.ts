// The Netherlands: the seven rules of the control protocol for results of polling stations, with the thresholds that the
// Electoral Council applies since 2024 (kiesraad/HCP; CBS, test framework for checks at polling-station level, 2024).
import { allVotes, type FixedRule, type PlausibilityPack, type ShareFigure } from '../plausibility-pack.ts';

const source = 'control protocol of the Dutch Electoral Council';
const ballots = [allVotes, 'blank_votes', 'invalid_votes'];
const admitted = ['admitted_voters'];
const either = ['no_explanation', 'other_explanation'];

const fixed: readonly FixedRule[] = [
  { code: 'zeroVotes', kind: 'zero', ballots, source },
  { code: 'noExplanation', kind: 'positive', field: 'no_explanation', source },
  {
    code: 'explanationSum',
    kind: 'explanations',
    ballots,
    admitted,
    more: ['too_many_ballots_handed_out', 'postal_ballots_too_many', ...either],
    fewer: ['ballots_taken_home', 'too_few_ballots_handed_out', 'postal_ballots_missing', 'ballots_lost', ...either],
    source,
  },
  { code: 'invalidShare', kind: 'share', part: ['invalid_votes'], of: ballots, atLeast: [3, 100], source },
  { code: 'blankShare', kind: 'share', part: ['blank_votes'], of: ballots, atLeast: [3, 100], source },
  { code: 'votersBallots', kind: 'difference', ballots, admitted, votes: 15, atLeast: [2, 100], source },
  { code: 'listDeviation', kind: 'listPoints', points: 50, units: 2, source },
  { code: 'switchedCandidates', kind: 'candidates', factor: 5, votes: 15, units: 2, source },
];

const figures: readonly ShareFigure[] = [
  { id: 'turnout', kind: 'turnout', label: 'turnout', part: admitted, of: ['entitled_voters'] },
  { id: 'invalid', kind: 'invalid', label: 'share of invalid votes', part: ['invalid_votes'], of: ballots },
  { id: 'blank', kind: 'blank', label: 'share of blank votes', part: ['blank_votes'], of: ballots },
];

export const netherlands: PlausibilityPack = {
  name: 'netherlands',
  version: '1',
  title: 'Netherlands: the seven rules of the control protocol',
  figures,
  fixed,
  leastPeers: 8,
  leastBallots: 50,
  leastVotes: 15,
  probability: 0.001,
  score: 5,
  special: [
    { what: 'a hospital or care home', words: ['ziekenhuis', 'verpleeghuis', 'zorgcentrum', 'verzorgingshuis'] },
    { what: 'a prison', words: ['penitentiaire', 'gevangenis'] },
    { what: 'a station for passers-by', words: ['station ns', 'mobiel', 'universiteit'] },
    { what: 'a postal or special count', words: ['briefstembureau', 'bijzonder stembureau'] },
  ],
};
