// Runs of the detector over the lake, one at a time, each in a thread of its own; by hand and by schedule.
import type { CoordinationResult } from '../../../detect/coordination/result.ts';
import { detectLake } from '../../../detect/coordination/stream/detect-lake.ts';
import { detectorName, detectorVersion } from '../../../detect/coordination/version.ts';
import { applyBatchResult, type ChangedFinding } from '../../../findings/coordination.ts';
import { detectOptions } from '../../../findings/detectors/parameters.ts';
import {
  beginRun,
  endRun,
  interruptOpenRuns,
  listRuns,
  nothingBetween,
  outcomeOf,
  type Run,
  setRunning,
} from '../../../findings/detectors/runs.ts';
import { detectorSettings } from '../../../findings/detectors/settings.ts';
import { PollwardenError } from '../../../kernel/errors.ts';
import type { Actor } from '../../../ledger/audit/entry.ts';
import { declaredNetworks } from '../../../ledger/watchlists.ts';
import type { Space } from '../../space.ts';

export type Progress = { readonly step: string; readonly done: number };

export type Runner = {
  /** CONFLICT where one waits already. Times in milliseconds since 1970 UTC. */
  readonly ask: (range: Range, by: { readonly actor: Actor; readonly address?: string }) => Run;
  readonly progressOf: (run: string) => Progress | undefined;
  /** Begins the run of the schedule when it is due. */
  readonly tick: () => void;
  readonly stop: () => Promise<void>;
};

type Range = { readonly from: number; readonly to: number };

const dayMilliseconds = 86_400_000;
const hourMilliseconds = 3_600_000;
const mostQueued = 3;
/** Progress is told this often at most. */
const tellMilliseconds = 500;

export function createRunner(space: Space): Runner {
  const { ledger, hub, log } = space;
  const stopping = new AbortController();
  const progress = new Map<string, Progress>();
  const queue: Run[] = [];
  let running: Promise<void> | undefined;
  let told = 0;
  interruptOpenRuns(ledger);

  const tell = (id: string, change: 'added' | 'changed'): void => {
    told = space.now();
    hub.publish({ topic: 'detectors', change, id });
  };

  const work = async (run: Run): Promise<void> => {
    setRunning(ledger, run.id);
    tell(run.id, 'changed');
    try {
      const result = await detectLake(
        {
          dataFolder: space.folder,
          range: { from: run.from / 1000, to: run.to / 1000 },
          options: detectOptions(run.parameters, declaredNetworks(ledger)),
        },
        {
          signal: stopping.signal,
          onProgress: (step, done) => {
            progress.set(run.id, { step, done });
            if (space.now() - told >= tellMilliseconds) tell(run.id, 'changed');
          },
        },
      );
      finish(space, run, result);
    } catch (error) {
      const stopped = stopping.signal.aborted;
      const problem = error instanceof PollwardenError ? error.message : 'a defect of the detector; see the log';
      if (!stopped) log.error({ run: run.id, error: String(error) }, 'a run of the detector failed');
      endRun(ledger, run.id, {
        state: stopped ? 'interrupted' : 'failed',
        problem: stopped ? 'the server stopped while it ran' : problem,
      });
    } finally {
      progress.delete(run.id);
      tell(run.id, 'changed');
    }
  };

  const drain = async (): Promise<void> => {
    for (let run = queue.shift(); run !== undefined && !stopping.signal.aborted; run = queue.shift()) await work(run);
    running = undefined;
  };

  const begin = (cause: Run['cause'], range: Range, by: { readonly actor: Actor; readonly address?: string }): Run => {
    if (queue.length >= mostQueued) throw new PollwardenError('CONFLICT', `${mostQueued} runs wait already`);
    const { parameters } = detectorSettings(ledger, detectorName);
    const run = beginRun(ledger, { detector: detectorName, detectorVersion, cause, ...range, parameters }, by);
    queue.push(run);
    tell(run.id, 'added');
    running ??= drain();
    return run;
  };

  return {
    ask: (range, by) => begin('person', range, by),
    progressOf: (id) => progress.get(id),
    tick: () => {
      const { schedule } = detectorSettings(ledger, detectorName);
      if (schedule.everyHours === null || running !== undefined) return;
      const last = listRuns(ledger, detectorName, 50).runs.find(({ cause }) => cause === 'schedule');
      const now = space.now();
      // A clock that went back must not stop the schedule for long.
      const since = last === undefined ? Number.POSITIVE_INFINITY : Math.abs(now - last.startedAt);
      if (since < schedule.everyHours * hourMilliseconds) return;
      const range = { from: now - schedule.lookBackDays * dayMilliseconds, to: now };
      begin('schedule', range, { actor: { kind: 'system', id: 'schedule' } });
    },
    stop: async () => {
      stopping.abort();
      for (const run of queue.splice(0)) {
        endRun(ledger, run.id, { state: 'interrupted', problem: 'the server stopped before it began' });
      }
      await running;
    },
  };
}

/** Findings first, in one transaction with the end of the run. */
function finish({ ledger, hub }: Space, run: Run, result: CoordinationResult): void {
  const changes = ledger.write((): readonly ChangedFinding[] => {
    const applied = applyBatchResult(ledger, result);
    const outcome = outcomeOf(result, applied);
    const claim = outcome.shares === 0 ? nothingBetween(run.from, run.to) : outcome.claim;
    endRun(ledger, run.id, { state: 'finished', outcome: { ...outcome, claim } });
    return applied;
  });
  for (const { id, change } of changes) hub.publish({ topic: 'findings', change, id });
}
