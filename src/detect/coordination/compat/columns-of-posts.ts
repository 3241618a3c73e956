// Shares of CooRTweet's kind in other formats than its CSV: posts that name an object, through the general readers.
import { readPosts } from '../../../ingest/read-posts.ts';
import type { TextDictionary } from '../../../ingest/table/dictionary.ts';
import { createTextDictionary } from '../../../ingest/table/dictionary.ts';
import { createRejects } from '../../../ingest/table/rejects.ts';
import type { ShareColumns } from '../../../ingest/table/share-columns.ts';
import { postOfObjects } from '../../../ingest/table/share-columns.ts';

/**
 * The posts of `file` that have an object id, in order. Answers undefined when none has.
 * Errors: those of the readers.
 */
export async function columnsOfPosts(
  file: string,
  onProgress?: (doneBytes: number, allBytes: number) => void,
): Promise<ShareColumns | undefined> {
  const objects = createTextDictionary();
  const accounts = createTextDictionary();
  const posts = createTextDictionary();
  const rows = { object: [] as number[], account: [] as number[], post: [] as number[], time: [] as number[] };
  const rejects = createRejects();
  let withoutObject = 0;
  const batches = readPosts([file], { onProgress: (done, all) => onProgress?.(done, all ?? 0) });
  for await (const batch of batches) {
    for (const post of batch.posts) {
      if (post.objectId === undefined || post.objectId === '') {
        withoutObject++;
        continue;
      }
      rows.object.push(codeOf(objects, post.objectId));
      rows.account.push(codeOf(accounts, post.accountId));
      rows.post.push(codeOf(posts, post.postId));
      rows.time.push(post.timeMicros / 1e6);
    }
    for (const row of batch.rejected) rejects.add(row);
  }
  if (rows.time.length === 0) return undefined;
  const time = Float64Array.from(rows.time);
  return {
    count: time.length,
    object: Uint32Array.from(rows.object),
    account: Uint32Array.from(rows.account),
    post: Uint32Array.from(rows.post),
    time,
    objects: objects.values(),
    accounts: accounts.values(),
    posts: posts.values(),
    postOfObject: postOfObjects(posts, objects.values()),
    unit: 's',
    range: time.reduce((r, t) => ({ first: Math.min(r.first, t), last: Math.max(r.last, t) }), {
      first: Number.POSITIVE_INFINITY,
      last: Number.NEGATIVE_INFINITY,
    }),
    emptyIds: 0,
    withoutObject,
    rejected: rejects.kept,
    rejectedCount: rejects.count(),
  };
}

function codeOf(dictionary: TextDictionary, text: string): number {
  const bytes = Buffer.from(text);
  return dictionary.intern(bytes, 0, bytes.length);
}
