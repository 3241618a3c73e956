// All decoys of a stream; those of a large stream on two threads.
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { type DecoyInput, type DecoyScores, runDecoy } from './run-decoy.ts';

/** Shares from which on a second thread is worth its start. */
const largeShares = 200_000;

function inThread(
  input: DecoyInput,
  numbers: readonly number[],
  keep: (r: number, scores: DecoyScores) => void,
): Promise<void> {
  const file = import.meta.url.endsWith('.ts') ? './decoy-worker.ts' : './decoy-worker.js';
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL(file, import.meta.url), { workerData: { input, numbers } });
    worker.on('message', ({ r, scores }: { r: number; scores: DecoyScores }) => keep(r, scores));
    worker.on('error', reject);
    worker.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`decoy thread ended with ${code}`))));
  });
}

/** Runs decoys 0 .. count - 1. `onProgress` gets the share that is done; `splitFrom`: shares from which on two threads work. */
export async function runDecoys(
  input: DecoyInput,
  count: number,
  onProgress: (done: number) => void,
  splitFrom = largeShares,
): Promise<readonly DecoyScores[]> {
  const results = new Array<DecoyScores>(count);
  let finished = 0;
  const keep = (r: number, scores: DecoyScores): void => {
    results[r] = scores;
    onProgress(++finished / count);
  };
  const all = Array.from({ length: count }, (_, r) => r);
  const shares = input.layers.reduce((sum, layer) => sum + layer.shares.count, 0);
  const split = shares >= splitFrom && availableParallelism() >= 2;
  const thread = split
    ? inThread(
        input,
        all.filter((r) => r % 2 === 1),
        keep,
      )
    : undefined;
  // Marked as handled at once: its failure is thrown below, after the decoys of this thread.
  thread?.catch(() => {});
  for (const r of all) {
    if (split && r % 2 === 1) continue;
    await new Promise((resolve) => setImmediate(resolve));
    const from = finished / count;
    keep(
      r,
      runDecoy(input, r, (done) => onProgress(Math.max(from, (finished + done * 0.9) / count))),
    );
  }
  await thread;
  return results;
}
