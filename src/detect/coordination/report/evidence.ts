// The posts behind an edge: for two accounts, their posts on the group's objects that lie within the window.
import type { Edge, Group, SharedObject } from '../result.ts';
import { mergedBy } from './occasions.ts';

export type EvidencePost = { readonly post: string; readonly time: number };

/** Two posts that met, with every object on which they did, the most surprising first. */
export type Meeting = {
  readonly objects: readonly SharedObject[];
  readonly postA: EvidencePost;
  readonly postB: EvidencePost;
  readonly lagSeconds: number;
};

type PostsOf = ReadonlyMap<string, EvidencePost>;

/** For one group: a function that gives an edge's meetings, the most surprising first. */
export function evidenceOf(group: Group): (edge: Edge) => readonly Meeting[] {
  const byObject = group.objects
    .toSorted((a, b) => b.surprise - a.surprise)
    .map((object) => ({ object, posts: firstPosts(object) }));
  return (edge) => {
    const met = byObject.flatMap(({ object, posts }) => {
      const [postA, postB] = [posts.get(edge.accountA), posts.get(edge.accountB)];
      if (postA === undefined || postB === undefined) return [];
      const lagSeconds = Math.abs(postA.time - postB.time);
      return lagSeconds > edge.windowSeconds ? [] : [{ object, postA, postB, lagSeconds }];
    });
    return mergedBy(met, ({ postA, postB }) => `${postA.post}\u0000${postB.post}`).map((same) => ({
      ...same[0],
      objects: same.map(({ object }) => object),
    }));
  };
}

function firstPosts(object: SharedObject): PostsOf {
  const first = new Map<string, EvidencePost>();
  for (const { account, post, time } of object.posts) if (!first.has(account)) first.set(account, { post, time });
  return first;
}
