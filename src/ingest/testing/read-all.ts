// For tests: reads everything at once, from bytes or from files.
import type { Post } from '../post.ts';
import { readPosts, readStream } from '../read-posts.ts';
import type { PostBatch, ReadOptions, Rejected } from '../read.ts';

export type All = {
  readonly posts: readonly Post[];
  readonly rejected: readonly Rejected[];
  readonly notices: readonly string[];
  /** What was thrown, if anything was. */
  readonly error: unknown;
};

export async function readFiles(inputs: readonly string[], options: ReadOptions = {}): Promise<All> {
  return gather((all) => readPosts(inputs, all), options);
}

/** Reads `content` as it would arrive in chunks of `chunkBytes`. */
export async function readContent(
  content: string | Uint8Array,
  options: ReadOptions = {},
  chunkBytes = 1 << 20,
): Promise<All> {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  return gather((all) => readStream(chunksOf(bytes, chunkBytes), 'posts', all), options);
}

async function* chunksOf(bytes: Uint8Array, chunkBytes: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += chunkBytes) yield bytes.subarray(at, at + chunkBytes);
}

async function gather(open: (options: ReadOptions) => AsyncGenerator<PostBatch>, options: ReadOptions): Promise<All> {
  const posts: Post[] = [];
  const rejected: Rejected[] = [];
  const notices: string[] = [];
  let error: unknown;
  try {
    for await (const batch of open({ ...options, onNotice: (text) => notices.push(text) })) {
      posts.push(...batch.posts);
      rejected.push(...batch.rejected);
    }
  } catch (thrown) {
    error = thrown;
  }
  return { posts, rejected, notices, error };
}
