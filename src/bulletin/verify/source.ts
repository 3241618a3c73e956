// Where a bulletin is read from: a folder, an address, scripts beside a page. Nothing of what a source gives is believed
// because it gives it. Browser-safe.
import type { BulletinFault } from '../model/fault.ts';
import type { TlogCrypto } from '../../tlog/keys.ts';
import type { Tile } from '../../tlog/tiles.ts';

export type Source = {
  /** A folder or an address, for messages. */
  readonly place: string;
  /** Undefined where there is no such file, or one above `mostBytes`. */
  readonly file: (path: string, mostBytes: number) => Promise<Uint8Array | undefined>;
  /** A tile of hashes, or a bundle of entries; of exactly that width. */
  readonly tile: (tile: Tile) => Promise<Uint8Array | undefined>;
  /** Path of the file that a tile comes from, for messages. */
  readonly tilePath: (tile: Tile) => string;
  /** Under file:// a page reads only what lies beside it as a script: of other files nothing can be said. */
  readonly reads: (path: string) => boolean;
};

/** What a check works with. */
export type Checking = {
  readonly crypto: TlogCrypto;
  /** The first is asked first; the others where it has nothing, or something else. At least one. */
  readonly sources: readonly Source[];
  readonly faults: Faults;
};

export type Faults = {
  readonly add: (fault: BulletinFault) => void;
  readonly all: () => readonly BulletinFault[];
};

/** Each fault once. */
export function faultList(): Faults {
  const faults = new Map<string, BulletinFault>();
  return {
    add: (fault) => void faults.set(JSON.stringify(fault), fault),
    all: () => [...faults.values()],
  };
}

/** What fails to answer has nothing. */
export async function attempt<T>(work: () => Promise<T | undefined>): Promise<T | undefined> {
  try {
    return await work();
  } catch {
    return undefined;
  }
}

/** Reads one file until a copy holds; tells of every copy in front of it that is missing or another. */
export async function readChecked(
  { sources, faults }: Pick<Checking, 'sources' | 'faults'>,
  path: string,
  { most, holds }: { readonly most: number; readonly holds: (bytes: Uint8Array) => boolean },
): Promise<{ readonly bytes: Uint8Array | undefined; readonly damaged: readonly Uint8Array[] }> {
  const damaged: Uint8Array[] = [];
  for (const source of sources.filter(({ reads }) => reads(path))) {
    const bytes = await attempt(async () => await source.file(path, most));
    if (bytes !== undefined && holds(bytes)) return { bytes, damaged };
    const code = bytes === undefined ? 'FILE_MISSING' : 'FILE_DAMAGED';
    faults.add({ code, detail: `at ${source.place}`, file: path });
    if (bytes !== undefined) damaged.push(bytes);
  }
  return { bytes: undefined, damaged };
}
