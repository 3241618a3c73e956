// The thread that backups, verification for a restore, and checks run in, so that the server answers meanwhile.
import { parentPort, workerData } from 'node:worker_threads';
import { PollwardenError } from '../kernel/errors.ts';
import { diskFiles } from '../lake/files.ts';
import { makeBackup } from './backup/write.ts';
import { runChecks } from './doctor/run.ts';
import type { JobAnswer, JobRequest } from './jobs.ts';
import { stageRestore } from './restore/stage.ts';

const request = workerData as JobRequest;
const now = Date.now;
const onStep = (step: string, done?: number): void => {
  answer({ type: 'step', step, ...(done === undefined ? {} : { done }) });
};
const answer = (message: JobAnswer): void => parentPort?.postMessage(message);

async function work(): Promise<unknown> {
  switch (request.kind) {
    case 'backup':
      return await makeBackup({ ...request.options, now, onStep });
    case 'restore': {
      const staged = await stageRestore(request.path, { ...request.options, now, onStep });
      return staged.map(({ plan }) => plan);
    }
    case 'checks':
      return await runChecks({
        ...request.options,
        now,
        // The thread's own clock begins later than the server's.
        monotonic: () => performance.now() + performance.timeOrigin - request.timeOrigin,
        files: diskFiles,
        onStep,
      });
    default:
      return request satisfies never;
  }
}

try {
  answer({ type: 'done', value: await work() });
} catch (error) {
  answer(
    error instanceof PollwardenError
      ? { type: 'refused', code: error.code, detail: error.detail, file: error.file, message: error.message }
      : { type: 'refused', code: undefined, message: error instanceof Error ? error.message : String(error) },
  );
}
