// Written by npm run plausibility; do not edit. Scores that were reached by these shares of comparisons:
// 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001.
import type { Calibration } from '../calibration.ts';

export const calibrationOfBulgaria: Calibration = {
  on: 'the elections of 11 July 2021 and 9 June 2024 in Bulgaria',
  days: ['2021-07-11', '2024-06-09'],
  tails: {
    turnout: { n: 24566, knots: [0.69, 1.44, 2.22, 3.25, 4.81, 5.9, 7.26, 8.89, 9.66] },
    listShare: { n: 49915, knots: [0.74, 1.44, 1.96, 2.51, 3.4, 4.28, 5.35, 7.67, 9.63] },
    invalid: { n: 13477, knots: [0.68, 1.21, 1.55, 1.97, 2.69, 3.42, 4.04, 5.16, 5.97] },
    blank: { n: 23270, knots: [0.66, 1.2, 1.54, 1.9, 2.42, 2.81, 3.18, 3.79, 4.52] },
    mode: { n: 9096, knots: [0.7, 1.46, 2.29, 3.37, 4.69, 5.83, 6.7, 7.45, 8.17] },
    turnoutAndShare: { n: 11704, knots: [0, 0.71, 1.1, 1.48, 2.06, 2.56, 3.11, 3.68, 4.18] },
  },
};
