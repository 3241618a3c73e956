// pollwarden generate posts: a seeded stream of posts with its truth.
import { plantedSummary, type PostFormat, type WrittenPosts, writePostStream } from '../../generate/posts/write.ts';
import { choiceFlag, numberFlag, parseFlags, usageError } from '../args.ts';
import type { Command } from '../command.ts';
import { createProgress } from '../progress.ts';
import { formatCount, formatTable } from '../table.ts';

const help = `Usage: pollwarden generate posts --seed N --out DIR [--posts N] [--days N] [--format jsonl|csv] [--json]

Writes posts of a country that does not exist, with the truth about them: people with habits, bursts that
nobody planned, news pages that openly post together, and planted groups of coordinated accounts.
The same seed, posts, days and format give the same bytes.

  DIR/posts.jsonl     the posts (or posts.csv), in order of time
  DIR/truth.json      planted groups: members, parameters, every action; declared networks; bursts
                      (accounts and posts are named platform:id there, as the detection names them)
  DIR/declared.json   the news pages, for detect coordination --declared

Options:
  --seed N      whole number that fixes everything
  --out DIR     folder to write to; made when it is missing
  --posts N     posts in all, 2,000 to 20,000,000 (default 40,000)
  --days N      days the stream covers, 2 to 365 (default 14)
  --format F    jsonl (default) or csv
  --json        the summary for machines

Examples:
  pollwarden generate posts --seed 1 --out demo
  pollwarden generate posts --seed 7 --posts 1000000 --days 30 --format csv --out big
  pollwarden detect coordination demo/posts.jsonl --declared demo/declared.json`;

const leastPosts = 2000;
const mostPosts = 20_000_000;

function summary(written: WrittenPosts): string {
  const { truth, files } = written;
  const rows = truth.groups.map((group) => plantedSummary(group));
  const columns = ['group', 'layers', 'accounts', 'objects', 'jitter'].map((title, i) => ({
    title,
    align: i < 2 ? ('left' as const) : ('right' as const),
  }));
  const openly = truth.declared.map(({ name, accounts }) => `${name} (${accounts.length})`).join(', ');
  return [
    `${formatCount(written.posts)} posts by ${formatCount(written.accounts)} accounts in ${files.posts}`,
    `Openly coordinating, in ${files.declared}: ${openly}`,
    `Planted, in ${files.truth}:`,
    ...formatTable(columns, rows),
  ].join('\n');
}

export const command: Command = {
  path: ['generate', 'posts'],
  summary: 'Write a seeded stream of posts with its truth',
  help,
  run: async (args) => {
    const { flags, positionals } = parseFlags(args, {
      seed: 'text',
      out: 'text',
      posts: 'text',
      days: 'text',
      format: 'text',
      json: 'switch',
    });
    if (positionals.length > 0) throw usageError(`generate posts takes no file, and got "${positionals[0]}"`);
    if (flags.seed === undefined) throw usageError('--seed N is needed, any whole number');
    if (flags.out === undefined || flags.out === '') throw usageError('--out DIR is needed, a folder to write to');
    const options = {
      seed: numberFlag('--seed', flags.seed, { integer: true, least: 0, most: 2 ** 31 - 1 }),
      posts: numberFlag('--posts', flags.posts ?? '40000', { integer: true, least: leastPosts, most: mostPosts }),
      days: numberFlag('--days', flags.days ?? '14', { integer: true, least: 2, most: 365 }),
    };
    const format: PostFormat = choiceFlag('--format', flags.format ?? 'jsonl', ['jsonl', 'csv']);
    const progress = createProgress(process.stderr, { quiet: flags.json === true });
    const written = writePostStream(flags.out, options, format, progress.step);
    progress.end();
    const { posts, accounts, files, truth } = written;
    const machine = { ...options, format, posts, accounts, files, planted: truth.groups.length };
    process.stdout.write(`${flags.json === true ? JSON.stringify(machine) : summary(written)}\n`);
    return 0;
  },
};
