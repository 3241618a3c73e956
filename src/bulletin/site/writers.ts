// Threads that write a bulletin beside the one that makes it. The first failure ends all of it: a bulletin is whole or not there.
import { Worker } from 'node:worker_threads';
import { PollwardenError } from '../../kernel/errors.ts';
import type { Told, WriteAnswer, WriterData, WriteTask, Written } from './writing.ts';

export type Writers = {
  /** Resolves when the file is on the disk; its name is durable with its folder. DISK_FULL, FILE_UNWRITABLE. */
  readonly write: (task: WriteTask) => Promise<Written>;
  /** What later tasks are about. */
  readonly tell: (told: Told) => void;
  /** Files written so far, and asked for so far. */
  readonly progress: () => { readonly written: number; readonly done: number; readonly asked: number };
  readonly close: () => Promise<void>;
};

type Waiting = {
  readonly task: WriteTask;
  readonly resolve: (written: Written) => void;
  readonly reject: (error: unknown) => void;
};

const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';

type Counts = { written: number; done: number; asked: number };

function settle({ resolve, reject }: Waiting, answer: WriteAnswer, counts: Counts): void {
  counts.done++;
  if ('code' in answer) {
    const place = answer.file === undefined ? {} : { file: answer.file };
    reject(new PollwardenError(answer.code, answer.detail, place));
  } else {
    counts.written += answer.written;
    resolve(answer);
  }
}

/** `count` threads. */
export function openWriters(data: WriterData, count: number): Writers {
  const waiting: Waiting[] = [];
  const idle: Worker[] = [];
  const busy = new Map<Worker, Waiting>();
  const counts: Counts = { written: 0, done: 0, asked: 0 };
  const next = (): void => {
    while (idle.length > 0 && waiting.length > 0) {
      const [worker, one] = [idle.pop() as Worker, waiting.shift() as Waiting];
      busy.set(worker, one);
      worker.postMessage(one.task);
    }
  };
  const workers = Array.from({ length: count }, () => {
    const worker = new Worker(new URL(`./writer-worker.${extension}`, import.meta.url), { workerData: data });
    worker.on('message', (answer: WriteAnswer) => {
      const one = busy.get(worker);
      busy.delete(worker);
      idle.push(worker);
      if (one !== undefined) settle(one, answer, counts);
      next();
    });
    worker.on('error', (error) => {
      for (const one of [...busy.values(), ...waiting.splice(0)]) one.reject(error);
      busy.clear();
    });
    idle.push(worker);
    return worker;
  });
  return {
    write: (task) => {
      counts.asked++;
      return new Promise((resolve, reject) => {
        // Checks first, since all else waits for them; then large exports, so that nothing waits for them at the end.
        if (task.kind === 'export' || task.kind === 'check') waiting.unshift({ task, resolve, reject });
        else waiting.push({ task, resolve, reject });
        next();
      });
    },
    tell: (told) => {
      for (const worker of workers) worker.postMessage(told);
    },
    progress: () => ({ ...counts }),
    close: async () => {
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
}
