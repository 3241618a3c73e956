// The Dutch control protocol: the figures and lines of its own end-to-end example, and of its example of switched
// candidates. The figures are those of the published test files of kiesraad/HCP.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Contest, Definition } from '../../elections/definition/definition.ts';
import { emlNl } from '../packs/eml-nl.ts';
import type { AreaVotes } from './areas.ts';
import { prepare } from './figures.ts';
import type { FixedFinding } from './fixed.ts';
import { fixedFindings } from './fixed-findings.ts';
import type { UnitInput } from './hit.ts';
import { netherlands } from './packs/netherlands.ts';
import { switchedCandidates } from './switched-candidates.ts';

const lists = ['Het Verschil', 'Kleurenpartij', 'Proze / Poezie', ''];
const contest: Contest = {
  id: 'alle',
  name: 'Europees Parlement 2024',
  area: '1708',
  options: lists.map((name, i) => ({ id: String(i + 1), name })),
};

type Station = {
  readonly votes: readonly number[];
  readonly invalid?: number;
  readonly blank?: number;
  readonly admitted: number;
  readonly reasons?: Readonly<Record<string, number>>;
};

const first: Station = {
  votes: [20_000, 27_000, 4950, 300],
  invalid: 7,
  blank: 1,
  admitted: 52_675,
  reasons: { ballots_taken_home: 6, too_few_ballots_handed_out: 2, no_explanation: 1, other_explanation: 3 },
};
const stations: Readonly<Record<string, Station>> = {
  '1': first,
  '2': { votes: [0, 0, 0, 0], admitted: 0 },
  '3': { votes: [25, 25, 25, 25], invalid: 4, blank: 4, admitted: 0, reasons: { no_explanation: 108 } },
  '4': { votes: [10, 0, 0, 0], admitted: 12, reasons: { other_explanation: 2 } },
};

const definition: Definition = {
  format: 'pollwarden-definition/1',
  election: 'ep2024',
  name: 'Europees Parlement 2024',
  day: '2024-06-06',
  timeZone: 'Europe/Amsterdam',
  pack: { name: 'eml-nl', version: '1' },
  areas: [{ id: '1708', name: 'Steenwijkerland', level: 'municipality' }],
  centres: [],
  units: Object.keys(stations).map((id) => ({ id, name: `SB${id}`, area: '1708', centre: '1708' })),
  contests: [contest],
  fields: emlNl.fields,
  modes: emlNl.modes,
  rules: [],
  carries: {},
  minimumVoters: { count: 50 },
};

const inputOf = ([unit, { votes, invalid = 0, blank = 0, admitted, reasons = {} }]: readonly [
  string,
  Station,
]): UnitInput => ({
  contest: 'alle',
  unit,
  state: 'received',
  late: false,
  difference: '',
  counts: {
    ...Object.fromEntries(votes.map((value, i) => [`votes/all/${i + 1}`, value])),
    invalid_votes: invalid,
    blank_votes: blank,
    admitted_voters: admitted,
    ...reasons,
  },
});

/** The file gives the votes of the whole municipality apart, and the stations of the example do not sum to them. */
const totals: ReadonlyMap<string, AreaVotes> = new Map([
  ['1708', { lists: first.votes, allVotes: 52_250, units: 4, candidates: lists.map(() => []) }],
]);
const units = prepare(definition, contest, Object.entries(stations).map(inputOf));
const found = fixedFindings(definition, contest, units, netherlands, totals);

const tenth = (value: number): string => (Math.round(value * 10) / 10).toFixed(1);
const of = (findings: readonly FixedFinding[], code: FixedFinding['code']): readonly FixedFinding[] =>
  findings.filter((one) => one.code === code);

function shareCell([one]: readonly FixedFinding[]): string {
  if (one === undefined) return '';
  return one.unit === 'votes' ? `ja (${one.value})` : `ja (${tenth(one.value)}%)`;
}

/** The cells of the protocol's second file: zero, invalid, blank, difference, lists, candidates. */
const lineB = (findings: readonly FixedFinding[]): string =>
  [
    of(findings, 'zeroVotes').length > 0 ? 'ja' : '',
    shareCell(of(findings, 'invalidShare')),
    shareCell(of(findings, 'blankShare')),
    shareCell(of(findings, 'votersBallots')),
    of(findings, 'listDeviation')
      .map(({ option = 0, value }) => `${lists[option]} (${tenth(value)}%)`)
      .toSorted()
      .join(', '),
    of(findings, 'switchedCandidates').length > 0 ? 'ja' : '',
  ].join(';');

test('the lines of the control protocol’s end-to-end example, station by station', () => {
  assert.deepEqual(found.map(lineB), [
    ';;;ja (417);Kleurenpartij (51.7%);',
    'ja;;;;Kleurenpartij (-51.7%);',
    ';ja (3.7%);ja (3.7%);ja (108);;',
    ';;;ja (20.0%);Het Verschil (61.7%), Kleurenpartij (-51.7%);',
  ]);
});

test('the lines of its first file: differences without, and with missing explanations', () => {
  const lineA = (findings: readonly FixedFinding[]): string =>
    [of(findings, 'noExplanation')[0]?.value ?? '', of(findings, 'explanationSum')[0]?.value ?? ''].join(';');
  assert.deepEqual(found.map(lineA), ['1;405', ';', '108;', ';']);
});

test('its example of switched candidates, at its own thresholds', () => {
  const own = [
    [20, 10],
    [10, 20],
  ];
  const others = [
    [11, 19, 10, 20],
    [9, 24, 10, 20],
    [120, 250, 10, 20],
  ];
  const sum = (i: number): number => others.reduce((total, votes) => total + votes[i], own[i >> 1][i % 2]);
  const area = {
    candidates: [
      [sum(0), sum(1)],
      [sum(2), sum(3)],
    ],
    lists: [sum(0) + sum(1), sum(2) + sum(3)],
    units: 4,
  };
  const rule = { factor: 2, votes: 5, units: 4 };
  const pairs = switchedCandidates(own, [30, 30], area, rule);
  assert.deepEqual(
    pairs.map(({ option, more, fewer }) => ({
      option,
      more: [more.candidate, more.seen, Math.round(more.expected)],
      fewer: [fewer.candidate, fewer.seen, Math.round(fewer.expected)],
    })),
    [{ option: 0, more: [0, 20, 10], fewer: [1, 10, 20] }],
  );
  assert.deepEqual(switchedCandidates(own, [30, 30], area, { ...rule, units: 5 }), [], 'too few stations');
  assert.deepEqual(switchedCandidates(own, [30, 30], area, { factor: 5, votes: 15, units: 2 }), []);
});
