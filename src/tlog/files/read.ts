// Tiles and checkpoint of a log from a folder, each read capped. Node only.
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { errnoOf } from '../../kernel/durable-file.ts';
import { PollwardenError } from '../../kernel/errors.ts';
import { hashBytes } from '../hash.ts';
import { mostNoteBytes } from '../note.ts';
import { mostEntryBytes, type ReadTile, type Tile, tilePath, tileWidth } from '../tiles.ts';

/** Where a log is read from. */
export type LogSource = {
  /** Folder or address, for messages. */
  readonly place: string;
  /** The signed note. NOT_FOUND, LOG_UNREADABLE. */
  readonly checkpoint: () => Promise<Uint8Array>;
  /** Empty where there is no such tile; LOG_UNREADABLE where that cannot be known. */
  readonly read: ReadTile;
};

/** Undefined where there is no such file; one above `most` bytes counts as none, as no tile is so long. */
export type ReadFile = (path: string, most: number) => Promise<Uint8Array | undefined> | Uint8Array | undefined;

const mostBytes = ({ level }: Tile): number => tileWidth * (level === 'entries' ? mostEntryBytes + 2 : hashBytes);

const none = new Uint8Array(0);

function readCapped(path: string, most: number): Uint8Array | undefined {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found?.isFile() !== true || found.size > most) return undefined;
  try {
    return readFileSync(path);
  } catch (error) {
    // A partial tile that its keeper removed just now.
    if (errnoOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** The first `width` entries of a bundle, as far as it goes. */
function cutBundle(bundle: Uint8Array, width: number): Uint8Array {
  let at = 0;
  for (let i = 0; i < width && at + 2 <= bundle.length; i++) at += 2 + bundle[at] * 256 + bundle[at + 1];
  return bundle.subarray(0, at);
}

/** A partial tile may be gone once the full one is there. Empty where neither is: the check of its length tells. */
export const tilesFrom =
  (read: ReadFile): ReadTile =>
  async (tile) => {
    const own = await read(tilePath(tile), mostBytes(tile));
    if (own !== undefined || tile.width === tileWidth) return own ?? none;
    const full = await read(tilePath({ ...tile, width: tileWidth }), mostBytes(tile));
    if (full === undefined) return none;
    return tile.level === 'entries' ? cutBundle(full, tile.width) : full.subarray(0, tile.width * hashBytes);
  };

export const folderTiles = (folder: string): ReadTile =>
  tilesFrom((path, most) => readCapped(join(folder, path), most));

/** NOT_FOUND where no checkpoint is there. */
export async function readCheckpoint(read: ReadFile, place: string): Promise<Uint8Array> {
  const bytes = await read('checkpoint', mostNoteBytes);
  if (bytes === undefined) throw new PollwardenError('NOT_FOUND', 'no checkpoint of a log is here', { file: place });
  return bytes;
}

export const folderSource = (folder: string): LogSource => ({
  place: folder,
  checkpoint: async () => await readCheckpoint((path, most) => readCapped(join(folder, path), most), folder),
  read: folderTiles(folder),
});
