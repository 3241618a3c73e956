// Refuses outputs that are an input, or one another, whatever their paths look like: links, folders, hard links.
import { fstatSync, readdirSync, realpathSync, type Stats, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { usageError } from '../../args.ts';

export type Named = { readonly flag: string; readonly path: string };

/**
 * `inputs` are files, folders (with every file below them), or "-". Looks at all of them before anything is read or
 * written. Throws USAGE, naming both paths.
 */
export function refuseOverwriting(outputs: readonly Named[], inputs: readonly string[]): void {
  if (outputs.length === 0) return;
  const taken = new Map<string, string>();
  for (const input of inputs) takeInput(input, taken);
  for (const { flag, path } of outputs) {
    const marks = marksOf(path, 1);
    const other = marks.map((mark) => taken.get(mark)).find((found) => found !== undefined);
    if (other !== undefined) throw usageError(`${flag} ${path} would overwrite ${other}`);
    for (const mark of marks) taken.set(mark, `${path}, which ${flag} writes`);
  }
}

function takeInput(input: string, taken: Map<string, string>): void {
  const walked = new Set<string>();
  const take = (path: string): void => {
    const marks = marksOf(path, 0);
    for (const mark of marks) if (!taken.has(mark)) taken.set(mark, `the input ${path}`);
    const found = path === '-' ? undefined : statOf(path);
    if (found?.isDirectory() !== true || walked.has(inodeOf(found))) return;
    walked.add(inodeOf(found));
    for (const name of namesIn(path)) take(join(path, name));
  };
  take(input);
}

/** What names a file: its device and inode where it is there, and its path without links. None for a device or pipe. */
function marksOf(path: string, standardStream: 0 | 1): readonly string[] {
  const found = path === '-' ? attempt(() => fstatSync(standardStream)) : statOf(path);
  if (found !== undefined && !found.isFile() && !found.isDirectory()) return [];
  const inode = found === undefined ? [] : [inodeOf(found)];
  return path === '-' ? inode : [...inode, `path ${realPath(resolve(path))}`];
}

/** The path without links; of a file that is not there, the real folder and the name. */
function realPath(path: string): string {
  const real = attempt(() => realpathSync(path));
  if (real !== undefined || dirname(path) === path) return real ?? path;
  return join(realPath(dirname(path)), basename(path));
}

const inodeOf = ({ dev, ino }: Stats): string => `inode ${dev}:${ino}`;
const statOf = (path: string): Stats | undefined => attempt(() => statSync(path));
const namesIn = (folder: string): readonly string[] => attempt(() => readdirSync(folder)) ?? [];

/** What cannot be looked at is named by the step that reads or writes it. */
function attempt<T>(look: () => T): T | undefined {
  try {
    return look();
  } catch {
    return undefined;
  }
}
