// Lets the records of started releases flow in the background: when returns change, when the embargo passes, and never
// longer at a time than one batch (100 ms), so that a hold comes in between.
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

type Parts = {
  readonly space: Space;
  readonly problems: Map<string, string>;
  /** Elections whose returns may have changed since their last flow. */
  readonly changed: Set<string>;
  readonly stopping: () => boolean;
};

const electionsOf = ({ ledger }: Space): readonly string[] =>
  (ledger.db.prepare('SELECT DISTINCT election FROM release_policies').all() as { readonly election: string }[]).map(
    ({ election }) => election,
  );

const tell = ({ hub }: Space, election: string): void =>
  hub.publish({ topic: 'release', change: 'changed', id: election });

async function flowOf({ space, problems, changed, stopping }: Parts, election: string): Promise<void> {
  const { ledger, folder, now, name } = space;
  changed.delete(election);
  const mark = name === 'demonstration' ? { mark: 'DEMONSTRATION-' } : {};
  const box = { folder: releaseFolder(folder, election), ...mark };
  const steps = flow(ledger, election, () => readMachineClock(now), box);
  let one = steps.next();
  for (; one.done !== true && !stopping(); one = steps.next()) await turn();
  const flowed = one.done === true && one.value.records > 0;
  if (problems.delete(election) || flowed) tell(space, election);
}

async function run(parts: Parts): Promise<void> {
  const { space, problems, changed, stopping } = parts;
  const { ledger, log, now } = space;
  for (const election of electionsOf(space)) {
    if (stopping() || releaseState(ledger, election) !== 'started') continue;
    try {
      const open = gateNow(ledger, election, readMachineClock(now)) === undefined;
      if (open && changed.has(election)) await flowOf(parts, election);
    } catch (error) {
      changed.add(election);
      problems.set(election, error instanceof Error ? error.message : String(error));
      log.error({ error: String(error), election }, 'the release does not flow');
      tell(space, election);
    }
  }
}

export function releaseRunner(space: Space): ReleaseRunner {
  const { hub, log } = space;
  let running: Promise<void> | undefined;
  let stopping = false;
  let timer: ReturnType<typeof setInterval> | undefined;
  const parts: Parts = { space, problems: new Map(), changed: new Set(), stopping: () => stopping };
  const failed = (error: unknown): void => log.error({ error: String(error) }, 'the release does not flow');
  const tick = (): void => {
    running ??= run(parts)
      .catch(failed)
      .finally(() => {
        running = undefined;
      });
  };
  const unsubscribe = hub.subscribe(({ topic, id, change }) => {
    // "changed" of a release is what this runner itself tells.
    if (topic !== 'returns' && topic !== 'elections' && (topic !== 'release' || change === 'changed')) return;
    for (const election of id === undefined ? electionsOf(space) : [id]) parts.changed.add(election);
  });
  return {
    begin: () => {
      for (const election of electionsOf(space)) parts.changed.add(election);
      timer = setInterval(tick, tickMilliseconds);
      timer.unref();
    },
    stop: async () => {
      stopping = true;
      unsubscribe();
      clearInterval(timer);
      await running;
    },
    problem: (election) => parts.problems.get(election),
  };
}
