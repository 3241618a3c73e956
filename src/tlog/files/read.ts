// Tiles from a folder. Node only.
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { hashBytes } from '../hash.ts';
import { mostEntryBytes, type ReadTile, type Tile, tilePath, tileWidth } from '../tiles.ts';

const mostBytes = ({ level }: Tile): number => tileWidth * (level === 'entries' ? mostEntryBytes + 2 : hashBytes);

const none = new Uint8Array(0);

function readCapped(path: string, most: number): Uint8Array | undefined {
  const found = statSync(path, { throwIfNoEntry: false });
  return found?.isFile() === true && found.size <= most ? readFileSync(path) : undefined;
}

/** The first `width` entries of a bundle, as far as it goes. */
function cutBundle(bundle: Uint8Array, width: number): Uint8Array {
  let at = 0;
  for (let i = 0; i < width && at + 2 <= bundle.length; i++) at += 2 + bundle[at] * 256 + bundle[at + 1];
  return bundle.subarray(0, at);
}

/** A partial tile may be gone once the full one is there. Empty where neither is: the check of its length tells. */
export const folderTiles =
  (folder: string): ReadTile =>
  (tile) => {
    const own = readCapped(join(folder, tilePath(tile)), mostBytes(tile));
    if (own !== undefined || tile.width === tileWidth) return own ?? none;
    const full = readCapped(join(folder, tilePath({ ...tile, width: tileWidth })), mostBytes(tile));
    if (full === undefined) return none;
    return tile.level === 'entries' ? cutBundle(full, tile.width) : full.subarray(0, tile.width * hashBytes);
  };
