// The truth of a stream of posts: who was planted, what they did together, who coordinates openly.
import { seededRandom } from '../../kernel/random.ts';
import { isoTime, postId } from './rows.ts';
import { platforms } from './stories.ts';
import { wordStory } from './text.ts';
import type { GroupTruth, PostPlan, StoryKind } from './types.ts';

export type Truth = {
  readonly about: string;
  readonly generator: string;
  readonly options: { readonly seed: number; readonly posts: number; readonly days: number };
  readonly groups: readonly TruthGroup[];
  readonly declared: readonly { readonly name: string; readonly accounts: readonly string[] }[];
  /** Objects that spread within minutes although nobody coordinates. */
  readonly viral: readonly { readonly layer: StoryKind; readonly object: string }[];
};

export type TruthGroup = {
  readonly name: string;
  readonly layers: readonly StoryKind[];
  readonly members: readonly string[];
  readonly parameters: Readonly<Record<string, number | string | boolean>>;
  readonly actions: readonly {
    readonly layer: StoryKind;
    readonly object: string;
    readonly begin: string;
    readonly members: readonly string[];
  }[];
};

/** Bumped whenever the same seed gives other bytes. */
export const postGeneratorVersion = '1';

/** With the platform in front: so accounts are named where posts come from several platforms. */
function accountName(plan: PostPlan, account: number): string {
  return `${platforms[plan.platform[account]]}:${plan.accountNames[account]}`;
}

/** The object of a story: post id with its platform, address, hashtags or text. */
function objectOf(plan: PostPlan, index: number): string {
  const story = plan.stories.of(index);
  const root = plan.rootRow[index];
  if (story.kind === 'repost') return `${platforms[plan.platform[plan.account[root]]]}:${postId(root)}`;
  if (story.kind === 'url') return story.url;
  if (story.kind === 'hashtags') return story.hashtags.join(' ');
  return wordStory(story.text, 'copy', seededRandom(0));
}

function describe(plan: PostPlan, group: GroupTruth): TruthGroup {
  const { recipe } = group;
  const names = (accounts: readonly number[]): string[] => accounts.map((a) => accountName(plan, a)).sort();
  return {
    name: recipe.name,
    layers: recipe.layers,
    members: names(group.accounts),
    parameters: { ...recipe.group, variation: recipe.variation, platforms: recipe.platforms },
    actions: group.actions
      .toSorted((a, b) => a.begin - b.begin)
      .map(({ object, begin, members }) => ({
        layer: plan.stories.of(object).kind,
        object: objectOf(plan, object),
        begin: isoTime(begin),
        members: names(members),
      })),
  };
}

export function truthOf(plan: PostPlan): Truth {
  const described = plan.groups.map((group) => ({ group, text: describe(plan, group) }));
  return {
    about:
      'Generated posts from a country that does not exist. Any likeness is chance. Accounts and posts are named platform:id.',
    generator: `pollwarden generate posts, version ${postGeneratorVersion}`,
    options: { seed: plan.options.seed, posts: plan.options.posts, days: plan.options.days },
    groups: described.filter(({ group }) => !group.recipe.declared).map(({ text }) => text),
    declared: declaredNetworks(plan),
    viral: plan.viral.map((o) => ({ layer: plan.stories.of(o).kind, object: objectOf(plan, o) })),
  };
}

/** The declared networks, in the form that `detect coordination --declared` reads. */
export function declaredNetworks(plan: PostPlan): readonly { name: string; accounts: readonly string[] }[] {
  return plan.groups
    .filter(({ recipe }) => recipe.declared)
    .map(({ recipe, accounts }) => ({ name: recipe.name, accounts: accounts.map((a) => accountName(plan, a)).sort() }));
}
