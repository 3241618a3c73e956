// From scored layers to judged groups and their edges; run identically on the stream and on its decoys.
import { type Random } from '../../../kernel/random.ts';
import { combineLayers, type ScoredPairs } from './combine.ts';
import { candidateCores } from './cores.ts';
import { type HabitTest, testHabits } from './group-null.ts';
import { type Judged, judge, leastStrength } from './judge.ts';
import type { LayerScores } from './layer-scores.ts';
import { qValues } from './q-values.ts';

/** Pairs from this score (-log10 p) on may be edges of a group. */
export const edgeFloor = 1;
/** Decoys restricted to the candidate: a first look, then the full number for what passes it. */
const firstDecoys = 99;

/** Enough decoys for a p-value of 0.02 after the correction for looking at so many windows and layers. */
export function fullDecoys(looks: number): number {
  return Math.max(1000, looks * 50) - 1;
}

export type FoundEdge = {
  /** Place in the scored pairs. */
  readonly pair: number;
  readonly pValue: number;
  readonly qValue: number;
};

export type FoundGroup = {
  readonly judged: Judged;
  readonly tests: readonly HabitTest[];
  readonly pValue: number;
  readonly qValue: number;
  readonly edges: readonly FoundEdge[];
};

export type Candidates = { readonly pairs: ScoredPairs; readonly judged: readonly Judged[] };

/** Dense cores of the combined layers that pass all but the test of their habits. */
export function candidates(
  layers: readonly LayerScores[],
  windowsSeconds: readonly number[],
  accounts: number,
  seed: number,
): Candidates {
  const pairs = combineLayers(layers, edgeFloor);
  const cores = candidateCores(pairs, seed);
  const judged = cores.map((core) => judge(core, pairs, layers, windowsSeconds, accounts));
  return { pairs, judged: judged.filter((j) => j !== undefined) };
}

/** Pairs of members with a q-value within the group: Benjamini-Hochberg over all of its pairs. */
export function edgesWithin(judged: Judged, pairs: ScoredPairs): readonly FoundEdge[] {
  const inside = new Set(judged.core.members);
  const own: number[] = [];
  for (let p = 0; p < pairs.count; p++) if (inside.has(pairs.a[p]) && inside.has(pairs.b[p])) own.push(p);
  const pValues = own.map((p) => 10 ** -pairs.score[p]);
  const q = qValues(pValues, (inside.size * (inside.size - 1)) / 2);
  return own.map((pair, i) => ({ pair, pValue: pValues[i], qValue: q[i] }));
}

/** The habit that leaves the least of the synchrony unexplained. */
export function mostExplaining(tests: readonly HabitTest[]): HabitTest {
  return tests.reduce((a, b) => (b.strength < a.strength ? b : a));
}

/** Largest p-value over the habits, times the windows and layers among which the strongest was taken. */
function worst(tests: readonly HabitTest[], looks: number): number {
  return Math.min(1, looks * tests.reduce((most, t) => Math.max(most, t.pValue), 0));
}

/** Tests what was accepted against its own habits; answers the groups with q-value at most `fdr`. */
export function testedGroups(
  found: Candidates,
  layers: readonly LayerScores[],
  windowsSeconds: readonly number[],
  fdr: number,
  random: Random,
): readonly FoundGroup[] {
  const looks = windowsSeconds.length * layers.length;
  const tested = found.judged.map((judged) => {
    const windowSeconds = windowsSeconds[judged.window];
    const delay = layers[judged.layer].habits.delay;
    const look = testHabits(judged.view, delay, windowSeconds, firstDecoys, random);
    const passes = look.every((t) => t.pValue <= 2 / (firstDecoys + 1) && t.strength >= leastStrength);
    const tests = passes ? testHabits(judged.view, delay, windowSeconds, fullDecoys(looks), random) : look;
    return { judged, tests, pValue: worst(tests, looks) };
  });
  const q = qValues(tested.map((t) => t.pValue));
  return tested
    .map((t, i) => ({ ...t, qValue: q[i], edges: edgesWithin(t.judged, found.pairs) }))
    .filter((t) => t.qValue <= fdr && t.tests.every((h) => h.strength >= leastStrength));
}
