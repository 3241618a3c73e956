// Bulgaria: section protocols. Figures are those of the protocol; the Dutch 3 % of invalid ballots would hold up a third
// of the sections here, so shares are compared with peers only. Calibrated on past elections (calibration-bulgaria.ts).
import type { PlausibilityPack, ShareFigure } from '../plausibility-pack.ts';
import { calibrationOfBulgaria } from './calibration-bulgaria.ts';

const urns = ['urn_paper_ballots', 'urn_machine_ballots'];

const figures: readonly ShareFigure[] = [
  {
    id: 'turnout',
    kind: 'turnout',
    label: 'turnout',
    part: ['voted_voters'],
    of: ['registered_voters', 'onsite_listed_voters'],
  },
  {
    id: 'invalid',
    kind: 'invalid',
    label: 'share of invalid paper ballots',
    part: ['invalid_paper_ballots'],
    of: ['urn_paper_ballots'],
  },
  {
    id: 'blank',
    kind: 'blank',
    label: 'share of ballots for nobody',
    part: ['support_noone_paper_ballots', 'support_noone_machine_ballots'],
    of: urns,
  },
  {
    id: 'mode',
    kind: 'mode',
    label: 'share of machine ballots',
    part: ['urn_machine_ballots'],
    of: urns,
    mixedOnly: true,
  },
];

const source = 'section protocol: figures that have to agree';

export const bulgaria: PlausibilityPack = {
  name: 'bulgaria',
  version: '1',
  title: 'Bulgaria: section protocols compared with sections of the same municipality',
  figures,
  fixed: [
    { code: 'zeroVotes', kind: 'zero', ballots: urns, source },
    ...(['paper', 'machine'] as const).map(
      (mode) =>
        ({
          code: 'listSum',
          kind: 'modeSum',
          mode,
          fields: [`valid_${mode}_votes_for_parties`, `support_noone_${mode}_ballots`],
          source,
        }) as const,
    ),
    {
      code: 'votersBallots',
      kind: 'difference',
      ballots: urns,
      admitted: ['voted_voters'],
      votes: 15,
      atLeast: [2, 100],
      source: 'the Dutch 15 votes or 2 %',
    },
    {
      code: 'listDeviation',
      kind: 'listPoints',
      points: 75,
      units: 5,
      source: 'the Dutch rule of 50 points, widened: villages of one community vote alike here',
    },
  ],
  leastPeers: 8,
  leastBallots: 50,
  leastVotes: 15,
  probability: 0.001,
  score: 6,
  special: [
    { what: 'a section abroad', areas: ['32'] },
    { what: 'a hospital or care home', words: ['болница', 'мбал', 'дом за', 'социални грижи', 'хоспис'] },
    { what: 'a prison', words: ['затвор', 'арест'] },
    { what: 'a mobile section', words: ['подвижна', 'псик'] },
    { what: 'a ship', words: ['кораб', 'плавателен'] },
  ],
  calibration: calibrationOfBulgaria,
};
