// Posts to rows of the kind `share`: actions by layer, with pseudonyms for everything that names people.
import type { Cell, ColumnBatch } from '../lake/batch.ts';
import { shareKind } from '../lake/kinds.ts';
import type { Layer, Post } from './post.ts';
import { cleanObject, cleanPostId } from './pseudonym-ids.ts';
import type { Pseudonyms } from './pseudonym.ts';
import type { Seen } from './pseudonym-urls.ts';

export type ShareAction = { readonly layer: Layer; readonly object: string };

export type ShareMaker = {
  /** Identifiers of these posts are known from now on, wherever they stand in URLs. */
  readonly meet: (posts: readonly Post[]) => void;
  readonly toRows: (posts: readonly Post[], source: string, run: string) => ColumnBatch;
};

/** `actionsOf` gives what a post acts on; `shinglesOf` the keyed shingles of its text. */
export function createShareMaker(
  pseudonyms: Pseudonyms,
  actionsOf: (post: Post) => readonly ShareAction[],
  shinglesOf: (text: string) => Uint32Array,
): ShareMaker {
  const identifiers = new Set<string>();
  const seen: Seen = (piece) => identifiers.has(piece);
  return {
    meet: (posts) => {
      for (const post of posts) {
        for (const id of [post.accountId, ...post.mentions]) {
          const plain = id.replace(/^@+/, '').toLowerCase();
          if (isDistinctive(plain)) identifiers.add(plain);
        }
      }
    },
    toRows: (posts, source, run) => {
      const columns: Record<string, Cell[]> = Object.fromEntries(shareKind.columns.map(({ name }) => [name, []]));
      for (const post of posts) {
        const platform = cleanPlatform(pseudonyms, post.platform);
        const id = cleanPostId(pseudonyms, post.platform, post.postId);
        const account = pseudonyms.account(post.platform, post.accountId);
        for (const { layer, object } of actionsOf(post)) {
          columns.time.push(post.timeMicros);
          columns.source.push(source);
          columns.run.push(run);
          columns.platform.push(platform);
          columns.post.push(id);
          columns.account.push(account);
          columns.layer.push(layer);
          columns.object.push(cleanObject(pseudonyms, post.platform, id, layer, object, seen));
          columns.shingles.push(layer === 'text' ? bytesOf(shinglesOf(post.text ?? '')) : null);
          columns.object_key.push(layer === 'text' ? '' : pseudonyms.of('key', layer, object));
        }
      }
      return { count: columns.time.length, columns };
    },
  };
}

/**
 * Identifiers that can hardly be a word: only these are looked for in the paths of articles, so that an account called
 * "politics" does not make a newspaper's section unreadable.
 */
const isDistinctive = (id: string): boolean => id.length >= 5 && /[\d_:]/.test(id);

/** The name of a platform comes from the input too: what does not look like one becomes a pseudonym. */
function cleanPlatform(pseudonyms: Pseudonyms, platform: string): string {
  return /^[a-z][a-z-]{0,19}$/.test(platform) ? platform : pseudonyms.of('val', 'platform', platform);
}

/** Little-endian, as the lake keeps them. */
function bytesOf(words: Uint32Array): Uint8Array {
  const bytes = new Uint8Array(words.length * 4);
  const view = new DataView(bytes.buffer);
  words.forEach((word, i) => view.setUint32(i * 4, word, true));
  return bytes;
}
