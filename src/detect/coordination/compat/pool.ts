// Runs the parts of a compatibility run on this thread or on workers; results arrive in the order of the tasks.
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { CoortweetResult, CoortweetState, CoortweetTask } from './coortweet-tasks.ts';
import { createCoortweetWorker } from './coortweet-tasks.ts';
import type { WorkerContract } from './worker.ts';

export type TaskPool = {
  /** Does all tasks and hands each result over in the order of the tasks; few results wait at any time. */
  readonly run: (
    tasks: readonly CoortweetTask[],
    onResult: (result: CoortweetResult, i: number) => void | Promise<void>,
  ) => Promise<void>;
  readonly close: () => Promise<void>;
};

/** A pool for the state: this thread alone for small work, else up to eight workers that share its memory. */
export function createPool(state: CoortweetState, small: boolean): TaskPool {
  const threads = small ? 1 : Math.min(8, availableParallelism());
  return threads === 1 ? ownThread(state) : workerPool(state, threads);
}

function ownThread(state: CoortweetState): TaskPool {
  const run = createCoortweetWorker(state);
  return {
    run: async (tasks, onResult) => {
      for (const [i, task] of tasks.entries()) {
        await onResult(run(task), i);
        // Lets progress be drawn and signals be heard.
        await new Promise((resolve) => setImmediate(resolve));
      }
    },
    close: async () => {},
  };
}

function workerPool(state: CoortweetState, threads: number): TaskPool {
  const shared = inSharedMemory(state) as WorkerContract['data'];
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  const workers = Array.from(
    { length: threads },
    () => new Worker(new URL(`./worker.${extension}`, import.meta.url), { workerData: shared }),
  );
  return {
    run: (tasks, onResult) => runOn(workers, tasks, onResult),
    close: async () => {
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
}

/** One run: what has been given out, what has come back, what has been handed over in order. */
type Run = {
  readonly workers: readonly Worker[];
  readonly tasks: readonly CoortweetTask[];
  readonly onResult: (result: CoortweetResult, i: number) => void | Promise<void>;
  readonly idle: Worker[];
  readonly taskOf: Map<Worker, number>;
  readonly waiting: Map<number, CoortweetResult>;
  next: number;
  delivered: number;
  busy: boolean;
};

function runOn(
  workers: readonly Worker[],
  tasks: readonly CoortweetTask[],
  onResult: (result: CoortweetResult, i: number) => void | Promise<void>,
): Promise<void> {
  const run: Run = {
    workers,
    tasks,
    onResult,
    idle: [...workers],
    taskOf: new Map(),
    waiting: new Map(),
    next: 0,
    delivered: 0,
    busy: false,
  };
  return new Promise((resolve, reject) => {
    const stop = (error?: Error): void => {
      for (const worker of workers) worker.removeAllListeners('message').removeAllListeners('error');
      if (error === undefined) resolve();
      else reject(error);
    };
    for (const worker of workers) {
      worker.on('error', stop);
      worker.on('message', (result: CoortweetResult) => {
        run.waiting.set(run.taskOf.get(worker) as number, result);
        run.idle.push(worker);
        giveOut(run);
        handOver(run).then(() => (run.delivered === tasks.length ? stop() : undefined), stop);
      });
    }
    giveOut(run);
    if (tasks.length === 0) stop();
  });
}

/** A slow writer holds the workers back, so that at most two results a worker wait. */
function giveOut(run: Run): void {
  while (run.idle.length > 0 && run.next < run.tasks.length && run.next - run.delivered < run.workers.length * 2) {
    const worker = run.idle.pop() as Worker;
    run.taskOf.set(worker, run.next);
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
    worker.postMessage(run.tasks[run.next++]);
  }
}

/** Hands over what is ready, one after the other; a second call while one is at it does nothing. */
async function handOver(run: Run): Promise<void> {
  if (run.busy) return;
  run.busy = true;
  for (let ready = run.waiting.get(run.delivered); ready !== undefined; ready = run.waiting.get(run.delivered)) {
    run.waiting.delete(run.delivered);
    await run.onResult(ready, run.delivered);
    run.delivered++;
    giveOut(run);
  }
  run.busy = false;
}

/** A copy whose typed arrays lie in shared memory; equal buffers are copied once per view. */
function inSharedMemory(value: unknown): unknown {
  if (value instanceof Uint8Array || value instanceof Uint32Array || value instanceof Float64Array) {
    if (value.buffer instanceof SharedArrayBuffer) return value;
    const buffer = new SharedArrayBuffer(value.byteLength);
    new Uint8Array(buffer).set(new Uint8Array(value.buffer, value.byteOffset, value.byteLength));
    if (value instanceof Uint8Array) return new Uint8Array(buffer);
    return value instanceof Uint32Array ? new Uint32Array(buffer) : new Float64Array(buffer);
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, inSharedMemory(part)]));
}
