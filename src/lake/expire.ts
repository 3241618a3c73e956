// Retention: rows go a fixed number of days after the ingest that brought them, rejected rows after thirty.
import { eventKinds } from './kinds.ts';
import type { Manifest, Run } from './manifest.ts';
import { deleteRejected, listRejected, rejectedRetentionDays } from './rejected.ts';
import { openLakeWriter, type WriterOptions } from './writer.ts';

const millisecondsPerDay = 86_400_000;

export type Expired = {
  readonly runs: readonly string[];
  readonly rowsRemoved: number;
  readonly rejectedFiles: number;
};

/** ISO day from which the run's rows of a kind that is kept `kindDays` are due: the shorter of kind and purpose. */
export function expiryDay(manifest: Manifest, run: Run, kindDays: number): string {
  const purpose = manifest.purposes.find(({ id }) => id === run.purposeId);
  const days = Math.min(kindDays, purpose?.retentionDays ?? kindDays);
  return new Date(Date.parse(run.startedAt) + days * millisecondsPerDay).toISOString().slice(0, 10);
}

/** Deletes what is due on the day of `nowMilliseconds` (since 1970 UTC). Running it twice changes nothing more. */
export async function expireRows(
  dataFolder: string,
  nowMilliseconds: number,
  options: WriterOptions = {},
): Promise<Expired> {
  const today = new Date(nowMilliseconds).toISOString().slice(0, 10);
  const writer = await openLakeWriter(dataFolder, options);
  try {
    const manifest = writer.manifest();
    const open = manifest.runs.filter((run) => run.expiredOn === undefined);
    const runs = new Set<string>();
    let rowsRemoved = 0;
    for (const kind of options.kinds ?? eventKinds) {
      const due = open.filter((run) => expiryDay(manifest, run, kind.retentionDays) <= today).map(({ id }) => id);
      if (due.length === 0) continue;
      rowsRemoved += (await writer.remove({ kind: kind.name, runs: due })).rowsRemoved;
      for (const id of due) runs.add(id);
    }
    for (const run of open.filter(({ id }) => runs.has(id))) {
      const purpose = manifest.purposes.find(({ id }) => id === run.purposeId);
      if (purpose !== undefined) await writer.recordRun({ ...run, expiredOn: today }, purpose);
    }
    const rejectedFiles = expireRejected(dataFolder, nowMilliseconds);
    await writer.close();
    return { runs: [...runs], rowsRemoved, rejectedFiles };
  } catch (error) {
    await writer.close().catch(() => undefined);
    throw error;
  }
}

function expireRejected(dataFolder: string, nowMilliseconds: number): number {
  const due = listRejected(dataFolder).filter(
    ({ day }) => Date.parse(day) + rejectedRetentionDays * millisecondsPerDay <= nowMilliseconds,
  );
  for (const { name } of due) deleteRejected(dataFolder, name);
  return due.length;
}
