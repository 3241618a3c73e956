// Builds a bulletin: everything that never changes first, its entry into the log, the log's files, and the pointer last.
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import type { Manifest, ManifestFile, Pointer } from '../model/site.ts';
import { add, type Building, json, pathOf, settled } from './building.ts';
import { readBuilds } from './builds.ts';
import { checkBy } from './checked-by.ts';
import { jsonBytes } from './content.ts';
import type { SiteFigures } from './figures.ts';
import { frontPages } from './fronts.ts';
import { digestOf } from './hashed-name.ts';
import { logPaths, logTasks } from './log-files.ts';
import { carriedNotice } from './notice.ts';
import { withNotice } from './pages/notice.ts';
import { type Made, makeData } from './make-data.ts';
import { readFigures } from './read-figures.ts';
import { show, syncNames } from './shown.ts';
import type { BuiltSite, Shown, SiteRequest } from './site-request.ts';
import { makeFolder, removeParts } from './whole-file.ts';
import { twinPath } from './writer.ts';
import { openWriters } from './writers.ts';
import type { DataTask, WrittenFile } from './writing.ts';

/** Known to be whole: what a bulletin that was shown names, where it is still there. */
function trustedPaths(out: string): ReadonlySet<string> {
  const builds = readBuilds(out);
  const size = Math.max(0, ...builds.map((one) => one.size));
  const named = [...builds.flatMap(({ paths }) => paths), ...logPaths(size)];
  return new Set(named.filter((path) => existsSync(join(out, path))));
}

const byPath = (a: { readonly path: string }, b: { readonly path: string }): number => (a.path < b.path ? -1 : 1);

async function writeManifest(
  building: Building,
  figures: SiteFigures,
  number: number,
  written: readonly WrittenFile[],
) {
  const files = written.flatMap(({ role, ...file }): readonly ManifestFile[] =>
    role === 'place' || role === 'manifest' ? [] : [{ role, ...file }],
  );
  const { election } = figures.definition;
  const manifest: Manifest = { format: 'pollwarden-manifest/1', election, number, files: files.toSorted(byPath) };
  const bytes = jsonBytes(manifest);
  const task: DataTask = { ...json('total', 'manifest', bytes), role: 'manifest' };
  add(building, task);
  await settled(building, 'write');
  return { files: manifest.files, path: pathOf(task), sha256: digestOf(bytes) };
}

async function addLog(building: Building, size: number, early: boolean): Promise<void> {
  const { request, have } = building;
  for await (const task of logTasks(request.logFolder, { size, have, early })) {
    have.add(task.path);
    add(building, task);
  }
}

/** The folders that a bulletin has whatever is in it. */
const folders = ['data', 'log', 'log-js'];

function makeFolders(out: string, paths: readonly string[]): void {
  for (const path of new Set(paths.map((one) => dirname(one)))) makeFolder(out, path);
}

type Issued = Made & {
  readonly figures: SiteFigures;
  readonly number: number;
  readonly files: readonly ManifestFile[];
  readonly manifest: string;
};

/** Everything is on the disk: its names too, then what readers find first. */
function showIssue({ request }: Building, issued: Issued, shown: Shown): number {
  const { out, mirrors, verifiers, now } = request;
  const { pages, areas, figures, number, files, manifest, at, embargo } = issued;
  const paths = [manifest, ...files.map(({ path }) => path)].flatMap((path) => [path, twinPath(path)]);
  syncNames(out, [...paths, ...logPaths(shown.size)]);
  const carried = carriedNotice(out, now);
  const pointer: Pointer = {
    format: 'pollwarden-bulletin/1',
    election: figures.definition.election,
    number,
    at,
    entry: shown.entry,
    checkpoint: shown.note,
    manifest,
    notice: carried?.note ?? null,
    mirrors,
  };
  const trust = { witnesses: shown.witnesses, verifiers };
  const fronts = frontPages(pages, areas, { number, at, embargo, trust, files }).map(
    ([name, text]) => [name, withNotice(text, carried?.notice)] as const,
  );
  return show(out, { pointer, fronts, build: { number, at: now, paths, size: shown.size } });
}

async function buildWith(building: Building): Promise<BuiltSite> {
  const { request, writers } = building;
  const { entries, headquarters: asked } = request;
  makeFolders(request.out, [...folders.map((folder) => `${folder}/-`), ...logPaths(entries.length + 1)]);
  await addLog(building, entries.length, true);
  request.step?.('check');
  const { figures, faults } = await readFigures(entries, checkBy(writers));
  const headquarters = asked(figures);
  const made = makeData(building, figures, headquarters);
  const number = figures.lastBulletin + 1;
  const written = await settled(building, 'write');
  const manifest = await writeManifest(building, figures, number, written);
  request.step?.('log');
  const { at, totalHash } = made;
  const entry = {
    format: 'pollwarden-log/1',
    kind: 'bulletin',
    number,
    manifest: manifest.sha256,
    total: totalHash,
    at,
  } as const;
  const shown = await request.append(entry);
  let removed = 0;
  if (shown !== undefined) {
    makeFolders(request.out, logPaths(shown.size));
    await addLog(building, shown.size, false);
    await settled(building, 'publish');
    removed = showIssue(building, { ...made, figures, number, files: manifest.files, manifest: manifest.path }, shown);
  }
  return {
    number,
    shown: shown !== undefined,
    entry: shown?.entry ?? null,
    manifest: manifest.sha256,
    total: totalHash,
    files: manifest.files.length,
    written: writers.progress().written,
    removed,
    faults,
    differing: figures.units
      .filter((one) => figures.open && one.standing === 'signed' && headquarters.differs(one.contest, one.unit))
      .map(({ contest, unit }) => ({ contest, unit })),
  };
}

/**
 * A reader of `out` finds at any moment the bulletin before or this one, whole. INPUT_INVALID where the log is none;
 * DISK_FULL, FILE_UNWRITABLE; the errors of the formats.
 */
export async function buildSite(request: SiteRequest): Promise<BuiltSite> {
  makeFolder(request.out, '.');
  removeParts(request.out);
  const trusted = trustedPaths(request.out);
  const writers = openWriters({ root: request.out, trusted }, Math.max(1, Math.min(4, availableParallelism())));
  try {
    return await buildWith({ request, writers, have: new Set(trusted), asked: [] });
  } finally {
    await writers.close();
  }
}
