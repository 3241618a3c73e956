// A thread that assesses the plausibility of one election and answers once, so that the server answers meanwhile.
import { parentPort, workerData } from 'node:worker_threads';
import { PollwardenError } from '../../kernel/errors.ts';
import { readLedger } from '../../ledger/ledger.ts';
import { assessElection } from './plausibility.ts';
import type { AssessAnswer, AssessRequest } from './plausibility-thread.ts';

const { folder, election, at } = workerData as AssessRequest;

function answer(): AssessAnswer {
  try {
    const ledger = readLedger(folder, () => at);
    try {
      return { found: assessElection(ledger, election) };
    } finally {
      ledger.close();
    }
  } catch (error) {
    if (error instanceof PollwardenError) return { code: error.code, detail: error.detail };
    return { code: undefined, detail: error instanceof Error ? error.message : String(error) };
  }
}

parentPort?.postMessage(answer());
