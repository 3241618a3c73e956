// A small bulletin in memory, for tests: log, pointer, manifest, definition, total, summary and areas, with their scripts. The
// real site (site/) has more files; what is checked is the same.
import { hash } from 'node:crypto';
import { canonicalJson } from '../../kernel/canonical-json.ts';
import { nodeCrypto } from '../../tlog/files/crypto.ts';
import { entriesOf, type Tile, tilePath, tilesOf, tileWidth, widthAt } from '../../tlog/tiles.ts';
import { parseEntry } from '../model/parse-entry.ts';
import type { AreaFile, FileRole, ManifestFile, Pointer, Summary } from '../model/site.ts';
import { openAssembly } from '../total/assemble.ts';
import { type Reckoned, reckon, totalText } from '../total/total.ts';
import { unitKey } from '../total/state.ts';
import { committedUnit } from '../verify/shown.ts';
import { fileSource, twinSource } from '../verify/sources.ts';
import type { Source } from '../verify/source.ts';
import { tileTwinPath } from '../verify/twins.ts';
import { embargo, type TestLog, tilesOfEntries } from './test-log.ts';

export type Files = Map<string, Uint8Array>;

const sha256 = (bytes: Uint8Array): string => hash('sha256', bytes, 'hex');

export function reckonLog(log: TestLog): Reckoned {
  const assembly = openAssembly(nodeCrypto.sha256);
  for (const bytes of log.entries) {
    const read = parseEntry(bytes);
    if (!read.ok) throw new Error(read.detail);
    assembly.add(read.value);
  }
  const reckoned = reckon(assembly.state, () => true);
  if (reckoned === undefined) throw new Error('the log holds no definition');
  return reckoned;
}

/** Adds a file of data under its hashed name, and its script. */
function place(files: Files, listed: ManifestFile[], role: FileRole, name: string, text: string, of?: string): string {
  const path = `data/${name}-${sha256(Buffer.from(text)).slice(0, 16)}.json`;
  const twin = `pollwarden("data",${JSON.stringify(path)},${JSON.stringify(text)});\n`;
  for (const [own, content] of [
    [path, text],
    [path.replace(/json$/, 'js'), twin],
  ]) {
    const bytes = Buffer.from(content);
    files.set(own, bytes);
    listed.push({ role, path: own, sha256: sha256(bytes), bytes: bytes.length, ...(of === undefined ? {} : { of }) });
  }
  return path;
}

function areaFile({ units, definition }: Reckoned, area: string): AreaFile {
  return {
    format: 'pollwarden-area/1',
    area,
    units: definition.units
      .filter((unit) => unit.area === area)
      .map(({ id, name, centre, registered = null }) => ({
        unit: id,
        name,
        centre,
        registered,
        paper: 'qr',
        contests: definition.contests.flatMap(({ id: contest }) => {
          const result = units.get(unitKey(contest, id));
          return result === undefined
            ? []
            : [{ contest, state: null, at: result.judged?.logged.record.at ?? null, ...committedUnit(result) }];
        }),
      })),
  };
}

/** What a publisher makes of a file before it is published. */
export type Forge = (role: FileRole, text: string) => string;

function placeData(files: Files, log: TestLog, forge: Forge): readonly ManifestFile[] {
  const reckoned = reckonLog(log);
  const { definition } = reckoned;
  const listed: ManifestFile[] = [];
  place(files, listed, 'definition', 'definition', forge('definition', canonicalJson(definition)));
  place(files, listed, 'total', 'total', totalText(reckoned.total));
  const areas = definition.areas.map(({ id, name, level, parent = null }) => {
    const own = areaFile(reckoned, id);
    const text = forge('area', canonicalJson(own));
    const file = own.units.length === 0 ? null : place(files, listed, 'area', `area-${id}`, text, id);
    return { id, name, level, parent, contests: reckoned.areas.get(id) ?? [], file };
  });
  const { election, name, day } = definition;
  const summary: Summary = {
    format: 'pollwarden-summary/1',
    election,
    name,
    day,
    at: embargo,
    embargo: null,
    total: reckoned.total,
    areas,
  };
  place(files, listed, 'summary', 'summary', forge('summary', canonicalJson(summary)));
  return listed;
}

function placeLog(files: Files, entries: readonly Uint8Array[]): void {
  const size = entries.length;
  const read = tilesOfEntries(entries);
  const bundles = Array.from(
    { length: Math.ceil(size / tileWidth) },
    (_, index): Tile => ({ level: 'entries', index, width: widthAt('entries', index, size) }),
  );
  for (const tile of [...tilesOf(size), ...bundles]) {
    const bytes = Buffer.from(read(tile) as Uint8Array);
    const split = tile.level === 'entries' ? entriesOf(bytes, tile.width) : undefined;
    const value = split?.ok === true ? split.value.map((one) => Buffer.from(one).toString()) : bytes.toString('base64');
    files.set(`log/${tilePath(tile)}`, bytes);
    const path = tileTwinPath(tile);
    files.set(path, Buffer.from(`pollwarden("tile",${JSON.stringify(path)},${JSON.stringify(value)});\n`));
  }
}

/** Appends the entry of the log's next bulletin, and gives all files of it. `more` changes the pointer. */
export async function testBulletin(
  log: TestLog,
  number = 1,
  more: Partial<Pointer> = {},
  forge: Forge = (_, text) => text,
): Promise<Files> {
  const files: Files = new Map();
  const listed = placeData(files, log, forge);
  const { election } = log.definition;
  const manifest = canonicalJson({
    format: 'pollwarden-manifest/1',
    election,
    number,
    files: listed,
  });
  const own: ManifestFile[] = [];
  const path = place(files, own, 'summary', 'manifest', manifest);
  const total = listed.find(({ role }) => role === 'total')?.sha256 ?? '';
  const at = embargo;
  const entry = log.append({
    format: 'pollwarden-log/1',
    kind: 'bulletin',
    number,
    manifest: own[0].sha256,
    total,
    at,
  });
  placeLog(files, log.entries);
  const checkpoint = await log.checkpoint();
  const pointer: Pointer = {
    format: 'pollwarden-bulletin/1',
    election,
    number,
    at,
    entry,
    checkpoint,
    manifest: path,
    notice: null,
    mirrors: [],
    ...more,
  };
  const text = canonicalJson(pointer);
  files.set('latest.json', Buffer.from(text));
  files.set('latest.js', Buffer.from(`pollwarden("latest","latest",${text});\n`));
  files.set('log/checkpoint', Buffer.from(checkpoint));
  return files;
}

const reader = (files: ReadonlyMap<string, Uint8Array>) => async (path: string, most: number) => {
  const bytes = files.get(path);
  return await Promise.resolve(bytes !== undefined && bytes.length <= most ? bytes : undefined);
};

export const memorySource = (files: ReadonlyMap<string, Uint8Array>, name = 'memory'): Source =>
  fileSource(name, reader(files));

export const memoryTwins = (files: ReadonlyMap<string, Uint8Array>, name = 'memory'): Source =>
  twinSource(name, reader(files));
