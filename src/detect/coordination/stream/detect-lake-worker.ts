// The thread of `detectLake`.
import { parentPort, workerData } from 'node:worker_threads';
import { PollwardenError } from '../../../kernel/errors.ts';
import { readLakeShares } from '../../lake-shares.ts';
import { detectCoordination } from '../detect.ts';
import { type Answer, type LakeDetection, readPlace, stopPlace } from './detect-lake.ts';

const { dataFolder, range, options, flags } = workerData as LakeDetection & { readonly flags: Int32Array };
const post = (answer: Answer): void => parentPort?.postMessage(answer);

try {
  const onProgress = (step: string, done: number): void => {
    if (Atomics.load(flags, stopPlace) === 1) throw new PollwardenError('STOPPED');
    post({ kind: 'progress', step, done });
  };
  onProgress('reading', 0);
  const shares = await readLakeShares(dataFolder, {
    from: range.from * 1e6,
    to: range.to * 1e6,
    onProgress: (read, all) => onProgress('reading', all === 0 ? 1 : Math.min(1, read / all)),
    onRead: () => {
      Atomics.store(flags, readPlace, 1);
      onProgress('reading', 1);
    },
  });
  post({ kind: 'result', result: await detectCoordination(shares, { ...options, onProgress }) });
} catch (error) {
  const ours = error instanceof PollwardenError;
  const message = ours ? (error.detail ?? '') : String(error instanceof Error ? error.stack : error);
  post({ kind: 'failure', code: ours ? error.code : undefined, message });
}
