// The detection of coordination as the live pipeline runs it: counts in this thread, closed panes in another.
import type { StreamOptions } from '../detect/coordination/stream/contract.ts';
import { detectLake } from '../detect/coordination/stream/detect-lake.ts';
import { createCoordinationStream } from '../detect/coordination/stream/stream.ts';
import type { Detection } from './contract.ts';

/** `settings` are the options of the stream. */
export function openDetection(dataFolder: string, settings: unknown): Detection {
  const options = settings as StreamOptions;
  return {
    stream: createCoordinationStream(options),
    horizonSeconds: options.horizonSeconds,
    detectPane: async (range) => {
      const result = await detectLake({ dataFolder, range, options: options.detect });
      return { kind: 'pane', ...range, result };
    },
    close: async () => undefined,
  };
}
