// Sources from files, wherever they lie: as the log has its tiles, and as scripts beside them. Browser-safe: how a file is read
// is given.
import { mostEntryBytes, type Tile, tilePath, tileWidth } from '../../tlog/tiles.ts';
import { hashBytes } from '../../tlog/hash.ts';
import { textOfBytes } from '../model/read-canonical.ts';
import type { Source } from './source.ts';
import { fileOfTwin, parseTwin, tileOfTwin, tileTwinPath } from './twins.ts';

/** Undefined where there is no such file, or one above `mostBytes`. Paths are relative, with slashes. */
export type ReadFile = (path: string, mostBytes: number) => Promise<Uint8Array | undefined>;

const mostTileBytes = ({ level }: Tile): number => tileWidth * (level === 'entries' ? mostEntryBytes + 2 : hashBytes);

/** The first `width` entries of a bundle, as far as it goes. */
function cutBundle(bundle: Uint8Array, width: number): Uint8Array {
  let at = 0;
  for (let i = 0; i < width && at + 2 <= bundle.length; i++) at += 2 + bundle[at] * 256 + bundle[at + 1];
  return bundle.subarray(0, at);
}

/** Where a bulletin has its log, or a log alone lies. */
export function fileSource(place: string, read: ReadFile, log = 'log/'): Source {
  return {
    place,
    file: read,
    reads: () => true,
    tilePath: (tile) => `${log}${tilePath(tile)}`,
    tile: async (tile) => {
      const most = mostTileBytes(tile);
      const own = await read(`${log}${tilePath(tile)}`, most);
      if (own !== undefined || tile.width === tileWidth) return own;
      // A partial tile may be gone once the full one is there.
      const full = await read(`${log}${tilePath({ ...tile, width: tileWidth })}`, most);
      if (full === undefined) return undefined;
      return tile.level === 'entries' ? cutBundle(full, tile.width) : full.subarray(0, tile.width * hashBytes);
    },
  };
}

/** Quotation marks and line ends are escaped in a script. */
const growth = 6;

/** The same bulletin from the scripts that lie beside its files: another copy of all that they hold. */
export function twinSource(place: string, read: ReadFile): Source {
  const twinOf = async (path: string, most: number) => {
    const bytes = await read(path, most * growth + 1000);
    const text = bytes === undefined ? undefined : textOfBytes(bytes);
    return text === undefined ? undefined : parseTwin(text);
  };
  return {
    place: `${place} (scripts)`,
    reads: (path) => path === 'latest.json' || (path.startsWith('data/') && path.endsWith('.json')),
    file: async (path, most) => {
      const twin = await twinOf(path.replace(/\.json$/, '.js'), most);
      if (twin === undefined) return undefined;
      if (path === 'latest.json')
        return twin.what === 'latest' ? new TextEncoder().encode(JSON.stringify(twin.value)) : undefined;
      return fileOfTwin(twin, path);
    },
    tilePath: tileTwinPath,
    tile: async (tile) => {
      const twin = await twinOf(tileTwinPath(tile), mostTileBytes(tile) * 2);
      return twin === undefined ? undefined : tileOfTwin(twin, tile);
    },
  };
}
