// Posts to rows of the kind `share`: actions by layer, with pseudonyms for everything that names people.
import type { Cell, ColumnBatch } from '../lake/batch.ts';
import { shareKind } from '../lake/kinds.ts';
import { type Action, actionsOf, sharedTextOf } from './layers/actions.ts';
import type { Layer, Post } from './post.ts';
import { cleanObject, cleanPostId } from './pseudonym-ids.ts';
import { platformSpace, type Pseudonyms } from './pseudonym.ts';
import type { Seen } from './pseudonym-urls.ts';

export type ShareMaker = {
  /** Identifiers of these posts are known from now on, wherever they stand in URLs. */
  readonly meet: (posts: readonly Post[]) => void;
  readonly toRows: (posts: readonly Post[], source: string, run: string) => ColumnBatch;
};

/** `shinglesOf` gives the keyed shingles of a text, none where it is too short to compare. */
export function createShareMaker(pseudonyms: Pseudonyms, shinglesOf: (text: string) => Uint32Array): ShareMaker {
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
        const add = ({ layer, object }: Action, shingles: Uint8Array | null): void => {
          columns.time.push(post.timeMicros);
          columns.source.push(source);
          columns.run.push(run);
          columns.platform.push(platform);
          columns.post.push(id);
          columns.account.push(account);
          columns.layer.push(layer);
          const cleaned = cleanObject(pseudonyms, post.platform, id, layer, object, seen);
          columns.object.push(cleaned);
          columns.shingles.push(shingles);
          // What is a pseudonym as a whole says no more than the object did; what stays readable may be cleaned of
          // more the next time, when more accounts are known.
          columns.object_key.push(keyedLayers.has(layer) ? cleaned : pseudonyms.of('key', layer, object));
        };
        for (const action of actionsOf(post)) add(action, null);
        const shingles = shinglesOf(sharedTextOf(post) ?? '');
        // The object of a text is its group of near-duplicates, which is known only once all texts are together.
        if (shingles.length > 0) add({ layer: 'text', object: '' }, bytesOf(shingles));
      }
      return { count: columns.time.length, columns };
    },
  };
}

const keyedLayers: ReadonlySet<Layer> = new Set<Layer>(['repost', 'reply', 'mention', 'media']);

/**
 * Identifiers that can hardly be a word: only these are looked for in the paths of articles, so that an account called
 * "politics" does not make a newspaper's section unreadable.
 */
const isDistinctive = (id: string): boolean => id.length >= 5 && /[\d_:]/.test(id);

const readablePlatforms: ReadonlySet<string> = new Set(
  'x mastodon bluesky telegram facebook instagram tiktok youtube threads reddit vk ok linkedin gab gettr agora table'.split(
    ' ',
  ),
);

/** The name of a platform comes from the input too, perhaps from a wrong column: an unknown one is a pseudonym. */
function cleanPlatform(pseudonyms: Pseudonyms, platform: string): string {
  const space = platformSpace(platform);
  return readablePlatforms.has(space) ? space : pseudonyms.of('val', 'platform', space);
}

const littleEndian = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1;

/** Little-endian, as the lake keeps them. */
function bytesOf(words: Uint32Array): Uint8Array {
  if (littleEndian) return new Uint8Array(words.buffer, words.byteOffset, words.byteLength);
  const bytes = new Uint8Array(words.length * 4);
  const view = new DataView(bytes.buffer);
  words.forEach((word, i) => view.setUint32(i * 4, word, true));
  return bytes;
}
