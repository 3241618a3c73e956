// Reads intake's folder every few seconds; a round that fails is told once and tried again.
import type { IntakeReader, IntakeState } from '../../../results/store/read-intake.ts';
import type { Space } from '../../space.ts';

export type ReadingJob = {
  readonly start: () => void;
  /** After the round under way. */
  readonly stop: () => Promise<void>;
  /** Now, and until nothing more is there; answers when that is done. */
  readonly readNow: (again: boolean) => Promise<void>;
  readonly state: () => IntakeState & { readonly lookedAt: number | undefined };
};

const everyMilliseconds = 2000;

async function readToEnd(space: Space, reader: IntakeReader, stopped: () => boolean): Promise<void> {
  for (let more = true; more && !stopped(); ) {
    const round = await reader.round();
    if (round.added + round.known + round.refused > 0) space.hub.publish({ topic: 'returns', change: 'added' });
    more = round.more;
    // Requests between two rounds.
    await new Promise((resolve) => setImmediate(resolve));
  }
}

export function readingJob(space: Space, reader: IntakeReader): ReadingJob {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;
  let stopped = false;
  let [lookedAt, failed]: [number | undefined, string | undefined] = [undefined, undefined];
  const lookOnce = async (): Promise<void> => {
    try {
      await readToEnd(space, reader, () => stopped);
      failed = undefined;
      lookedAt = space.now();
    } catch (error) {
      const problem = error instanceof Error ? error.message : String(error);
      if (problem !== failed) space.log.error({ problem }, 'the folder of intake could not be read');
      failed = problem;
    } finally {
      running = undefined;
    }
  };
  const look = async (): Promise<void> => {
    running ??= lookOnce();
    await running;
  };
  return {
    start: () => {
      void look();
      timer = setInterval(() => void look(), everyMilliseconds);
      timer.unref();
    },
    stop: async () => {
      stopped = true;
      clearInterval(timer);
      await running;
    },
    readNow: async (again) => {
      await running;
      if (again) reader.startAgain();
      await look();
    },
    state: () => {
      const state = reader.state();
      return { ...state, problem: failed ?? state.problem, lookedAt };
    },
  };
}
