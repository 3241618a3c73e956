// The calibration of the Bulgarian pack: measured on both real days, without any calibration of its own.
import type { Calibration } from '../../src/results/plausibility/calibration.ts';
import { type NamedScores, scoresOf, tailsOf } from '../../src/results/plausibility/held-out.ts';
import { bulgaria } from '../../src/results/plausibility/packs/bulgaria.ts';
import type { Day } from './real-days.ts';

export const realDays = [
  { folder: '20210711', name: '11 July 2021' },
  { folder: '20240609', name: '9 June 2024' },
] as const;

export const scoresOfDay = (name: string, { definition, inputs }: Day): NamedScores => ({
  name,
  scores: scoresOf(definition, definition.contests[0], inputs, bulgaria),
});

export const calibrationOf = (days: readonly { readonly day: Day; readonly named: NamedScores }[]): Calibration => ({
  on: 'the elections of 11 July 2021 and 9 June 2024 in Bulgaria',
  days: days.map(({ day }) => day.definition.day),
  tails: tailsOf(days.flatMap(({ named }) => named.scores)),
});
