// The thread of `createDetectingThread`: the detection, fed and asked by messages.
import { parentPort, workerData } from 'node:worker_threads';
import type { StreamUpdate } from '../detect/coordination/stream/update.ts';
import type { LiveSettings } from './contract.ts';
import { createDetecting } from './detecting.ts';
import type { FromDetecting, ToDetecting } from './detecting-thread.ts';
import { openDetectionOf } from './detection-module.ts';
import { unpackShares } from './packed-shares.ts';

const port = parentPort;
if (port === null) throw new Error('detecting-worker.ts runs as a worker thread only');
const settings = workerData as LiveSettings;
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
const detection = await openDetectionOf(settings);
const detecting = createDetecting({ dataFolder: settings.dataFolder, detection, onUpdate, now: () => now });

/** What fails is in the status. */
async function answer(message: Exclude<ToDetecting, { type: 'taken' }>): Promise<void> {
  if (message.type === 'add') await detecting.add(() => [unpackShares(message.batch)]);
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
