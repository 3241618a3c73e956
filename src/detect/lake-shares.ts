// Shares of the lake in the columns that detectors scan; groups of near-duplicate texts are made from keyed shingles.
import { clusterLazily } from '../ingest/layers/text-clusters.ts';
import { layers as allLayers, type Layer } from '../ingest/post.ts';
import { openLake, type ShareBatch } from '../lake/lake.ts';
import { createDictionary, createNumbers, createTimes, type Dictionary } from './columns.ts';
import { canonical } from './canonical.ts';
import type { ShareSet, ShareTable } from './shares.ts';
import { textName } from './text-name.ts';

export type LakeShareOptions = {
  /** Microseconds since 1970 UTC, inclusive. */
  readonly from?: number;
  /** Microseconds since 1970 UTC, exclusive. */
  readonly to?: number;
  readonly layers?: readonly Layer[];
  readonly onProgress?: (rowsRead: number, rowsInAll: number) => void;
  /** All is read and the lake is closed; what follows only computes. */
  readonly onRead?: () => void;
};

/**
 * All shares of the lake in `dataFolder`, in one order whatever the order in which they came; accounts, posts and objects are pseudonyms where they name
 * people. An empty lake gives no tables. Errors: LAKE_CORRUPT.
 */
export async function readLakeShares(dataFolder: string, options: LakeShareOptions = {}): Promise<ShareSet> {
  const accounts = createDictionary();
  const posts = createDictionary();
  const tables = new Map(allLayers.map((layer) => [layer as string, growingTable(layer)]));
  const texts = createTexts();
  const platforms: string[] = [];
  const lake = await openLake(dataFolder);
  try {
    const rowsInAll = lake.snapshot().manifest.segments.reduce((sum, { rows }) => sum + rows, 0);
    let rowsRead = 0;
    for await (const batch of lake.readShares(options)) {
      addBatch(batch, accounts, posts, tables, texts, platforms);
      rowsRead += batch.count;
      options.onProgress?.(rowsRead, rowsInAll);
    }
  } finally {
    lake.close();
  }
  options.onRead?.();
  texts.addTo(tables.get('text'));
  const finished = [...tables.values()].map((table) => table.finish()).filter(({ count }) => count > 0);
  const several = new Set(platforms).size > 1;
  return canonical({
    accounts: accounts.names(),
    posts: posts.names(),
    tables: finished,
    ...(several ? { platforms } : {}),
  });
}

type Growing = ReturnType<typeof growingTable>;

function addBatch(
  batch: ShareBatch,
  accounts: Dictionary,
  posts: Dictionary,
  tables: ReadonlyMap<string, Growing>,
  texts: Texts,
  platforms: string[],
): void {
  for (let row = 0; row < batch.count; row++) {
    const account = accounts.indexOf(batch.account[row]);
    platforms[account] = batch.platform[row];
    const post = posts.indexOf(batch.post[row]);
    const seconds = batch.timeMicros[row] / 1e6;
    const shingles = batch.shingles[row];
    if (shingles !== undefined) texts.add(account, post, seconds, shingles);
    else tables.get(batch.layer[row])?.add(account, post, seconds, batch.object[row]);
  }
}

function growingTable(layer: Layer) {
  const [account, object, post] = [createNumbers(), createNumbers(), createNumbers()];
  const time = createTimes();
  const objects = createDictionary();
  return {
    add: (accountIndex: number, postIndex: number, seconds: number, name: string): void => {
      account.push(accountIndex);
      object.push(objects.indexOf(name));
      post.push(postIndex);
      time.push(seconds);
    },
    finish: (): ShareTable => ({
      layer,
      count: account.length(),
      account: account.array(),
      object: object.array(),
      post: post.array(),
      time: time.array(),
      objects: objects.names(),
    }),
  };
}

type Texts = ReturnType<typeof createTexts>;

/** Texts wait until all are there; equal ones are kept once. */
function createTexts() {
  const [account, post, text] = [createNumbers(), createNumbers(), createNumbers()];
  const time = createTimes();
  const byName = new Map<string, number>();
  const distinct: Uint32Array[] = [];
  return {
    add: (accountIndex: number, postIndex: number, seconds: number, shingles: Uint32Array): void => {
      const name = textName(shingles);
      let index = byName.get(name);
      if (index === undefined) {
        index = distinct.push(shingles) - 1;
        byName.set(name, index);
      }
      account.push(accountIndex);
      post.push(postIndex);
      text.push(index);
      time.push(seconds);
    },
    addTo: (table: Growing | undefined): void => {
      const names = groupNames([...byName.keys()], distinct);
      const [accounts, posts, indices, times] = [account.array(), post.array(), text.array(), time.array()];
      for (let row = 0; row < indices.length; row++)
        table?.add(accounts[row], posts[row], times[row], names[indices[row]]);
    },
  };
}

/** The name of a group is the least name of its texts, whatever the order in which they came. */
function groupNames(own: readonly string[], shingles: readonly Uint32Array[]): readonly string[] {
  const groups = clusterLazily(shingles.length, (index) => shingles[index]);
  const least = new Map<number, string>();
  groups.forEach((group, index) => {
    const known = least.get(group);
    if (group >= 0 && (known === undefined || own[index] < known)) least.set(group, own[index]);
  });
  return own.map((name, index) => least.get(groups[index]) ?? name);
}
