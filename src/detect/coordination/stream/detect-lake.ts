// Detection over the lake in a thread of its own: what a closed pane, a schedule and a person's click run.
import { Worker } from 'node:worker_threads';
import { PollwardenError, type ErrorCode } from '../../../kernel/errors.ts';
import type { DetectOptions } from '../options.ts';
import type { CoordinationResult } from '../result.ts';
import type { Pane } from './contract.ts';

export type LakeDetection = {
  readonly dataFolder: string;
  /** Seconds since 1970 UTC, end exclusive. */
  readonly range: Pane;
  readonly options: Omit<DetectOptions, 'onProgress'>;
};

/** Ended from outside in the midst of a query, the engine takes the process along: only what hangs is. */
const patienceMilliseconds = 30_000;

/** Places in the memory that is shared with the thread. */
export const stopPlace = 0;
/** 1 once the engine is closed: from then on the thread can be ended at any time. */
export const readPlace = 1;

/** What the thread posts. */
export type Answer =
  | { readonly kind: 'progress'; readonly step: string; readonly done: number }
  | { readonly kind: 'result'; readonly result: CoordinationResult }
  | { readonly kind: 'failure'; readonly code: ErrorCode | undefined; readonly message: string };

/** The same shares and options give the same result, whatever the order in which the lake got them. */
export async function detectLake(
  detection: LakeDetection,
  hooks: {
    readonly onProgress?: (step: string, done: number) => void;
    readonly signal?: AbortSignal;
  } = {},
): Promise<CoordinationResult> {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  const flags = new Int32Array(new SharedArrayBuffer(8));
  const workerData = { ...detection, flags };
  const worker = new Worker(new URL(`./detect-lake-worker.${extension}`, import.meta.url), { workerData });
  let last: NodeJS.Timeout | undefined;
  const stop = (): void => {
    // While it reads, the thread ends itself at its next step.
    Atomics.store(flags, stopPlace, 1);
    if (Atomics.load(flags, readPlace) === 1) {
      void worker.terminate();
      return;
    }
    last = setTimeout(() => void worker.terminate(), patienceMilliseconds).unref();
  };
  hooks.signal?.addEventListener('abort', stop);
  try {
    return await new Promise<CoordinationResult>((resolve, reject) => {
      worker.on('message', (answer: Answer) => {
        if (answer.kind === 'progress') hooks.onProgress?.(answer.step, answer.done);
        else if (answer.kind === 'result') resolve(answer.result);
        else if (answer.code === undefined) reject(new Error(answer.message));
        else reject(new PollwardenError(answer.code, answer.message));
      });
      worker.on('error', reject);
      worker.on('exit', () => reject(new PollwardenError('STOPPED', 'the detection was stopped before its end')));
      if (hooks.signal?.aborted === true) stop();
    });
  } finally {
    hooks.signal?.removeEventListener('abort', stop);
    clearTimeout(last);
  }
}
