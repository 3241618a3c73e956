// Writes a stream of posts and its truth into a folder, block by block.
import { closeSync, mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { PollwardenError } from '../../kernel/errors.ts';
import { planPosts } from './plan.ts';
import { postColumns, postRow, type PostRow } from './rows.ts';
import { declaredNetworks, type Truth, type TruthGroup, truthOf } from './truth.ts';
import type { PostPlan, PostStreamOptions } from './types.ts';

export type PostFormat = 'jsonl' | 'csv';

export type WrittenPosts = {
  readonly files: { readonly posts: string; readonly truth: string; readonly declared: string };
  readonly posts: number;
  readonly accounts: number;
  readonly truth: Truth;
};

const blockRows = 2000;

const csvCell = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** Lists are joined by a space: addresses, hashtags, ids and hashes hold none. */
function csvLine(row: PostRow): string {
  return postColumns
    .map((name) => {
      const value = row[name];
      return csvCell(typeof value === 'string' ? value : value.join(' '));
    })
    .join(',');
}

/** The bytes of the posts file in blocks. */
export function* postBlocks(plan: PostPlan, format: PostFormat): Generator<string> {
  if (format === 'csv') yield `${postColumns.join(',')}\n`;
  for (let row = 0; row < plan.time.length; row += blockRows) {
    let block = '';
    for (let i = row; i < Math.min(row + blockRows, plan.time.length); i++) {
      const post = postRow(plan, i);
      block += `${format === 'csv' ? csvLine(post) : JSON.stringify(post)}\n`;
    }
    yield block;
  }
}

function fileError(error: unknown, path: string): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOSPC') return new PollwardenError('DISK_FULL', undefined, { file: path });
  if (code === 'EEXIST' || code === 'ENOTDIR') {
    return new PollwardenError('FILE_UNWRITABLE', 'a folder is needed and there is a file of that name', {
      file: path,
    });
  }
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS' || code === 'EISDIR') {
    return new PollwardenError('FILE_UNWRITABLE', code, { file: path });
  }
  return error;
}

function writePosts(plan: PostPlan, format: PostFormat, path: string, onProgress: (done: number) => void): void {
  const file = openSync(path, 'w');
  try {
    let rows = 0;
    for (const block of postBlocks(plan, format)) {
      const bytes = Buffer.from(block);
      for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
      rows += blockRows;
      onProgress(Math.min(1, rows / plan.time.length));
    }
  } finally {
    closeSync(file);
  }
}

/**
 * Writes posts.jsonl or posts.csv, truth.json and declared.json into `folder`, which is made when it is missing.
 * The same options give the same bytes. Throws FILE_UNWRITABLE or DISK_FULL.
 */
export function writePostStream(
  folder: string,
  options: PostStreamOptions,
  format: PostFormat = 'jsonl',
  onProgress: (step: string, done: number) => void = () => {},
): WrittenPosts {
  onProgress('planning', 0);
  const plan = planPosts(options);
  const files = {
    posts: join(folder, `posts.${format}`),
    truth: join(folder, 'truth.json'),
    declared: join(folder, 'declared.json'),
  };
  const truth = truthOf(plan);
  try {
    mkdirSync(folder, { recursive: true });
    writePosts(plan, format, files.posts, (done) => onProgress('writing posts', done));
    writeFileSync(files.truth, `${JSON.stringify(truth, null, 2)}\n`);
    writeFileSync(files.declared, `${JSON.stringify({ networks: declaredNetworks(plan) }, null, 2)}\n`);
  } catch (error) {
    throw fileError(error, folder);
  }
  return { files, posts: plan.time.length, accounts: new Set(plan.account).size, truth };
}

/** A planted group in words: name, layers, accounts, objects, jitter. */
export function plantedSummary(group: TruthGroup): readonly string[] {
  const jitter = `${group.parameters.jitterSeconds} s`;
  return [group.name, group.layers.join(' + '), String(group.members.length), String(group.actions.length), jitter];
}
