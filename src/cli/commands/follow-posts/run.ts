// Runs one source in this process until it ends, is told to, or its time is over; findings on stdout, progress on stderr.
import { createHash } from 'node:crypto';
import type { FollowTarget } from '../../../ingest/follow/connector.ts';
import type { SourceStatus } from '../../../ingest/follow/status.ts';
import type { Purpose } from '../../../ingest/purpose.ts';
import { defaultParameters, streamOptions } from '../../../findings/detectors/parameters.ts';
import { openPipeline, type Pipeline } from '../../../live/pipeline.ts';
import { printable } from '../../printable.ts';
import { formatCount } from '../../table.ts';
import { createFindingLines } from './finding-lines.ts';
import { listenForPosts } from './http.ts';

export type FollowRequest = {
  readonly target: FollowTarget;
  readonly purpose: Purpose;
  readonly dataFolder: string;
  readonly port: number;
  readonly milliseconds: number | undefined;
  readonly allowPrivateAddresses: boolean;
  readonly detect: boolean;
  readonly json: boolean;
};

const progressMilliseconds = 1000;
const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
const moduleUrl = new URL(`../../../live/coordination-module.${extension}`, import.meta.url).href;

/** Exit code 0, or 1 where something needs attention; throws what ends the source for good. */
export async function runFollow(request: FollowRequest): Promise<number> {
  const { target, json, dataFolder, allowPrivateAddresses } = request;
  const id = sourceIdOf(target);
  const lines = createFindingLines(json);
  const detection = request.detect
    ? { detectionModule: moduleUrl, detection: streamOptions(defaultParameters(), []) }
    : {};
  const pipeline = openPipeline(
    { dataFolder, allowPrivateAddresses, ...detection },
    {
      now: Date.now,
      random: Math.random,
      stdin: process.stdin,
      onUpdate: async (update) => {
        for (const line of lines.of(update)) process.stdout.write(`${line}\n`);
      },
    },
  );
  const stop = (): void => void pipeline.stop(id);
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  const timer = request.milliseconds === undefined ? undefined : setTimeout(stop, request.milliseconds);
  const progress = setInterval(() => showProgress(pipeline, id, json), progressMilliseconds);
  try {
    await pipeline.start({ id, target, purpose: request.purpose, enforceScope: true });
    const ended = pipeline.ended(id);
    const http = target.kind === 'http' ? await listenForPosts(pipeline, id, request.port) : undefined;
    try {
      await ended;
    } finally {
      await http?.close();
    }
  } finally {
    clearTimeout(timer);
    clearInterval(progress);
    process.off('SIGINT', stop);
    process.off('SIGTERM', stop);
    await pipeline.close();
    if (target.kind === 'stdin') process.stdin.destroy();
  }
  const status = pipeline.status().sources.find((one) => one.id === id);
  return closing(status, lines.count(), json);
}

/** The same source goes on where it was: its name is made of what it is. */
function sourceIdOf(target: FollowTarget): string {
  const place = target.kind === 'tail' ? target.file : 'url' in target ? `${target.url} ${target.stream}` : '';
  return `cli-${target.kind}-${createHash('sha256').update(place).digest('hex').slice(0, 12)}`;
}

function showProgress(pipeline: Pipeline, id: string, json: boolean): void {
  const status = pipeline.status().sources.find((one) => one.id === id);
  if (status === undefined || json) return;
  const { state, postsPerSecond, lagSeconds, rejected, posts, outOfScope, reconnects, problem } = status;
  const parts = [
    state,
    `${formatCount(Math.round(postsPerSecond))} posts/s`,
    `${formatCount(posts)} posts`,
    ...(lagSeconds === undefined ? [] : [`lag ${formatLag(lagSeconds)}`]),
    `${formatCount(outOfScope)} out of scope`,
    `${formatCount(rejected)} rejected`,
    ...(reconnects > 0 ? [`${formatCount(reconnects)} reconnects`] : []),
    ...(problem === undefined ? [] : [printable(problem, 120)]),
  ];
  const line = parts.join(' · ');
  process.stderr.write(
    process.stderr.isTTY ? `\r\u001b[K${line.slice(0, (process.stderr.columns || 80) - 1)}` : `${line}\n`,
  );
}

const formatLag = (seconds: number): string =>
  seconds < 120
    ? `${seconds.toFixed(1)} s`
    : seconds < 7200
      ? `${Math.round(seconds / 60)} min`
      : seconds < 172_800
        ? `${Math.round(seconds / 3600)} h`
        : `${Math.round(seconds / 86_400)} days`;

function closing(status: SourceStatus | undefined, findings: number, json: boolean): number {
  if (process.stderr.isTTY && !json) process.stderr.write('\r\u001b[K');
  if (status === undefined) return 0;
  if (json) process.stdout.write(`${JSON.stringify({ kind: 'summary', ...status, findings })}\n`);
  else {
    const { posts, rowsAdded, rowsKnown, rejected, outOfScope, losses, state, problem } = status;
    const lines = [
      `${state}: ${formatCount(posts)} posts, ${formatCount(rowsAdded)} rows added, ${formatCount(rowsKnown)} known before`,
      `  ${formatCount(outOfScope)} out of scope, ${formatCount(rejected)} rejected, ${formatCount(findings)} findings`,
      ...losses.map(({ from, to, reason }) => `  missing: ${isoOf(from)} to ${isoOf(to)}: ${printable(reason, 200)}`),
      ...(problem === undefined ? [] : [`  ${printable(problem, 300)}`]),
    ];
    process.stderr.write(`${lines.join('\n')}\n`);
  }
  if (status.state === 'failed') return 2;
  return findings + status.rejected + status.losses.length > 0 ? 1 : 0;
}

const isoOf = (milliseconds: number): string => new Date(milliseconds).toISOString();
