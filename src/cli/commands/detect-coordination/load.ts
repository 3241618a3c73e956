// Reads the shares that the detection scans: a plain table at once, other posts through the readers, or the lake.
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { ShareSet } from '../../../detect/shares.ts';
import type { Layer } from '../../../ingest/post.ts';
import type { Rejected } from '../../../ingest/read.ts';
import type { Progress } from '../../progress.ts';
import { createPresence, layersOfLake, requireLayers } from './presence.ts';
import type { NativeRequest } from './request.ts';

export type Loaded = {
  readonly shares: ShareSet;
  /** As many as are kept; `rejectedCount` is all of them. */
  readonly rejected: readonly Rejected[];
  readonly rejectedCount: number;
  /** What was read, for people. */
  readonly sources: string;
  /** Layers of the input, also those without an object to compare; asked for or not, where that was looked at. */
  readonly present: readonly Layer[];
};

/**
 * `keepAll` keeps the first million rejected rows rather than the first thousands. Throws the named errors of reading,
 * and USAGE where a layer was asked for that the input has not.
 */
export async function loadShares(request: NativeRequest, progress: Progress, keepAll: boolean): Promise<Loaded> {
  const loaded = await loadAll(request, progress, keepAll);
  const { layers } = request;
  requireLayers(layers, loaded.present);
  if (layers === undefined) return loaded;
  const tables = loaded.shares.tables.filter((table) => layers.includes(table.layer));
  return { ...loaded, shares: { ...loaded.shares, tables } };
}

async function loadAll(request: NativeRequest, progress: Progress, keepAll: boolean): Promise<Loaded> {
  if (request.files.length === 0) return await fromLake(request, progress);
  return (await plainTable(request, progress, keepAll)) ?? (await fromPosts(request, progress, keepAll));
}

/** Shares of the lake: its rows were checked when they came in, so none is rejected here. */
async function fromLake(request: NativeRequest, progress: Progress): Promise<Loaded> {
  const { readLakeShares } = await import('../../../detect/lake-shares.ts');
  const shares = await readLakeShares(request.dataDir, {
    layers: request.layers,
    onProgress: (done, all) => progress.step('reading the lake', all > 0 ? done / all : undefined),
  });
  const found = layersIn(shares);
  const present = (request.layers ?? []).every((layer) => found.includes(layer))
    ? found
    : await layersOfLake(request.dataDir);
  if (present.length === 0) {
    progress.notice(`the lake in ${request.dataDir} is empty; pollwarden ingest posts fills it, or name a FILE`);
  }
  return { shares, rejected: [], rejectedCount: 0, sources: `the lake in ${request.dataDir}`, present };
}

const mostRejectedKept = 10_000;
/** Where a file for them was asked for. */
const mostRejectedAsked = 1_000_000;

/** Any other file, folder or stdin, through the readers of posts. */
async function fromPosts(request: NativeRequest, progress: Progress, keepAll: boolean): Promise<Loaded> {
  const [{ readPosts }, { createShareSetBuilder }] = await Promise.all([
    import('../../../ingest/read-posts.ts'),
    import('../../../detect/share-set.ts'),
  ]);
  const builder = createShareSetBuilder({ layers: request.layers });
  const presence = createPresence(request.layers);
  const rejected: Rejected[] = [];
  const mostKept = keepAll ? mostRejectedAsked : mostRejectedKept;
  let rejectedCount = 0;
  const batches = readPosts(request.files, {
    format: request.format,
    map: request.map,
    onNotice: progress.notice,
    onProgress: (done, all) => progress.step('reading', all === undefined || all === 0 ? undefined : done / all),
  });
  for await (const batch of batches) {
    for (const post of batch.posts) {
      builder.add(post);
      presence.see(post);
    }
    rejectedCount += batch.rejected.length;
    for (const row of batch.rejected) if (rejected.length < mostKept) rejected.push(row);
  }
  progress.step('comparing texts');
  const shares = builder.finish();
  if (keepAll && rejectedCount > rejected.length) {
    progress.notice(`${rejectedCount} rows were rejected; the first ${rejected.length} are kept`);
  }
  const duplicates = builder.duplicates();
  if (duplicates > 0) progress.notice(`${duplicates} shares were there already and count once`);
  return { shares, rejected, rejectedCount, sources: sourcesOf(request.files), present: presence.layers() };
}

const layersIn = ({ tables }: ShareSet): readonly Layer[] =>
  tables.filter(({ count }) => count > 0).map(({ layer }) => layer);

function sourcesOf(files: readonly string[]): string {
  const names = files.map((file) => (file === '-' ? 'standard input' : basename(file)));
  return names.length <= 3 ? names.join(', ') : `${names.slice(0, 2).join(', ')} and ${names.length - 2} more`;
}

/** One file with CooRTweet's columns, which needs no reader of posts; undefined when it is anything else. */
async function plainTable(request: NativeRequest, progress: Progress, keepAll: boolean): Promise<Loaded | undefined> {
  const [file] = request.files;
  const named = request.format !== undefined || request.map !== undefined;
  if (request.files.length !== 1 || file === '-' || named) return undefined;
  if (request.layers?.includes('object') === false) return undefined;
  // A pipe cannot be read twice, should it hold something else.
  if ((await stat(file).catch(() => undefined))?.isFile() !== true) return undefined;
  const { readPlainTable } = await import('../../../detect/plain-table.ts');
  const table = await readPlainTable(file, {
    onProgress: (done, all) => progress.step('reading', all > 0 ? done / all : undefined),
  });
  if (table === undefined || (keepAll && table.rejectedCount > table.rejected.length)) return undefined;
  progress.notice(`${basename(file)}: ${table.notice}`);
  return { ...table, sources: sourcesOf([file]), present: layersIn(table.shares) };
}
