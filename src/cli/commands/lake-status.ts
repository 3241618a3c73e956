// pollwarden lake status: what the lake holds, from which runs, under which purposes.
import { type Deletion, listDeletions } from '../../lake/deletions.ts';
import { expiryDay, keptDays } from '../../lake/expire.ts';
import { eventKinds, shareKind } from '../../lake/kinds.ts';
import { openLake } from '../../lake/lake.ts';
import type { Run } from '../../lake/manifest.ts';
import { listRejected } from '../../lake/rejected.ts';
import type { Snapshot } from '../../lake/snapshot.ts';
import { dataFolder, parseFlags, usageError } from '../args.ts';
import type { Command } from '../command.ts';
import { counted } from '../counted.ts';
import { printable } from '../printable.ts';
import { type Column, formatCount, formatTable } from '../table.ts';

const help = `Usage: pollwarden lake status [--data DIR] [--json]

Shows what the lake holds: kinds of events with days, rows and bytes; ingest runs; purpose
records; erasures and expiries, without the accounts that were erased.
Works while another process writes.

Options:
  --data DIR    the data folder (default: POLLWARDEN_DATA, else ./pollwarden-data)
  --json        for machines

Example:
  pollwarden lake status --data ./pollwarden-data`;

type KindStatus = {
  readonly kind: string;
  readonly rows: number;
  /** Rows that are durable in the write-ahead file and not yet in segments. */
  readonly rowsWrittenAhead: number;
  readonly days: number;
  readonly firstDay: string | undefined;
  readonly lastDay: string | undefined;
  readonly segments: number;
  readonly bytes: number;
};

function kindStatus({ manifest, pending }: Snapshot, kind: string): KindStatus {
  const segments = manifest.segments.filter((segment) => segment.kind === kind);
  const ahead = [...pending.days.values()].filter((day) => day.kind === kind);
  const rowsWrittenAhead = ahead.flatMap(({ batches }) => batches).reduce((sum, { count }) => sum + count, 0);
  const days = [...new Set([...segments, ...ahead].map(({ day }) => day))].toSorted();
  return {
    kind,
    rows: segments.reduce((sum, { rows }) => sum + rows, 0) + rowsWrittenAhead,
    rowsWrittenAhead,
    days: days.length,
    firstDay: days[0],
    lastDay: days.at(-1),
    segments: segments.length,
    bytes: segments.reduce((sum, { bytes }) => sum + bytes, 0),
  };
}

const stateOf = (run: Run): string =>
  run.expiredOn !== undefined
    ? `expired ${run.expiredOn}`
    : run.finished
      ? 'finished'
      : run.interrupted === undefined
        ? 'not finished'
        : run.interrupted === 'uncounted'
          ? 'interrupted; its rows are in the lake'
          : 'interrupted';

/** Of a run that was killed not all counts are known. */
const countsOf = ({ interrupted, rowsAdded, rowsKnown, rowsRejected }: Run): readonly string[] => [
  interrupted === 'uncounted' ? '?' : formatCount(rowsAdded),
  ...[rowsKnown, rowsRejected].map((count) =>
    interrupted === 'counted' || interrupted === 'uncounted' ? '?' : formatCount(count),
  ),
];

const purposeFields = (record: unknown): { readonly purpose: string; readonly endDate: string } => {
  const { purpose, endDate } = (record ?? {}) as { readonly purpose?: unknown; readonly endDate?: unknown };
  return { purpose: typeof purpose === 'string' ? purpose : '', endDate: typeof endDate === 'string' ? endDate : '' };
};

const shownRuns = 10;

const right = (title: string): Column => ({ title, align: 'right' });

function kindLines(kinds: readonly KindStatus[]): readonly string[] {
  const columns = [{ title: 'kind' }, right('rows'), right('days'), { title: 'from' }, { title: 'to' }];
  const rows = kinds.map((k) => [
    k.kind,
    formatCount(k.rows),
    formatCount(k.days),
    k.firstDay ?? '',
    k.lastDay ?? '',
    formatCount(k.segments),
    formatCount(k.bytes / 1000),
  ]);
  const ahead = kinds.reduce((sum, k) => sum + k.rowsWrittenAhead, 0);
  const note = `  ${formatCount(ahead)} of these rows are in the write-ahead file, not yet in segments`;
  return [...formatTable([...columns, right('segments'), right('kB')], rows), ...(ahead > 0 ? [note] : [])];
}

function runLines({ manifest, pending }: Snapshot): readonly string[] {
  const { runs, purposes } = pending;
  const columns = [{ title: 'run' }, { title: 'started' }, right('added'), right('known'), right('rejected')];
  const rows = runs
    .slice(-shownRuns)
    .map((run) => [
      run.id,
      run.startedAt.slice(0, 16),
      ...countsOf(run),
      expiryDay({ ...manifest, purposes }, run, shareKind.retentionDays),
      stateOf(run),
    ]);
  const title = runs.length > shownRuns ? `Runs, the last ${shownRuns} of ${formatCount(runs.length)}:` : 'Runs:';
  return [title, ...formatTable([...columns, { title: 'deleted on' }, { title: 'state' }], rows)];
}

function deletionLines(deletions: readonly Deletion[]): readonly string[] {
  if (deletions.length === 0) return [];
  const columns = [{ title: 'deletion' }, { title: 'of' }, { title: 'at' }, right('rows'), right('rejected')];
  const rows = deletions
    .slice(-shownRuns)
    .map(({ what, filter, at, rowsRemoved, rejectedRemoved, finished }) => [
      what,
      printable(filter),
      at.slice(0, 16),
      finished ? formatCount(rowsRemoved) : '?',
      finished ? formatCount(rejectedRemoved) : '?',
      finished ? 'done' : 'not finished',
    ]);
  const all = deletions.length > shownRuns ? `, the last ${shownRuns} of ${formatCount(deletions.length)}` : '';
  return [`Erasures and expiries${all}:`, ...formatTable([...columns, { title: 'state' }], rows)];
}

function forPeople(
  snapshot: Snapshot,
  kinds: readonly KindStatus[],
  deletions: readonly Deletion[],
  folder: string,
): string {
  const purposes = snapshot.pending.purposes.map(({ record, retentionDays }) => {
    const { purpose, endDate } = purposeFields(record);
    const days = counted(keptDays(retentionDays, shareKind.retentionDays), 'day');
    return `  until ${endDate}, kept ${days}: ${printable(purpose, 300)}`;
  });
  const head = `Lake in ${printable(folder)}`;
  const parts = [[head], kindLines(kinds), runLines(snapshot), ['Purposes:', ...purposes], deletionLines(deletions)];
  return parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n');
}

export const command: Command = {
  path: ['lake', 'status'],
  summary: 'What the lake holds: kinds, days, rows, runs, purposes',
  help,
  run: async (args) => {
    const { flags, positionals } = parseFlags(args, { data: 'text', json: 'switch' });
    if (positionals.length > 0) throw usageError(`lake status takes no file, and got "${positionals[0]}"`);
    const folder = dataFolder(flags.data);
    const lake = await openLake(folder);
    try {
      const snapshot = lake.snapshot();
      const kinds = eventKinds.map(({ name }) => kindStatus(snapshot, name));
      const { runs, purposes } = snapshot.pending;
      const deletions = listDeletions(folder);
      if (flags.json === true) {
        const rejectedFiles = listRejected(folder).length;
        process.stdout.write(
          `${JSON.stringify({ dataFolder: folder, kinds, runs, purposes, deletions, rejectedFiles })}\n`,
        );
      } else if (runs.length === 0) {
        process.stdout.write(
          `The lake in ${printable(folder)} is empty: nothing was ingested yet.\n` +
            'Begin with: pollwarden ingest posts FILE --purpose purpose.json\n',
        );
      } else {
        process.stdout.write(`${forPeople(snapshot, kinds, deletions, folder)}\n`);
      }
      return 0;
    } finally {
      lake.close();
    }
  },
};
