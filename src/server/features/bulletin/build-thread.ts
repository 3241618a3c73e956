// Builds a bulletin beside the thread that answers people.
import { Worker } from 'node:worker_threads';
import type { CopyDiffers } from '../../../bulletin/log/sync.ts';
import type { BuiltSite } from '../../../bulletin/site/site-request.ts';
import { type ErrorCode, PollwardenError } from '../../../kernel/errors.ts';

export type BuildTask = {
  /** The space's own data folder, the log's folder, the folder of the bulletin, the built scripts of its page. */
  readonly folder: string;
  readonly logFolder: string;
  readonly out: string;
  readonly app: string;
  readonly election: string;
  /** Entries of the log that are published. */
  readonly size: number;
  readonly copyDiffers: readonly CopyDiffers[];
  readonly now: number;
};

/** What readers find now, so that the record of it can be kept: size, root in base64, and how many witnesses signed. */
export type ShownHead = { readonly size: number; readonly root: string; readonly witnesses: number };

export type BuildAnswer =
  | { readonly built: BuiltSite; readonly head: ShownHead | undefined }
  | { readonly code: ErrorCode | undefined; readonly detail: string | undefined };

export type RunningBuild = {
  readonly done: Promise<Extract<BuildAnswer, { readonly built: BuiltSite }>>;
  readonly stop: () => Promise<void>;
};

/** The errors of buildSite, openKeeper and the ledger's. Ended at any moment, the bulletin before is still whole. */
export function buildInThread(task: BuildTask): RunningBuild {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  const worker = new Worker(new URL(`./build-worker.${extension}`, import.meta.url), { workerData: task });
  const done = new Promise<Extract<BuildAnswer, { readonly built: BuiltSite }>>((resolve, reject) => {
    worker.once('message', (answer: BuildAnswer) => {
      if ('built' in answer) resolve(answer);
      else
        reject(answer.code === undefined ? new Error(answer.detail) : new PollwardenError(answer.code, answer.detail));
    });
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`the thread of a bulletin ended with ${code}`)));
  });
  return { done, stop: async () => void (await worker.terminate()) };
}
