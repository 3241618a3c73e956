// Detectors as a feature of a server. Starts before the sources, whose stream it detects on.
import type { Feature } from '../../feature.ts';
import { liveOf } from '../sources/live.ts';
import { eraseEvidenceToo } from './erasure.ts';
import { detectLive, liveView, takeUpdates } from './live.ts';
import { offerSpacePseudonyms } from './pseudonyms.ts';
import { detectorRoutes } from './routes.ts';
import { createRunner } from './runner.ts';

const scheduleMilliseconds = 60_000;

export const feature: Feature = {
  name: 'detectors',
  start: async (space) => {
    offerSpacePseudonyms(space);
    eraseEvidenceToo(space);
    const { parameters } = detectLive(space);
    const live = liveOf(space);
    takeUpdates(space, live, parameters);
    const runner = createRunner(space);
    const timer = setInterval(() => {
      try {
        runner.tick();
      } catch (error) {
        space.log.error({ error: String(error) }, 'the schedule of detectors failed');
      }
    }, scheduleMilliseconds).unref();
    return {
      routes: detectorRoutes(space, runner, () => liveView(live, parameters())),
      stop: async () => {
        clearInterval(timer);
        await runner.stop();
      },
      problems: () => {
        const { state, problem } = live.status().detection;
        return state === 'failed' ? [`the live detection: ${problem ?? 'failed'}`] : [];
      },
      metrics: () => {
        const { stream } = live.status().detection;
        return [
          { name: 'pollwarden_stream_shares', help: 'Shares in the memory of the stream', value: stream?.shares ?? 0 },
          { name: 'pollwarden_stream_pairs', help: 'Pairs of accounts that meet', value: stream?.pairs ?? 0 },
          { name: 'pollwarden_stream_late', help: 'Events after their pane had closed', value: stream?.late ?? 0 },
        ];
      },
    };
  },
};
