// The thread of `createDetectingThread`: the detection, fed and asked by messages.
import { parentPort, workerData } from 'node:worker_threads';
import type { StreamUpdate } from '../detect/coordination/stream/update.ts';
import { PollwardenError } from '../kernel/errors.ts';
import type { Detection, LiveSettings } from './contract.ts';
import { createDetecting } from './detecting.ts';
import type { FromDetecting, ToDetecting } from './detecting-thread.ts';
import { openDetectionOf } from './detection-module.ts';
import { unpackShares } from './packed-shares.ts';

const port = parentPort;
if (port === null) throw new Error('detecting-worker.ts runs as a worker thread only');
const settings = workerData as LiveSettings;
const { stopFlag } = settings;
const isStopping = (): boolean => stopFlag !== undefined && Atomics.load(stopFlag, 0) === 1;
const lookMilliseconds = 100;
const say = (message: FromDetecting): void => port.postMessage(message);

/** As the thread that asks has it: that of the last message. */
let now = Date.now();
let taken: (() => void) | undefined;
const onUpdate = async (update: StreamUpdate): Promise<void> => {
  await new Promise<void>((resolve) => {
    taken = resolve;
    say({ type: 'update', update });
  });
};

// Messages that come before it is open wait in the port.
const opened = await openDetectionOf(settings);
const detection = opened === undefined ? undefined : endingEarly(opened);
const detecting = createDetecting({ dataFolder: settings.dataFolder, detection, onUpdate, now: () => now });

/** At the end nothing more is counted: the next start reads it from the lake. */
function endingEarly(of: Detection): Detection {
  const add: Detection['stream']['add'] = (batch, seconds) => {
    if (isStopping()) throw new PollwardenError('STOPPED');
    of.stream.add(batch, seconds);
  };
  const watch = setInterval(() => {
    if (!isStopping()) return;
    clearInterval(watch);
    void of.close();
  }, lookMilliseconds).unref();
  return { ...of, stream: { ...of.stream, add } };
}

/** What fails is in the status. */
async function answer(message: Exclude<ToDetecting, { type: 'taken' }>): Promise<void> {
  if (message.type !== 'close' && isStopping()) await Promise.resolve();
  else if (message.type === 'add') await detecting.add(() => [unpackShares(message.batch)]);
  else await detecting[message.type]();
  say({ type: 'done', number: message.number, status: detecting.status() });
  if (message.type === 'close') port?.close();
}

port.on('message', (message: ToDetecting) => {
  if (message.type === 'taken') {
    taken?.();
    return;
  }
  now = message.now;
  void answer(message);
});
