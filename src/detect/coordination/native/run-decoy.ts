// The whole procedure on one decoy stream.
import { seededRandom } from '../../../kernel/random.ts';
import { decoyStream } from './decoys.ts';
import { type Candidates, candidates, type FoundGroup, testedGroups } from './find-groups.ts';
import type { FirstShares } from './first-shares.ts';
import { type LayerScores, scoreLayer } from './layer-scores.ts';

/** What a decoy needs; typed arrays and numbers only, so that it can be sent to another thread. */
export type DecoyInput = {
  readonly layers: readonly { readonly shares: FirstShares; readonly delay: Float64Array }[];
  readonly windowsSeconds: readonly number[];
  readonly accounts: number;
  readonly fdr: number;
  readonly seed: number;
  readonly cap: number;
};

/** Scores of the edges found on a decoy, and of all of its scored pairs. */
export type DecoyScores = { readonly edges: readonly number[]; readonly pairs: Float32Array };

/** Scores of edges of groups that pass: pairs of members with a q-value within the group of at most `fdr`. */
export function edgeScores(found: Candidates, groups: readonly FoundGroup[], fdr: number): readonly number[] {
  return groups.flatMap((group) => group.edges.filter((e) => e.qValue <= fdr).map((e) => found.pairs.score[e.pair]));
}

/** Decoy number r (0, 1, …), the same whatever thread runs it. `onLayer` is called after each layer. */
export function runDecoy(input: DecoyInput, r: number, onLayer: (done: number) => void = () => {}): DecoyScores {
  const { windowsSeconds, accounts, fdr, seed, cap } = input;
  const layers: LayerScores[] = [];
  for (const [index, { shares, delay }] of input.layers.entries()) {
    layers.push(scoreLayer(decoyStream(shares, delay, seed + index, r), windowsSeconds, cap));
    onLayer((index + 1) / input.layers.length);
  }
  const found = candidates(layers, windowsSeconds, accounts, seed);
  const groups = testedGroups(found, layers, windowsSeconds, fdr, seededRandom(seed, 100 + r));
  return { edges: edgeScores(found, groups, fdr), pairs: found.pairs.score };
}
