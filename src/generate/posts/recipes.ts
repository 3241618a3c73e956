// Which groups a stream of posts holds: planted ones over the layers, and news pages that openly post together.
import { plantedGroup } from '../habits.ts';
import type { GroupRecipe, StoryKind } from './types.ts';

const base: readonly Omit<GroupRecipe, 'name' | 'declared'>[] = [
  { layers: ['repost'], variation: 'copy', platforms: 1, group: plantedGroup(30) },
  { layers: ['url'], variation: 'light', platforms: 1, group: plantedGroup(60, { size: 15 }) },
  { layers: ['hashtags'], variation: 'copy', platforms: 1, group: plantedGroup(120, { size: 12 }) },
  { layers: ['text'], variation: 'light', platforms: 1, group: plantedGroup(300) },
  { layers: ['repost', 'url'], variation: 'copy', platforms: 1, group: plantedGroup(30, { rotation: 0.3 }) },
  { layers: ['url', 'text'], variation: 'paraphrase', platforms: 1, group: plantedGroup(600) },
  { layers: ['url'], variation: 'light', platforms: 2, group: plantedGroup(60, { size: 30 }) },
];

const sizes = [5, 10, 20, 50, 200];
const jitters = [5, 30, 120, 600, 3600];
const layerSets: readonly (readonly StoryKind[])[] = [['repost'], ['url'], ['repost', 'url'], ['text'], ['hashtags']];

/** One of each kind of group by 6,000 posts, then further ones of other sizes and jitters by 60,000. */
export function plantedRecipes(posts: number): readonly GroupRecipe[] {
  const first = base.slice(0, Math.max(1, Math.min(base.length, Math.floor(posts / 6000))));
  const more = Array.from({ length: Math.max(0, Math.floor(posts / 60_000) - 1) }, (_, i) => ({
    layers: layerSets[(i + Math.floor(i / 5)) % layerSets.length],
    variation: 'light' as const,
    platforms: 1,
    group: plantedGroup(jitters[Math.floor(i / 5) % 5], { size: sizes[i % 5] }),
  }));
  return [...first, ...more].map((recipe, i) => ({ ...recipe, name: `planted-${i + 1}`, declared: false }));
}

const networkNames = ['Valley Gazette pages', 'Harbour Post pages', 'Radio Lowmere stations', 'Morning Ledger pages'];

/** News chains: every page posts the chain's articles within 40 seconds of their appearance. */
export function declaredRecipes(posts: number): readonly GroupRecipe[] {
  const count = Math.max(1, Math.min(networkNames.length, Math.floor(posts / 12_000)));
  return networkNames.slice(0, count).map((name, i) => ({
    name,
    layers: ['url'],
    variation: 'copy',
    platforms: 1,
    declared: true,
    group: { size: 8 + 2 * i, jitterSeconds: 40, objects: 24, participation: 0.85, coverShares: 4, anchored: true },
  }));
}
