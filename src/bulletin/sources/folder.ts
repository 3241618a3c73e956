// A bulletin, or a log by itself, in a folder. Node only.
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileSource, type ReadFile, twinSource } from '../verify/sources.ts';
import type { Source } from '../verify/source.ts';

const readIn =
  (folder: string): ReadFile =>
  async (path, most) => {
    const file = join(folder, path);
    const found = statSync(file, { throwIfNoEntry: false });
    return await Promise.resolve(found?.isFile() === true && found.size <= most ? readFileSync(file) : undefined);
  };

/** The files first, then the scripts that hold the same; of a log by itself the files alone. */
export function folderSources(folder: string): readonly Source[] {
  const read = readIn(folder);
  if (!existsSync(join(folder, 'latest.json')) && existsSync(join(folder, 'checkpoint')))
    return [bareLog(folder, read)];
  return [fileSource(folder, read), twinSource(folder, read)];
}

/** Asked for log/checkpoint, it gives its own. */
export const bareLog = (place: string, read: ReadFile): Source =>
  fileSource(place, async (path, most) => await read(path.replace(/^log\//, ''), most), 'log/');
