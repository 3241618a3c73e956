// One run of the lake for each UTC day: retention counts from the start of a run, so a run must not go on for months.
import type { LakeWriter } from '../../lake/writer.ts';
import type { Purpose } from '../purpose.ts';
import { type IngestSession, type Makers, openIngestSession, type SessionCounts } from '../session.ts';

export type DailySession = {
  /** The session of the day of `now` (milliseconds since 1970 UTC); that of another day is finished first. */
  readonly at: (now: number) => Promise<IngestSession>;
  readonly run: () => string | undefined;
  /** Of the run that is open, up to now; the lake's own record of them is up to thirty seconds older. */
  readonly counts: () => SessionCounts | undefined;
  readonly finish: () => Promise<void>;
  readonly interrupt: () => Promise<void>;
};

const recordMilliseconds = 30_000;

export function createDailySession(options: {
  readonly dataFolder: string;
  readonly writer: LakeWriter;
  readonly makers: Makers;
  readonly purpose: Purpose;
  readonly now: () => number;
}): DailySession {
  let open: IngestSession | undefined;
  let day = '';
  let recorded = 0;
  return {
    at: async (now) => {
      const today = new Date(now).toISOString().slice(0, 10);
      if (open !== undefined && day !== today) {
        await open.finish();
        open = undefined;
      }
      if (open === undefined) {
        open = await openIngestSession(options);
        [day, recorded] = [today, now];
      } else if (Math.abs(now - recorded) > recordMilliseconds) {
        recorded = now;
        await open.progress();
      }
      return open;
    },
    run: () => open?.run,
    counts: () => open?.counts(),
    finish: async () => {
      await open?.finish();
      open = undefined;
    },
    interrupt: async () => {
      await open?.interrupt();
      open = undefined;
    },
  };
}
