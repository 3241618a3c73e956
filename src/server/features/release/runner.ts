// Lets the records of started releases flow in the background: when returns change, when the embargo passes, and never
// longer at a time than one record, so that a hold comes in between.
import { setImmediate as turn } from 'node:timers/promises';
import { readMachineClock } from '../../../kernel/machine-clock.ts';
import { releaseFolder } from '../../../results/store/release-files.ts';
import { gateNow } from '../../../results/store/release-flow.ts';
import { flow } from '../../../results/store/release-run.ts';
import { releaseState } from '../../../results/store/release-steps.ts';
import type { Space } from '../../space.ts';

export type ReleaseRunner = {
  readonly begin: () => void;
  readonly stop: () => Promise<void>;
  /** Of one election: why its flow stands still though it may flow. */
  readonly problem: (election: string) => string | undefined;
};

const tickMilliseconds = 1000;

export function releaseRunner({ ledger, hub, log, folder, now, name }: Space): ReleaseRunner {
  const problems = new Map<string, string>();
  /** Elections whose returns may have changed since their last flow. */
  const changed = new Set<string>();
  let running: Promise<void> | undefined;
  let stopping = false;
  const clock = (): ReturnType<typeof readMachineClock> => readMachineClock(now);

  const elections = (): readonly string[] =>
    (ledger.db.prepare('SELECT DISTINCT election FROM release_policies').all() as { readonly election: string }[]).map(
      ({ election }) => election,
    );

  const flowOf = async (election: string): Promise<void> => {
    changed.delete(election);
    const mark = name === 'demonstration' ? { mark: 'DEMONSTRATION-' } : {};
    const steps = flow(ledger, election, clock, { folder: releaseFolder(folder, election), ...mark });
    let one = steps.next();
    for (; one.done !== true && !stopping; one = steps.next()) await turn();
    if (one.done === true && one.value.records > 0) hub.publish({ topic: 'release', change: 'changed', id: election });
    if (problems.delete(election)) hub.publish({ topic: 'release', change: 'changed', id: election });
  };

  const run = async (): Promise<void> => {
    for (const election of elections()) {
      if (stopping || releaseState(ledger, election) !== 'started') continue;
      try {
        if (gateNow(ledger, election, clock()) === undefined && changed.has(election)) await flowOf(election);
      } catch (error) {
        changed.add(election);
        problems.set(election, error instanceof Error ? error.message : String(error));
        log.error({ error: String(error), election }, 'the release does not flow');
        hub.publish({ topic: 'release', change: 'changed', id: election });
      }
    }
  };

  const tick = (): void => {
    running ??= run()
      .catch((error: unknown) => log.error({ error: String(error) }, 'the release does not flow'))
      .finally(() => {
        running = undefined;
      });
  };
  let timer: ReturnType<typeof setInterval> | undefined;
  const unsubscribe = hub.subscribe(({ topic, id, change }) => {
    if (topic !== 'returns' && topic !== 'elections' && topic !== 'release') return;
    if (topic === 'release' && change === 'changed') return;
    for (const election of id === undefined ? elections() : [id]) changed.add(election);
  });
  return {
    begin: () => {
      for (const election of elections()) changed.add(election);
      timer = setInterval(tick, tickMilliseconds);
      timer.unref();
    },
    stop: async () => {
      stopping = true;
      unsubscribe();
      clearInterval(timer);
      await running;
    },
    problem: (election) => problems.get(election),
  };
}
