// The plan of a stream of posts: who posts what and when, as columns; words come later, row by row.
import { seededRandom } from '../../kernel/random.ts';
import type { Rows } from '../habits/planted.ts';
import { makeTiming } from '../habits/timings.ts';
import type { World } from '../habits/types.ts';
import { daySeconds, firstDay, makeWorld } from '../habits/world.ts';
import { plantAll } from './groups.ts';
import { drawStories } from './stories.ts';
import type { GroupTruth, PostPlan, PostStreamOptions, Stories } from './types.ts';

/** Streams of randomness, one per concern, so that a change of one does not move the others. */
const streams = { world: 501, timing: 502, background: 504, groups: 505, trim: 506, names: 507 };

export type Draft = Rows & { readonly root: number[]; readonly group: number[] };

const viralAudience = 150;

/** Background: roots and shares of object after object, until there are `options.posts` rows. */
function background(
  options: PostStreamOptions,
  world: World,
  stories: Stories,
  platform: (account: number) => number,
): { readonly draft: Draft; readonly viral: readonly number[]; readonly audienceSize: Uint32Array } {
  const random = seededRandom(options.seed, streams.background);
  const timing = makeTiming('mixed', world, seededRandom(options.seed, streams.timing));
  const end = firstDay + options.days * daySeconds;
  const draft: Draft = { account: [], object: [], time: [], root: [], group: [] };
  const viral: number[] = [];
  const audienceSize = new Uint32Array(world.objectCount);
  const add = (a: number, o: number, time: number, root: number): void => {
    if (time >= end || draft.time.length >= options.posts) return;
    draft.account.push(a);
    draft.object.push(o);
    draft.time.push(time);
    draft.root.push(root);
    draft.group.push(-1);
    audienceSize[o] += 1 - root;
  };
  for (let o = 0; o < world.objectCount && draft.time.length < options.posts; o++) {
    const repost = stories.of(o).kind === 'repost';
    const author = world.accountCount + world.author[o];
    const spreads = world.start[o + 1] - world.start[o] >= viralAudience && random.next() < 0.4;
    if (spreads) viral.push(o);
    if (repost) add(author, o, world.birth[o], 1);
    for (let i = world.start[o]; i < world.start[o + 1]; i++) {
      const a = world.audience[i];
      if (repost && platform(a) !== platform(author)) continue;
      const time = spreads ? world.birth[o] + Math.exp(5.5 + 1.1 * random.normal()) : timing(a, o);
      add(a, o, time, 0);
    }
  }
  return { draft, viral, audienceSize };
}

/** Drops background shares at random until `posts` rows are left; answers with the rows that stay. */
function trim(draft: Draft, posts: number, seed: number): Uint32Array {
  const random = seededRandom(seed, streams.trim);
  const droppable: number[] = [];
  draft.time.forEach((_, i) => {
    if (draft.group[i] < 0 && draft.root[i] === 0) droppable.push(i);
  });
  const excess = Math.min(Math.max(0, draft.time.length - posts), droppable.length);
  const dropped = new Uint8Array(draft.time.length);
  for (let i = 0; i < excess; i++) {
    const j = i + random.below(droppable.length - i);
    [droppable[i], droppable[j]] = [droppable[j], droppable[i]];
    dropped[droppable[i]] = 1;
  }
  return Uint32Array.from({ length: draft.time.length }, (_, i) => i).filter((i) => dropped[i] === 0);
}

/** Names of accounts in a shuffled order, so that a number says nothing. */
function nameAccounts(count: number, seed: number): string[] {
  const random = seededRandom(seed, streams.names);
  const numbers = Uint32Array.from({ length: count }, (_, i) => i);
  for (let i = count - 1; i > 0; i--) {
    const j = random.below(i + 1);
    [numbers[i], numbers[j]] = [numbers[j], numbers[i]];
  }
  return Array.from(numbers, (n) => `u${String(n).padStart(6, '0')}`);
}

function assemble(
  options: PostStreamOptions,
  draft: Draft,
  rest: Pick<PostPlan, 'stories' | 'accountNames' | 'platform' | 'groups' | 'viral'>,
): PostPlan {
  const { time, root, object, account, group } = draft;
  for (let i = 0; i < time.length; i++) time[i] = Math.round(time[i] * 1000) / 1000;
  const kept = trim(draft, options.posts, options.seed).sort(
    (i, j) => time[i] - time[j] || root[j] - root[i] || object[i] - object[j] || account[i] - account[j],
  );
  const rootRow = new Int32Array(rest.stories.count).fill(-1);
  kept.forEach((i, row) => {
    if (root[i] === 1) rootRow[object[i]] = row;
  });
  return {
    options,
    account: Uint32Array.from(kept, (i) => account[i]),
    story: Uint32Array.from(kept, (i) => object[i]),
    time: Float64Array.from(kept, (i) => time[i]),
    root: Uint8Array.from(kept, (i) => root[i]),
    group: Int16Array.from(kept, (i) => group[i]),
    rootRow,
    ...rest,
  };
}

/** The plan of `options.posts` posts; the same options give the same plan. Holds columns, no words. */
export function planPosts(options: PostStreamOptions): PostPlan {
  // More than needed: reposts across platforms and shares after the last day fall away.
  const spare = Math.ceil(options.posts * 1.3) + 1000;
  const world = makeWorld(seededRandom(options.seed, streams.world), 'mixed', spare, options.days);
  const stories = drawStories(options.seed, world.objectCount);
  const authors = world.author.reduce((most, a) => Math.max(most, a), 0) + 1;
  const platforms: number[] = [];
  const platform = (a: number): number => (platforms[a] ??= a % 11 === 3 ? 1 : 0);
  for (let a = 0; a < world.accountCount + authors; a++) platform(a);
  const { draft, viral, audienceSize } = background(options, world, stories, platform);
  const platformOf = (o: number): number => platforms[world.accountCount + world.author[o]];
  const groups: GroupTruth[] = plantAll(
    seededRandom(options.seed, streams.groups),
    options,
    draft,
    { stories, birth: world.birth, audienceSize, platformOf },
    platforms,
  );
  return assemble(options, draft, {
    stories,
    groups,
    viral,
    accountNames: nameAccounts(platforms.length, options.seed),
    platform: Uint8Array.from(platforms),
  });
}
