// Findings as hits: reason, what is expected, how often the null gives such, what speaks against it, what to do next.
// Behaviour, never cause; the same words for every list. Browser-safe.
import type { Contest } from '../../elections/definition/definition.ts';
import type { Calibration } from './calibration.ts';
import type { Comparison } from './compare-peers.ts';
import { transpositionsThatFit } from './exchanged.ts';
import type { Prepared } from './figures.ts';
import type { FixedFinding } from './fixed.ts';
import type { Hit, Picture } from './hit.ts';
import { count, expectedText, percent, shareText } from './number-words.ts';
import { shareAt } from './residuals.ts';

export type Names = {
  readonly contest: Contest;
  readonly areaName: (area: string) => string;
};

export const listName = ({ contest }: Names, option: number): string => {
  const { id, name } = contest.options[option];
  return `list ${id} ${name}`.trim();
};

const candidateName = ({ contest }: Names, option: number, candidate: number): string => {
  const one = contest.options[option].candidates?.[candidate];
  return `candidate ${one?.id ?? candidate + 1}`;
};

export const listKey = ({ contest }: Names, option: number, candidate?: number): string => {
  const { id, candidates } = contest.options[option];
  return candidate === undefined ? `*votes/${id}` : `*votes/${id}/${candidates?.[candidate]?.id ?? ''}`;
};

export type Chance = {
  readonly p?: number;
  readonly q?: number;
  readonly extrapolated?: boolean;
  readonly tests: number;
};

const paper = 'Look at the paper of this unit: the figure itself, and the rows beside it.';

/** What speaks against whatever was found in this unit. */
export function cautions(unit: Prepared, special: string): readonly string[] {
  const { state } = unit.input;
  return [
    ...(special === '' ? [] : [`It is known as ${special}: its voters are not those of its neighbours.`]),
    ...(unit.size < smallUnit ? [`It is small: ${count(unit.size)} ballots.`] : []),
    ...(state === 'conflicting' ? ['Its channels differ; the figures may not be those that will hold.'] : []),
    ...(state === 'confirmed' || state === 'corrected' || state === 'certified'
      ? ['Two channels agree on what both carry: a slip would have come before both.']
      : []),
  ];
}

const smallUnit = 150;
const fewPeers = 15;

function subjectOf(names: Names, one: Comparison): string {
  if (one.figure !== undefined) return `The ${one.figure.label}`;
  return `The share of ${listName(names, one.option ?? 0)}`;
}

const ordinaryText = (chance: Chance, calibration: Calibration | undefined): string =>
  chance.p === undefined || calibration === undefined
    ? 'Not calibrated: how many such an ordinary election of this country gives was not measured.'
    : `Of ${count(chance.tests)} such comparisons, ${expectedText(chance.p, chance.tests)} would lie as far out at the rates of ${calibration.on}.`;

/** A share that differs from that of the peers. */
export function peerHit(
  names: Names,
  unit: Prepared,
  one: Comparison,
  about: {
    readonly chance: Chance;
    readonly calibration?: Calibration;
    readonly special: string;
    readonly picture: Picture;
  },
): Hit {
  const { residual, score, turnout } = one;
  const { chance, calibration, special, picture } = about;
  const [peers, where] = [count(residual.peers), names.areaName(residual.area)];
  const way = score > 0 ? 'above' : 'below';
  const both = turnout === undefined ? '' : ` and turnout is ${shareText(turnout.share)}: both lie above their peers`;
  const reason =
    turnout === undefined
      ? `${subjectOf(names, one)} is ${shareText(residual.share)}, ${way} its peers by more than the model allows.`
      : `${subjectOf(names, one)} is ${shareText(residual.share)}${both} by more than the model allows.`;
  const expectedTurnout = turnout === undefined ? '' : ` and a turnout of ${percent(shareAt(turnout.centre))}`;
  return {
    rule: one.kind,
    reason,
    expected: `The median of ${peers} peers in ${where} is ${percent(shareAt(residual.centre))}${expectedTurnout}.`,
    ordinary: ordinaryText(chance, calibration),
    against: [
      ...cautions(unit, special),
      ...(residual.peers < fewPeers ? [`It has only ${peers} peers.`] : []),
      ...(residual.area === unit.area ? [] : [`Its own area is too small; the peers are all of ${where}.`]),
      ...(chance.extrapolated === true
        ? [
            'It lies beyond the outermost part of the calibrating election that was measured; the number is read off a fitted tail.',
          ]
        : []),
    ],
    next: nextOf(one),
    keys: keysOf(names, one),
    score: Math.round(score * 100) / 100,
    ...(chance.p === undefined ? {} : { p: chance.p }),
    ...(chance.q === undefined ? {} : { q: chance.q }),
    ...(chance.extrapolated === true ? { extrapolated: true as const } : {}),
    picture,
  };
}

const keysOf = (names: Names, { figure, option }: Comparison): readonly string[] =>
  figure === undefined ? [listKey(names, option ?? 0)] : [...figure.part, ...figure.of];

function nextOf(one: Comparison): string {
  const fitting = one.kind === 'listShare' ? transpositionsThatFit(one.residual) : [];
  if (fitting.length === 0) return paper;
  return `${paper} With two digits exchanged, ${count(one.residual.share.part)} would be ${fitting.map(count).join(' or ')}, which fits.`;
}

const tenth = (value: number): string => String(Math.round(value * 10) / 10);

const rounded = ({ unit, value }: FixedFinding): string =>
  unit === 'votes'
    ? count(Math.abs(value))
    : `${tenth(Math.abs(value))} ${unit === 'percent' ? '%' : 'percentage points'}`;

function fixedReason(names: Names, found: FixedFinding, where: string): string {
  const value = rounded(found);
  switch (found.code) {
    case 'zeroVotes':
      return 'No vote was counted here.';
    case 'noExplanation':
      return `${value} ballots differ without an explanation.`;
    case 'explanationSum':
      return `The explanations leave ${value} ballots of the difference between voters and ballots open.`;
    case 'invalidShare':
      return `${value} of the ballots are invalid.`;
    case 'blankShare':
      return `${value} of the ballots are blank.`;
    case 'votersBallots':
      return `Voters and ballots differ by ${value}.`;
    case 'listSum':
      return `The votes of the lists and the sum that the form gives for them differ by ${value}.`;
    case 'listDeviation':
      return `${listName(names, found.option ?? 0)} has ${value} ${found.value > 0 ? 'more' : 'less'} than in the rest of ${where}.`;
    case 'switchedCandidates':
      return pairReason(names, found);
    default:
      return found.code satisfies never;
  }
}

function pairReason(names: Names, { pair }: FixedFinding): string {
  if (pair === undefined) return '';
  const { option, more, fewer } = pair;
  const of = (one: typeof more): string => candidateName(names, option, one.candidate);
  const some = (value: number): string => count(Math.round(value));
  return `Within ${listName(names, option)}, ${of(more)} has ${count(more.seen)} votes where ${some(more.expected)} are expected, and ${of(fewer)} has ${count(fewer.seen)} where ${some(fewer.expected)} are expected.`;
}

/** What a fixed threshold found. `met`: units that meet it in this contest. */
export function fixedHit(
  names: Names,
  unit: Prepared,
  found: FixedFinding,
  about: { readonly source: string; readonly met: number; readonly units: number; readonly special: string },
): Hit {
  const where = names.areaName(unit.area);
  const keys =
    found.pair === undefined
      ? found.option === undefined
        ? found.keys
        : [listKey(names, found.option)]
      : [found.pair.more, found.pair.fewer].map(({ candidate }) => listKey(names, found.pair?.option ?? 0, candidate));
  return {
    rule: found.code,
    reason: fixedReason(names, found, where),
    expected: `Threshold of a rule: ${about.source}.`,
    ordinary: `A threshold, not a probability: ${count(about.met)} of ${count(about.units)} units meet it in this contest.`,
    against: cautions(unit, about.special),
    next: fixedNext(found),
    keys,
  };
}

function fixedNext({ code }: FixedFinding): string {
  if (code === 'switchedCandidates') return 'Look at the paper whether the two rows were exchanged in the entry.';
  if (code === 'noExplanation' || code === 'explanationSum' || code === 'votersBallots')
    return 'Ask the count centre for the explanation, and count again where none is found.';
  return paper;
}
