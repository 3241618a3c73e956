// Layers stay separate; the evidence for one pair is combined by Simes' rule, which holds for layers that depend on
// one another (a link, its domain and the repost that carries both).
import type { LayerScores } from './layer-scores.ts';

/** Pairs of any layer with their combined score; sorted by (a, b). */
export type ScoredPairs = {
  readonly count: number;
  readonly a: Uint32Array;
  readonly b: Uint32Array;
  readonly score: Float32Array;
  /** Layer and window (their indices) of the strongest evidence, and the place of the pair in that layer. */
  readonly layer: Uint8Array;
  readonly window: Uint8Array;
  readonly at: Uint32Array;
};

/** Combined -log10 p of `scores` over `tests` layers: max over r of s(r) - log10(tests / r), s descending. */
export function simes(scores: readonly number[], tests: number): number {
  const sorted = [...scores].sort((x, y) => y - x);
  return sorted.reduce((best, s, r) => Math.max(best, s - Math.log10(tests / (r + 1))), 0);
}

/** Combines the pairs of all layers whose score is at least `floor` in one of them. */
export function combineLayers(layers: readonly LayerScores[], floor: number): ScoredPairs {
  const entries: { a: number; b: number; s: number; layer: number; window: number; at: number }[] = [];
  layers.forEach(({ pairs, scores }, layer) => {
    for (let p = 0; p < pairs.count; p++) {
      if (scores.score[p] < floor) continue;
      entries.push({ a: pairs.a[p], b: pairs.b[p], s: scores.score[p], layer, window: scores.window[p], at: p });
    }
  });
  entries.sort((x, y) => x.a - y.a || x.b - y.b || y.s - x.s || x.layer - y.layer);
  const tests = Math.max(1, layers.filter((layer) => layer.pairs.count > 0).length);
  const out: { entry: (typeof entries)[number]; score: number }[] = [];
  for (let i = 0; i < entries.length; ) {
    let end = i + 1;
    while (end < entries.length && entries[end].a === entries[i].a && entries[end].b === entries[i].b) end++;
    const score = simes(
      entries.slice(i, end).map((e) => e.s),
      tests,
    );
    if (score >= floor) out.push({ entry: entries[i], score });
    i = end;
  }
  return {
    count: out.length,
    a: Uint32Array.from(out, (e) => e.entry.a),
    b: Uint32Array.from(out, (e) => e.entry.b),
    score: Float32Array.from(out, (e) => e.score),
    layer: Uint8Array.from(out, (e) => e.entry.layer),
    window: Uint8Array.from(out, (e) => e.entry.window),
    at: Uint32Array.from(out, (e) => e.entry.at),
  };
}
