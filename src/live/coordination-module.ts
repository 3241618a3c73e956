// The detection of coordination as the live pipeline's worker runs it: counts in this thread, closed panes in another.
import type { Pane, StreamOptions } from '../detect/coordination/stream/contract.ts';
import { detectLake } from '../detect/coordination/stream/detect-lake.ts';
import { createCoordinationStream } from '../detect/coordination/stream/stream.ts';
import { PollwardenError } from '../kernel/errors.ts';
import type { CoordinationStream, LiveSettings } from './contract.ts';

/** `settings.detection` are the options of the stream. */
export function createStream(settings: LiveSettings): CoordinationStream {
  const options = settings.detection as StreamOptions;
  const stream = createCoordinationStream(options);
  const now = (): number => Date.now() / 1000;
  let due: Pane | undefined;
  /** Up to the watermark, where a person does not wait for the end of the pane. */
  const untilNow = (): Pane => {
    const { watermark } = stream.status();
    if (watermark === undefined) throw new PollwardenError('CONFLICT', 'nothing has come yet');
    return { from: watermark - options.horizonSeconds, to: watermark };
  };
  return {
    add: (batch) => stream.add(batch, now()),
    update: () => {
      stream.tick(now());
      return stream.update();
    },
    paneDue: () => {
      due = stream.closedPane() ?? due;
      return due !== undefined;
    },
    closePane: async () => {
      const range = due ?? untilNow();
      due = undefined;
      const result = await detectLake({ dataFolder: settings.dataFolder, range, options: options.detect });
      return { kind: 'pane', ...range, result };
    },
    status: () => stream.status(),
  };
}
