// Streams of whole posts, with words and layers: one planted group or none, and news pages that coordinate openly.
import type { DeclaredNetwork } from '../../src/detect/coordination/options.ts';
import { createShareSetBuilder } from '../../src/detect/share-set.ts';
import type { ShareSet } from '../../src/detect/shares.ts';
import { plantedGroup } from '../../src/generate/habits.ts';
import { planPosts } from '../../src/generate/posts/plan.ts';
import { declaredRecipes } from '../../src/generate/posts/recipes.ts';
import { type PostRow, postRow } from '../../src/generate/posts/rows.ts';
import { truthOf } from '../../src/generate/posts/truth.ts';
import type { GroupRecipe } from '../../src/generate/posts/types.ts';
import type { Post } from '../../src/ingest/post.ts';

export type PostKind = {
  readonly kind: string;
  /** The planted group; without one, nobody coordinates but the news pages. */
  readonly recipe?: Omit<GroupRecipe, 'name' | 'declared'>;
  /** The news pages are not on the list: they are the group that should be found. */
  readonly offTheList?: boolean;
};

const group = plantedGroup(60);

export const postKinds: readonly PostKind[] = [
  { kind: 'news pages on the list' },
  { kind: 'news pages off the list', offTheList: true },
  { kind: 'reposts', recipe: { layers: ['repost'], variation: 'copy', platforms: 1, group } },
  { kind: 'links', recipe: { layers: ['url'], variation: 'light', platforms: 1, group } },
  { kind: 'hashtags', recipe: { layers: ['hashtags'], variation: 'copy', platforms: 1, group } },
  { kind: 'texts, a few words changed', recipe: { layers: ['text'], variation: 'light', platforms: 1, group } },
  { kind: 'texts, paraphrased', recipe: { layers: ['text'], variation: 'paraphrase', platforms: 1, group } },
  { kind: 'links with paraphrased texts', recipe: { layers: ['url'], variation: 'paraphrase', platforms: 1, group } },
  { kind: 'links on two platforms', recipe: { layers: ['url'], variation: 'light', platforms: 2, group } },
];

export type PostStream = {
  readonly shares: ShareSet;
  readonly planted: ReadonlySet<string>;
  readonly declared: readonly DeclaredNetwork[];
};

function toPost(row: PostRow): Post {
  const { platform, text, urls, hashtags, mentions, media } = row;
  return {
    platform,
    postId: row.post_id,
    accountId: row.account_id,
    timeMicros: Date.parse(row.time) * 1000,
    text: text === '' ? undefined : text,
    repostOf: row.repost_of === '' ? undefined : row.repost_of,
    replyTo: row.reply_to === '' ? undefined : row.reply_to,
    urls,
    hashtags,
    mentions,
    media,
  };
}

/** A stream of `posts` posts over 14 days; `kind` is one of `postKinds`. */
export function makePostStream(kind: string, seed: number, posts: number): PostStream {
  const chosen = postKinds.find((candidate) => candidate.kind === kind);
  if (chosen === undefined) throw new Error(`no kind of posts is called ${kind}`);
  const own = chosen.recipe === undefined ? [] : [{ ...chosen.recipe, name: 'planted', declared: false }];
  const networks = declaredRecipes(posts).slice(0, 1);
  const plan = planPosts({ seed, posts, days: 14, groups: [...own, ...networks] });
  const truth = truthOf(plan);
  const builder = createShareSetBuilder();
  for (let row = 0; row < plan.time.length; row++) builder.add(toPost(postRow(plan, row)));
  const members = chosen.offTheList === true ? truth.declared[0].accounts : (truth.groups[0]?.members ?? []);
  const declared = chosen.offTheList === true ? [] : truth.declared;
  return { shares: builder.finish(), planted: new Set(members), declared };
}
