// Keeps the bulletins of a space up to date in the background: the log at once on this thread, the files on one of their own.
import { join } from 'node:path';
import { type ElectionLog, openElectionLog } from '../../../bulletin/log/election-log.ts';
import { logFolder } from '../../../bulletin/log/place.ts';
import { publishLog } from '../../../bulletin/log/publish-log.ts';
import { recordPublished } from '../../../bulletin/log/published.ts';
import { type CopyDiffers, syncLog } from '../../../bulletin/log/sync.ts';
import { PollwardenError } from '../../../kernel/errors.ts';
import { demonstrationPrefix } from '../../../kernel/demonstration.ts';
import { readMachineClock } from '../../../kernel/machine-clock.ts';
import { packageRoot } from '../../../kernel/version.ts';
import { releaseFolder } from '../../../results/store/release-files.ts';
import { bulletinsFolder } from '../../bulletin-files.ts';
import type { Space } from '../../space.ts';
import { buildInThread, type RunningBuild } from './build-thread.ts';
import { noWayOut, witnessPatience } from './no-way-out.ts';

export type BulletinRunner = {
  readonly begin: () => void;
  readonly stop: () => Promise<void>;
  /** Has a bulletin built with the next turn. */
  readonly soon: (election: string) => void;
  /** Builds one now, after whatever is under way. The errors of the log and of the disk; NOT_FOUND where nothing was fixed. */
  readonly build: (election: string) => Promise<void>;
  readonly problem: (election: string) => string | undefined;
  readonly copyDiffers: (election: string) => readonly CopyDiffers[];
};

const tickMilliseconds = 2000;
/** So long after a build as it took, times this: a night with many units leaves the machine to others. */
const restFactor = 4;

type Kept = {
  readonly logs: Map<string, ElectionLog>;
  readonly problems: Map<string, string>;
  readonly differs: Map<string, readonly CopyDiffers[]>;
  readonly changed: Set<string>;
  /** Not before this, milliseconds since 1970 UTC. */
  readonly rests: Map<string, number>;
  building: RunningBuild | undefined;
  stopping: boolean;
};

async function logOf({ logs }: Kept, { ledger, folder }: Space, election: string): Promise<ElectionLog> {
  const known = logs.get(election) ?? (await openElectionLog(ledger, folder, election));
  logs.set(election, known);
  return known;
}

async function buildOne(kept: Kept, space: Space, election: string): Promise<void> {
  const { ledger, folder, now, name, hub } = space;
  const log = await logOf(kept, space, election);
  const mark = name === 'demonstration' ? { mark: demonstrationPrefix } : {};
  const box = { folder: releaseFolder(folder, election), ...mark };
  const synced = await syncLog(ledger, log, () => readMachineClock(now), box);
  kept.differs.set(election, synced.copyDiffers);
  const round = await publishLog(ledger, log, noWayOut, {
    milliseconds: witnessPatience,
    stopped: () => kept.stopping,
  });
  if (!round.published)
    throw new PollwardenError(
      'CONFLICT',
      'witnesses have to sign first: let a timer run tlog checkpoint where they can be reached',
    );
  kept.building = buildInThread({
    folder,
    logFolder: logFolder(folder, election),
    out: join(bulletinsFolder(folder), election),
    app: join(packageRoot(), 'dist', 'bulletin'),
    election,
    size: round.size,
    copyDiffers: synced.copyDiffers,
    now: Math.trunc(now()),
  });
  try {
    const { head } = await kept.building.done;
    if (head !== undefined) recordPublished(ledger, election, head, head.witnesses);
  } finally {
    kept.building = undefined;
  }
  hub.publish({ topic: 'release', change: 'changed', id: election });
}

const fixedIn = ({ ledger }: Space): readonly string[] =>
  (
    ledger.db.prepare("SELECT DISTINCT subject FROM audit WHERE event = 'log.fixed'").all() as {
      readonly subject: string;
    }[]
  ).map(({ subject }) => subject);

/** Of a run that nobody waits for: what went wrong is shown, and tried again with the next change. */
async function attempt(kept: Kept, space: Space, election: string): Promise<void> {
  const began = performance.now();
  kept.changed.delete(election);
  try {
    await buildOne(kept, space, election);
    kept.problems.delete(election);
  } catch (error) {
    if (kept.stopping) return;
    kept.problems.set(election, error instanceof Error ? error.message : String(error));
    space.log.error({ error: String(error), election }, 'the bulletin was not built');
  }
  kept.rests.set(election, performance.now() + restFactor * (performance.now() - began));
}

export function bulletinRunner(space: Space): BulletinRunner {
  const kept: Kept = {
    logs: new Map(),
    problems: new Map(),
    differs: new Map(),
    changed: new Set(),
    rests: new Map(),
    building: undefined,
    stopping: false,
  };
  let last: Promise<unknown> = Promise.resolve();
  let timer: ReturnType<typeof setInterval> | undefined;
  let waiting = 0;
  const queued = async <T>(work: () => Promise<T>): Promise<T> => {
    waiting++;
    const one = last.then(work).finally(() => waiting--);
    last = one.catch(() => undefined);
    return await one;
  };
  const tick = (): void => {
    if (waiting > 0 || kept.stopping) return;
    const election = fixedIn(space).find(
      (one) => kept.changed.has(one) && (kept.rests.get(one) ?? 0) <= performance.now(),
    );
    if (election !== undefined) void queued(async () => await attempt(kept, space, election));
  };
  const unsubscribe = space.hub.subscribe(({ topic, id, change }) => {
    if (topic !== 'returns' && topic !== 'elections' && (topic !== 'release' || change === 'changed')) return;
    for (const election of id === undefined ? fixedIn(space) : [id]) kept.changed.add(election);
  });
  return {
    begin: () => {
      for (const election of fixedIn(space)) kept.changed.add(election);
      timer = setInterval(tick, tickMilliseconds);
      timer.unref();
    },
    stop: async () => {
      kept.stopping = true;
      unsubscribe();
      clearInterval(timer);
      await kept.building?.stop();
      await last;
      for (const log of kept.logs.values()) log.close();
    },
    soon: (election) => void kept.changed.add(election),
    build: async (election) => await queued(async () => await buildOne(kept, space, election)),
    problem: (election) => kept.problems.get(election),
    copyDiffers: (election) => kept.differs.get(election) ?? [],
  };
}
