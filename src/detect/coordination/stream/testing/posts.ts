// For tests and benchmarks: generated posts as the rows that the lake would give, without pseudonyms.
import type { PostRow } from '../../../../generate/posts/rows.ts';
import { actionsOf, sharedTextOf } from '../../../../ingest/layers/actions.ts';
import { shingleHashes } from '../../../../ingest/layers/near-text.ts';
import { createRowReader, tablePlan } from '../../../../ingest/formats/table.ts';
import type { Post } from '../../../../ingest/post.ts';
import { createTimeColumn } from '../../../../ingest/times.ts';
import type { ShareBatch } from '../../../../lake/lake.ts';

/** Accounts are named platform:id, as the truth names them. */
export function createStreamRows(): { readonly batchOf: (rows: readonly PostRow[]) => ShareBatch } {
  const names = ['platform', 'post_id', 'account_id', 'time', 'text', 'urls', 'hashtags', 'mentions', 'repost_of'];
  const header = [...names, 'reply_to', 'media'];
  const time = createTimeColumn(undefined);
  const options = { format: undefined, map: undefined, compatCnt: false };
  const plan = tablePlan(header, options, 'generated');
  let sampled = false;
  const reader = createRowReader(plan, time);
  const postOf = (row: PostRow): Post => {
    const cells = row as unknown as Readonly<Record<string, unknown>>;
    if (!sampled) time.sample(row.time);
    sampled = true;
    const post = reader.read((column) => cells[header[column]]);
    if (post === undefined) throw new Error(`${reader.failure().code}: ${reader.failure().reason}`);
    return post;
  };
  return { batchOf: (rows) => batchOfPosts(rows.map(postOf)) };
}

function batchOfPosts(posts: readonly Post[]): ShareBatch {
  const rows = posts.flatMap((post) => {
    const own = actionsOf(post).map(({ layer, object }) => ({ post, layer: layer as string, object, shingles: none }));
    const shingles = shingleHashes(sharedTextOf(post) ?? '');
    return shingles.length === 0 ? own : [...own, { post, layer: 'text', object: '', shingles }];
  });
  return {
    count: rows.length,
    timeMicros: Float64Array.from(rows, ({ post }) => post.timeMicros),
    platform: rows.map(({ post }) => post.platform),
    post: rows.map(({ post }) => `${post.platform}:${post.postId}`),
    account: rows.map(({ post }) => `${post.platform}:${post.accountId}`),
    layer: rows.map(({ layer }) => layer),
    object: rows.map(({ object }) => object),
    shingles: rows.map(({ shingles }) => shingles),
  };
}

const none: Uint32Array | undefined = undefined;
