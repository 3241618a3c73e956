// docs/benchmarks.md from what the benchmark measured.
import { cpus, release, totalmem, type } from 'node:os';
import type { Case, InputName } from './cases.ts';
import { inputs } from './cases.ts';
import type { Measurement } from './measure.ts';
import { median } from './measure.ts';

export type Outcome =
  | { readonly of: Case; readonly state: 'measured'; readonly runs: readonly Measurement[]; readonly answer?: string }
  | { readonly of: Case; readonly state: 'missing'; readonly why: string };

const seconds = (value: number): string => `${value < 10 ? value.toFixed(2) : value.toFixed(1)} s`;
const megabytes = (value: number): string => `${Math.round(value / 1e6).toLocaleString('en-GB')} MB`;

export function benchmarkPage(outcomes: readonly Outcome[], when: Date, load: number): string {
  const [cpu] = cpus();
  const parts = [
    '# Benchmarks',
    '',
    'Written by `npm run bench`; do not edit. Each figure is a whole process from its start to its end, reading and ' +
      'writing included: the median over the runs, least and greatest beside it. CPU is user and system time of all ' +
      'processes of the run, memory the highest resident set of any of them.',
    '',
    `Machine: ${cpus().length} × ${cpu?.model.trim() ?? 'unknown processor'}, ${Math.round(totalmem() / 2 ** 30)} GB, ` +
      `${type()} ${release()}, Node ${process.versions.node}; ${when.toISOString().slice(0, 10)}, load average ` +
      `${load.toFixed(1)} at the start.`,
    ...(load > cpus().length
      ? ['', '**The machine was busy with other work during this run: compare CPU, not the wall clock.**']
      : []),
  ];
  for (const input of Object.keys(inputs) as InputName[]) {
    const here = outcomes.filter((outcome) => outcome.of.input === input);
    if (here.length > 0) parts.push('', ...section(input, here));
  }
  parts.push('', ...notes(outcomes), '');
  return parts.join('\n');
}

function section(input: InputName, outcomes: readonly Outcome[]): string[] {
  const answers = new Set(
    outcomes.flatMap((o) => (o.state === 'measured' && o.answer !== undefined ? [o.answer] : [])),
  );
  const agreement =
    answers.size === 1
      ? `All cases that count them agree: ${[...answers][0]} edges.`
      : answers.size > 1
        ? `The cases do not agree: ${[...answers].join('; ')}.`
        : '';
  return [
    `## ${input} rows`,
    '',
    `A generated stream (${inputs[input].toLocaleString('en-GB')} rows asked), window 60 s, min_participation 2. ${agreement}`,
    '',
    '| case | | wall clock | least to greatest | CPU | memory | runs | to reach |',
    '|---|---|---:|---:|---:|---:|---:|---|',
    ...outcomes.map(line),
  ];
}

function line(outcome: Outcome): string {
  const { of } = outcome;
  const who = of.kind === 'ours' ? 'Pollwarden' : 'baseline';
  if (outcome.state === 'missing') return `| ${of.title} | ${who} | ${outcome.why} | | | | 0 | ${targetOf(of)} |`;
  const walls = outcome.runs.map((run) => run.wallSeconds);
  const cpu = outcome.runs.flatMap((run) => run.cpuSeconds ?? []);
  const peak = outcome.runs.flatMap((run) => run.peakBytes ?? []);
  return [
    '',
    of.title,
    who,
    seconds(median(walls)),
    `${seconds(Math.min(...walls))} to ${seconds(Math.max(...walls))}`,
    cpu.length === 0 ? '' : seconds(median(cpu)),
    peak.length === 0 ? '' : megabytes(Math.max(...peak)),
    String(walls.length),
    targetOf(of, median(walls), Math.max(0, ...peak)),
    '',
  ]
    .join(' | ')
    .trim();
}

function targetOf({ targetSeconds, targetBytes }: Case, wall?: number, peak?: number): string {
  const parts: string[] = [];
  if (targetSeconds !== undefined) parts.push(`under ${targetSeconds} s`);
  if (targetBytes !== undefined) parts.push(`under ${megabytes(targetBytes)}`);
  if (parts.length === 0 || wall === undefined) return parts.join(', ');
  const reached = wall < (targetSeconds ?? Infinity) && (peak ?? 0) < (targetBytes ?? Infinity);
  return `${parts.join(', ')}: ${reached ? 'reached' : '**not reached**'}`;
}

function notes(outcomes: readonly Outcome[]): string[] {
  const missing = outcomes.filter((outcome) => outcome.state === 'missing');
  return [
    '## What bounds it',
    '',
    '- The window and the heaviest objects bound the work: every pair within the window is looked at, in this mode ' +
      'without a cap. Memory grows with the rows, not with the pairs: at most 16.8 million of one account are held a thread.',
    '- Two passes are needed for the edge file, since the mark `weight_threshold` needs the quantile of all weights. ' +
      'Large work is split over as many threads as the machine has cores; the edge table in memory is one thread.',
    '- CooRTweet itself is not run here: it needs R.',
    ...(missing.length === 0
      ? []
      : [`- Not measured: ${missing.map((m) => `${m.of.title} on ${m.of.input} (${m.why})`).join('; ')}.`]),
  ];
}
