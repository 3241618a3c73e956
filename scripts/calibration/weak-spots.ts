// The bars that were set beforehand, and the rows that miss them: printed with the table, never left out.
import { counted, type Row } from './rows.ts';
import type { StreamScore } from './score.ts';
import { isControl, type StreamSpec } from './streams.ts';

/** At most 21 of 400 organic streams with any undeclared group. */
export const organicBar = 21 / 400;
export const precisionBar = 0.95;
/** Share of streams in which the group is found, up to each jitter in seconds; beyond, none was set. */
export const foundBars: readonly (readonly [jitterSeconds: number, share: number])[] = [
  [60, 0.95],
  [600, 0.75],
];
/** Recall of edges aimed at among permuted times, by jitter in seconds. */
export const recallAim: ReadonlyMap<number, number> = new Map([
  [5, 0.85],
  [30, 0.85],
  [120, 0.75],
  [600, 0.45],
  [3600, 0.25],
]);

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

function misses(row: Row): string[] {
  const name = `${row.suite}, ${row.kind} (${row.source})`;
  if (row.planted === undefined) {
    const { k, n } = row.withGroup;
    const texts = k / n > organicBar ? [`${name}: ${k} of ${n} organic streams with a group`] : [];
    const shown = row.withDeclared;
    if (row.suite === 'posts' && shown.k < shown.n) texts.push(`${name}: declared network shown in ${shown.k} of ${n}`);
    return texts;
  }
  const { size, jitterSeconds: jitter } = row.planted;
  const place = `${name}, ${size} accounts, J = ${jitter} s`;
  const texts: string[] = [];
  if (row.precision === undefined) texts.push(`${place}: no edge in any stream`);
  else if (row.precision.mean < precisionBar) texts.push(`${place}: precision ${row.precision.mean.toFixed(3)}`);
  if (row.suite === 'permuted') {
    const aim = recallAim.get(jitter) ?? 0;
    const recall = row.recall?.mean ?? 0;
    if (recall < aim) texts.push(`${place}: recall ${recall.toFixed(2)}, aim ${aim}`);
    return texts;
  }
  const bar = foundBars.find(([most]) => jitter <= most)?.[1] ?? 0;
  const { k, n } = row.found;
  if (k / n < bar) texts.push(`${place}: found in ${k} of ${n}, aim ${percent(bar)}`);
  return texts;
}

/** One line for every bar that a row misses. */
export function weakSpots(rows: readonly Row[]): readonly string[] {
  return rows.filter((row) => row.suite !== 'small').flatMap(misses);
}

/** Organic streams of people with habits, full size: those that the bar is about. */
export function habitStreams(specs: readonly StreamSpec[]): readonly StreamSpec[] {
  return specs.filter((spec) => spec.suite === 'organic' && !isControl(spec.kind));
}

export function organicTotal(
  specs: readonly StreamSpec[],
  scores: ReadonlyMap<string, StreamScore>,
): ReturnType<typeof counted> {
  const found = habitStreams(specs).flatMap((spec) => scores.get(spec.key) ?? []);
  return counted(found, (score) => score.groups > 0);
}
