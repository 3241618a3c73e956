// One post may act on several objects at once: a link, its site, its text, its image. Objects that the same posts share
// are one occasion, shown once with all its layers.
import type { Group, SharedObject } from '../result.ts';

export type Occasion = {
  /** The most surprising first; never empty. All have the same posts. */
  readonly objects: readonly SharedObject[];
};

/** The occasions of a group, the most surprising first. */
export function occasionsOf(group: Group): readonly Occasion[] {
  return mergedBy(
    group.objects.toSorted((a, b) => b.surprise - a.surprise).filter(({ posts }) => posts.length > 0),
    (object) => object.posts.map(({ account, post }) => `${account}\u0000${post}`).join('\u0001'),
  ).map((objects) => ({ objects }));
}

/** Lists of values with equal keys, in the order in which each key came first. */
export function mergedBy<T>(values: readonly T[], keyOf: (value: T) => string): readonly (readonly T[])[] {
  const lists = new Map<string, T[]>();
  for (const value of values) {
    const key = keyOf(value);
    const list = lists.get(key);
    if (list === undefined) lists.set(key, [value]);
    else list.push(value);
  }
  return [...lists.values()];
}
