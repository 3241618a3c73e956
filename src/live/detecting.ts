// The detection beside the sources: it is fed what is new and durable, asked once a second, and its updates are taken one
// at a time. After an erasure and at a start it is built again from the rows of the lake.
import type { StreamUpdate } from '../detect/coordination/stream/update.ts';
import { openLake, type ShareBatch } from '../lake/lake.ts';
import type { Detection, DetectionStatus } from './contract.ts';

export type Detecting = {
  /** `fresh` gives rows that are new and durable; it is not called where nothing detects. Resolves when more may come. */
  readonly add: (fresh: () => readonly ShareBatch[]) => Promise<void>;
  /** Forgets all and reads the rows of the horizon again. Nothing may be added meanwhile. */
  readonly rebuild: () => Promise<void>;
  readonly clear: () => void;
  /** Asks for what is new and gives it on; called about once a second. */
  readonly tick: () => void;
  /** Detects over the horizon up to now. */
  readonly detectNow: () => Promise<void>;
  readonly status: () => DetectionStatus;
  /** Tells what is new, then ends. */
  readonly close: () => Promise<void>;
};

export type DetectingOptions = {
  readonly dataFolder: string;
  readonly detection: Detection | undefined;
  /** Resolves when the update was taken. */
  readonly onUpdate: (update: StreamUpdate) => Promise<void>;
  /** Milliseconds since 1970 UTC. */
  readonly now: () => number;
};

/** After a look at what is new, this many times its duration is left to what comes. */
const restShare = 4;

export function createDetecting({ dataFolder, detection, onUpdate, now }: DetectingOptions): Detecting {
  let state: DetectionStatus['state'] = detection === undefined ? 'off' : 'running';
  let problem: string | undefined;
  let broken = false;
  let nextUpdate = 0;
  /** The update under way, and the pane. One of each. */
  let giving: Promise<void> | undefined;
  let closing: Promise<void> | undefined;
  const failed = (error: unknown): void => {
    [state, problem] = ['failed', error instanceof Error ? error.message : String(error)];
  };
  const give = async (update: StreamUpdate): Promise<void> => {
    while (giving !== undefined) await giving;
    giving = onUpdate(update).finally(() => {
      giving = undefined;
    });
    await giving;
  };
  const close = async (from: number, to: number): Promise<void> => {
    if (detection === undefined) return;
    closing = detection
      .detectPane({ from, to })
      .then(give)
      .catch(failed)
      .finally(() => {
        closing = undefined;
      });
    await closing;
  };
  const tick = (): void => {
    if (detection === undefined || broken || state === 'rebuilding') return;
    detection.stream.tick(now() / 1000);
    // While an update is not taken the stream gathers what is new for the next one.
    if (giving === undefined && performance.now() >= nextUpdate) {
      const begin = performance.now();
      const update = detection.stream.update();
      nextUpdate = performance.now() + (performance.now() - begin) * restShare;
      if (update !== undefined) void give(update).catch(failed);
    }
    if (closing !== undefined) return;
    const pane = detection.stream.closedPane();
    if (pane !== undefined) void close(pane.from, pane.to);
  };
  return {
    add: async (fresh) => {
      if (detection === undefined || broken) return;
      try {
        for (const batch of fresh()) detection.stream.add(batch, now() / 1000);
      } catch (error) {
        // The rows are stored; a detection that fails must not stop that.
        broken = true;
        failed(error);
      }
    },
    rebuild: async () => {
      if (detection === undefined) return;
      [state, problem, broken] = ['rebuilding', undefined, false];
      detection.stream.clear();
      const lake = await openLake(dataFolder);
      try {
        const from = Math.max(0, (now() / 1000 - detection.horizonSeconds) * 1e6);
        for await (const batch of lake.readShares({ from })) detection.stream.add(batch, now() / 1000);
        state = 'running';
      } catch (error) {
        failed(error);
      } finally {
        lake.close();
      }
    },
    clear: () => detection?.stream.clear(),
    tick,
    detectNow: async () => {
      if (detection === undefined) return;
      while (closing !== undefined) await closing;
      const to = Math.ceil(now() / 1000);
      await close(to - detection.horizonSeconds, to);
    },
    status: () => ({ state, problem, stream: detection?.stream.status() }),
    close: async () => {
      nextUpdate = 0;
      tick();
      await detection?.close();
      await closing;
      await giving;
    },
  };
}
