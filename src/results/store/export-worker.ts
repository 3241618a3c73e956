// A thread that writes one export: a whole election takes seconds, in which a server has others to answer.
import { parentPort, workerData } from 'node:worker_threads';
import { PollwardenError } from '../../kernel/errors.ts';
import { readLedger } from '../../ledger/ledger.ts';
import type { ExportAnswer, ExportTask } from './export-thread.ts';
import { exportElection } from './export-text.ts';

const { folder, now, ...request } = workerData as ExportTask;

function answer(): ExportAnswer {
  const ledger = readLedger(folder, () => now);
  try {
    return { text: exportElection(ledger, request) ?? null };
  } catch (error) {
    if (!(error instanceof PollwardenError)) throw error;
    return { code: error.code, detail: error.detail };
  } finally {
    ledger.close();
  }
}

parentPort?.postMessage(answer());
