// Runs streams in worker processes; every record is kept at once, so that an interrupted run goes on where it stopped.
import { fork } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StreamRecord } from './run-stream.ts';
import type { StreamSpec } from './streams.ts';
import type { Answer } from './worker.ts';

/** Records of an earlier run with the same sources; a line cut off by a kill is left out. */
export function readCache(path: string): Map<string, StreamRecord> {
  const records = new Map<string, StreamRecord>();
  if (!existsSync(path)) return records;
  for (const line of readFileSync(path, 'utf8').split('\n')) {
    try {
      const record = JSON.parse(line) as StreamRecord;
      records.set(record.key, record);
    } catch {
      continue;
    }
  }
  return records;
}

export type RunOptions = {
  readonly workers: number;
  /** Folder of the records, one file of lines per fingerprint. */
  readonly cacheFolder: string;
  readonly fingerprint: string;
  /** Module of the worker process, worker.ts unless a test says otherwise. */
  readonly worker?: string;
  readonly onProgress: (done: number, all: number, key: string, seconds: number) => void;
};

/** Records by key of all `specs`; throws the first error after the other streams have been run. */
export async function runAll(specs: readonly StreamSpec[], options: RunOptions): Promise<Map<string, StreamRecord>> {
  mkdirSync(options.cacheFolder, { recursive: true });
  const path = join(options.cacheFolder, `${options.fingerprint}.jsonl`);
  const records = readCache(path);
  const open = specs.filter((spec) => !records.has(spec.key));
  const errors: string[] = [];
  const worker = options.worker ?? join(import.meta.dirname, 'worker.ts');
  let next = 0;
  let done = specs.length - open.length;
  if (done > 0) options.onProgress(done, specs.length, 'from the cache', 0);
  const keep = (answer: Answer): void => {
    done++;
    if ('error' in answer) {
      errors.push(`${answer.key}: ${answer.error}`);
      return;
    }
    records.set(answer.record.key, answer.record);
    appendFileSync(path, `\n${JSON.stringify(answer.record)}`);
    options.onProgress(done, specs.length, answer.record.key, answer.record.seconds);
  };
  await Promise.all(
    Array.from({ length: Math.min(options.workers, open.length) }, () => workThrough(worker, () => open[next++], keep)),
  );
  if (errors.length > 0) throw new Error(`${errors.length} streams failed; the first:\n${errors[0]}`);
  return records;
}

/** One worker process that takes streams until there are no more. A worker that dies fails its stream. */
function workThrough(
  module: string,
  take: () => StreamSpec | undefined,
  keep: (answer: Answer) => void,
): Promise<void> {
  return new Promise((resolve) => {
    const worker = fork(module, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    let current: StreamSpec | undefined;
    const hand = (): void => {
      current = take();
      if (current === undefined) worker.disconnect();
      else worker.send(current);
    };
    worker.on('message', (answer: Answer) => {
      keep(answer);
      hand();
    });
    worker.on('exit', (code, signal) => {
      if (current === undefined) return resolve();
      keep({ key: current.key, error: `the worker ended with ${signal ?? code}` });
      workThrough(module, take, keep).then(resolve, resolve);
    });
    hand();
  });
}
