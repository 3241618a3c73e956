// The log as it lies in a bulletin: tiles as they are, and beside each the same as a script.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { PollwardenError } from '../../kernel/errors.ts';
import { folderTiles } from '../../tlog/files/read.ts';
import { entriesOf, type Tile, tilePath, tilesOf, tileWidth, widthAt } from '../../tlog/tiles.ts';
import { entriesTwin, hashesTwin } from './twins.ts';
import type { PlaceTask } from './writing.ts';

/** Every file of a log of that size, checkpoint not among them. */
export function* tilesOfLog(size: number): Generator<Tile> {
  yield* tilesOf(size);
  for (let index = 0; index * tileWidth < size; index++)
    yield { level: 'entries', index, width: widthAt('entries', index, size) };
}

export const logPath = (tile: Tile): string => `log/${tilePath(tile)}`;

export const scriptPath = ({ level, index, width }: Tile): string => `log-js/${level}/${index}-${width}.js`;

/** All paths of a log of that size, below a bulletin. */
export const logPaths = (size: number): readonly string[] =>
  [...tilesOfLog(size)].flatMap((tile) => [logPath(tile), scriptPath(tile)]);

async function readTile(folder: string, tile: Tile): Promise<Uint8Array> {
  const bytes = await folderTiles(folder)(tile);
  if (bytes.length > 0) return bytes;
  throw new PollwardenError('FILE_NOT_FOUND', 'a tile of the log is missing', { file: tilePath(tile) });
}

function entriesIn(tile: Tile, bundle: Uint8Array): readonly Uint8Array[] {
  const entries = entriesOf(bundle, tile.width);
  if (entries.ok) return entries.value;
  throw new PollwardenError('INPUT_INVALID', entries.fault.detail, { file: tilePath(tile) });
}

/** Entries from a place on, in order. FILE_NOT_FOUND, INPUT_INVALID with the bundle. */
export async function readEntries(folder: string, size: number, from = 0): Promise<readonly Uint8Array[]> {
  const all: Uint8Array[] = [];
  for (let index = Math.floor(from / tileWidth); index * tileWidth < size; index++) {
    const tile: Tile = { level: 'entries', index, width: widthAt('entries', index, size) };
    const entries = entriesIn(tile, await readTile(folder, tile));
    for (const entry of entries.slice(Math.max(0, from - index * tileWidth))) all.push(entry);
  }
  return all;
}

export type LogPart = {
  readonly size: number;
  /** Paths that need not be written (again). */
  readonly have: ReadonlySet<string>;
  /** Full tiles alone, and only those that are there by now. */
  readonly early: boolean;
};

/** What to write of a log. FILE_NOT_FOUND, INPUT_INVALID. */
export async function* logTasks(folder: string, { size, have, early }: LogPart): AsyncGenerator<PlaceTask> {
  for (const tile of tilesOfLog(size)) {
    const [path, script] = [logPath(tile), scriptPath(tile)];
    const skipped = early && (tile.width < tileWidth || !existsSync(join(folder, tilePath(tile))));
    if (skipped || (have.has(path) && have.has(script))) continue;
    const bytes = await readTile(folder, tile);
    const isEntries = tile.level === 'entries';
    const text = isEntries
      ? entriesTwin(
          script,
          entriesIn(tile, bytes).map((entry) => Buffer.from(entry).toString('utf8')),
        )
      : hashesTwin(script, bytes);
    // Hashes are as good as random: nothing compresses them.
    yield { kind: 'place', path, bytes, effort: isEntries ? 'some' : 'none' };
    yield { kind: 'place', path: script, bytes: Buffer.from(text), effort: 'some' };
  }
}
