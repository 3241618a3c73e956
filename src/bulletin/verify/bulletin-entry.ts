// The entry of a bulletin in the log, and the manifest that it names. Browser-safe.
import { hexOf } from '../../tlog/note.ts';
import { tileWidth } from '../../tlog/tiles.ts';
import type { BulletinEntry } from '../model/entry.ts';
import { parseEntry } from '../model/parse-entry.ts';
import { parseManifest } from '../model/parse-site.ts';
import { textOfBytes } from '../model/read-canonical.ts';
import type { Manifest, Pointer } from '../model/site.ts';
import { pointerPath } from './pointer.ts';
import { type Checking, type Faults, readChecked } from './source.ts';
import type { Tree, TreeEntry } from './tree.ts';

export type PlacedBulletin = { readonly place: number; readonly entry: BulletinEntry };

const mostManifestBytes = 100_000_000;

function bulletinIn({ place, bytes }: TreeEntry): PlacedBulletin | undefined {
  const read = bytes === undefined ? undefined : parseEntry(bytes);
  return read?.ok === true && read.value.kind === 'bulletin' ? { place, entry: read.value } : undefined;
}

/** The last one that can be read; undefined where there is none. */
export async function newestBulletin(tree: Tree): Promise<PlacedBulletin | undefined> {
  for (let index = Math.ceil(tree.head.size / tileWidth) - 1; index >= 0; index--) {
    const found = (await tree.bundle(index)).map(bulletinIn).findLast((one) => one !== undefined);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The one that the pointer leads to; where it leads to none, the newest, and the pointer is told of. */
export async function pointedBulletin(
  tree: Tree,
  pointer: Pointer,
  place: string,
  faults: Faults,
): Promise<PlacedBulletin | undefined> {
  const there = pointer.entry < tree.head.size ? await tree.entry(pointer.entry) : undefined;
  const own = there === undefined ? undefined : bulletinIn(there);
  if (own !== undefined && own.entry.number === pointer.number && own.entry.at === pointer.at) return own;
  const of = { entry: pointer.entry };
  if (there !== undefined && there.bytes === undefined)
    faults.add({ code: 'ENTRY_DAMAGED', detail: `no copy of the entry of this bulletin, at ${place}`, ...of });
  else
    faults.add({
      code: 'POINTER_MALFORMED',
      detail: `it does not lead to the entry of its bulletin, at ${place}`,
      file: pointerPath,
      ...of,
    });
  return await newestBulletin(tree);
}

/** Undefined, and told, where no copy is the one that the log names. */
export async function manifestOf(
  { manifest }: BulletinEntry,
  path: string,
  checking: Checking,
): Promise<Manifest | undefined> {
  const { sha256 } = checking.crypto;
  const holds = (bytes: Uint8Array): boolean => hexOf(sha256(bytes)) === manifest;
  const { bytes } = await readChecked(checking, path, { most: mostManifestBytes, holds });
  const read = bytes === undefined ? undefined : parseManifest(textOfBytes(bytes) ?? '');
  if (read?.ok === false) checking.faults.add({ code: 'FILE_DAMAGED', detail: read.detail, file: path });
  return read?.ok === true ? read.value : undefined;
}
