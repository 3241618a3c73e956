// For a country that has no pack of its own: peers only, by what the definition says its fields mean, and nothing is
// called calibrated. The only fixed rules are those that follow from counting itself.
import { allVotes, type PlausibilityPack } from '../plausibility-pack.ts';

const source = 'no threshold of any country';

export const general: PlausibilityPack = {
  name: 'general',
  version: '1',
  title: 'Any country: peers of the same area, and no threshold of another country',
  fixed: [
    { code: 'zeroVotes', kind: 'zero', ballots: [allVotes], source },
    {
      code: 'switchedCandidates',
      kind: 'candidates',
      factor: 5,
      votes: 15,
      units: 5,
      source: 'the Dutch rule for switched candidates',
    },
  ],
  leastPeers: 8,
  leastBallots: 50,
  leastVotes: 15,
  probability: 0.001,
  score: 5,
  special: [
    { what: 'a hospital or care home', words: ['hospital', 'care home', 'clinic', 'nursing home'] },
    { what: 'a prison', words: ['prison', 'detention'] },
    { what: 'abroad', words: ['embassy', 'consulate', 'abroad'] },
    { what: 'a mobile or postal unit', words: ['mobile', 'postal', 'ship'] },
  ],
};
