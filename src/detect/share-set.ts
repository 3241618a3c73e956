// Gathers posts into the columnar shares that detectors scan: dictionaries of strings, growing typed arrays.
import { hash } from 'node:crypto';
import { actionsOf, sharedTextOf } from '../ingest/layers/actions.ts';
import { foldText } from '../ingest/layers/fold-text.ts';
import { minTokens, shinglesOfFolded } from '../ingest/layers/near-text.ts';
import { clusterLazily } from '../ingest/layers/text-clusters.ts';
import { layers as allLayers, type Layer, type Post } from '../ingest/post.ts';
import { createDictionary, createNumbers, createPairSet, createTimes, type Dictionary } from './columns.ts';
import type { ShareSet, ShareTable } from './shares.ts';

export type ShareSetBuilder = {
  readonly add: (post: Post) => void;
  /** The shares of all posts added. Layers without shares are left out. May be called once. */
  readonly finish: () => ShareSet;
  /** Shares that were there already (same platform, post, object and layer) and were not counted again. */
  readonly duplicates: () => number;
};

/**
 * Accounts and posts are named as in the source when it has one platform, and with the platform in front
 * ("x:12") when there are several.
 */
export function createShareSetBuilder(options: { readonly layers?: readonly Layer[] } = {}): ShareSetBuilder {
  const wanted = new Set<Layer>(options.layers ?? allLayers);
  const tables = new Map<Layer, GrowingTable>();
  const accounts = createNames();
  const posts = createNames();
  const texts = wanted.has('text') ? createTexts() : undefined;
  let duplicates = 0;

  const tableOf = (layer: Layer): GrowingTable => {
    let table = tables.get(layer);
    if (table === undefined) {
      table = createTable(layer);
      tables.set(layer, table);
    }
    return table;
  };

  const add = (post: Post): void => {
    const account = accounts.indexOf(post.platform, post.accountId);
    const id = posts.indexOf(post.platform, post.postId);
    const seconds = post.timeMicros / 1e6;
    for (const { layer, object } of actionsOf(post)) {
      if (wanted.has(layer) && !tableOf(layer).add(account, id, seconds, object)) duplicates++;
    }
    const text = texts === undefined ? undefined : sharedTextOf(post);
    if (text !== undefined) texts?.add(account, id, seconds, text);
  };

  const finish = (): ShareSet => {
    for (const share of texts?.shares() ?? []) {
      if (!tableOf('text').add(share.account, share.post, share.seconds, share.object)) duplicates++;
    }
    const finished = allLayers.map((layer) => tables.get(layer)?.finish()).filter((table) => table !== undefined);
    const sampleOf = texts?.sampleOf;
    return {
      accounts: accounts.names(),
      posts: posts.names(),
      tables: finished,
      ...(sampleOf === undefined ? {} : { sampleOf }),
      ...accounts.platforms(),
    };
  };

  return { add, finish, duplicates: () => duplicates };
}

type GrowingTable = {
  /** False when this post has this object already. */
  readonly add: (account: number, post: number, seconds: number, object: string) => boolean;
  readonly finish: () => ShareTable;
};

function createTable(layer: Layer): GrowingTable {
  const account = createNumbers();
  const object = createNumbers();
  const post = createNumbers();
  const time = createTimes();
  const objects = createDictionary();
  const seen = createPairSet();
  return {
    add: (accountIndex, postIndex, seconds, name) => {
      const objectIndex = objects.indexOf(name);
      if (!seen.add(postIndex, objectIndex)) return false;
      account.push(accountIndex);
      object.push(objectIndex);
      post.push(postIndex);
      time.push(seconds);
      return true;
    },
    finish: () => ({
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

/** Names of accounts or posts, kept by platform; the platform becomes part of a name only when there are several. */
function createNames() {
  const platforms = new Map<string, { readonly number: number; readonly known: Map<string, number> }>();
  const names: string[] = [];
  const platformOf = createNumbers();
  return {
    indexOf: (platform: string, name: string): number => {
      let of = platforms.get(platform);
      if (of === undefined) {
        of = { number: platforms.size, known: new Map() };
        platforms.set(ownCopy(platform), of);
      }
      const found = of.known.get(name);
      if (found !== undefined) return found;
      const own = ownCopy(name);
      of.known.set(own, names.length);
      platformOf.push(of.number);
      return names.push(own) - 1;
    },
    /** The platform of each name, when there are several. */
    platforms: (): { readonly platforms?: readonly string[] } => {
      if (platforms.size < 2) return {};
      const all = [...platforms.keys()];
      return { platforms: Array.from(platformOf.array(), (number) => all[number]) };
    },
    names: (): readonly string[] => {
      if (platforms.size < 2) return names;
      const prefixes = [...platforms.keys()];
      const of = platformOf.array();
      return names.map((name, index) => `${prefixes[of[index]]}:${name}`);
    },
  };
}

/** A copy that does not hold on to the piece of file it was cut from. */
function ownCopy(text: string): string {
  return ` ${text}`.slice(1);
}

type TextShare = { readonly account: number; readonly post: number; readonly seconds: number; readonly object: string };

/** Texts wait until all are there; equal ones are kept once. */
function createTexts() {
  const folded: Dictionary = createDictionary();
  const account = createNumbers();
  const post = createNumbers();
  const text = createNumbers();
  const time = createTimes();
  let samples: ReadonlyMap<string, string> = new Map();
  return {
    /** One of the texts of an object of this layer, folded. */
    sampleOf: (object: string): string | undefined => samples.get(object),
    add: (accountIndex: number, postIndex: number, seconds: number, written: string): void => {
      const { text: form, tokens } = foldText(written);
      if (tokens < minTokens) return;
      account.push(accountIndex);
      post.push(postIndex);
      text.push(folded.indexOf(form));
      time.push(seconds);
    },
    shares: function* (): Generator<TextShare> {
      const written = folded.names();
      const { names, own } = namesOfTexts(written);
      samples = new Map(written.flatMap((form, index) => (own[index] === names[index] ? [[own[index], form]] : [])));
      for (let i = 0; i < account.length(); i++) {
        yield {
          account: account.array()[i],
          post: post.array()[i],
          seconds: time.array()[i],
          object: names[text.array()[i]],
        };
      }
    },
  };
}

/** The name of a cluster is the least hash of its texts: the same whatever the order in which they came. */
function namesOfTexts(texts: readonly string[]): {
  readonly names: readonly string[];
  readonly own: readonly string[];
} {
  const clusters = clusterLazily(texts.length, (index) => shinglesOfFolded(texts[index]));
  const own = texts.map((text) => `text:${hash('sha256', text, 'hex').slice(0, 16)}`);
  const least = new Map<number, string>();
  clusters.forEach((cluster, index) => {
    const name = own[index];
    const known = least.get(cluster);
    if (cluster >= 0 && (known === undefined || name < known)) least.set(cluster, name);
  });
  return { names: own.map((name, index) => least.get(clusters[index]) ?? name), own };
}
