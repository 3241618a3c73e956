// Starts one job in a thread of its own and tells of its steps.
import { Worker } from 'node:worker_threads';
import { type ErrorCode, PollwardenError } from '../kernel/errors.ts';
import type { BackupOptions, MadeBackup } from './backup/write.ts';
import type { DoctorContext, Finding } from './doctor/check.ts';
import type { RestorePlan } from './restore/plan.ts';
import type { StageOptions } from './restore/stage.ts';

type Options<T> = Omit<T, 'now' | 'onStep' | 'onHead' | 'monotonic' | 'files'>;

export type JobRequest =
  | { readonly kind: 'backup'; readonly options: Options<BackupOptions> }
  | { readonly kind: 'restore'; readonly path: string; readonly options: Options<StageOptions> }
  | { readonly kind: 'checks'; readonly timeOrigin: number; readonly options: Options<DoctorContext> };

export type JobResults = {
  readonly backup: MadeBackup;
  readonly restore: readonly RestorePlan[];
  readonly checks: readonly Finding[];
};

export type JobAnswer =
  | { readonly type: 'step'; readonly step: string; readonly done?: number }
  | { readonly type: 'done'; readonly value: unknown }
  | {
      readonly type: 'refused';
      readonly code: ErrorCode | undefined;
      readonly message: string;
      readonly detail?: string | undefined;
      readonly file?: string | undefined;
    };

export type RunningJob<K extends JobRequest['kind']> = {
  readonly result: Promise<JobResults[K]>;
  /** Ends the thread; what it had begun is a leftover that the next job removes. */
  readonly end: () => Promise<void>;
};

/** Rejects with the thread's PollwardenError, or an Error of the thread's message. */
export function startJob<K extends JobRequest['kind']>(
  request: Extract<JobRequest, { readonly kind: K }>,
  onStep: (step: string, done?: number) => void,
): RunningJob<K> {
  const module = import.meta.url.endsWith('.ts') ? './jobs-worker.ts' : './jobs-worker.js';
  const worker = new Worker(new URL(module, import.meta.url), { workerData: request });
  const result = new Promise<JobResults[K]>((resolve, reject) => {
    worker.on('message', (answer: JobAnswer) => {
      if (answer.type === 'step') onStep(answer.step, answer.done);
      else if (answer.type === 'done') resolve(answer.value as JobResults[K]);
      else reject(failureOf(answer));
    });
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('the job was ended')));
  });
  return {
    result,
    end: async () => {
      await worker.terminate();
    },
  };
}

function failureOf({ code, detail, file, message }: Extract<JobAnswer, { readonly type: 'refused' }>): Error {
  if (code === undefined) return new Error(message);
  return new PollwardenError(code, detail, file === undefined ? {} : { file });
}
