// Files that somebody chose: a folder, or a zip of one. Read piece by piece; where the bulletin begins is found by its pointer.
import { unzip } from 'fflate';

export type ReadFile = (path: string, mostBytes: number) => Promise<Uint8Array | undefined>;
export type Chosen = { readonly name: string; readonly read: ReadFile };

/** A bulletin of a large country unpacked; more is no bulletin. */
const mostUnpacked = 4_000_000_000;

/** In front of which all paths are read: the shortest path that ends in the name of a pointer or a checkpoint. */
function baseOf(paths: readonly string[]): string {
  const ends = ['latest.json', 'checkpoint'];
  for (const end of ends) {
    const found = paths
      .filter((path) => path === end || path.endsWith(`/${end}`))
      .toSorted((a, b) => a.length - b.length)
      .at(0);
    if (found !== undefined) return found.slice(0, found.length - end.length);
  }
  return '';
}

export function fromFolder(files: readonly File[]): Chosen {
  const byPath = new Map(files.map((file) => [file.webkitRelativePath || file.name, file]));
  const base = baseOf([...byPath.keys()]);
  return {
    name: base.replace(/\/$/, '') || 'the folder',
    read: async (path, most) => {
      const file = byPath.get(base + path);
      return file === undefined || file.size > most ? undefined : new Uint8Array(await file.arrayBuffer());
    },
  };
}

const unpacked = async (bytes: Uint8Array): Promise<Readonly<Record<string, Uint8Array>>> =>
  await new Promise((resolve, reject) => {
    let total = 0;
    const filter = ({ originalSize }: { readonly originalSize: number }): boolean => {
      total += originalSize;
      return total <= mostUnpacked;
    };
    unzip(bytes, { filter }, (error, files) => (error === null ? resolve(files) : reject(error)));
  });

/** Rejects for what is no zip. */
export async function fromZip(file: File): Promise<Chosen> {
  const files = new Map(Object.entries(await unpacked(new Uint8Array(await file.arrayBuffer()))));
  const base = baseOf([...files.keys()]);
  return {
    name: file.name,
    read: async (path, most) => {
      const bytes = files.get(base + path);
      return await Promise.resolve(bytes === undefined || bytes.length > most ? undefined : bytes);
    },
  };
}
