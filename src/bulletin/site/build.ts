// Builds a bulletin: everything that never changes first, its entry into the log, the log's files, and the pointer last.
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import type { BulletinEntry } from '../model/entry.ts';
import type { BulletinFault } from '../model/fault.ts';
import type { Manifest, ManifestFile, Pointer } from '../model/site.ts';
import type { AppFiles } from './app-files.ts';
import { readBuilds } from './builds.ts';
import { areaBytes, jsonBytes, placesOf, returnsBytes, summaryBytes } from './content.ts';
import { exportFigures } from './exported.ts';
import type { Headquarters, SiteFigures } from './figures.ts';
import { type AreasByLanguage, frontPages, pagesOfAreas, type SitePages } from './fronts.ts';
import { digestOf, hashedPath } from './hashed-name.ts';
import { logPaths, logTasks } from './log-files.ts';
import { pageStyle } from './pages/style.ts';
import { type CheckReturns, readFigures } from './read-figures.ts';
import { show, shownPointer, syncNames } from './shown.ts';
import { latenessOf } from './site-pages.ts';
import { makeFolder, removeParts } from './whole-file.ts';
import { twinPath } from './writer.ts';
import { openWriters, type Writers } from './writers.ts';
import { type DataTask, exportFormats, type WrittenFile } from './writing.ts';

/** A checkpoint that readers may be shown: witnesses enough have signed it. */
export type Shown = {
  /** Place of the bulletin's entry, and entries in all. */
  readonly entry: number;
  readonly size: number;
  readonly note: string;
  /** Names of witnesses that signed it. */
  readonly witnesses: readonly string[];
};

export type SiteRequest = {
  readonly out: string;
  /** Every entry of the log so far, in order; and the folder of its tiles. */
  readonly entries: readonly Uint8Array[];
  readonly logFolder: string;
  readonly headquarters: (figures: SiteFigures) => Headquarters;
  readonly app: AppFiles;
  /** Codes, the first for index.html. */
  readonly languages: readonly string[];
  readonly mirrors: readonly string[];
  readonly verifiers: readonly string[];
  readonly emlId?: string;
  /** Milliseconds since 1970 UTC. */
  readonly now: number;
  /** Takes the entry into the log and shows it to witnesses; undefined where too few of them signed. Durable. */
  readonly append: (entry: BulletinEntry) => Promise<Shown | undefined>;
  readonly step?: (name: string, done?: number) => void;
};

export type BuiltSite = {
  readonly number: number;
  /** Whether it is shown; without enough witnesses the bulletin before stands. */
  readonly shown: boolean;
  readonly entry: number | null;
  readonly manifest: string;
  readonly total: string;
  readonly files: number;
  readonly written: number;
  readonly removed: number;
  readonly faults: readonly BulletinFault[];
  /** Units of which headquarters' copy differs from what is signed in the log. */
  readonly differing: readonly { readonly contest: string; readonly unit: string }[];
};

type Building = {
  readonly request: SiteRequest;
  readonly writers: Writers;
  /** Files of the log that are written, or asked for. */
  readonly have: Set<string>;
  readonly asked: Promise<readonly WrittenFile[]>[];
};

const checkedAtOnce = 128;

/** Signatures are checked by the threads. */
const checkBy =
  (writers: Writers): CheckReturns =>
  async (found, definitions) => {
    writers.tell({ kind: 'definitions', definitions });
    const hold = new Set<string>();
    const parts = Array.from({ length: Math.ceil(found.length / checkedAtOnce) }, (_, i) =>
      found.slice(i * checkedAtOnce, (i + 1) * checkedAtOnce),
    );
    await Promise.all(
      parts.map(async (part) => {
        const answer = await writers.write({ kind: 'check', lines: part.map(({ line }) => line) });
        part.forEach(({ hash }, i) => void (answer.hold?.[i] === true && hold.add(hash)));
      }),
    );
    return hold;
  };

/** Known to be whole: what a bulletin that was shown names, where it is still there. */
function trustedPaths(out: string): ReadonlySet<string> {
  const builds = readBuilds(out);
  const size = Math.max(0, ...builds.map((one) => one.size));
  const named = [...builds.flatMap(({ paths }) => paths), ...logPaths(size)];
  return new Set(named.filter((path) => existsSync(join(out, path))));
}

function add({ writers, asked }: Building, task: Parameters<Writers['write']>[0]): void {
  const one = writers.write(task).then(({ files }) => files);
  // Told of when all are awaited; until then no failure may go unheard.
  one.catch(() => undefined);
  asked.push(one);
}

const json = (role: DataTask['role'], name: string, bytes: Uint8Array, of?: string): DataTask => ({
  kind: 'data',
  role,
  name,
  extension: 'json',
  ...(of === undefined ? {} : { of }),
  bytes,
  twin: true,
  effort: 'some',
});

const pathOf = ({ name, extension, bytes }: DataTask): string => hashedPath(name, digestOf(bytes), extension);

type Made = {
  readonly pages: SitePages;
  readonly areas: AreasByLanguage;
  readonly totalHash: string;
  readonly at: string;
  readonly embargo: string | null;
};

/** Asks for every file of data; what takes longest first. */
function makeData(building: Building, figures: SiteFigures, headquarters: Headquarters): Made {
  const { request, writers } = building;
  const at = new Date(request.now).toISOString();
  const embargo =
    !figures.open && figures.embargoAt !== null && request.now < Date.parse(figures.embargoAt)
      ? figures.embargoAt
      : null;
  if (figures.open) {
    writers.tell({ kind: 'figures', figures: exportFigures(figures, request.emlId) });
    for (const format of exportFormats) add(building, { kind: 'export', format });
    const returns = {
      kind: 'data',
      role: 'returns',
      name: 'returns',
      extension: 'jsonl',
      twin: false,
      effort: 'some',
    } as const;
    add(building, { ...returns, bytes: returnsBytes(figures) });
  }
  const style: DataTask = {
    kind: 'data',
    role: 'style',
    name: 'static',
    extension: 'css',
    bytes: Buffer.from(pageStyle),
    twin: false,
    effort: 'most',
  };
  for (const task of [style, ...request.app]) add(building, task);
  const total = jsonBytes(figures.total);
  add(building, json('total', 'total', total));
  add(building, json('definition', 'definition', Buffer.from(figures.definitionText)));
  const places = placesOf(figures, headquarters);
  const fileOf = new Map<string, string>();
  for (const place of places) {
    const task = json('area', `area-${place.area}`, areaBytes(place), place.area);
    fileOf.set(place.area, pathOf(task));
    add(building, task);
  }
  add(building, json('summary', 'summary', summaryBytes(figures, { at, embargo, fileOf: (area) => fileOf.get(area) })));
  const appPaths = (role: DataTask['role'], of?: string): readonly string[] =>
    request.app.filter((task) => task.role === role && (of === undefined || task.of === of)).map(pathOf);
  const pages: SitePages = {
    figures,
    places,
    lateness: latenessOf(figures, request.now),
    languages: request.languages,
    styles: [pathOf(style), ...appPaths('style')],
    scriptsOf: (language) => [...appPaths('script', 'app'), ...appPaths('language', language)],
    mirrors: request.mirrors,
  };
  const areas = pagesOfAreas(pages, (task) => add(building, task));
  return { pages, areas, totalHash: digestOf(total), at, embargo };
}

/** Waits for all that was asked for so far. */
async function settled(building: Building, name: string): Promise<readonly WrittenFile[]> {
  const { asked, writers, request } = building;
  const timer = setInterval(() => {
    const { done, asked: all } = writers.progress();
    request.step?.(name, done / Math.max(1, all));
  }, 100);
  try {
    return (await Promise.all(asked.splice(0))).flat();
  } finally {
    clearInterval(timer);
  }
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
  const pointer: Pointer = {
    format: 'pollwarden-bulletin/1',
    election: figures.definition.election,
    number,
    at,
    entry: shown.entry,
    checkpoint: shown.note,
    manifest,
    notice: shownPointer(out)?.notice ?? null,
    mirrors,
  };
  const trust = { witnesses: shown.witnesses, verifiers };
  const fronts = frontPages(pages, areas, { number, at, embargo, trust, files });
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
  removeParts(request.out);
  makeFolder(request.out, '.');
  const trusted = trustedPaths(request.out);
  const writers = openWriters({ root: request.out, trusted }, Math.max(1, Math.min(4, availableParallelism())));
  try {
    return await buildWith({ request, writers, have: new Set(trusted), asked: [] });
  } finally {
    await writers.close();
  }
}
