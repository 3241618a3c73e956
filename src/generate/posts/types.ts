// Streams of posts with their truth: options, plan and the truth that is written beside the posts.
import type { PlantedGroup } from '../habits/types.ts';
import type { StoryText, Variation } from './text.ts';

export type PostStreamOptions = {
  readonly seed: number;
  /** Posts in all, exactly. */
  readonly posts: number;
  readonly days: number;
  /** Groups instead of the usual ones: planted and declared. */
  readonly groups?: readonly GroupRecipe[];
};

/** What is shared: a post that is reposted, an article's address, a set of hashtags, a text that is copied. */
export const storyKinds = ['repost', 'url', 'hashtags', 'text'] as const;
export type StoryKind = (typeof storyKinds)[number];

export type Story = {
  readonly kind: StoryKind;
  readonly text: StoryText;
  readonly url: string;
  readonly media: string;
  readonly hashtags: readonly string[];
};

/** All stories of a stream, each drawn again from its own seed when it is asked for: a million need no memory. */
export type Stories = { readonly count: number; readonly of: (object: number) => Story };

/** A planted or a declared group: on which layers, how its members vary their words, on how many platforms. */
export type GroupRecipe = {
  readonly name: string;
  readonly layers: readonly StoryKind[];
  readonly variation: Variation;
  readonly platforms: number;
  readonly group: PlantedGroup;
  readonly declared: boolean;
};

export type GroupTruth = {
  readonly recipe: GroupRecipe;
  /** Accounts by number. */
  readonly accounts: readonly number[];
  readonly actions: readonly { readonly object: number; readonly begin: number; readonly members: readonly number[] }[];
};

/** All posts in order of time, as columns. `root` rows start a story of kind repost; `row[i]` is the text seed. */
export type PostPlan = {
  readonly options: PostStreamOptions;
  readonly stories: Stories;
  readonly account: Uint32Array;
  readonly story: Uint32Array;
  /** Seconds since 1970. */
  readonly time: Float64Array;
  /** 1 where the row is the post that the others repost. */
  readonly root: Uint8Array;
  /** Index of the group whose member posted, or -1. */
  readonly group: Int16Array;
  /** Row of each story's root, or -1. */
  readonly rootRow: Int32Array;
  /** Name of each account. */
  readonly accountNames: readonly string[];
  /** Home platform of each account. */
  readonly platform: Uint8Array;
  readonly groups: readonly GroupTruth[];
  /** Stories that spread within minutes. */
  readonly viral: readonly number[];
};
