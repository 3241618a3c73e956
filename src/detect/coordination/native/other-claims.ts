// Two other nulls, as other claims (field notes, section 5): "faster than this audience" (times permuted among the
// sharers of each object) and "synchronised beyond the window scale" (each time moved by up to five windows). They
// know nothing of habits; they form no group and never mix with the claim.
import { type Random, seededRandom } from '../../../kernel/random.ts';
import type { ShareSet } from '../../shares.ts';
import type { DetectOptions } from '../options.ts';
import type { Edge } from '../result.ts';
import { byCodePoint } from './assemble.ts';
import { claimAt } from './claim.ts';
import { type FirstShares, withTimes } from './first-shares.ts';
import { median } from './judge.ts';
import type { LayerScores } from './layer-scores.ts';
import { meetingsOf } from './meetings.ts';
import { candidatePairs, reach } from './pairs.ts';
import { log10Tail } from './poisson.ts';

type OtherNull = 'audience' | 'jitter';
type Scored = { readonly a: number; readonly b: number; readonly score: number; readonly window: number };

function permuted(shares: FirstShares, random: Random): FirstShares {
  const times = shares.time.slice();
  for (let o = 0; o < shares.objects; o++) {
    for (let s = shares.objectStart[o + 1] - 1; s > shares.objectStart[o]; s--) {
      const r = shares.objectStart[o] + random.below(s - shares.objectStart[o] + 1);
      [times[s], times[r]] = [times[r], times[s]];
    }
  }
  return withTimes(shares, times);
}

function jittered(shares: FirstShares, windowSeconds: number, random: Random): FirstShares {
  return withTimes(
    shares,
    shares.time.map((t) => t + (random.next() * 2 - 1) * 5 * windowSeconds),
  );
}

/** Pairs that meet at least twice within one window, scored by the gravity model. */
function gravity(shares: FirstShares, windowSeconds: number, window: number, cap: number): readonly Scored[] {
  const range = reach(shares, windowSeconds, cap);
  const unit = (2 * range.pairs) / (shares.count * shares.count);
  const degree = (a: number): number => shares.accountStart[a + 1] - shares.accountStart[a];
  const score = (a: number, b: number, met: number): number => log10Tail(met, degree(a) * degree(b) * unit);
  const found: Scored[] = [];
  candidatePairs(shares, range, [windowSeconds], 2, (a, b, met, offset) => {
    const s = score(a, b, met[offset]);
    if (s >= 1) found.push({ a, b, score: s, window });
    return false;
  });
  return found;
}

/** The best window of each pair. */
function best(lists: readonly (readonly Scored[])[]): readonly Scored[] {
  const byPair = new Map<number, Scored>();
  for (const scored of lists.flat()) {
    const key = scored.a * 2 ** 26 + scored.b;
    const known = byPair.get(key);
    if (known === undefined || scored.score > known.score) byPair.set(key, scored);
  }
  return [...byPair.values()];
}

function edgeOf(
  set: ShareSet,
  index: number,
  shares: FirstShares,
  found: Scored,
  windowSeconds: number,
): Omit<Edge, 'nullModel' | 'qValue'> {
  const { lags, firstSeen, lastSeen } = meetingsOf(shares, found.a, found.b, windowSeconds);
  const [accountA, accountB] = [set.accounts[found.a], set.accounts[found.b]].sort(byCodePoint);
  return {
    accountA,
    accountB,
    weight: lags.length,
    windowSeconds,
    pValue: 10 ** -found.score,
    medianLagSeconds: median(lags),
    firstSeen,
    lastSeen,
    layers: [set.tables[index].layer],
  };
}

/** Edges of both other nulls on every layer, each calibrated by its own decoys at `options.fdr`. */
export async function otherClaims(
  set: ShareSet,
  layers: readonly LayerScores[],
  windowsSeconds: readonly number[],
  options: DetectOptions,
): Promise<readonly Edge[]> {
  const edges: Edge[] = [];
  for (const [index, { shares }] of layers.entries()) {
    const scan = (of: (w: number) => FirstShares): readonly Scored[] =>
      best(windowsSeconds.map((windowSeconds, w) => gravity(of(w), windowSeconds, w, options.cap)));
    const targets = scan(() => shares);
    for (const nullModel of ['audience', 'jitter'] as const satisfies readonly OtherNull[]) {
      const decoys: (readonly number[])[] = [];
      for (let r = 0; r < options.decoys; r++) {
        await new Promise((resolve) => setImmediate(resolve));
        const random = seededRandom(options.seed + index, (nullModel === 'audience' ? 3000 : 4000) + r);
        const moved = nullModel === 'audience' ? permuted(shares, random) : undefined;
        const scored = scan((w) => moved ?? jittered(shares, windowsSeconds[w], random));
        decoys.push(scored.map((s) => s.score));
      }
      const claim = claimAt(
        targets.map((t) => t.score),
        decoys,
        options.fdr,
      );
      for (const found of targets) {
        if (claim.cut === undefined || found.score < claim.cut) continue;
        const edge = edgeOf(set, index, shares, found, windowsSeconds[found.window]);
        edges.push({ ...edge, nullModel, qValue: claim.qOf(found.score) });
      }
    }
  }
  return edges;
}
