// The detection of coordination as the live pipeline runs it: counts in its thread, closed panes in one of their own.
import type { StreamOptions } from '../detect/coordination/stream/contract.ts';
import { detectLake } from '../detect/coordination/stream/detect-lake.ts';
import { createCoordinationStream } from '../detect/coordination/stream/stream.ts';
import type { Detection } from './contract.ts';

/** `settings` are `StreamOptions`. */
export function openDetection(dataFolder: string, settings: unknown): Detection {
  const options = settings as StreamOptions;
  const stopping = new AbortController();
  return {
    stream: createCoordinationStream(options),
    horizonSeconds: options.horizonSeconds,
    detectPane: async (range) => {
      const detection = { dataFolder, range, options: options.detect };
      return { kind: 'pane', ...range, result: await detectLake(detection, { signal: stopping.signal }) };
    },
    close: async () => stopping.abort(),
  };
}
