// Exports beside the thread that answers people.
import { Worker } from 'node:worker_threads';
import { type ErrorCode, PollwardenError } from '../../kernel/errors.ts';
import type { ExportRequest } from './export-text.ts';

export type ExportTask = Omit<ExportRequest, 'choice'> & {
  /** The space's own data folder. */
  readonly folder: string;
  readonly now: number;
  /** Functions do not cross threads: lots are those that are recorded. */
  readonly choice: { readonly confirmedOnly: boolean };
};
export type ExportAnswer =
  | { readonly text: string | null }
  | { readonly code: ErrorCode; readonly detail: string | undefined };

const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';

/** VALUE_MISSING where there is nothing to write yet; the errors of the tally and of the format. */
export function exportInThread(task: ExportTask): Promise<string> {
  const worker = new Worker(new URL(`./export-worker.${extension}`, import.meta.url), { workerData: task });
  return new Promise((resolve, reject) => {
    worker.once('message', (answer: ExportAnswer) => {
      if ('code' in answer) reject(new PollwardenError(answer.code, answer.detail));
      else if (answer.text === null)
        reject(new PollwardenError('VALUE_MISSING', `there is nothing yet for ${task.format}`));
      else resolve(answer.text);
    });
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`the thread of an export ended with ${code}`)));
  });
}
