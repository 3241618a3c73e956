// Turns one row of the plan into a post in words. Every row has its own sub-stream of randomness.
import { type Random, seededRandom } from '../../kernel/random.ts';
import { decorateUrl, drawTag, platforms } from './stories.ts';
import { ownWords, type Variation, wordStory } from './text.ts';
import type { PostPlan, Story } from './types.ts';

/** One post, named as the generic reader recognises it. Empty text and lists stand for "none". */
export type PostRow = {
  readonly platform: string;
  readonly post_id: string;
  readonly account_id: string;
  /** ISO 8601 with zone. */
  readonly time: string;
  readonly text: string;
  readonly urls: readonly string[];
  readonly hashtags: readonly string[];
  readonly mentions: readonly string[];
  readonly repost_of: string;
  readonly reply_to: string;
  readonly media: readonly string[];
};

export const postColumns = [
  'platform',
  'post_id',
  'account_id',
  'time',
  'text',
  'urls',
  'hashtags',
  'mentions',
  'repost_of',
  'reply_to',
  'media',
] as const satisfies readonly (keyof PostRow)[];

export const postId = (row: number): string => `p${String(row).padStart(7, '0')}`;
export const isoTime = (seconds: number): string => new Date(Math.round(seconds * 1000)).toISOString();

type Words = Partial<Pick<PostRow, 'text' | 'urls' | 'hashtags' | 'mentions' | 'repost_of' | 'reply_to' | 'media'>>;

const someTags = (random: Random): string[] => (random.next() < 0.8 ? [] : [drawTag(random)]);

function rootWords(story: Story, random: Random): Words {
  const media = random.next() < 0.3 ? [story.media] : [];
  return { text: wordStory(story.text, 'copy', random), hashtags: someTags(random), media };
}

/** Most people repost; a few answer instead. Members of groups always repost. */
function repostWords(plan: PostPlan, story: number, member: boolean, random: Random): Words {
  const root = plan.rootRow[story];
  if (member || random.next() >= 0.06) return { repost_of: postId(root) };
  const author = plan.accountNames[plan.account[root]];
  return { reply_to: postId(root), mentions: [author], text: ownWords(random) };
}

/** Members use the group's wording; others copy the headline or write their own words. */
function urlWords(story: Story, variation: Variation | undefined, random: Random): Words {
  const urls = [decorateUrl(story.url, random)];
  if (variation !== undefined) return { urls, text: wordStory(story.text, variation, random), media: [story.media] };
  if (random.next() < 0.4) return { urls, text: wordStory(story.text, 'copy', random), media: [story.media] };
  return { urls, text: ownWords(random), hashtags: someTags(random) };
}

function tagWords(story: Story, member: boolean, random: Random): Words {
  const turned = !member && random.next() < 0.2;
  return { text: ownWords(random), hashtags: turned ? story.hashtags.toReversed() : story.hashtags };
}

function words(plan: PostPlan, row: number, random: Random): Words {
  const index = plan.story[row];
  const story = plan.stories.of(index);
  const member = plan.group[row] >= 0;
  const variation = member ? plan.groups[plan.group[row]].recipe.variation : undefined;
  if (plan.root[row] === 1) return rootWords(story, random);
  if (story.kind === 'repost') return repostWords(plan, index, member, random);
  if (story.kind === 'url') return urlWords(story, variation, random);
  if (story.kind === 'hashtags') return tagWords(story, member, random);
  const usual = random.next() < 0.3 ? 'copy' : 'light';
  return { text: wordStory(story.text, variation ?? usual, random), hashtags: someTags(random) };
}

/** Post number `row` of the plan. */
export function postRow(plan: PostPlan, row: number): PostRow {
  const account = plan.account[row];
  return {
    platform: platforms[plan.platform[account]],
    post_id: postId(row),
    account_id: plan.accountNames[account],
    time: isoTime(plan.time[row]),
    text: '',
    urls: [],
    hashtags: [],
    mentions: [],
    repost_of: '',
    reply_to: '',
    media: [],
    ...words(plan, row, seededRandom(plan.options.seed ^ 0x5bd1e995, row)),
  };
}
