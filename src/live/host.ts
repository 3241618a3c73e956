// The main thread's side of the live pipeline: starts the worker when it is needed, starts it again when it dies, with
// the sources that ran, and asks it. Its own failures never take the server with it.
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { StreamUpdate } from '../detect/coordination/stream/update.ts';
import { diskFiles } from '../lake/files.ts';
import { releaseOfThread } from '../lake/lock.ts';
import { lakeFolder } from '../lake/manifest.ts';
import { createBackoff } from '../ingest/follow/web/backoff.ts';
import { type ErrorCode, errorTexts, PollwardenError } from '../kernel/errors.ts';
import type { FromWorker, LiveCall, LiveCalls, LiveFailure, LiveSettings, LiveSource, LiveStatus } from './contract.ts';

export type LiveHost = {
  readonly startSource: (source: LiveSource) => Promise<void>;
  readonly stopSource: (source: string) => Promise<void>;
  /** Any other question to the pipeline. LIVE_ENDED when it dies before it answers. */
  readonly ask: <C extends Exclude<LiveCall, 'start' | 'stop' | 'close'>>(
    call: C,
    ask: LiveCalls[C]['ask'],
  ) => Promise<LiveCalls[C]['answer']>;
  readonly status: () => LiveStatus;
  /** Whether the worker runs; it is started by the first question that needs it. */
  readonly isRunning: () => boolean;
  /** Why the worker died the last time, until a source has run again. */
  readonly problem: () => string | undefined;
  readonly onUpdate: (take: (update: StreamUpdate) => void | Promise<void>) => void;
  /** Called when what `status` answers has changed. */
  readonly onStatus: (listener: (status: LiveStatus) => void) => void;
  readonly close: () => Promise<void>;
};

export type HostTools = {
  /** Uniform in [0, 1), for the waits before a restart. */
  readonly random?: () => number;
  readonly onCrash?: (problem: string, restartMilliseconds: number) => void;
};

/** Ended from outside in the midst of a query, an engine takes the process along: only what hangs is. */
const patienceMilliseconds = 30_000;

const nothing: LiveStatus = { sources: [], detection: { state: 'off', problem: undefined, stream: undefined } };

type Running = {
  readonly worker: Worker;
  readonly thread: number;
  readonly waiting: Map<number, { readonly resolve: (answer: unknown) => void; readonly reject: (e: Error) => void }>;
};

export function openLive(settings: LiveSettings, tools: HostTools = {}): LiveHost {
  const wanted = new Map<string, LiveSource>();
  const stopFlag = new Int32Array(new SharedArrayBuffer(4));
  const backoff = createBackoff(tools.random ?? Math.random, 250, 30_000);
  let running: Running | undefined;
  let number = 0;
  let status = nothing;
  let problem: string | undefined;
  let closing = false;
  let restart: NodeJS.Timeout | undefined;
  let take: (update: StreamUpdate) => void | Promise<void> = () => undefined;
  const listeners: ((status: LiveStatus) => void)[] = [];
  const tell = (): void => {
    for (const listener of listeners) listener(status);
  };

  const hear = (one: Running, message: FromWorker): void => {
    if (message.type === 'status') {
      status = message.status;
      if (status.sources.some(({ state }) => state === 'running')) [problem] = [undefined, backoff.reset()];
      tell();
    } else if (message.type === 'update') {
      const acknowledge = (): void => one.worker.postMessage({ type: 'taken', number: message.number });
      // What could not be taken is told by the taker; the stream must not stand still for it.
      void Promise.resolve(message.update).then(take).then(acknowledge, acknowledge);
    } else {
      const call = one.waiting.get(message.number);
      one.waiting.delete(message.number);
      if (message.type === 'answer') call?.resolve(message.answer);
      else call?.reject(errorOf(message.failure));
    }
  };

  const gone = (one: Running, why: string): void => {
    if (running !== one) return;
    running = undefined;
    releaseOfThread(diskFiles, join(lakeFolder(settings.dataFolder), 'lock'), one.thread);
    for (const { reject } of one.waiting.values()) reject(new PollwardenError('LIVE_ENDED', why));
    if (closing) return;
    problem = why;
    const wait = backoff.next();
    status = { ...status, sources: status.sources.map((source) => ({ ...source, state: 'waiting', problem: why })) };
    tell();
    tools.onCrash?.(why, wait);
    restart = setTimeout(() => resume(), wait);
  };

  const open = (): Running => {
    if (running !== undefined) return running;
    if (closing) throw new PollwardenError('LIVE_ENDED', 'the server is stopping');
    const worker = startWorker({ ...settings, stopFlag });
    const one: Running = { worker, thread: worker.threadId, waiting: new Map() };
    running = one;
    worker.on('message', (message: FromWorker) => hear(one, message));
    let why: string | undefined;
    worker.on('error', (error) => {
      why = error.message;
    });
    // Only now is the thread gone, and what it held can be given back.
    worker.on('exit', (code) => gone(one, why ?? `the worker ended with ${code}`));
    return one;
  };

  const ask = async (call: LiveCall, value: unknown): Promise<unknown> => {
    const one = open();
    const mine = ++number;
    return await new Promise((resolve, reject) => {
      one.waiting.set(mine, { resolve, reject });
      one.worker.postMessage({ type: 'call', call, number: mine, ask: value });
    });
  };

  /** Starts what is wanted and does not run; what fails for now is tried again. */
  const resume = (): void => {
    const tries = [...wanted.values()].map(async (source) => {
      try {
        await ask('start', source);
        return true;
      } catch (error) {
        const code = error instanceof PollwardenError ? error.code : '';
        if (code === 'CONFLICT') return true;
        problem = error instanceof Error ? error.message : String(error);
        return code === 'PURPOSE_ENDED' || code === 'USAGE';
      }
    });
    const again = (done: readonly boolean[]): void => {
      if (!closing && done.includes(false)) restart = setTimeout(resume, backoff.next());
    };
    void Promise.all(tries).then(again);
  };

  return {
    startSource: async (source) => {
      const before = wanted.get(source.id);
      wanted.set(source.id, source);
      try {
        await ask('start', source);
      } catch (error) {
        // One that runs already goes on, and is started again after a crash.
        if (before === undefined) wanted.delete(source.id);
        else wanted.set(source.id, before);
        throw error;
      }
    },
    stopSource: async (source) => {
      wanted.delete(source);
      if (running !== undefined) await ask('stop', { source });
    },
    ask: async (call, value) => ask(call, value) as never,
    status: () => status,
    isRunning: () => running !== undefined,
    problem: () => problem,
    onUpdate: (taker) => {
      take = taker;
    },
    onStatus: (listener) => {
      listeners.push(listener);
    },
    close: async () => {
      clearTimeout(restart);
      // From now on a thread that ends was asked to, and is not started again.
      closing = true;
      Atomics.store(stopFlag, 0, 1);
      const one = running;
      if (one === undefined) return;
      const ended = new Promise<void>((resolve) => one.worker.once('exit', () => resolve()));
      await ask('close', null).catch(() => undefined);
      // It ends by itself once its engine has.
      const late = setTimeout(() => void one.worker.terminate(), patienceMilliseconds);
      await ended;
      clearTimeout(late);
    },
  };
}

function startWorker(settings: LiveSettings): Worker {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  return new Worker(new URL(`./live-worker.${extension}`, import.meta.url), {
    workerData: settings,
    // Many short-lived texts: room for them spares copying those that live a little longer. Below what the service may
    // take in all (packaging: 2 GB): a thread that needs more dies and is started again, instead of the whole server.
    resourceLimits: { maxYoungGenerationSizeMb: 64, maxOldGenerationSizeMb: 1400 },
  });
}

const isCode = (code: string): code is ErrorCode => Object.hasOwn(errorTexts, code);

function errorOf({ code, message, detail }: LiveFailure): Error {
  return isCode(code) ? new PollwardenError(code, detail) : new Error(message);
}
