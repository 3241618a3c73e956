// The open lake of the one writer: its state, its recovery, and the steps that move rows into segments.
import { join } from 'node:path';
import { PollwardenError } from '../kernel/errors.ts';
import { type Engine, writeSegment } from './engine.ts';
import { type LakeFiles, makeDurableFolder } from './files.ts';
import { type EventKind, eventKinds } from './kinds.ts';
import { dayFolder, type Manifest, readManifest, type Segment, segmentPath, writeManifest } from './manifest.ts';
import { type PackedLogged, packLogged, unpackLogged } from './packed-batch.ts';
import { applyLogged, emptyPending, type Logged, type Pending, type PendingDay } from './pending.ts';
import { createWriteAhead, readWriteAhead, type WriteAhead, writeAheadFolder } from './write-ahead.ts';

export type Store = {
  readonly root: string;
  readonly files: LakeFiles;
  readonly engine: Engine;
  readonly kinds: readonly EventKind[];
  manifest: Manifest;
  pending: Pending;
  writeAhead: WriteAhead | undefined;
  /** Sequence of the last record that was written ahead. */
  sequence: number;
};

export function kindNamed(kinds: readonly EventKind[], name: string): EventKind {
  const kind = kinds.find((k) => k.name === name);
  if (kind === undefined) throw new PollwardenError('LAKE_CORRUPT', `no kind of event is named "${name}"`);
  return kind;
}

/** Reads the manifest, removes what an interrupted step left, and brings logged rows into segments. */
export async function recoverStore(
  root: string,
  files: LakeFiles,
  engine: Engine,
  kinds: readonly EventKind[] = eventKinds,
): Promise<Store> {
  const manifest = readManifest(files, root);
  checkSegments(files, root, manifest.segments);
  removeLeftovers(files, root, manifest, kinds);
  const pending = emptyPending(manifest.runs, manifest.purposes);
  const records = readWriteAhead(files, root, manifest.loggedThrough);
  for (const { value } of records) applyLogged(pending, unpackLogged(value as PackedLogged));
  const sequence = records.at(-1)?.sequence ?? manifest.loggedThrough;
  const store: Store = { root, files, engine, kinds, manifest, pending, writeAhead: undefined, sequence };
  if (records.length > 0) await flushStore(store);
  startWriteAhead(store);
  return store;
}

/** Segments are immutable: another size means damage. */
export function checkSegments(files: LakeFiles, root: string, segments: readonly Segment[]): void {
  for (const segment of segments) {
    const path = segmentPath(root, segment);
    const size = files.size(path);
    if (size === segment.bytes) continue;
    const detail = size === undefined ? 'a segment is missing' : `${size} bytes instead of ${segment.bytes}`;
    throw new PollwardenError('LAKE_CORRUPT', detail, { file: path });
  }
}

function removeLeftovers(files: LakeFiles, root: string, manifest: Manifest, kinds: readonly EventKind[]): void {
  const listed = new Set(manifest.segments.map((segment) => segmentPath(root, segment)));
  for (const { name } of kinds) {
    for (const folder of files.list(join(root, name))) {
      for (const file of files.list(join(root, name, folder))) {
        const path = join(root, name, folder, file);
        if (!listed.has(path)) files.remove(path);
      }
    }
  }
  files.remove(join(root, 'manifest.json.tmp'));
  files.remove(join(root, 'scratch'));
}

/** Ends the write-ahead files whose records are all in segments, and begins a new one. */
function startWriteAhead(store: Store): void {
  const { files, root } = store;
  store.writeAhead?.close();
  store.writeAhead = undefined;
  const folder = writeAheadFolder(root);
  for (const name of files.list(folder)) files.remove(join(folder, name));
  store.writeAhead = createWriteAhead(files, root, store.sequence + 1);
}

/** Writes ahead and syncs; when it returns, the record is durable. */
export function logAhead(store: Store, logged: Logged): void {
  if (store.writeAhead === undefined) throw new Error('the write-ahead file is not open');
  store.writeAhead.append(store.sequence + 1, packLogged(logged));
  store.sequence++;
  applyLogged(store.pending, logged);
}

/** Moves all pending rows into segments. Before the manifest is replaced nothing has happened; after it, all has. */
export async function flushStore(store: Store): Promise<void> {
  const { pending, manifest } = store;
  const segments = [...manifest.segments];
  let nextSegment = manifest.nextSegment;
  for (const day of pending.days.values()) {
    segments.push(await writePending(store, day, nextSegment));
    nextSegment++;
  }
  commit(store, {
    segments,
    nextSegment,
    loggedThrough: store.sequence,
    runs: pending.runs,
    purposes: pending.purposes,
  });
  store.pending = emptyPending(pending.runs, pending.purposes);
  if (store.writeAhead !== undefined) startWriteAhead(store);
}

export function commit(store: Store, changes: Partial<Manifest>): void {
  const manifest: Manifest = { ...store.manifest, ...changes, change: store.manifest.change + 1 };
  writeManifest(store.files, store.root, manifest);
  store.manifest = manifest;
}

async function writePending(store: Store, { kind, day, batches }: PendingDay, number: number): Promise<Segment> {
  return await makeSegment(store, kind, day, number, async (path) => {
    await writeSegment(store.engine, kindNamed(store.kinds, kind), batches, path);
    return batches.reduce((sum, batch) => sum + batch.count, 0);
  });
}

/** Has `write` make a file (answering with its rows) and gives it, durable, its place. No rows make no file. */
export async function makeSegment(
  store: Store,
  kind: string,
  day: string,
  number: number,
  write: (path: string) => Promise<number>,
): Promise<Segment> {
  const { files, root } = store;
  const folder = dayFolder(root, kind, day);
  if (files.size(folder) === undefined) {
    makeDurableFolder(files, join(root, kind));
    makeDurableFolder(files, folder);
  }
  const segment = { kind, day, file: `${String(number).padStart(10, '0')}.parquet` };
  const path = join(folder, segment.file);
  const rows = await write(`${path}.tmp`);
  if (rows === 0) return { ...segment, rows, bytes: 0 };
  files.restrict(`${path}.tmp`);
  const fd = files.open(`${path}.tmp`, 'r+');
  try {
    files.sync(fd);
  } finally {
    files.close(fd);
  }
  files.rename(`${path}.tmp`, path);
  files.syncFolder(folder);
  return { ...segment, rows, bytes: files.size(path) ?? 0 };
}
