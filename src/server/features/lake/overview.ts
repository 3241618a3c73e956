// What the lake holds, from its manifest and from what its writer says is pending: no row is read for it.
import type { Purpose } from '../../../ingest/purpose.ts';
import { listDeletions } from '../../../lake/deletions.ts';
import { expiryDay } from '../../../lake/expire.ts';
import { diskFiles } from '../../../lake/files.ts';
import { eventKinds, shareKind } from '../../../lake/kinds.ts';
import { lakeFolder, type Manifest, readManifest, type Run, type StoredPurpose } from '../../../lake/manifest.ts';
import { listRejected, rejectedRetentionDays } from '../../../lake/rejected.ts';
import type { LakePending } from '../../../live/contract.ts';
import type { LakeOverview, LakeRun } from './schemas.ts';

export type LakeState = { readonly manifest: Manifest; readonly pending: LakePending | undefined };

/** LAKE_CORRUPT where the manifest cannot be read. */
export const manifestOf = (folder: string): Manifest => readManifest(diskFiles, lakeFolder(folder));

const mostDays = 400;

/** The manifest's runs with those that the writer knows better. */
const runsOf = ({ manifest, pending }: LakeState): readonly Run[] => pending?.runs ?? manifest.runs;

/** A purpose is in the manifest from the first rows in segments on; the writer knows it from the start of its run. */
const purposesOf = ({ manifest, pending }: LakeState): readonly StoredPurpose[] =>
  pending?.purposes ?? manifest.purposes;

export function overviewOf(folder: string, state: LakeState, now: number): LakeOverview {
  const kinds = eventKinds.map(({ name, meaning }) => kindOf(state, name, meaning));
  const runs = runsOf(state);
  const purposes = purposesOf(state);
  const last = listDeletions(folder).at(-1);
  return {
    asOf: now,
    rows: kinds.reduce((sum, { rows }) => sum + rows, 0),
    bytes: kinds.reduce((sum, { bytes }) => sum + bytes, 0),
    kinds,
    runs: runs.length,
    purposes: purposes.map(({ id, retentionDays, record }) => {
      const { purpose = '', endDate = '' } = record as Partial<Purpose>;
      return { id, purpose, endDate, retentionDays, runs: runs.filter((run) => run.purposeId === id).length };
    }),
    retention: retentionOf({ ...state.manifest, purposes }, runs, now),
    rejectedFiles: listRejected(folder).length,
    rejectedRetentionDays,
    lastErasure: last === undefined ? undefined : { at: last.at, what: last.what, finished: last.finished },
  };
}

type Day = { day: string; rows: number; bytes: number; segments: number; rowsWrittenAhead: number };

function kindOf({ manifest, pending }: LakeState, kind: string, meaning: string): LakeOverview['kinds'][number] {
  const days = new Map<string, Day>();
  const dayOf = (name: string): Day => {
    let day = days.get(name);
    if (day === undefined) days.set(name, (day = { day: name, rows: 0, bytes: 0, segments: 0, rowsWrittenAhead: 0 }));
    return day;
  };
  for (const segment of manifest.segments) {
    if (segment.kind !== kind) continue;
    const day = dayOf(segment.day);
    day.rows += segment.rows;
    day.bytes += segment.bytes;
    day.segments++;
  }
  for (const ahead of pending?.days ?? []) {
    if (ahead.kind !== kind) continue;
    const day = dayOf(ahead.day);
    day.rows += ahead.rows;
    day.rowsWrittenAhead += ahead.rows;
  }
  const all = [...days.values()].toSorted((a, b) => (a.day < b.day ? 1 : -1));
  const sum = (of: (day: Day) => number): number => all.reduce((total, day) => total + of(day), 0);
  return {
    kind,
    meaning,
    rows: sum(({ rows }) => rows),
    bytes: sum(({ bytes }) => bytes),
    segments: sum(({ segments }) => segments),
    rowsWrittenAhead: sum(({ rowsWrittenAhead }) => rowsWrittenAhead),
    firstDay: all.at(-1)?.day,
    lastDay: all[0]?.day,
    days: all.slice(0, mostDays),
  };
}

function retentionOf(manifest: Manifest, runs: readonly Run[], now: number): LakeOverview['retention'] {
  const today = new Date(now).toISOString().slice(0, 10);
  const byDay = new Map<string, { runs: number; rows: number }>();
  for (const run of runs) {
    if (run.expiredOn !== undefined) continue;
    const day = expiryDay(manifest, run, shareKind.retentionDays);
    const due = byDay.get(day) ?? { runs: 0, rows: 0 };
    byDay.set(day, { runs: due.runs + 1, rows: due.rows + run.rowsAdded });
  }
  return [...byDay]
    .map(([day, due]) => ({ day, ...due, overdue: day <= today }))
    .toSorted((a, b) => (a.day < b.day ? -1 : 1));
}

export function runListOf(folder: string, state: LakeState): readonly LakeRun[] {
  const manifest = { ...state.manifest, purposes: purposesOf(state) };
  const kept = new Set(listRejected(folder).map(({ run }) => run));
  const words = new Map(purposesOf(state).map(({ id, record }) => [id, (record as Partial<Purpose>).purpose ?? '']));
  const living = new Set(state.pending?.living ?? []);
  return runsOf(state).map((run) => {
    const uncounted = run.interrupted === 'counted' || run.interrupted === 'uncounted';
    return {
      id: run.id,
      startedAt: Date.parse(run.startedAt),
      purposeId: run.purposeId,
      purpose: words.get(run.purposeId) ?? '',
      state: stateOf(run, living),
      rowsAdded: run.rowsAdded,
      rowsKnown: uncounted ? undefined : run.rowsKnown,
      rowsRejected: uncounted ? undefined : run.rowsRejected,
      sources: run.sources.length,
      rejectedKept: kept.has(run.id),
      deletedOn: run.expiredOn ?? expiryDay(manifest, run, shareKind.retentionDays),
    };
  });
}

function stateOf(run: Run, living: ReadonlySet<string>): LakeRun['state'] {
  if (run.expiredOn !== undefined) return 'expired';
  if (living.has(run.id)) return 'live';
  return run.finished ? 'finished' : 'interrupted';
}
