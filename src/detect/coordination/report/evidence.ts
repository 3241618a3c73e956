// The posts behind an edge: for two accounts, the shared objects of their group where both posted within the window.
import type { Edge, Group, SharedObject } from '../result.ts';

export type EvidencePost = { readonly post: string; readonly time: number };
export type EdgeEvidence = {
  readonly object: SharedObject;
  readonly postA: EvidencePost;
  readonly postB: EvidencePost;
  readonly lagSeconds: number;
};

type PostsOf = ReadonlyMap<string, EvidencePost>;

/** For one group: a function that gives an edge's evidence, the most surprising object first. */
export function evidenceOf(group: Group): (edge: Edge) => readonly EdgeEvidence[] {
  const byObject = group.objects.map((object) => ({ object, posts: firstPosts(object) }));
  return (edge) =>
    byObject
      .flatMap(({ object, posts }) => {
        const [postA, postB] = [posts.get(edge.accountA), posts.get(edge.accountB)];
        if (postA === undefined || postB === undefined) return [];
        const lagSeconds = Math.abs(postA.time - postB.time);
        return lagSeconds > edge.windowSeconds ? [] : [{ object, postA, postB, lagSeconds }];
      })
      .toSorted((a, b) => b.object.surprise - a.object.surprise);
}

function firstPosts(object: SharedObject): PostsOf {
  const first = new Map<string, EvidencePost>();
  for (const { account, post, time } of object.posts) if (!first.has(account)) first.set(account, { post, time });
  return first;
}
