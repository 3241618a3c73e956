// The benchmark's cases: what is run on which input, what the answer must be, which figure is to be reached.

export type InputName = '106k' | '1.0M';

/** Rows asked of the generator. */
export const inputs: Readonly<Record<InputName, number>> = { '106k': 100_000, '1.0M': 1_000_000 };

export type Case = {
  readonly id: string;
  readonly title: string;
  readonly input: InputName;
  readonly kind: 'ours' | 'baseline';
  /**
   * Words of the command; FILE stands for the input, MESSAGES for the same with the columns of the
   * coordination-network-toolkit, OUT for a folder and ROOT for the project.
   */
  readonly command: readonly string[];
  readonly runs: number;
  /** Python modules that must be there. */
  readonly needs?: readonly string[];
  readonly targetSeconds?: number;
  readonly targetBytes?: number;
  /** Pairs and edges as in stdout, where all cases of the input must agree. */
  readonly answer?: (stdout: string) => string | undefined;
};

const cli = ['node', 'ROOT/bin/pollwarden.mjs', 'detect', 'coordination', 'FILE'];
const coortweet = [...cli, '--compat', 'coortweet', '--window', '60', '--min-participation', '2'];
const cnt = [
  'node',
  'ROOT/bin/pollwarden.mjs',
  'detect',
  'coordination',
  'MESSAGES',
  '--compat',
  'cnt',
  '--network',
  'co_retweet',
  '--window',
  '60',
  '--min-weight',
  '1',
];

const twoNumbers = (stdout: string): string | undefined => /^(\d+) (\d+)$/m.exec(stdout)?.slice(1).join(' pairs, ');
const ofSummary = (stdout: string): string | undefined => {
  const found = /"pairs":(\d+),"edges":(\d+)/.exec(stdout);
  return found === null ? undefined : `${found[1]} pairs, ${found[2]}`;
};

export const cases: readonly Case[] = [
  {
    id: 'compat-106k-csv',
    title: '`--compat coortweet`, pairs and edges as CSV',
    input: '106k',
    kind: 'ours',
    command: [...coortweet, '--pairs', 'OUT/p.csv', '--edges', 'OUT/e.csv', '--json'],
    runs: 7,
    targetSeconds: 1,
    answer: ofSummary,
  },
  {
    id: 'stdlib-106k',
    title: 'Python standard library, two pointers, one thread',
    input: '106k',
    kind: 'baseline',
    command: ['python3', 'ROOT/scripts/bench/baseline_stdlib.py', 'FILE', '60'],
    runs: 5,
    needs: [],
    answer: twoNumbers,
  },
  {
    id: 'numpy-106k',
    title: 'numpy, two pointers (pairs, weights and mean lags only)',
    input: '106k',
    kind: 'baseline',
    command: ['python3', 'ROOT/scripts/bench/baseline_numpy.py', 'FILE', '60'],
    runs: 5,
    needs: ['numpy'],
    answer: twoNumbers,
  },
  {
    id: 'compat-cnt-106k',
    title: '`--compat cnt`, co_retweet, edges as CSV',
    input: '106k',
    kind: 'ours',
    command: [...cnt, '--edges', 'OUT/cnt.csv', '--json'],
    runs: 5,
  },
  {
    id: 'cnt-106k',
    title: 'coordination-network-toolkit from PyPI, co_retweet, 2 processes',
    input: '106k',
    kind: 'baseline',
    command: ['python3', 'ROOT/scripts/bench/baseline_cnt.py', 'MESSAGES', '60'],
    runs: 3,
    needs: ['coordination_network_toolkit'],
  },
  {
    id: 'native-106k',
    title: 'native detection: cap, 5 decoys, 5 windows',
    input: '106k',
    kind: 'ours',
    command: [...cli, '--edges', 'OUT/native.parquet', '--json'],
    runs: 3,
  },
  {
    id: 'memory-1m',
    title: 'edge table of CooRTweet held in memory',
    input: '1.0M',
    kind: 'ours',
    command: ['node', 'ROOT/scripts/bench.ts', '--hold-edges', 'FILE'],
    runs: 5,
    targetSeconds: 6,
    targetBytes: 2e9,
    answer: twoNumbers,
  },
  {
    id: 'compat-1m-parquet',
    title: '`--compat coortweet`, edges as Parquet',
    input: '1.0M',
    kind: 'ours',
    command: [...coortweet, '--edges', 'OUT/e.parquet', '--json'],
    runs: 5,
    targetSeconds: 14,
    targetBytes: 2e9,
    answer: ofSummary,
  },
  {
    id: 'compat-1m-csv',
    title: '`--compat coortweet`, pairs and edges as CSV',
    input: '1.0M',
    kind: 'ours',
    command: [...coortweet, '--pairs', 'OUT/p.csv', '--edges', 'OUT/e.csv', '--json'],
    runs: 2,
    targetBytes: 2e9,
    answer: ofSummary,
  },
  {
    id: 'numpy-1m',
    title: 'numpy, two pointers (pairs, weights and mean lags only)',
    input: '1.0M',
    kind: 'baseline',
    command: ['python3', 'ROOT/scripts/bench/baseline_numpy.py', 'FILE', '60'],
    runs: 3,
    needs: ['numpy'],
    answer: twoNumbers,
  },
  {
    id: 'compat-cnt-1m',
    title: '`--compat cnt`, co_retweet, edges as Parquet',
    input: '1.0M',
    kind: 'ours',
    command: [...cnt, '--edges', 'OUT/cnt.parquet', '--json'],
    runs: 3,
  },
  {
    id: 'cnt-1m',
    title: 'coordination-network-toolkit from PyPI, co_retweet, 2 processes',
    input: '1.0M',
    kind: 'baseline',
    command: ['python3', 'ROOT/scripts/bench/baseline_cnt.py', 'MESSAGES', '60'],
    runs: 1,
    needs: ['coordination_network_toolkit'],
  },
  {
    id: 'native-1m',
    title: 'native detection: cap, 5 decoys, 5 windows',
    input: '1.0M',
    kind: 'ours',
    command: [...cli, '--edges', 'OUT/native.parquet', '--json'],
    runs: 2,
    targetSeconds: 60,
  },
];
