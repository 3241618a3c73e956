// The native detection of coordination: layers, habits, candidate groups, decoys, one calibrated cut, evidence.
import { seededRandom } from '../../kernel/random.ts';
import type { ShareSet } from '../shares.ts';
import { resultOf, type Scanned } from './native/assemble.ts';
import { claimAt } from './native/claim.ts';
import { decoyStream } from './native/decoys.ts';
import { episodes } from './native/episodes.ts';
import { type Candidates, candidates, type FoundGroup, testedGroups } from './native/find-groups.ts';
import { firstShares } from './native/first-shares.ts';
import { type LayerScores, scoreLayer } from './native/layer-scores.ts';
import { otherClaims } from './native/other-claims.ts';
import type { DetectOptions } from './options.ts';
import type { CoordinationResult } from './result.ts';

/** Lets timers and progress run between long steps. */
const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Edges of groups that pass: pairs of members with a q-value within the group of at most `fdr`. */
function edgeScores(found: Candidates, groups: readonly FoundGroup[], fdr: number): readonly number[] {
  return groups.flatMap((group) => group.edges.filter((e) => e.qValue <= fdr).map((e) => found.pairs.score[e.pair]));
}

/** Runs the same procedure on decoy streams; answers the scores of edges and of all pairs of each. */
async function runDecoys(
  layers: readonly LayerScores[],
  windowsSeconds: readonly number[],
  accounts: number,
  options: DetectOptions,
): Promise<{ readonly edges: (readonly number[])[]; readonly pairs: (readonly number[])[] }> {
  const edges: (readonly number[])[] = [];
  const pairs: (readonly number[])[] = [];
  for (let r = 0; r < options.decoys; r++) {
    const decoys: LayerScores[] = [];
    for (const [index, { shares, habits }] of layers.entries()) {
      await breathe();
      const decoy = decoyStream(shares, habits.delay, options.seed + index, r);
      decoys.push(scoreLayer(decoy, windowsSeconds, options.cap));
      options.onProgress?.('decoys', (r + (index + 1) / layers.length) / options.decoys);
    }
    const found = candidates(decoys, windowsSeconds, accounts, options.seed);
    const random = seededRandom(options.seed, 100 + r);
    edges.push(edgeScores(found, testedGroups(found, decoys, windowsSeconds, options.fdr, random), options.fdr));
    pairs.push([...found.pairs.score]);
  }
  return { edges, pairs };
}

function activeAccounts(layers: readonly LayerScores[]): number {
  return layers.reduce((most, layer) => Math.max(most, layer.shares.accounts), 0);
}

/** Finds coordinated groups in `shares`; the result holds the claim under the habit-keeping null. */
export async function detectCoordination(shares: ShareSet, options: DetectOptions): Promise<CoordinationResult> {
  const windowsSeconds = [...new Set(options.windowsSeconds)].sort((x, y) => x - y);
  const layers: LayerScores[] = [];
  for (const [index, table] of shares.tables.entries()) {
    options.onProgress?.('scoring', index / shares.tables.length);
    await breathe();
    layers.push(scoreLayer(firstShares(episodes(table), shares.accounts.length), windowsSeconds, options.cap));
  }
  options.onProgress?.('scoring', 1);
  const accounts = activeAccounts(layers);
  const found = candidates(layers, windowsSeconds, accounts, options.seed);
  const groups = testedGroups(found, layers, windowsSeconds, options.fdr, seededRandom(options.seed, 7));
  options.onProgress?.('groups', 1);
  const decoys = await runDecoys(layers, windowsSeconds, accounts, options);
  const targets = edgeScores(found, groups, options.fdr);
  const claim = claimAt(targets, decoys.edges, options.fdr);
  const scanned: Scanned = { shares, layers, windowsSeconds, found, groups, claim };
  const lists = { targets, decoys: decoys.edges, allTargets: [...found.pairs.score], allDecoys: decoys.pairs };
  const others = options.claims === 'all' ? await otherClaims(shares, layers, windowsSeconds, options) : [];
  return resultOf(scanned, lists, others, options);
}
