// Retention: rows go a fixed number of days after the ingest that brought them, rejected rows after thirty.
import { eventKinds } from './kinds.ts';
import type { Manifest, Run } from './manifest.ts';
import { beginDeletion } from './deletions.ts';
import { deleteRejected, listRejected, rejectedRetentionDays } from './rejected.ts';
import { type LakeWriter, openLakeWriter, type WriterOptions } from './writer.ts';

const millisecondsPerDay = 86_400_000;

export type Expired = {
  readonly runs: readonly string[];
  readonly rowsRemoved: number;
  readonly rejectedFiles: number;
};

/** Days that rows are really kept: those of the purpose or of the kind, whichever are fewer. */
export const keptDays = (purposeDays: number, kindDays: number): number => Math.min(purposeDays, kindDays);

/** ISO day from which the run's rows of a kind that is kept `kindDays` are due: the shorter of kind and purpose. */
export function expiryDay(manifest: Manifest, run: Run, kindDays: number): string {
  const purpose = manifest.purposes.find(({ id }) => id === run.purposeId);
  const days = keptDays(purpose?.retentionDays ?? kindDays, kindDays);
  return new Date(Date.parse(run.startedAt) + days * millisecondsPerDay).toISOString().slice(0, 10);
}

/**
 * Deletes what is due on the day of `nowMilliseconds` (since 1970 UTC), and records it. Running it twice changes nothing
 * more. LAKE_MISSING where there is no lake.
 */
export async function expireRows(
  dataFolder: string,
  nowMilliseconds: number,
  options: WriterOptions = {},
): Promise<Expired> {
  const writer = await openLakeWriter(dataFolder, { ...options, mustExist: true });
  try {
    const expired = await expireRowsIn(writer, dataFolder, nowMilliseconds, options);
    await writer.close();
    return expired;
  } catch (error) {
    await writer.close().catch(() => undefined);
    throw error;
  }
}

/** The same in a lake that is open for writing. Runs that go on are kept: `living` names them. */
export async function expireRowsIn(
  writer: LakeWriter,
  dataFolder: string,
  nowMilliseconds: number,
  options: Pick<WriterOptions, 'kinds' | 'files'> = {},
  living: readonly string[] = [],
): Promise<Expired> {
  const today = new Date(nowMilliseconds).toISOString().slice(0, 10);
  await writer.flush();
  const manifest = writer.manifest();
  const open = manifest.runs.filter((run) => run.expiredOn === undefined && !living.includes(run.id));
  const dueByKind = (options.kinds ?? eventKinds).map(({ name, retentionDays }) => ({
    name,
    due: open.filter((run) => expiryDay(manifest, run, retentionDays) <= today).map(({ id }) => id),
  }));
  const runs = new Set(dueByKind.flatMap(({ due }) => due));
  const dueFiles = dueRejected(dataFolder, nowMilliseconds);
  const nothing = runs.size === 0 && dueFiles.length === 0;
  const end = nothing ? undefined : beginDeletion(dataFolder, 'expire', 'retention', nowMilliseconds, options.files);
  let rowsRemoved = 0;
  for (const { name, due } of dueByKind) {
    if (due.length > 0) rowsRemoved += (await writer.remove({ kind: name, runs: due })).rowsRemoved;
  }
  for (const run of open.filter(({ id }) => runs.has(id))) {
    const purpose = manifest.purposes.find(({ id }) => id === run.purposeId);
    if (purpose !== undefined) await writer.recordRun({ ...run, expiredOn: today }, purpose);
  }
  for (const name of dueFiles) deleteRejected(dataFolder, name);
  end?.({ rowsRemoved, rejectedRemoved: 0 });
  return { runs: [...runs], rowsRemoved, rejectedFiles: dueFiles.length };
}

function dueRejected(dataFolder: string, nowMilliseconds: number): readonly string[] {
  return listRejected(dataFolder)
    .filter(({ day }) => Date.parse(day) + rejectedRetentionDays * millisecondsPerDay <= nowMilliseconds)
    .map(({ name }) => name);
}
