// The native detection of coordination: layers, habits, candidate groups, decoys, one calibrated cut, evidence.
import { seededRandom } from '../../kernel/random.ts';
import type { ShareSet } from '../shares.ts';
import { isOnePerPlatform, resultOf, type Scanned } from './native/assemble.ts';
import { claimAt } from './native/claim.ts';
import { episodes } from './native/episodes.ts';
import { candidates, testedGroups } from './native/find-groups.ts';
import { firstShares } from './native/first-shares.ts';
import { type LayerScores, scoreLayer } from './native/layer-scores.ts';
import { otherClaims } from './native/other-claims.ts';
import { edgeScores } from './native/run-decoy.ts';
import { runDecoys } from './native/run-decoys.ts';
import type { DetectOptions } from './options.ts';
import type { CoordinationResult } from './result.ts';

/** Lets timers and progress run between long steps. */
const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

async function scoreLayers(
  shares: ShareSet,
  windowsSeconds: readonly number[],
  options: DetectOptions,
): Promise<readonly LayerScores[]> {
  const layers: LayerScores[] = [];
  for (const [index, table] of shares.tables.entries()) {
    options.onProgress?.('scoring', index / shares.tables.length);
    await breathe();
    layers.push(scoreLayer(firstShares(episodes(table), shares.accounts.length), windowsSeconds, options.cap));
  }
  options.onProgress?.('scoring', 1);
  return layers;
}

/** Finds coordinated groups in `shares`; the result holds the claim under the habit-keeping null. */
export async function detectCoordination(shares: ShareSet, options: DetectOptions): Promise<CoordinationResult> {
  const { fdr, seed, cap } = options;
  const windowsSeconds = [...new Set(options.windowsSeconds)].sort((x, y) => x - y);
  const accounts = shares.accounts.length;
  const layers = await scoreLayers(shares, windowsSeconds, options);
  const found = candidates(layers, windowsSeconds, accounts, seed);
  await breathe();
  const tested = testedGroups(found, layers, windowsSeconds, fdr, seededRandom(seed, 7));
  const single = tested.filter((group) => isOnePerPlatform(group, shares));
  const groups = tested.filter((group) => !single.includes(group));
  options.onProgress?.('groups', 1);
  const input = {
    layers: layers.map((layer) => ({ shares: layer.shares, delay: layer.habits.delay })),
    windowsSeconds,
    accounts,
    fdr,
    seed,
    cap,
  };
  const decoys = await runDecoys(input, options.decoys, (done) => options.onProgress?.('decoys', done));
  const targets = edgeScores(found, groups, fdr);
  const lists = {
    targets,
    decoys: decoys.map((d) => d.edges),
    allTargets: found.pairs.score,
    allDecoys: decoys.map((d) => d.pairs),
  };
  const claim = claimAt(targets, lists.decoys, fdr);
  const scanned: Scanned = { shares, layers, windowsSeconds, found, groups, single, claim };
  const others = options.claims === 'all' ? await otherClaims(shares, layers, windowsSeconds, options) : [];
  return resultOf(scanned, lists, others, options);
}
