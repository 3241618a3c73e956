// For tests: an election with centres that sign, a ledger, a release under an embargo, a log; under a clock that the test
// moves. A night may be opened over the folder of another, so that both have the same keys.
import { join } from 'node:path';
import type { Definition } from '../../../elections/definition/definition.ts';
import { generateElection, type GeneratedElection } from '../../../generate/returns/election.ts';
import { trueCounts } from '../../../generate/returns/counts.ts';
import { signedAt } from '../../../generate/returns/night.ts';
import { hashOf } from '../../../generate/returns/write.ts';
import { type Ledger, openLedger } from '../../../ledger/ledger.ts';
import type { ClockReading } from '../../../results/release/clock.ts';
import type { SignedReturn } from '../../../results/return/count-return.ts';
import { decideVersion, proposeFix, saveDraft } from '../../../results/store/elections.ts';
import { type OutBox, releaseFolder } from '../../../results/store/release-files.ts';
import { flowNow } from '../../../results/store/release-run.ts';
import { draftPolicy, takeStep } from '../../../results/store/release-steps.ts';
import { returnHash, storeArrivals } from '../../../results/store/returns.ts';
import { canonicalReturn } from '../../../results/return/parse.ts';
import { first, newClock, readingOf, second, type SetClock } from '../../../results/store/testing/release-night.ts';
import { reconcileElection, reconcileUnit } from '../../../results/store/unit-states.ts';
import { appendEntries } from '../../../tlog/files/append.ts';
import { nodeCrypto } from '../../../tlog/files/crypto.ts';
import type { Round } from '../../../tlog/files/round.ts';
import { entryBytes } from '../../model/entry-bytes.ts';
import { appFiles } from '../../site/app-files.ts';
import { buildSite } from '../../site/build.ts';
import { headquartersOf } from '../../site/headquarters.ts';
import { readEntries } from '../../site/log-files.ts';
import { openElectionLog } from '../election-log.ts';
import { fixOpening } from '../opening.ts';
import { publishLog } from '../publish-log.ts';
import { type Synced, syncLog } from '../sync.ts';

export const night = 'night';
export const embargo = '2026-06-07T21:00:00Z';
export const embargoAt = Date.parse(embargo);
const closes = embargoAt - 7_200_000;

export const verifier = { node: 'a'.repeat(64), page: 'b'.repeat(64) } as const;
export const noWitness = async (): Promise<never> => await Promise.reject(new Error('no witness is asked'));

export const policyOf = (more: Readonly<Record<string, unknown>> = {}): unknown => ({
  format: 'pollwarden-release-policy/1',
  election: night,
  embargo: { kind: 'instant', at: embargo },
  detail: 'units',
  flow: 'oneChannel',
  contests: ['assembly'],
  ...more,
});

/** One mode, and a law that lets every unit leave alone. */
export function generated(units: number, minimum = 0): GeneratedElection {
  const made = generateElection({
    seed: 5,
    election: night,
    day: '2026-06-07',
    units,
    areas: 3,
    options: 5,
    candidates: 0,
  });
  const minimumVoters: Definition['minimumVoters'] = { count: minimum, ground: 'A law' };
  return { ...made, definition: { ...made.definition, minimumVoters } };
}

export type LogNight = {
  readonly ledger: Ledger;
  readonly space: string;
  readonly clock: SetClock;
  readonly reading: () => ClockReading;
  readonly box: OutBox;
  readonly units: readonly string[];
  /** A return with counts of that seed arrives; answers with it. `after`: the one that it corrects. */
  readonly arrive: (unit: string, channel: 'official' | 'backup', seed: number, after?: SignedReturn) => SignedReturn;
  readonly again: (signed: SignedReturn, channel: 'official' | 'backup') => void;
  readonly flow: () => number;
  readonly sync: () => Promise<Synced>;
  readonly publish: () => Promise<Round>;
  readonly close: () => void;
};

export function approve(ledger: Ledger, policy: unknown): void {
  draftPolicy(ledger, night, policy, first);
  takeStep(ledger, night, 'propose', first, {});
  takeStep(ledger, night, 'approve', second, {});
}

export function start(ledger: Ledger, reading: ClockReading): void {
  takeStep(ledger, night, 'proposeStart', first, { reading });
  takeStep(ledger, night, 'approveStart', second, { reading });
}

export function resume(ledger: Ledger, reading: ClockReading): void {
  takeStep(ledger, night, 'proposeResume', first, { reading });
  takeStep(ledger, night, 'approveResume', second, { reading });
}

/** Fixes the definition, approves the policy, and opens the log; the release is started. */
export async function prepareNight(
  space: string,
  election: GeneratedElection,
  { policy = policyOf(), witnesses }: { readonly policy?: unknown; readonly witnesses?: string } = {},
): Promise<void> {
  const clock = newClock();
  const ledger = openLedger(space, () => clock.wall);
  try {
    saveDraft(ledger, election.definition, first);
    proposeFix(ledger, night, first);
    decideVersion(ledger, night, true, second);
    reconcileElection(ledger, night, first);
    approve(ledger, policy);
    await fixOpening(ledger, night, { spaceFolder: space, origin: 'log.example/night', witnesses, verifier }, first);
    start(ledger, readingOf(clock));
  } finally {
    ledger.close();
  }
}

export function openNight(space: string, election: GeneratedElection, clock: SetClock = newClock()): LogNight {
  const ledger = openLedger(space, () => clock.wall);
  const { definition, keys } = election;
  const centreOf = new Map(definition.units.map(({ id, centre }) => [id, centre]));
  const signing = { definition, hash: hashOf(election), keys, closes, centreOf };
  const seeds = new Map<number, ReturnType<typeof trueCounts>>();
  const countsOf = (seed: number): ReturnType<typeof trueCounts> => {
    const known = seeds.get(seed) ?? trueCounts(definition, seed);
    seeds.set(seed, known);
    return known;
  };
  const reading = (): ClockReading => readingOf(clock);
  const box = { folder: releaseFolder(space, night) };
  const again = (signed: SignedReturn, channel: 'official' | 'backup'): void =>
    ledger.write(() => {
      storeArrivals(ledger, [{ signed, channel, way: 'import', source: {} }], first.name);
      reconcileUnit(ledger, night, signed.return.contest, signed.return.unit, first);
    });
  const withLog = async <T>(work: (log: Awaited<ReturnType<typeof openElectionLog>>) => Promise<T>): Promise<T> => {
    const log = await openElectionLog(ledger, space, night);
    try {
      return await work(log);
    } finally {
      log.close();
    }
  };
  return {
    ledger,
    space,
    clock,
    reading,
    box,
    units: definition.units.map(({ id }) => id),
    again,
    arrive: (unit, channel, seed, after) => {
      const supersedes = after === undefined ? undefined : returnHash(canonicalReturn(after.return));
      const correction = supersedes === undefined ? undefined : { supersedes, reason: 'misread' };
      const signed = signedAt(signing, unit, countsOf(seed).get(unit) ?? {}, 60, correction);
      again(signed, channel);
      return signed;
    },
    flow: () => flowNow(ledger, night, reading, box).records,
    sync: async () => await withLog(async (log) => await syncLog(ledger, log, reading, box)),
    publish: async () => await withLog(async (log) => await publishLog(ledger, log, noWitness)),
    close: () => ledger.close(),
  };
}

/** As bulletin build does, under the clock of the test; answers with the folder that is published. */
export async function buildNight(one: LogNight): Promise<string> {
  const { ledger, space, clock } = one;
  const out = join(space, 'bulletin', night);
  const log = await openElectionLog(ledger, space, night);
  try {
    const { copyDiffers } = await syncLog(ledger, log, one.reading, one.box);
    const { size } = await publishLog(ledger, log, noWitness);
    const { keeper } = log;
    await buildSite({
      out,
      entries: await readEntries(keeper.publicFolder, size),
      logFolder: keeper.publicFolder,
      headquarters: ({ definition }) =>
        headquartersOf(ledger, definition, { papers: new Map(), differing: copyDiffers }),
      app: appFiles(undefined),
      languages: ['en', 'fr'],
      mirrors: [],
      verifiers: [],
      now: clock.wall,
      append: async (entry) => {
        const [{ place }] = appendEntries(keeper.state, keeper.hasher, entryBytes(entry, nodeCrypto.sha256));
        const { size: after, note } = await publishLog(ledger, log, noWitness);
        return { entry: place, size: after, note, witnesses: [] };
      },
    });
  } finally {
    log.close();
  }
  return out;
}

/** Of the folder of a space. */
export const publicFolder = (space: string): string => join(space, 'tlog', night, 'public');
