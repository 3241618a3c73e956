// The parameters of the detection of coordination that people may set: meaning, unit, bounds, default.
import { defaultOptions, type DeclaredNetwork, type DetectOptions } from '../../detect/coordination/options.ts';
import type { StreamOptions } from '../../detect/coordination/stream/contract.ts';
import { PollwardenError } from '../../kernel/errors.ts';

export type ParameterValue = number | readonly number[];

export type Parameter = {
  readonly key: string;
  readonly title: string;
  readonly meaning: string;
  readonly kind: 'integer' | 'number' | 'numbers';
  readonly unit: string | undefined;
  readonly least: number;
  readonly most: number;
  readonly default: ParameterValue;
  /** Error rates were measured with the default only; with another value findings say "not calibrated". */
  readonly calibratedOnlyAtDefault: boolean;
};

const parameter = (
  key: string,
  title: string,
  kind: Parameter['kind'],
  unit: string | undefined,
  bounds: readonly [least: number, most: number],
  value: ParameterValue,
  calibratedOnlyAtDefault: boolean,
  meaning: string,
): Parameter => ({
  key,
  title,
  meaning,
  kind,
  unit,
  least: bounds[0],
  most: bounds[1],
  default: value,
  calibratedOnlyAtDefault,
});

export const coordinationParameters: readonly Parameter[] = [
  parameter(
    'windowsSeconds',
    'Time windows',
    'numbers',
    'seconds',
    [1, 86_400],
    defaultOptions.windowsSeconds,
    true,
    'Two accounts meet on an object when they share it within one of these windows. Several are looked at, and the number of looks is accounted for.',
  ),
  parameter(
    'fdr',
    'Rate of false discoveries',
    'number',
    undefined,
    [0.001, 0.2],
    defaultOptions.fdr,
    true,
    'The share of what is reported that the null model may explain at most. Lower finds less and is surer.',
  ),
  parameter(
    'decoys',
    'Decoy streams',
    'integer',
    undefined,
    [1, 50],
    defaultOptions.decoys,
    true,
    'Copies of the stream in which each account keeps its habits and meets by them alone. More take longer and make the rate finer.',
  ),
  parameter(
    'cap',
    'Neighbours in a crowd',
    'integer',
    'shares',
    [16, 4096],
    defaultOptions.cap,
    true,
    'In a crowded moment a share is compared with this many nearest in time on each side. The result says where that was reached.',
  ),
  parameter(
    'horizonHours',
    'Horizon of the live detection',
    'integer',
    'hours',
    [1, 24 * 90],
    24 * 7,
    false,
    'How far back the live detection looks when a pane closes. It is shortened, and says so, where memory does not hold it.',
  ),
  parameter(
    'paneMinutes',
    'Pane of the live detection',
    'integer',
    'minutes of event time',
    [5, 24 * 60],
    60,
    false,
    'Provisional findings become calibrated ones, or lapse, whenever a pane of this length closes.',
  ),
  parameter(
    'latenessMinutes',
    'Lateness',
    'integer',
    'minutes',
    [0, 24 * 60],
    10,
    false,
    'A pane closes this long after its end, so that events that come late still count in it.',
  ),
];

export type Parameters = Readonly<Record<string, ParameterValue>>;

export const defaultParameters = (): Parameters =>
  Object.fromEntries(coordinationParameters.map(({ key, default: value }) => [key, value]));

const mostWindows = 8;

/** Throws INPUT_INVALID with the parameter and what it may be. */
export function checkParameters(values: Parameters): Parameters {
  for (const [key, value] of Object.entries(values)) {
    const declared = coordinationParameters.find((known) => known.key === key);
    if (declared === undefined) throw new PollwardenError('INPUT_INVALID', `there is no parameter "${key}"`);
    const problem = problemOf(declared, value);
    if (problem !== undefined) throw new PollwardenError('INPUT_INVALID', `${declared.title}: ${problem}`);
  }
  const all = { ...defaultParameters(), ...values };
  if ((Number(all.horizonHours) * 60) % Number(all.paneMinutes) !== 0) {
    throw new PollwardenError('INPUT_INVALID', 'the horizon has to be a whole number of panes');
  }
  return all;
}

function problemOf({ kind, least, most }: Parameter, value: ParameterValue): string | undefined {
  const numbers = typeof value === 'number' ? [value] : value;
  if ((kind === 'numbers') === (typeof value === 'number')) return kind === 'numbers' ? 'a list' : 'one number';
  if (numbers.length === 0 || numbers.length > mostWindows) return `between 1 and ${mostWindows} numbers`;
  if (numbers.some((n) => !Number.isFinite(n) || n < least || n > most)) return `between ${least} and ${most}`;
  if (kind !== 'number' && numbers.some((n) => !Number.isInteger(n))) return 'whole numbers';
  if (new Set(numbers).size < numbers.length) return 'each number once';
  return undefined;
}

/** Options of the batch for these parameters. */
export function detectOptions(values: Parameters, declared: readonly DeclaredNetwork[]): DetectOptions {
  const { windowsSeconds, fdr, decoys, cap } = values;
  return {
    ...defaultOptions,
    windowsSeconds: [...(windowsSeconds as readonly number[])].sort((x, y) => x - y),
    fdr: Number(fdr),
    decoys: Number(decoys),
    cap: Number(cap),
    declared,
  };
}

/** Sharers of one object on one side within the live window beyond which its pairs wait for the close of the pane. */
const liveCap = 64;
const liveWindowSeconds = 300;
/** About 250 bytes each, with the names: within the memory of the packaged server. */
const mostShares = 3_000_000;
/** About 40 bytes each. */
const mostPairs = 3_000_000;

export function streamOptions(values: Parameters, declared: readonly DeclaredNetwork[]): StreamOptions {
  return {
    horizonSeconds: Number(values.horizonHours) * 3600,
    paneSeconds: Number(values.paneMinutes) * 60,
    latenessSeconds: Number(values.latenessMinutes) * 60,
    liveWindowSeconds,
    liveCap,
    mostShares,
    mostPairs,
    detect: detectOptions(values, declared),
  };
}
