// Changes to segments that are already there: compaction, and removal of rows for erasure and retention.
import { join } from 'node:path';
import { countMatching, matchingPaths, relatedTexts, rewriteSegments, type RowFilter } from './engine.ts';
import type { EventKind } from './kinds.ts';
import { type Manifest, type Segment, segmentPath } from './manifest.ts';
import { commit, kindNamed, makeSegment, type Store } from './store.ts';

export type Rewritten = {
  readonly rowsRemoved: number;
  readonly segmentsBefore: number;
  readonly segmentsAfter: number;
  readonly bytesBefore: number;
  readonly bytesAfter: number;
};

/** Days whose segments are replaced under one change of the manifest. */
const daysPerChange = 32;
const segmentsPerQuery = 512;
/** Segments from this size on are left alone by compaction. */
const largeSegmentBytes = 256 * 2 ** 20;

export type Replacement = { readonly old: readonly Segment[]; readonly fresh: Segment };

/** Merges the small segments of each day that has at least `least` of them. Pending rows must be flushed before. */
export async function compactSegments(store: Store, least: number): Promise<Rewritten> {
  const groups = byDay(store.manifest.segments.filter(({ bytes }) => bytes < largeSegmentBytes)).filter(
    (group) => group.length >= least,
  );
  return await replaceGroups(store, groups, {});
}

/** Rewrites every segment that holds a row which `drop` matches. Pending rows must be flushed before. */
export async function removeRows(store: Store, drop: RowFilter): Promise<Rewritten> {
  const groups: (readonly Segment[])[] = [];
  for (const kind of store.kinds) {
    if (drop.kind !== undefined && drop.kind !== kind.name) continue;
    const segments = store.manifest.segments.filter((segment) => segment.kind === kind.name);
    for (let from = 0; from < segments.length; from += segmentsPerQuery) {
      groups.push(...byDay(await touchedBy(store, kind, segments.slice(from, from + segmentsPerQuery), drop)));
    }
  }
  return await replaceGroups(store, groups, drop);
}

/** Rows that `removeRows` would delete. Pending rows must be flushed before. */
export async function countRows(store: Store, drop: RowFilter): Promise<number> {
  let rows = 0;
  for (const kind of store.kinds) {
    if (drop.kind !== undefined && drop.kind !== kind.name) continue;
    const segments = store.manifest.segments.filter((segment) => segment.kind === kind.name);
    for (let from = 0; from < segments.length; from += segmentsPerQuery) {
      const paths = segments.slice(from, from + segmentsPerQuery).map((segment) => segmentPath(store.root, segment));
      rows += await countMatching(store.engine, kind, paths, drop);
    }
  }
  return rows;
}

async function touchedBy(
  store: Store,
  kind: EventKind,
  segments: readonly Segment[],
  drop: RowFilter,
): Promise<readonly Segment[]> {
  const paths = segments.map((segment) => segmentPath(store.root, segment));
  // Compared by day and file: how the engine writes the folders before them is its own affair.
  const lastParts = (path: string): string => path.split(/[\\/]/).slice(-2).join('/');
  const byPath = new Map(segments.map((segment, i) => [lastParts(paths[i]), segment]));
  return (await matchingPaths(store.engine, kind, paths, drop)).map((path) => {
    const segment = byPath.get(lastParts(path));
    if (segment === undefined) throw new Error(`the engine names a segment that was not asked for: ${path}`);
    return segment;
  });
}

/** Distinct texts of column `wanted` in rows of `kind` whose `column` is one of `values`, in segments. */
export async function findRelated(
  store: Store,
  kind: EventKind,
  column: string,
  values: readonly string[],
  wanted: string,
): Promise<readonly string[]> {
  const columnOf = (name: string): EventKind['columns'][number] => {
    const found = kind.columns.find((c) => c.name === name);
    if (found === undefined) throw new RangeError(`kind ${kind.name} has no column ${name}`);
    return found;
  };
  const segments = store.manifest.segments.filter((segment) => segment.kind === kind.name);
  const paths = segments.map((segment) => segmentPath(store.root, segment));
  return await relatedTexts(store.engine, paths, columnOf(column), values, columnOf(wanted));
}

function byDay(segments: readonly Segment[]): readonly (readonly Segment[])[] {
  const days = Map.groupBy(segments, ({ kind, day }) => `${kind}/${day}`);
  return [...days.entries()].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group);
}

async function replaceGroups(
  store: Store,
  groups: readonly (readonly Segment[])[],
  drop: RowFilter,
): Promise<Rewritten> {
  const before = store.manifest.segments;
  for (let from = 0; from < groups.length; from += daysPerChange) {
    let nextSegment = store.manifest.nextSegment;
    const replacements: Replacement[] = [];
    for (const old of groups.slice(from, from + daysPerChange)) {
      replacements.push({ old, fresh: await rewriteDay(store, old, nextSegment, drop) });
      nextSegment++;
    }
    commit(store, { nextSegment, segments: replaced(store.manifest, replacements) });
    removeOld(store, replacements);
  }
  return difference(before, store.manifest.segments);
}

async function rewriteDay(store: Store, old: readonly Segment[], number: number, drop: RowFilter): Promise<Segment> {
  const { kind, day } = old[0];
  const paths = old.map((segment) => segmentPath(store.root, segment));
  return await makeSegment(store, kind, day, number, async (path) =>
    rewriteSegments(store.engine, kindNamed(store.kinds, kind), paths, path, drop),
  );
}

export function replaced(manifest: Manifest, replacements: readonly Replacement[]): readonly Segment[] {
  const gone = new Set(replacements.flatMap(({ old }) => old));
  const fresh = replacements.map((replacement) => replacement.fresh).filter(({ rows }) => rows > 0);
  return [...manifest.segments.filter((segment) => !gone.has(segment)), ...fresh];
}

/** Only after the new set is durable. A reader that still has the old manifest reads it again. */
export function removeOld(store: Store, replacements: readonly Replacement[]): void {
  for (const { old, fresh } of replacements) {
    for (const segment of old) store.files.remove(segmentPath(store.root, segment));
    const folder = join(segmentPath(store.root, fresh), '..');
    if (store.files.list(folder).length === 0) store.files.remove(folder);
    else store.files.syncFolder(folder);
  }
}

function difference(before: readonly Segment[], after: readonly Segment[]): Rewritten {
  const sum = (segments: readonly Segment[], part: 'rows' | 'bytes'): number =>
    segments.reduce((total, segment) => total + segment[part], 0);
  return {
    rowsRemoved: sum(before, 'rows') - sum(after, 'rows'),
    segmentsBefore: before.length,
    segmentsAfter: after.length,
    bytesBefore: sum(before, 'bytes'),
    bytesAfter: sum(after, 'bytes'),
  };
}
