// Whether the scripts of a bulletin hold what its files hold: a copy that is opened from a disk shows nothing else. Browser-safe.
import { sameBytes } from '../../tlog/hash.ts';
import { bundleOf, type Tile, tilesOf, tileWidth, widthAt } from '../../tlog/tiles.ts';
import type { ManifestFile } from '../model/site.ts';
import { checkCheckpointFiles } from './checkpoint-file.ts';
import { digestOf } from './entries.ts';
import type { OpenedBulletin } from './open.ts';
import { attempt, type Source } from './source.ts';

/** Roles of which each file has a script beside it. */
export const scripted: ReadonlySet<string> = new Set(['definition', 'total', 'summary', 'area']);

export const isFile = (
  opened: Pick<OpenedBulletin, 'crypto'>,
  { sha256, bytes: length }: Pick<ManifestFile, 'sha256' | 'bytes'>,
  bytes: Uint8Array,
): boolean => bytes.length === length && digestOf(opened, bytes) === sha256;

/** Undefined where the tree itself has no copy that holds. */
async function committedTile({ tree }: OpenedBulletin, { level, index }: Tile): Promise<Uint8Array | undefined> {
  if (level !== 'entries') return await tree.tile(level, index);
  const entries = (await tree.bundle(index)).map(({ bytes }) => bytes);
  const whole = entries.filter((bytes) => bytes !== undefined);
  return whole.length === entries.length ? bundleOf(whole) : undefined;
}

function* tilesOfLog(size: number): Generator<Tile> {
  for (let index = 0; index * tileWidth < size; index++)
    yield { level: 'entries', index, width: widthAt('entries', index, size) };
  yield* tilesOf(size);
}

async function checkScript(
  { faults }: OpenedBulletin,
  { place }: Source,
  file: string,
  read: () => Promise<Uint8Array | undefined>,
  holds: (bytes: Uint8Array) => boolean,
): Promise<void> {
  const bytes = await attempt(read);
  if (bytes !== undefined && holds(bytes)) return;
  faults.add({ code: bytes === undefined ? 'FILE_MISSING' : 'FILE_DAMAGED', detail: `at ${place}`, file });
}

/** The log's own checkpoint file; and sources that are scripts alone, beside others that the rest was read from. */
export async function checkScripts(opened: OpenedBulletin): Promise<void> {
  await checkCheckpointFiles(opened);
  const { manifest, bulletin, pointer, sources, tree } = opened;
  const whole = sources.filter(({ reads }) => reads('data/figures.csv'));
  if (whole.length === 0) return;
  const scripts = sources.filter((one) => !whole.includes(one));
  const files = (manifest?.files ?? []).filter(({ role, path }) => scripted.has(role) && path.endsWith('.json'));
  for (const source of scripts) {
    const twin = (path: string): string => path.replace(/\.json$/, '.js');
    for (const file of files)
      await checkScript(
        opened,
        source,
        twin(file.path),
        async () => await source.file(file.path, file.bytes),
        (bytes) => isFile(opened, file, bytes),
      );
    const own = async (): Promise<Uint8Array | undefined> => await source.file(pointer.manifest, 100_000_000);
    await checkScript(
      opened,
      source,
      twin(pointer.manifest),
      own,
      (bytes) => digestOf(opened, bytes) === bulletin.manifest,
    );
    for (const tile of tilesOfLog(tree.head.size)) {
      const committed = await committedTile(opened, tile);
      if (committed === undefined) continue;
      await checkScript(
        opened,
        source,
        source.tilePath(tile),
        async () => await source.tile(tile),
        (bytes) => sameBytes(bytes, committed),
      );
    }
  }
}
