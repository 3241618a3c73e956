// The worker thread of a space's live pipeline: calls in, answers, status and updates out.
import { parentPort, workerData } from 'node:worker_threads';
import type { StreamUpdate } from '../detect/coordination/stream/update.ts';
import { PollwardenError } from '../kernel/errors.ts';
import type { FromWorker, LiveCall, LiveCalls, LiveFailure, LiveSettings, ToWorker } from './contract.ts';
import { openPipeline, type Pipeline } from './pipeline.ts';

const port = parentPort;
if (port === null) throw new Error('live-worker.ts runs as a worker thread only');

const say = (message: FromWorker): void => port.postMessage(message);
const statusMilliseconds = 500;

let updates = 0;
let taken: (() => void) | undefined;
const onUpdate = async (update: StreamUpdate): Promise<void> => {
  const number = ++updates;
  await new Promise<void>((resolve) => {
    taken = resolve;
    say({ type: 'update', number, update });
  });
};

const pipeline = openPipeline(workerData as LiveSettings, { now: Date.now, random: Math.random, onUpdate });

let told = '';
const tellStatus = (): void => {
  const status = pipeline.status();
  const text = JSON.stringify(status);
  if (text === told) return;
  told = text;
  say({ type: 'status', status });
};
const timer = setInterval(tellStatus, statusMilliseconds);

type Handlers = {
  readonly [C in LiveCall]: (ask: LiveCalls[C]['ask'], of: Pipeline) => Promise<LiveCalls[C]['answer']>;
};

const handlers: Handlers = {
  start: async (source, of) => done(of.start(source)),
  stop: async ({ source }, of) => done(of.stop(source)),
  forget: async ({ source }, of) => done(of.forget(source)),
  push: async ({ source, body }, of) => of.push(source, body),
  preview: async (request, of) => of.preview(request),
  erase: async (request, of) => of.erase(request),
  expire: async (_, of) => of.expire(),
  pending: async (_, of) => of.pending(),
  detect: async (_, of) => done(of.detect()),
  close: async (_, of) => {
    clearInterval(timer);
    return done(of.close());
  },
};

async function done(work: Promise<unknown>): Promise<null> {
  await work;
  return null;
}

function failureOf(error: unknown): LiveFailure {
  if (error instanceof PollwardenError) return { code: error.code, message: error.message, detail: error.detail };
  return { code: '', message: error instanceof Error ? error.message : String(error), detail: undefined };
}

port.on('message', (message: ToWorker) => {
  if (message.type === 'taken') {
    if (message.number === updates) taken?.();
    return;
  }
  const { number, call, ask } = message;
  const handler = handlers[call] as (value: unknown, of: Pipeline) => Promise<unknown>;
  const answered = (answer: unknown): void => {
    tellStatus();
    say({ type: 'answer', number, answer });
    if (call === 'close') port.close();
  };
  handler(ask, pipeline).then(answered, (error: unknown) =>
    say({ type: 'refused', number, failure: failureOf(error) }),
  );
});
