// The detection in a thread of its own, so that storing and detecting use a core each. The thread is started when it is
// first needed. What waits for it is bounded: who adds more waits.
import { Worker } from 'node:worker_threads';
import type { StreamUpdate } from '../detect/coordination/stream/update.ts';
import type { DetectionStatus, LiveSettings } from './contract.ts';
import type { Detecting } from './detecting.ts';
import { memoryOf, packShares, type PackedShares } from './packed-shares.ts';

export type DetectingCall = 'rebuild' | 'clear' | 'tick' | 'detectNow' | 'close';

/** `now`: milliseconds since 1970 UTC. Each is answered with "done", in no order. */
export type ToDetecting =
  | { readonly type: 'add'; readonly number: number; readonly now: number; readonly batch: PackedShares }
  | { readonly type: DetectingCall; readonly number: number; readonly now: number }
  | { readonly type: 'taken' };

export type FromDetecting =
  | { readonly type: 'done'; readonly number: number; readonly status: DetectionStatus }
  /** Waits for "taken" before the next. */
  | { readonly type: 'update'; readonly update: StreamUpdate };

/** Rows on their way to the thread beyond which those who add wait. */
const mostRows = 200_000;

export type DetectingThreadOptions = {
  readonly settings: LiveSettings;
  readonly onUpdate: (update: StreamUpdate) => Promise<void>;
  /** Milliseconds since 1970 UTC. */
  readonly now: () => number;
  /** The thread has died; until `rebuild` is called nothing is detected. */
  readonly onGone: () => void;
};

export function createDetectingThread({ settings, onUpdate, now, onGone }: DetectingThreadOptions): Detecting {
  let status: DetectionStatus = { state: 'running', problem: undefined, stream: undefined };
  let worker: Worker | undefined;
  let closing = false;
  /** Between the end of a thread and the next `rebuild`, which reads from the lake what was not added. */
  let dead = false;
  let number = 0;
  let rows = 0;
  let ticking = false;
  const waiting = new Map<number, () => void>();

  const settle = (which: number): void => {
    waiting.get(which)?.();
    waiting.delete(which);
  };
  const hear = (message: FromDetecting): void => {
    if (message.type === 'done') {
      status = message.status;
      settle(message.number);
      return;
    }
    const taken = (): void => worker?.postMessage({ type: 'taken' } satisfies ToDetecting);
    void onUpdate(message.update).then(taken, taken);
  };
  const gone = (code: number, why: string | undefined): void => {
    worker = undefined;
    for (const which of waiting.keys()) settle(which);
    if (closing) return;
    status = { state: 'failed', problem: why ?? `the thread ended with ${code}`, stream: undefined };
    dead = true;
    onGone();
  };
  const open = (): Worker => {
    if (worker !== undefined) return worker;
    const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
    worker = new Worker(new URL(`./detecting-worker.${extension}`, import.meta.url), { workerData: settings });
    let why: string | undefined;
    worker.on('message', hear);
    worker.on('error', (error) => {
      why = error instanceof Error ? error.message : String(error);
    });
    worker.on('exit', (code) => gone(code, why));
    return worker;
  };
  const ask = async (message: Exclude<ToDetecting, { type: 'taken' }>, memory: ArrayBuffer[] = []): Promise<void> => {
    const one = open();
    await new Promise<void>((resolve) => {
      waiting.set(message.number, resolve);
      one.postMessage(message, memory);
    });
  };
  const call = async (type: DetectingCall): Promise<void> => ask({ type, number: ++number, now: now() });

  /** Resolves when there is room for more. */
  const add = async (batch: PackedShares): Promise<void> => {
    rows += batch.count;
    const sent = async (): Promise<void> => {
      await ask({ type: 'add', number: ++number, now: now(), batch }, memoryOf(batch));
      rows -= batch.count;
    };
    const added = sent();
    if (rows > mostRows) await added;
  };

  return {
    add: async (fresh) => {
      if (dead) return;
      for (const batch of fresh()) await add(packShares(batch));
    },
    rebuild: async () => {
      dead = false;
      status = { ...status, state: 'rebuilding', problem: undefined };
      await call('rebuild');
    },
    clear: () => {
      if (worker !== undefined) void call('clear');
    },
    tick: () => {
      if (worker === undefined || ticking) return;
      ticking = true;
      const done = (): void => {
        ticking = false;
      };
      void call('tick').finally(done);
    },
    detectNow: async () => {
      if (!dead) await call('detectNow');
    },
    status: () => status,
    close: async () => {
      closing = true;
      const last = worker;
      if (last === undefined) return;
      const ended = new Promise((resolve) => void last.once('exit', resolve));
      await call('close');
      await ended;
    },
  };
}
