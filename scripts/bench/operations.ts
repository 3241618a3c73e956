// What the operations centre is measured by: which program measures it, what its answer means, what is to be reached.
import { bulletinCases } from './bulletin-cases.ts';
import { type LiveFigure, ratesOf } from './live-figure.ts';

/** One figure as the page tells it, kept in docs/benchmarks-operations.json until it is measured again. */
export type OperationsFigure = {
  readonly id: string;
  /** ISO day. */
  readonly day: string;
  /** Load average: what else the machine did. */
  readonly load: number;
  readonly measured: string;
  /** What CPU time says, or the middle of several; '' where there is nothing to say. */
  readonly beside: string;
  readonly memoryBytes?: number;
  readonly reached: 'yes' | 'no' | 'by CPU time';
};

export type OperationsCase = {
  readonly id: string;
  readonly title: string;
  /** Arguments for node, from the root of the project. */
  readonly command: readonly string[];
  readonly target: string;
  readonly read: (answer: unknown) => Pick<OperationsFigure, 'measured' | 'beside' | 'memoryBytes' | 'reached'>;
};

const rate = (value: number): string => `${Math.round(value / 100) * 100}`.replace(/\B(?=(\d{3})+$)/g, ',');

/** A stage of live.ts. On a busy machine the clock tells what others left; CPU time tells what two free cores would do. */
function stage(id: string, title: string, least: number | undefined): OperationsCase {
  return {
    id: `live-${id}`,
    title,
    command: ['scripts/bench/live.ts', '--json', '--stage', id],
    target: least === undefined ? '' : `${rate(least)} a second`,
    read: (answer) => {
      const figure = answer as LiveFigure;
      const { measured, free } = ratesOf(figure);
      const reached = measured >= (least ?? 0) ? 'yes' : free >= (least ?? 0) ? 'by CPU time' : 'no';
      return {
        measured: `${rate(measured)} a second`,
        beside: `CPU for ${rate(free)} a second`,
        memoryBytes: figure.peakBytes,
        reached,
      };
    },
  };
}

type Lists = {
  readonly answers: number;
  readonly slowestMilliseconds: number;
  readonly medianMilliseconds: number;
  readonly slowestCpuMilliseconds: number;
};
type Screen = {
  readonly perSecond: number;
  readonly taken: number;
  readonly seen: number;
  readonly median?: number;
  readonly p95?: number;
  readonly peakMegabytes: number;
};

type Night = {
  readonly seconds: number;
  readonly floorSeconds: number;
  readonly returns: number;
  readonly peakMegabytes: number;
};

type Appends = { readonly perSecond: number; readonly plainPerSecond: number; readonly oneByOnePerSecond: number };
type WholeLog = {
  readonly seconds: number;
  readonly cpuSeconds?: number;
  readonly peakBytes?: number;
  readonly tiledSeconds: number;
};

const logCases: readonly OperationsCase[] = [
  {
    id: 'tlog-append',
    title: 'a million entries of 600 bytes into a transparency log, durable in batches of 1,000',
    command: ['scripts/bench/tlog.ts', 'append'],
    target: '10,000 a second',
    read: (answer) => {
      const { perSecond, plainPerSecond, oneByOnePerSecond } = answer as Appends;
      return {
        measured: `${rate(perSecond)} a second`,
        beside: `the same batches into a plain file, with fsync: ${rate(plainPerSecond)}; one entry at a time: ${rate(oneByOnePerSecond)}`,
        reached: perSecond >= 10_000 ? 'yes' : 'no',
      };
    },
  },
  {
    id: 'tlog-verify',
    title: 'a transparency log of a million entries, verified whole',
    command: ['scripts/bench/tlog.ts', 'verify'],
    target: 'under 3 min',
    read: (answer) => {
      const { seconds, cpuSeconds, peakBytes, tiledSeconds } = answer as WholeLog;
      return {
        measured: `${seconds.toFixed(1)} s`,
        beside: `${cpuSeconds === undefined ? '' : `CPU ${cpuSeconds.toFixed(1)} s; `}its tiles were written in ${tiledSeconds.toFixed(1)} s`,
        ...(peakBytes === undefined ? {} : { memoryBytes: peakBytes }),
        reached: seconds < 180 ? 'yes' : 'no',
      };
    },
  },
];

export const operationsCases: readonly OperationsCase[] = [
  stage('parse', 'posts of JSON, parsed', undefined),
  stage('store', 'posts of JSON through parse, all layers, pseudonyms and store', undefined),
  stage('detect', 'posts of JSON through parse, all layers, pseudonyms, store and detection', 20_000),
  stage('columns-store', 'repost actions in columns, stored', 300_000),
  stage('columns-detect', 'repost actions in columns, counted by the detection', 300_000),
  {
    id: 'screen',
    title: 'from a post to the screen, at 5,000 posts a second',
    command: ['scripts/bench/event-to-screen.ts', '5000', '60'],
    target: 'under 3 s',
    read: (answer) => {
      const { perSecond, taken, seen, median, p95, peakMegabytes } = answer as Screen;
      const told = median === undefined || p95 === undefined ? 'nothing seen' : `95 of 100 within ${secondsOf(p95)}`;
      return {
        measured: told,
        beside: `${median === undefined ? '' : `median ${secondsOf(median)} of ${seen}; `}${rate(taken)} posts a second taken`,
        memoryBytes: peakMegabytes * 2 ** 20,
        reached: p95 !== undefined && p95 < 3000 && taken >= perSecond * 0.95 ? 'yes' : 'no',
      };
    },
  },
  {
    id: 'lists',
    title: 'every list of a million findings',
    command: ['scripts/bench/lists.ts'],
    target: 'under 200 ms',
    read: (answer) => {
      const { answers, slowestMilliseconds, medianMilliseconds, slowestCpuMilliseconds } = answer as Lists;
      const most = 200;
      return {
        measured: `slowest ${slowestMilliseconds} ms of ${answers} answers`,
        beside: `median ${medianMilliseconds} ms; slowest by CPU ${slowestCpuMilliseconds} ms`,
        reached: slowestMilliseconds < most ? 'yes' : slowestCpuMilliseconds < most ? 'by CPU time' : 'no',
      };
    },
  },
  {
    id: 'results-night',
    title: 'a real day on three channels, from signed files to the reconciled tally, by the compiled program',
    command: ['scripts/bench/results-night.ts'],
    target: 'under 10 s',
    read: (answer) => {
      const { seconds, floorSeconds, returns, peakMegabytes } = answer as Night;
      return {
        measured: `${seconds.toFixed(1)} s for ${returns.toLocaleString('en-GB')} returns`,
        beside: `reading and checking signatures alone, one thread: ${floorSeconds.toFixed(1)} s`,
        memoryBytes: peakMegabytes * 2 ** 20,
        reached: seconds < 10 ? 'yes' : 'no',
      };
    },
  },
  ...logCases,
  ...bulletinCases,
];

const secondsOf = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(2)} s`;
