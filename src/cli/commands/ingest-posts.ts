// pollwarden ingest posts: posts into the lake, under a purpose record.
import { existsSync } from 'node:fs';
import { PollwardenError } from '../../kernel/errors.ts';
import { keptDays } from '../../lake/expire.ts';
import { shareKind } from '../../lake/kinds.ts';
import { type IngestSummary, ingestPosts } from '../../ingest/ingest-posts.ts';
import { examplePurposeAt, type Purpose } from '../../ingest/purpose.ts';
import { formatNames, readPosts } from '../../ingest/read-posts.ts';
import type { ReadOptions } from '../../ingest/read.ts';
import { choiceFlag, dataFolder, parseFlags, usageError } from '../args.ts';
import type { Command } from '../command.ts';
import { counted } from '../counted.ts';
import { postMap } from '../post-map.ts';
import { readPurpose } from '../purpose-file.ts';
import { printable } from '../printable.ts';
import { createProgress, type Progress } from '../progress.ts';
import { formatCount } from '../table.ts';

const help = `Usage: pollwarden ingest posts FILE… --purpose P [--format F] [--map account=col,…] [--data DIR] [--json]

Adds posts to the lake: accounts, posts and all that names people become pseudonyms, texts become
keyed shingles, and the originals are not kept. CSV, JSON lines, JSON and Parquet, plain or compressed
(.gz, .zst); the format and the unit of times are recognised and announced. What is there already is
not added again, so a file that has grown, was renamed or overlaps another is simply given once more.

  FILE          files or folders; "-" is stdin

Options:
  --purpose P   the purpose record (JSON): who is responsible, why, on what legal ground, which objects
                and topics, until when, kept for how long. Without it nothing is read.
  --example-purpose   prints such a record to fill in, and ends; its texts have to be replaced
  --format F    ${formatNames.slice(0, 6).join(', ')},
                ${formatNames.slice(6).join(', ')}
  --map M       columns of a table, for example account=author,time=created,url=link
  --compat cnt  splits the URL cell at spaces, as the coordination-network-toolkit does
  --data DIR    the data folder (default: POLLWARDEN_DATA, else ./pollwarden-data)
  --json        the summary for machines

Exit code 1 when rows were rejected (see them with: pollwarden lake rejected), 2 when a file cannot be read.

Examples:
  pollwarden ingest posts --example-purpose > purpose.json
  pollwarden ingest posts export.jsonl.gz --purpose purpose.json
  zstdcat stream.jsonl.zst | pollwarden ingest posts - --purpose purpose.json --format bluesky-jetstream
  pollwarden ingest posts posts.csv --purpose purpose.json --map account=author,time=created,url=link`;

const flagKinds = {
  purpose: 'text',
  'example-purpose': 'switch',
  format: 'text',
  map: 'texts',
  compat: 'text',
  data: 'text',
  json: 'switch',
} as const;

export const command: Command = {
  path: ['ingest', 'posts'],
  summary: 'Add posts to the lake, with pseudonyms, under a purpose record',
  help,
  run: async (args) => {
    const { flags, positionals } = parseFlags(args, flagKinds);
    if (flags['example-purpose'] === true) {
      process.stdout.write(`${JSON.stringify(examplePurposeAt(Date.now()), undefined, 2)}\n`);
      return 0;
    }
    if (positionals.length === 0) throw usageError('ingest posts needs a file, a folder, or "-" for stdin');
    if (flags.compat !== undefined) choiceFlag('--compat', flags.compat, ['cnt']);
    const format = flags.format === undefined ? undefined : choiceFlag('--format', flags.format, formatNames);
    const map = flags.map === undefined ? undefined : postMap(flags.map);
    const { purpose, purposeFile } = readPurpose(flags.purpose);
    // Before anything is begun: a name that is wrong leaves no run behind.
    const missing = positionals.find((input) => input !== '-' && !existsSync(input));
    if (missing !== undefined) throw new PollwardenError('FILE_NOT_FOUND', undefined, { file: missing });
    const folder = dataFolder(flags.data);
    const progress = createProgress(process.stderr, { quiet: flags.json === true });
    const recognised: string[] = [];
    const read: ReadOptions = {
      format,
      map,
      compatCnt: flags.compat === 'cnt',
      ...listener(progress, recognised),
    };
    try {
      const summary = await ingestPosts({
        dataFolder: folder,
        inputs: positionals,
        purpose,
        purposeFile,
        read,
        now: Date.now,
        reader: readPosts,
      });
      progress.end();
      const words =
        flags.json === true ? forMachines(summary, purpose, recognised) : forPeople(summary, purpose, folder);
      process.stdout.write(`${words}\n`);
      return summary.rejected > 0 ? 1 : 0;
    } finally {
      progress.end();
    }
  },
};

function listener(progress: Progress, recognised: string[]): Pick<ReadOptions, 'onNotice' | 'onProgress'> {
  return {
    onNotice: (text) => {
      recognised.push(text);
      progress.notice(text);
    },
    onProgress: (done, all) => {
      progress.step('reading', all === undefined || all === 0 ? undefined : done / all);
    },
  };
}

const daysKept = (purpose: Purpose): number => keptDays(purpose.retentionDays, shareKind.retentionDays);

function retention(purpose: Purpose): string {
  const days = `${counted(daysKept(purpose), 'day')} after this ingest`;
  if (daysKept(purpose) === purpose.retentionDays) return days;
  return `${days}: the lake keeps none for the ${formatCount(purpose.retentionDays)} days of the purpose`;
}

const forMachines = (summary: IngestSummary, purpose: Purpose, recognised: readonly string[]): string =>
  JSON.stringify({ ...summary, recognised, purposeEnds: purpose.endDate, retentionDays: daysKept(purpose) });

function forPeople(summary: IngestSummary, purpose: Purpose, folder: string): string {
  const { posts, rowsAdded, rowsKnown, rejected, rejectedKept, files } = summary;
  const lines = [
    `${counted(posts, 'post')} read from ${counted(files, 'source')}`,
    `  ${counted(rowsAdded, 'row')} added to the lake in ${printable(folder)}`,
    `  ${formatCount(rowsKnown)} ${rowsKnown === 1 ? 'was' : 'were'} there already`,
    `  ${formatCount(rejected)} rejected${rejected === 0 ? '' : `: ${reasons(summary)}`}`,
  ];
  if (rejected > 0) {
    const kept = rejectedKept === rejected ? 'them' : `the first ${formatCount(rejectedKept)}`;
    lines.push(`  See ${kept} with: pollwarden lake rejected --run ${summary.run} --data ${printable(folder)}`);
  }
  lines.push(
    `Purpose: ${printable(purpose.purpose)}`,
    `  until ${purpose.endDate}, rows are kept for ${retention(purpose)}`,
  );
  if (posts > 0) lines.push(`Next: pollwarden detect coordination --data ${printable(folder)}`);
  return lines.join('\n');
}

const reasons = ({ rejectedByCode }: IngestSummary): string =>
  Object.entries(rejectedByCode)
    .toSorted(([, a], [, b]) => b - a)
    .map(([code, count]) => `${formatCount(count)} ${code}`)
    .join(', ');
