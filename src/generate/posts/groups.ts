// Places the planted and the declared groups into the background.
import type { Random } from '../../kernel/random.ts';
import { plantGroup } from '../habits/planted.ts';
import { daySeconds, firstDay } from '../habits/world.ts';
import type { Draft } from './plan.ts';
import { declaredRecipes, plantedRecipes } from './recipes.ts';
import type { GroupRecipe, GroupTruth, PostStreamOptions, Stories } from './types.ts';

type Ground = {
  readonly stories: Stories;
  readonly birth: Float64Array;
  readonly audienceSize: Uint32Array;
  /** Platform of the post that is reposted, by story. */
  readonly platformOf: (object: number) => number;
};

/** Stories of the recipe's layers; news chains take any that somebody else shares as well. */
function objectsFor(recipe: GroupRecipe, ground: Ground): number[] {
  const [least, most] = recipe.declared ? [2, 60] : [20, 200];
  const fitting: number[] = [];
  ground.audienceSize.forEach((size, o) => {
    if (size < least || size > most) return;
    const story = ground.stories.of(o);
    const here = story.kind !== 'repost' || ground.platformOf(o) === 0;
    if (recipe.layers.includes(story.kind) && here) fitting.push(o);
  });
  return fitting;
}

/** Appends the rows of one group to `draft`; its accounts get the next numbers and a platform. */
function plantOne(
  random: Random,
  recipe: GroupRecipe,
  index: number,
  draft: Draft,
  ground: Ground,
  platforms: number[],
  endSeconds: number,
): GroupTruth {
  const first = platforms.length;
  const before = draft.time.length;
  const objects = objectsFor(recipe, ground);
  const planted = plantGroup(random, recipe.group, draft, { objects, birth: ground.birth }, first);
  for (const a of planted.accounts) platforms[a] = (a - first) % recipe.platforms;
  let end = before;
  for (let i = before; i < draft.time.length; i++) {
    const story = ground.stories.of(draft.object[i]);
    const elsewhere = story.kind === 'repost' && ground.platformOf(draft.object[i]) !== platforms[draft.account[i]];
    if (elsewhere || draft.time[i] >= endSeconds) continue;
    draft.account[end] = draft.account[i];
    draft.object[end] = draft.object[i];
    draft.time[end] = draft.time[i];
    draft.root[end] = 0;
    draft.group[end] = index;
    end++;
  }
  for (const column of [draft.account, draft.object, draft.time, draft.root, draft.group]) column.length = end;
  return { recipe, accounts: [...planted.accounts], actions: planted.actions };
}

/** Plants every group of the stream, declared ones last; answers with the truth. Extends `draft` and `platforms`. */
export function plantAll(
  random: Random,
  options: PostStreamOptions,
  draft: Draft,
  ground: Ground,
  platforms: number[],
): GroupTruth[] {
  const end = firstDay + options.days * daySeconds;
  const recipes = options.groups ?? [...plantedRecipes(options.posts), ...declaredRecipes(options.posts)];
  return recipes.map((recipe, i) => plantOne(random, recipe, i, draft, ground, platforms, end));
}
