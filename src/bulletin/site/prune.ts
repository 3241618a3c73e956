// Removes files that only bulletins of long ago name. Never a full tile of the log, and never a file that we did not name.
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { Build } from './builds.ts';
import { isHashedPath } from './hashed-name.ts';
import { logPaths } from './log-files.ts';

const isPartialTile = (path: string): boolean =>
  /^log\/tile\/(?:[0-9]+|entries)\/(?:x\d{3}\/)*\d{3}\.p\/\d{1,3}(?:\.gz|\.br)?$/.test(path) ||
  /^log-js\/(?:[0-9]+|entries)\/\d+-(?!256\.)\d{1,3}\.js(?:\.gz|\.br)?$/.test(path);

function* filesBelow(root: string, folder: string): Generator<string> {
  const top = join(root, folder);
  if (!existsSync(top)) return;
  for (const entry of readdirSync(top, { recursive: true, withFileTypes: true }))
    if (entry.isFile()) yield relative(root, join(entry.parentPath, entry.name)).split(sep).join('/');
}

/** Answers with how many it removed. `kept`: bulletins whose files stay. */
export function prune(root: string, kept: readonly Build[]): number {
  const named = new Set(kept.flatMap(({ paths }) => paths));
  for (const { size } of kept) for (const path of logPaths(size)) named.add(path);
  let removed = 0;
  for (const folder of ['data', 'log', 'log-js'])
    for (const path of filesBelow(root, folder)) {
      const ours = isHashedPath(path) || isPartialTile(path);
      if (!ours || named.has(path.replace(/\.(?:gz|br)$/, ''))) continue;
      rmSync(join(root, path), { force: true });
      removed++;
    }
  return removed;
}
