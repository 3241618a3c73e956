// A thread that works on a bulletin: checks signatures, then writes files, one after another.
import { parentPort, workerData } from 'node:worker_threads';
import { PollwardenError } from '../../kernel/errors.ts';
import { lineChecker } from './check-lines.ts';
import { write } from './writer.ts';
import type { ExportFigures, Told, WriteAnswer, WriterData, WriteTask } from './writing.ts';

let figures: ExportFigures | undefined;
let holds = lineChecker(new Map());

function answer(task: WriteTask): WriteAnswer {
  try {
    if (task.kind === 'check') return { files: [], written: 0, hold: task.lines.map(holds) };
    return write(workerData as WriterData, task, figures);
  } catch (error) {
    if (!(error instanceof PollwardenError)) throw error;
    return { code: error.code, detail: error.detail, file: error.file };
  }
}

parentPort?.on('message', (message: WriteTask | Told) => {
  if (message.kind === 'figures') ({ figures } = message);
  else if (message.kind === 'definitions') holds = lineChecker(message.definitions);
  else parentPort?.postMessage(answer(message));
});
