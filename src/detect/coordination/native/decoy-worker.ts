// A thread that runs the decoys it is given.
import { parentPort, workerData } from 'node:worker_threads';
import { type DecoyInput, runDecoy } from './run-decoy.ts';

const { input, numbers } = workerData as { readonly input: DecoyInput; readonly numbers: readonly number[] };
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread's port, not a window
for (const r of numbers) parentPort?.postMessage({ r, scores: runDecoy(input, r) });
