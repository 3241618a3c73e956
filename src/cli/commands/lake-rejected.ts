// pollwarden lake rejected: opens the sealed rows that ingests could not read.
import { demonstrationMark } from '../../kernel/demonstration.ts';
import { PollwardenError } from '../../kernel/errors.ts';
import { existingKey } from '../../ingest/pseudonym-key.ts';
import { holdsLake } from '../../lake/lake-place.ts';
import {
  listRejected,
  openRejected,
  type RejectedFile,
  type RejectedRow,
  rejectedRetentionDays,
} from '../../lake/rejected.ts';
import { isDemonstration } from '../../operations/spaces.ts';
import { dataFolder, numberFlag, parseFlags, usageError } from '../args.ts';
import type { Command } from '../command.ts';
import { counted } from '../counted.ts';
import { printable } from '../printable.ts';
import { formatCount } from '../table.ts';

const help = `Usage: pollwarden lake rejected [--run RUN] [--limit N] [--data DIR] [--json]

Shows rows that could not be read, with file, line and reason. They hold the input as it came, names and
all: they are kept outside the lake, each sealed with its own key, for ${rejectedRetentionDays} days.

Options:
  --run RUN     rows of that ingest run only
  --limit N     at most N rows (default 20)
  --data DIR    the data folder (default: POLLWARDEN_DATA, else ./pollwarden-data)
  --json        one JSON object per row

Examples:
  pollwarden lake rejected
  pollwarden lake rejected --limit 1000 --json > rejected.jsonl`;

type Found = { readonly run: string; readonly row: RejectedRow };

function openAll(folder: string, run: string | undefined): { readonly found: readonly Found[]; unreadable: number } {
  const key = existingKey(folder, 'rejected');
  const files = listRejected(folder).filter((file) => run === undefined || file.run === run);
  const found: Found[] = [];
  let unreadable = 0;
  for (const file of key === undefined ? [] : files) {
    const opened = openRejected(folder, key!, file.name);
    unreadable += opened.unreadable;
    found.push(...opened.rows.map((row) => ({ run: file.run, row })));
  }
  return { found, unreadable: key === undefined ? files.length : unreadable };
}

const mostNamed = 10;

/** USAGE where the run has no rejected rows and others have. */
function checkRun(run: string, kept: readonly RejectedFile[]): void {
  if (kept.length === 0 || kept.some((file) => file.run === run)) return;
  const runs = kept.slice(-mostNamed).map((file) => `${file.run} of ${file.day}`);
  const some = kept.length > mostNamed ? `; the last of ${formatCount(kept.length)} that have some:` : '; these have:';
  throw usageError(`no rejected rows are kept of run "${run}"${some} ${runs.join(', ')}`);
}

function forPeople({ row }: Found): string {
  const place = row.line > 0 ? `${row.file}:${row.line}` : row.file;
  return `${printable(place)}: ${row.code}: ${printable(row.reason, 300)}\n    ${printable(row.raw, 300)}`;
}

export const command: Command = {
  path: ['lake', 'rejected'],
  summary: 'Show rows that an ingest could not read',
  help,
  run: async (args) => {
    const { flags, positionals } = parseFlags(args, { run: 'text', limit: 'text', data: 'text', json: 'switch' });
    if (positionals.length > 0) throw usageError(`lake rejected takes no file, and got "${positionals[0]}"`);
    const limit = numberFlag('--limit', flags.limit ?? '20', { integer: true, least: 1 });
    const folder = dataFolder(flags.data);
    const kept = listRejected(folder);
    if (kept.length === 0 && !holdsLake(folder)) throw new PollwardenError('LAKE_MISSING', undefined, { file: folder });
    if (flags.run !== undefined) checkRun(flags.run, kept);
    const { found, unreadable } = openAll(folder, flags.run);
    const shown = found.slice(0, limit);
    const marked = isDemonstration(folder) ? { demonstration: demonstrationMark } : {};
    for (const one of shown) {
      const text = flags.json === true ? JSON.stringify({ ...marked, run: one.run, ...one.row }) : forPeople(one);
      process.stdout.write(`${text}\n`);
    }
    if (flags.json !== true) {
      process.stdout.write(
        found.length === 0
          ? unreadable === 0
            ? 'No rejected rows are kept.\n'
            : ''
          : `${formatCount(shown.length)} of ${counted(found.length, 'rejected row')}\n`,
      );
    }
    if (unreadable === 0) return 0;
    process.stderr.write(
      `${counted(unreadable, 'sealed row')} cannot be opened: damaged, cut off, or of another key\n`,
    );
    return 1;
  },
};
