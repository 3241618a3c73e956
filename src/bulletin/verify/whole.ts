// Checks all of a bulletin: every entry, every signature, the total, every file. Browser-safe.
import type { Counts } from '../../results/tally/tally.ts';
import type { BulletinFault } from '../model/fault.ts';
import { parseAreaFile, parseSummary, parseTotal } from '../model/parse-site.ts';
import { type Read, textOfBytes } from '../model/read-canonical.ts';
import type { AreaFile, Total } from '../model/site.ts';
import { unitKey } from '../total/state.ts';
import { type Reckoned, totalText } from '../total/total.ts';
import { digestOf, type Progress, type ReadLog, readLog } from './entries.ts';
import type { OpenedBulletin } from './open.ts';
import { areaFaults, summaryFaults, totalFaults } from './shown.ts';
import { isFile, scripted } from './scripts.ts';
import { readChecked } from './source.ts';

export type WholeCheck = {
  readonly faults: readonly BulletinFault[];
  /** Recomputed from the log; undefined where its definition is not there. */
  readonly total: Total | undefined;
  /** Whether the log's bulletin entry names exactly this total. */
  readonly totalHolds: boolean;
  /** The total as it was published, where its bytes are those that the log names. */
  readonly published: Total | undefined;
  readonly entries: number;
  readonly returns: number;
  readonly files: number;
  readonly lost: ReadLog['lost'];
  /** Returns that are signed by keys of a later version of the definition. */
  readonly laterKeys: number;
  /** Versions of the definition and policies of the release that entries go by, and the opening does not name. */
  readonly laterRules: { readonly definitions: number; readonly policies: number };
  readonly reckoned: Reckoned | undefined;
};

export type WholeOptions = {
  readonly progress?: Progress;
  readonly stopped?: () => boolean;
  /** checkScripts: whether log/checkpoint and the scripts beside the files, of which copies on a disk are shown, hold the same. */
  readonly scripts?: (opened: OpenedBulletin) => Promise<void>;
};

type FileBytes = ReadonlyMap<
  string,
  { readonly bytes: Uint8Array | undefined; readonly damaged: readonly Uint8Array[] }
>;

/** Roles that are compared with the log figure by figure, and so are kept. */
const compared = new Set(['area', 'summary', 'total']);

/** Files that the manifest names, each with the sources that can have it. */
function readable({ manifest, sources }: OpenedBulletin) {
  // Whoever reads CSV reads files as they are.
  const whole = new Set(sources.filter(({ reads }) => reads('data/figures.csv')));
  return (manifest?.files ?? [])
    .map((file) => ({
      file,
      from: sources.filter((source) => source.reads(file.path) && (scripted.has(file.role) || whole.has(source))),
    }))
    .filter(({ from }) => from.length > 0);
}

async function readFiles(opened: OpenedBulletin, progress: Progress, stopped: () => boolean) {
  const { faults } = opened;
  const all = readable(opened);
  const kept = new Map<string, { readonly bytes: Uint8Array | undefined; readonly damaged: readonly Uint8Array[] }>();
  let done = 0;
  for (const { file, from } of all) {
    if (stopped()) break;
    const holds = (bytes: Uint8Array): boolean => isFile(opened, file, bytes);
    const found = await readChecked({ sources: from, faults }, file.path, { most: file.bytes, holds });
    if (compared.has(file.role) && file.path.endsWith('.json')) kept.set(file.path, found);
    progress('files', ++done, all.length);
  }
  return { kept, count: done };
}

/** A file as it is shown: of damaged copies whatever can still be read, to name what is wrong with it. */
function shownIn<T>(files: FileBytes, path: string, parse: (text: string) => Read<T>): readonly T[] {
  const found = files.get(path);
  const copies = found === undefined ? [] : [...(found.bytes === undefined ? [] : [found.bytes]), ...found.damaged];
  return copies.flatMap((bytes) => {
    const read = parse(textOfBytes(bytes) ?? '');
    return read.ok ? [read.value] : [];
  });
}

/** Figures of units in headquarters' area files, by unitKey: they may be what a damaged entry held. */
function areaFigures(opened: OpenedBulletin, files: FileBytes): (contest: string, unit: string) => readonly Counts[] {
  const found = new Map<string, Counts[]>();
  for (const { path } of (opened.manifest?.files ?? []).filter(({ role }) => role === 'area'))
    for (const { units } of shownIn(files, path, parseAreaFile))
      for (const { unit, contests } of units)
        for (const { contest, counts } of contests)
          if (counts !== null)
            found.set(unitKey(contest, unit), [...(found.get(unitKey(contest, unit)) ?? []), counts]);
  return (contest, unit) => found.get(unitKey(contest, unit)) ?? [];
}

/** The definition that pages read names and keys from is the one of the total; any other that is published is in the log. */
function compareDefinitions({ faults, manifest }: OpenedBulletin, { assembly }: ReadLog, { total }: Reckoned): void {
  const files = (manifest?.files ?? []).filter(({ role, path }) => role === 'definition' && path.endsWith('.json'));
  for (const [i, { path, sha256 }] of files.entries()) {
    const known = i === 0 ? sha256 === total.definition : assembly.state.definitions.has(sha256);
    if (!known) faults.add({ code: 'FILE_DAMAGED', detail: 'another definition than that of the total', file: path });
  }
}

/** Pages show no other units than those of area files. */
function unshownUnits(areas: readonly AreaFile[], { units }: Reckoned): number {
  const there = new Set(
    areas.flatMap((file) =>
      file.units.flatMap(({ unit, contests }) => contests.map((one) => unitKey(one.contest, unit))),
    ),
  );
  return [...units.keys()].filter((key) => !there.has(key)).length;
}

function compareFiles(opened: OpenedBulletin, files: FileBytes, reckoned: Reckoned): void {
  const { faults, manifest } = opened;
  const areas: AreaFile[] = [];
  const look = areaFaults(reckoned);
  for (const { role, path } of manifest?.files ?? []) {
    if (!path.endsWith('.json')) continue;
    if (role === 'area')
      for (const shown of shownIn(files, path, parseAreaFile)) {
        areas.push(shown);
        for (const fault of look(shown, path)) faults.add(fault);
      }
    if (role === 'summary')
      for (const shown of shownIn(files, path, parseSummary))
        for (const fault of summaryFaults(shown, reckoned, path)) faults.add(fault);
    if (role === 'total')
      for (const shown of shownIn(files, path, parseTotal))
        for (const fault of totalFaults(shown, reckoned.total, path)) faults.add(fault);
  }
  const unshown = manifest === undefined ? 0 : unshownUnits(areas, reckoned);
  if (unshown > 0) faults.add({ code: 'FILE_MISSING', detail: `${unshown} units are in no file of an area` });
}

function laterRules({ opening }: OpenedBulletin, { state }: ReadLog['assembly']): WholeCheck['laterRules'] {
  const { definition, releasePolicy } = opening.entry;
  const others = (hashes: Iterable<string>, own: string | null): number =>
    [...hashes].filter((hash) => hash !== own).length;
  return {
    definitions: others(state.definitions.keys(), definition),
    policies: others(state.embargoes.keys(), releasePolicy),
  };
}

/** The total as it is published, where its bytes are those that the log's bulletin entry names. */
function publishedTotal(opened: OpenedBulletin, files: FileBytes): Total | undefined {
  const { manifest, bulletin } = opened;
  const path = manifest?.files.find(({ role, path: own }) => role === 'total' && own.endsWith('.json'))?.path ?? '';
  const bytes = files.get(path)?.bytes;
  if (bytes === undefined || digestOf(opened, bytes) !== bulletin.total) return undefined;
  const read = parseTotal(textOfBytes(bytes) ?? '');
  return read.ok ? read.value : undefined;
}

/** What the log as a whole says of this bulletin. */
function judgeLog({ faults, bulletin, crypto }: OpenedBulletin, { reckoned, assembly, lost }: ReadLog): boolean {
  const newer = assembly.state.bulletins.at(-1)?.entry.number ?? 0;
  if (newer > bulletin.number)
    faults.add({ code: 'ROLLED_BACK', detail: `the log holds bulletin ${newer}, and this is ${bulletin.number}` });
  const text = reckoned === undefined ? '' : totalText(reckoned.total);
  const holds = digestOf({ crypto }, new TextEncoder().encode(text)) === bulletin.total;
  const why =
    lost.length > 0
      ? `${lost.length} entries are missing in every copy`
      : 'the log gives another total than its bulletin says';
  if (!holds) faults.add({ code: 'TOTAL_DIFFERS', detail: why });
  return holds;
}

/** Undefined where it was stopped. */
export async function checkWhole(opened: OpenedBulletin, options: WholeOptions = {}): Promise<WholeCheck | undefined> {
  const { progress = () => undefined, stopped = () => false } = options;
  const { faults, manifest, pointer } = opened;
  const { kept: files, count } = await readFiles(opened, progress, stopped);
  if (manifest === undefined)
    faults.add({ code: 'FILE_MISSING', detail: 'no copy of the manifest holds', file: pointer.manifest });
  const elsewhere = areaFigures(opened, files);
  const log = await readLog(opened, pointer.entry, { progress, stopped, elsewhere });
  if (log === undefined || stopped()) return undefined;
  await options.scripts?.(opened);
  const { reckoned, assembly, lost } = log;
  const totalHolds = judgeLog(opened, log);
  progress('total', 1, 1);
  if (reckoned !== undefined) compareDefinitions(opened, log, reckoned);
  if (reckoned !== undefined && lost.length === 0) compareFiles(opened, files, reckoned);
  return {
    faults: faults.all(),
    total: reckoned?.total,
    totalHolds,
    published: publishedTotal(opened, files),
    entries: opened.tree.head.size,
    returns: assembly.state.returns.size,
    files: count,
    lost,
    laterKeys: log.laterKeys,
    laterRules: laterRules(opened, assembly),
    reckoned,
  };
}
