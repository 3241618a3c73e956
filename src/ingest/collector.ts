// Gathers posts and rejected rows of one file into batches.
import type { ErrorCode } from '../kernel/errors.ts';
import { batchChars, batchSize, maxRawChars } from './limits.ts';
import { charsOf, type Post } from './post.ts';
import type { PostBatch, Rejected } from './read.ts';

export type Collector = {
  readonly post: (post: Post) => void;
  readonly reject: (line: number, code: ErrorCode, reason: string, raw: string) => void;
  readonly skip: (kind: string) => void;
  readonly isFull: () => boolean;
  /** What was gathered since the last call; undefined when there is nothing. */
  readonly take: () => PostBatch | undefined;
  /** Kinds of records passed over, with their numbers. */
  readonly skipped: () => ReadonlyMap<string, number>;
};

export function createCollector(file: string): Collector {
  let posts: Post[] = [];
  let rejected: Rejected[] = [];
  let chars = 0;
  const skipped = new Map<string, number>();
  return {
    post: (post) => {
      posts.push(post);
      chars += charsOf(post);
    },
    reject: (line, code, reason, raw) => rejected.push({ file, line, code, reason, raw: raw.slice(0, maxRawChars) }),
    skip: (kind) => skipped.set(kind, (skipped.get(kind) ?? 0) + 1),
    isFull: () => posts.length + rejected.length >= batchSize || chars >= batchChars,
    take: () => {
      if (posts.length === 0 && rejected.length === 0) return undefined;
      const batch = { file, posts, rejected };
      posts = [];
      rejected = [];
      chars = 0;
      return batch;
    },
    skipped: () => skipped,
  };
}
