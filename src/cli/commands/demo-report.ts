// pollwarden demo report: the demonstration without a server. Makes a stream of posts, runs the detection on it, says where the report lies.
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Truth, TruthGroup } from '../../generate/posts/truth.ts';
import { writePostStream } from '../../generate/posts/write.ts';
import { dataFolder, numberFlag, parseFlags, usageError } from '../args.ts';
import type { Command } from '../command.ts';
import { againstTruth } from '../demonstration/against-truth.ts';
import { createProgress } from '../progress.ts';
import { formatCount } from '../table.ts';

const help = `Usage: pollwarden demo report [--data DIR] [--seed N] [--posts N]

The demonstration without a server: generates posts of a country that does not exist, finds the coordinated groups in them, and
writes a report that opens in a browser without a server. No real person is in it. Running it again replaces it.

  DIR/demo/posts.jsonl, truth.json, declared.json    the generated posts, who was planted, who coordinates openly
  DIR/demo/report.html                               the report
  DIR/demo/edges.csv, groups.json, graph.graphml     the same for other programs

Options:
  --data DIR    data folder (else the variable POLLWARDEN_DATA, else ./pollwarden-data)
  --seed N      another stream (default 1)
  --posts N     posts in all, from 2,000 (default 40,000)

Examples:
  pollwarden demo report
  pollwarden demo report --data /tmp/try --seed 7`;

export const command: Command = {
  path: ['demo', 'report'],
  summary: 'A report without a server: generated posts, detection',
  help,
  run: async (args) => {
    const { flags, positionals } = parseFlags(args, { data: 'text', seed: 'text', posts: 'text' });
    if (positionals.length > 0) throw usageError(`demo report takes no file, and got "${positionals[0]}"`);
    const options = {
      seed: numberFlag('--seed', flags.seed ?? '1', { integer: true, least: 0, most: 2 ** 31 - 1 }),
      posts: numberFlag('--posts', flags.posts ?? '40000', { integer: true, least: 2000, most: 20_000_000 }),
      days: 14,
    };
    const folder = join(dataFolder(flags.data), 'demo');
    say('DEMONSTRATION: generated posts of a country that does not exist; no real person is in them.\n');
    const truth = generate(folder, options);
    say('Step 2 of 2: looking for coordinated groups, the news pages that post together openly being declared');
    const written = await detect(folder);
    if (written > 1) return written;
    say(`\n${closing(folder, truth)}`);
    return 0;
  },
};

const say = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

function generate(folder: string, options: { seed: number; posts: number; days: number }): Truth {
  say('Step 1 of 2: making the stream');
  const progress = createProgress();
  const { posts, accounts, truth } = writePostStream(folder, options, 'jsonl', progress.step);
  progress.end();
  const groups = truth.groups.map(({ members }) => members.length).join(', ');
  say(
    `  ${formatCount(posts)} posts by ${formatCount(accounts)} accounts over ${options.days} days, seed ${options.seed}\n` +
      `  planted among them: ${truth.groups.length} coordinated ${truth.groups.length === 1 ? 'group' : 'groups'} of ${groups} accounts\n`,
  );
  return truth;
}

/** The same command that a user runs on a file. */
async function detect(folder: string): Promise<number> {
  const { command: detection } = await import('./detect-coordination.ts');
  const file = (name: string): string => join(folder, name);
  const outputs = [
    ...['--report', file('report.html'), '--edges', file('edges.csv')],
    ...['--groups', file('groups.json'), '--graph', file('graph.graphml')],
  ];
  const note = ['--note', 'DEMONSTRATION: generated posts; no real person is in them'];
  return await detection.run([file('posts.jsonl'), '--declared', file('declared.json'), ...note, ...outputs]);
}

type GroupsDocument = {
  readonly groups: readonly { readonly members: readonly { readonly account: string }[]; readonly declared?: string }[];
};

function closing(folder: string, truth: Truth): string {
  const { groups } = JSON.parse(readFileSync(join(folder, 'groups.json'), 'utf8')) as GroupsDocument;
  const { found, missed, accused, strangers } = againstTruth(
    truth.groups,
    groups.map(({ members, declared }) => ({
      members: members.map(({ account }) => account),
      declared: declared !== undefined,
    })),
  );
  const missedGroups = truth.groups.filter(({ name }) => missed.includes(name));
  return [
    'Held against the truth of this stream, which the detection has not seen:',
    `  ${found.length} of ${truth.groups.length} planted groups found`,
    ...missedGroups.map((group) => `  missed: ${kindOf(group)}`),
    accused === 0
      ? '  no account is in an undeclared group'
      : `  ${accused - strangers} of ${accused} accounts in undeclared groups were planted; ${strangers} were not`,
    '',
    'Open the report in a browser:',
    `  ${pathToFileURL(resolve(folder, 'report.html')).href}`,
    '',
    'Next:',
    '  npx pollwarden detect coordination YOUR-FILE --report report.html   a file of your own: CSV, JSON lines, Parquet',
    '  npx pollwarden demo report --seed 2                                 another stream',
    '  npx pollwarden --help                                               everything else',
  ].join('\n');
}

const kindOf = ({ members, layers, parameters }: TruthGroup): string =>
  `${members.length} accounts that share ${layers.join(' and ')} within ${String(parameters.jitterSeconds)} s of each other`;
