// Shows a bulletin whose files are all on the disk: front pages, checkpoint, pointer, in this order and each whole, so that
// whoever reads finds either the bulletin before or this one.
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { syncFolderNow } from '../../kernel/durable-file.ts';
import { canonicalJson } from '../../kernel/canonical-json.ts';
import { parseJson } from '../../kernel/parse-json.ts';
import type { Pointer } from '../model/site.ts';
import { type Build, buildsPath, buildsText, keptBuilds, readBuilds } from './builds.ts';
import { prune } from './prune.ts';
import { latestTwin } from './twins.ts';
import { makeFolder, writeCompressed, writeWhole } from './whole-file.ts';

export type Showing = {
  readonly pointer: Pointer;
  /** File names and texts. */
  readonly fronts: readonly (readonly [string, string])[];
  readonly build: Build;
};

export function writePointer(root: string, pointer: Pointer): void {
  const text = `${canonicalJson(pointer)}\n`;
  writeWhole(join(root, 'latest.json'), Buffer.from(text));
  writeWhole(join(root, 'latest.js'), Buffer.from(latestTwin(text)));
  syncFolderNow(root);
}

/** Names of files that were written just now stay after a power cut. */
export function syncNames(root: string, paths: readonly string[]): void {
  for (const folder of new Set(paths.map((path) => dirname(join(root, path))))) syncFolderNow(folder);
}

/** What is shown now; undefined before the first bulletin. */
export function shownPointer(root: string): Pointer | undefined {
  const file = join(root, 'latest.json');
  const value = existsSync(file) ? parseJson(readFileSync(file, 'utf8')) : undefined;
  const format = (value as { readonly format?: unknown } | null)?.format;
  return format === 'pollwarden-bulletin/1' ? (value as Pointer) : undefined;
}

const isFront = (name: string): boolean => /^(?:index|[a-z]{2})\.html$/.test(name);

/** Names of the front pages that are there. */
export const frontsIn = (root: string): readonly string[] => readdirSync(root).filter(isFront).toSorted();

function removeOtherFronts(root: string, fronts: Showing['fronts']): void {
  const own = new Set(fronts.map(([name]) => name));
  for (const name of readdirSync(root))
    if (/^[a-z]{2}\.html(?:\.gz|\.br)?$/.test(name) && !own.has(name.replace(/\.(?:gz|br)$/, '')))
      rmSync(join(root, name), { force: true });
}

/** Answers with how many old files it removed. DISK_FULL, FILE_UNWRITABLE: then the bulletin before is still shown. */
export function show(root: string, { pointer, fronts, build }: Showing): number {
  for (const [name, text] of fronts) writeCompressed(join(root, name), Buffer.from(text), 'some');
  makeFolder(root, 'log');
  writeWhole(join(root, 'log', 'checkpoint'), Buffer.from(pointer.checkpoint));
  syncFolderNow(join(root, 'log'));
  const before = readBuilds(root);
  const builds = keptBuilds([...before, build], build.at);
  writeWhole(buildsPath(root), Buffer.from(buildsText(builds)));
  writePointer(root, pointer);
  removeOtherFronts(root, fronts);
  // Whose list was lost may still be read: nothing of it goes this time.
  return before.length === 0 ? 0 : prune(root, builds);
}
