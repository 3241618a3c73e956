// The measured part of docs/plausibility.md, and the calibration of the Bulgarian pack as source text.
import { type Calibration, tailPoints } from '../../src/results/plausibility/calibration.ts';
import { type HeldOutRate, heldOutLevels } from '../../src/results/plausibility/held-out.ts';
import { type HitRule, hitRules } from '../../src/results/plausibility/hit.ts';
import type { Alarms, Found } from './measure.ts';

export const begin = '<!-- measured by npm run plausibility: begin -->';
export const end = '<!-- measured by npm run plausibility: end -->';

export type Measured = {
  readonly rates: readonly HeldOutRate[];
  readonly days: readonly { readonly name: string; readonly alarms: Alarms }[];
  readonly clean: Alarms;
  readonly generated: readonly Found[];
  readonly real: readonly Found[];
  readonly realDay: string;
};

const count = (n: number): string => n.toLocaleString('en-GB');
const percent = (part: number, of: number, digits = 1): string =>
  of === 0 ? '–' : `${((100 * part) / of).toFixed(digits)} %`;

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const rule = head.map((_, i) => (i === 0 ? '---' : '--:'));
  return [line(head), `|${rule.join('|')}|`, ...rows.map(line)].join('\n');
}

const rateRow = ({ kind, calibrated, tested, comparisons, at }: HeldOutRate): readonly string[] => [
  `\`${kind}\`, ${calibrated} → ${tested}`,
  count(comparisons),
  ...at.map(({ seen }) => percent(seen, comparisons, 2)),
];

function alarmRows(columns: readonly Alarms[]): readonly (readonly string[])[] {
  const rules = hitRules.filter((rule) => columns.some((one) => (one[rule] ?? 0) > 0));
  const cell = (one: Alarms, rule: HitRule): string =>
    one[rule] === undefined ? '–' : `${count(one[rule])} (${percent(one[rule], one.units, 2)})`;
  return [
    ...rules.map((rule) => [`\`${rule}\``, ...columns.map((one) => cell(one, rule))]),
    ['units with anything at all', ...columns.map((one) => `${count(one.any)} (${percent(one.any, one.units, 2)})`)],
    ['units', ...columns.map((one) => count(one.units))],
  ];
}

const foundRow = ({ fault, units, any, named }: Found): readonly string[] => [
  `\`${fault}\``,
  count(units),
  percent(any, units),
  percent(named, units),
];

export function measuredSection(measured: Measured): string {
  const { rates, days, clean, generated, real, realDay } = measured;
  const levels = heldOutLevels.map((p) => `at ${(100 * p).toFixed(p < 0.01 ? 1 : 0)} %`);
  const faultHead = ['fault', 'faulty units', 'found at all', 'found by a rule that names it'];
  return [
    begin,
    '',
    '### Held-out calibration on real elections',
    '',
    'Each row calibrates on one set of real sections and asks of another how often a comparison is called at most so',
    'probable. A column near its own heading is a rate that holds; above it, more false alarms than it says.',
    '',
    table(['figure, calibrated on → tried on', 'comparisons', ...levels], rates.map(rateRow)),
    '',
    '### False alarms',
    '',
    'Units shown where nothing is known to be wrong: generated elections without a fault (pack `general`, not',
    'calibrated), and real days (pack `bulgaria`), of which nothing was established either way. Broken sums on the real',
    'days are real.',
    '',
    table(
      ['rule', 'generated', ...days.map(({ name }) => name)],
      alarmRows([clean, ...days.map(({ alarms }) => alarms)]),
    ),
    '',
    '### Faults with known truth',
    '',
    'Faults put into units of generated elections that were quiet before:',
    '',
    table(faultHead, generated.map(foundRow)),
    '',
    `The same kinds of faults put into quiet sections of ${realDay}, where neighbours differ far more:`,
    '',
    table(faultHead, real.map(foundRow)),
    '',
    end,
  ].join('\n');
}

/** Puts the section between its marks; throws where they are missing. */
export function withSection(document: string, section: string): string {
  const [from, to] = [document.indexOf(begin), document.indexOf(end)];
  if (from < 0 || to < from) throw new Error('docs/plausibility.md has lost the marks of its measured part');
  return document.slice(0, from) + section + document.slice(to + end.length);
}

export function calibrationSource(name: string, { on, days, tails }: Calibration): string {
  const rows = Object.entries(tails).map(
    ([kind, { n, knots }]) => `    ${kind}: { n: ${n}, knots: [${knots.join(', ')}] },`,
  );
  return [
    '// Written by npm run plausibility; do not edit. Scores that were reached by these shares of comparisons:',
    `// ${tailPoints.join(', ')}.`,
    "import type { Calibration } from '../calibration.ts';",
    '',
    `export const ${name}: Calibration = {`,
    `  on: '${on}',`,
    `  days: [${days.map((day) => `'${day}'`).join(', ')}],`,
    '  tails: {',
    ...rows,
    '  },',
    '};',
    '',
  ].join('\n');
}
