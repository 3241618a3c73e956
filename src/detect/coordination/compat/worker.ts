// A thread that does parts of a compatibility run over shared memory.
import { parentPort, workerData } from 'node:worker_threads';
import type { CoortweetResult, CoortweetState, CoortweetTask } from './coortweet-tasks.ts';
import { createCoortweetWorker } from './coortweet-tasks.ts';

/** What a worker is given at its start, and takes and answers in messages. */
export type WorkerContract = {
  readonly data: CoortweetState;
  readonly message: CoortweetTask;
  readonly answer: CoortweetResult;
};

const run = createCoortweetWorker(workerData as WorkerContract['data']);

parentPort?.on('message', (task: CoortweetTask) => {
  const result = run(task);
  const transfer = result.blocks.map((block) => block.bytes.buffer as ArrayBuffer);
  if (result.edgesOfRank !== undefined) transfer.push(result.edgesOfRank.buffer);
  parentPort?.postMessage(result, transfer);
});
