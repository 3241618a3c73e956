// `--compat coortweet|cnt`: the other tools' results exactly. Loads no part of the native detection: it starts fast.
import type { CntNetwork } from '../../../detect/coordination/compat/run.ts';
import type { Rejected } from '../../../ingest/read.ts';
import { choiceFlag, numberFlag, usageError } from '../../args.ts';
import { printable } from '../../printable.ts';
import { createProgress } from '../../progress.ts';
import { formatCount } from '../../table.ts';
import type { Flags } from './request.ts';
import { type Named, refuseOverwriting } from './same-file.ts';

const common = ['compat', 'window', 'edges', 'json'];
const allowed = {
  coortweet: new Set([...common, 'min-participation', 'keep-loops', 'edge-weight', 'pairs']),
  cnt: new Set([...common, 'network', 'min-weight']),
} as const;

/** Runs the comparable mode. Throws USAGE for flags that do not go with it. Answers with the exit code. */
export async function runCompat(flags: Flags, files: readonly string[]): Promise<number> {
  const tool = choiceFlag('--compat', flags.compat ?? '', ['coortweet', 'cnt']);
  const stranger = Object.keys(flags).find((flag) => !allowed[tool].has(flag));
  if (stranger !== undefined) throw usageError(`--${stranger} does not go with --compat ${tool}`);
  if (files.length === 0) throw usageError(`--compat ${tool} needs a file`);
  if (tool === 'cnt') return await cnt(flags, files);
  if (files.length > 1) throw usageError(`--compat coortweet takes one file, and got ${files.length}`);
  return await coortweet(flags, files[0]);
}

function needed(flag: string, text: string | undefined, tool: string): string {
  if (text === undefined) throw usageError(`--compat ${tool} needs ${flag}`);
  return text;
}

const endings = ['.csv', '.csv.gz', '.csv.zst', '.parquet'];

function tablePath(flag: string, path: string | undefined): string | undefined {
  if (path === undefined || path === '-' || path.startsWith('/dev/')) return path;
  if (!endings.some((ending) => path.toLowerCase().endsWith(ending))) {
    throw usageError(`${flag} takes - or a file that ends in ${endings.join(', ')}, not "${path}"`);
  }
  return path;
}

const outputsOf = ({ edges, pairs }: { readonly edges?: string; readonly pairs?: string }): readonly Named[] =>
  Object.entries({ edges, pairs }).flatMap(([name, path]) => (path === undefined ? [] : [{ flag: `--${name}`, path }]));

async function coortweet(flags: Flags, file: string): Promise<number> {
  const edgeWeight = flags['edge-weight'];
  const options = {
    file,
    windowSeconds: numberFlag('--window', needed('--window', flags.window, 'coortweet'), { least: 0 }),
    minParticipation: numberFlag(
      '--min-participation',
      needed('--min-participation', flags['min-participation'], 'coortweet'),
      { least: 1, integer: true },
    ),
    keepLoops: flags['keep-loops'] === true,
    edgeWeight: edgeWeight === undefined ? undefined : numberFlag('--edge-weight', edgeWeight, { least: 0, most: 1 }),
    pairs: tablePath('--pairs', flags.pairs),
    edges: tablePath('--edges', flags.edges),
  };
  if (options.pairs === '-' && options.edges === '-') throw usageError('--pairs and --edges name one file');
  refuseOverwriting(outputsOf(options), [file]);
  const { runCompatCoortweet } = await import('../../../detect/coordination/compat/run.ts');
  const progress = createProgress();
  const summary = await runCompatCoortweet({ ...options, onProgress: progress.step });
  progress.end();
  for (const notice of summary.notices) progress.notice(notice);
  const line =
    `${formatCount(summary.rows)} rows, ${formatCount(summary.accounts)} accounts, ${formatCount(summary.objects)} objects: ` +
    `${formatCount(summary.pairs)} pairs, ${formatCount(summary.edges)} edges`;
  return finish(flags, { ...summary, rejected: undefined }, line, summary, summary.edges > 0);
}

const networks = ['co_retweet', 'co_reply', 'co_link', 'co_tweet', 'co_post'] as const satisfies readonly CntNetwork[];

async function cnt(flags: Flags, files: readonly string[]): Promise<number> {
  const options = {
    file: files,
    network: choiceFlag('--network', needed('--network', flags.network, 'cnt'), networks),
    windowSeconds: numberFlag('--window', needed('--window', flags.window, 'cnt'), { least: 0 }),
    minWeight: numberFlag('--min-weight', needed('--min-weight', flags['min-weight'], 'cnt'), { least: 1 }),
    edges: tablePath('--edges', flags.edges),
  };
  refuseOverwriting(outputsOf(options), files);
  const { runCompatCnt } = await import('../../../detect/coordination/compat/run.ts');
  const progress = createProgress();
  const summary = await runCompatCnt({ ...options, onProgress: progress.step });
  progress.end();
  for (const notice of summary.notices) progress.notice(notice);
  const line = `${formatCount(summary.rows)} rows: ${formatCount(summary.edges)} edges`;
  return finish(flags, { ...summary, rejected: undefined }, line, summary, summary.edges > 0);
}

function finish(
  flags: Flags,
  machine: object,
  line: string,
  { rejected, rejectedCount }: { readonly rejected: readonly Rejected[]; readonly rejectedCount: number },
  found: boolean,
): number {
  const exitCode = found || rejectedCount > 0 ? 1 : 0;
  const tableOnStdout = [flags.edges, flags.pairs].some((path) => path === '-' || path?.startsWith('/dev/stdout'));
  const out = tableOnStdout ? process.stderr : process.stdout;
  if (flags.json === true) {
    out.write(`${JSON.stringify({ exitCode, ...machine, rejected: rejected.slice(0, 1000) })}\n`);
    return exitCode;
  }
  const written = [flags.pairs, flags.edges].filter((path) => path !== undefined && path !== '-');
  out.write(`${line}\n`);
  if (written.length > 0) out.write(`Written: ${written.map((path) => printable(path ?? '', 400)).join(', ')}\n`);
  if (rejectedCount > 0) {
    out.write(`Rejected: ${formatCount(rejectedCount)} rows\n`);
    for (const row of rejected.slice(0, 5)) {
      out.write(`  ${printable(row.file)}:${row.line}: ${row.code} (${printable(row.reason)})\n`);
    }
  }
  return exitCode;
}
