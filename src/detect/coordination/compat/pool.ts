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
    onResult: (result: CoortweetResult, i: number) => void,
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
        onResult(run(task), i);
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

function runOn(
  workers: readonly Worker[],
  tasks: readonly CoortweetTask[],
  onResult: (result: CoortweetResult, i: number) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const waiting = new Map<number, CoortweetResult>();
    const idle = [...workers];
    let next = 0;
    let delivered = 0;
    const listeners = new Map<Worker, (result: CoortweetResult) => void>();
    const stop = (error?: unknown): void => {
      for (const worker of workers) {
        worker.removeAllListeners('message');
        worker.removeAllListeners('error');
      }
      if (error === undefined) resolve();
      else reject(error instanceof Error ? error : new Error('a worker failed', { cause: error }));
    };
    const give = (): void => {
      // A slow writer holds the workers back, so that at most two results a worker wait.
      while (idle.length > 0 && next < tasks.length && next - delivered < workers.length * 2) {
        const worker = idle.pop() as Worker;
        const i = next++;
        listeners.set(worker, (result) => {
          idle.push(worker);
          waiting.set(i, result);
          deliver();
        });
        worker.postMessage(tasks[i]);
      }
    };
    const deliver = (): void => {
      try {
        for (let result = waiting.get(delivered); result !== undefined; result = waiting.get(delivered)) {
          // The next task is given out before this result is written, so that no worker waits for the disk.
          waiting.delete(delivered);
          delivered++;
          give();
          onResult(result, delivered - 1);
        }
        give();
        if (delivered === tasks.length) stop();
      } catch (error) {
        stop(error);
      }
    };
    for (const worker of workers) {
      worker.on('message', (result: CoortweetResult) => listeners.get(worker)?.(result));
      worker.on('error', stop);
    }
    give();
    if (tasks.length === 0) stop();
  });
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
