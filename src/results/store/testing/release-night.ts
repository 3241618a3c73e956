// For tests of the release: an election of 24 units in two areas with a ledger, a clock that tests set, and short ways to
// let returns arrive and persons decide.
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { Definition } from '../../../elections/definition/definition.ts';
import { voteKey } from '../../../elections/definition/definition.ts';
import { type Ledger, openLedger } from '../../../ledger/ledger.ts';
import { temporaryFolder } from '../../../ledger/testing/temporary-ledger.ts';
import type { ClockReading } from '../../release/clock.ts';
import type { ReleaseRecord } from '../../release/record.ts';
import { decideVersion, proposeFix, saveDraft } from '../elections.ts';
import { arrivalsOfUnit, storeArrivals } from '../returns.ts';
import { releaseRecords } from '../release-records.ts';
import { flowNow } from '../release-run.ts';
import { draftPolicy, takeStep } from '../release-steps.ts';
import { reconcileElection, reconcileUnit } from '../unit-states.ts';
import { person, smallElection, smallReturn } from './small-election.ts';

export const embargo = '2026-06-07T21:00:00Z';
export const embargoAt = Date.parse(embargo);

/** One mode on both channels, and a minimum that a law lowers, or not. */
export const releaseElection = (minimum: number): Definition => ({
  ...smallElection,
  modes: [{ id: 'all', name: 'All' }],
  carries: { official: ['form', 'all'], backup: ['form', 'all'] },
  minimumVoters: minimum === 0 ? { count: 0, ground: 'A law' } : { count: minimum, ground: 'A law' },
});

export const votes = (a: number, b: number, c: number): Readonly<Record<string, number>> => ({
  voted: a + b + c,
  [voteKey('all', 'A')]: a,
  [voteKey('all', 'B')]: b,
  [voteKey('all', 'C')]: c,
});

export const policyOf = (more: Readonly<Record<string, unknown>> = {}): unknown => ({
  format: 'pollwarden-release-policy/1',
  election: 'small',
  embargo: { kind: 'instant', at: embargo },
  detail: 'units',
  flow: 'twoConfirm',
  contests: ['n'],
  ...more,
});

/** A clock with its counter, both of which tests move. */
export type SetClock = { wall: number; monotonic: number; boot: string };
export const newClock = (): SetClock => ({ wall: embargoAt - 3_600_000, monotonic: 1_000_000, boot: 'one' });
export const passes = (clock: SetClock, milliseconds: number): void => {
  clock.wall += milliseconds;
  clock.monotonic += milliseconds;
};
export const readingOf = (clock: SetClock): ClockReading => ({ ...clock });

export function openNight(ledger: Ledger, minimum = 0): void {
  saveDraft(ledger, releaseElection(minimum), person('operator'));
  proposeFix(ledger, 'small', person('chair'));
  decideVersion(ledger, 'small', true, person('deputy'));
  reconcileElection(ledger, 'small', person('operator'));
}

export function arrive(
  ledger: Ledger,
  unit: string,
  channel: 'official' | 'backup',
  counts: Readonly<Record<string, number>>,
): void {
  const before = arrivalsOfUnit(ledger, 'small', 'n', unit).findLast((one) => one.channel === channel)?.hash;
  const correction = before === undefined ? {} : { supersedes: before, reason: 'misread' };
  const by = person('operator');
  ledger.write(() => {
    const signed = { return: smallReturn(unit, counts, correction), signatures: [] };
    storeArrivals(ledger, [{ signed, channel, way: 'import', source: {} }], by.name);
    reconcileUnit(ledger, 'small', 'n', unit, by);
  });
}

export const arriveOnBoth = (ledger: Ledger, unit: string, counts: Readonly<Record<string, number>>): void => {
  arrive(ledger, unit, 'official', counts);
  arrive(ledger, unit, 'backup', counts);
};

export const [first, second] = [person('First (11111111)'), person('Second (22222222)')];

/** Drafted, approved and started by two persons. */
export function startRelease(ledger: Ledger, clock: SetClock, policy: unknown = policyOf()): void {
  const reading = readingOf(clock);
  draftPolicy(ledger, 'small', policy, first);
  takeStep(ledger, 'small', 'propose', first, {});
  takeStep(ledger, 'small', 'approve', second, {});
  takeStep(ledger, 'small', 'proposeStart', first, { reading });
  takeStep(ledger, 'small', 'approveStart', second, { reading });
}

export function resumeRelease(ledger: Ledger, clock: SetClock): void {
  const reading = readingOf(clock);
  takeStep(ledger, 'small', 'proposeResume', second, { reading });
  takeStep(ledger, 'small', 'approveResume', first, { reading });
}

type Night = {
  readonly ledger: Ledger;
  readonly clock: SetClock;
  readonly folder: string;
  readonly run: () => number;
  readonly records: () => readonly ReleaseRecord[];
};

/** An election under an embargo, in a folder of its own, with a clock that the test moves. */
export function night(t: TestContext, minimum = 0): Night {
  const clock = newClock();
  const space = temporaryFolder(t);
  const ledger = openLedger(space, () => clock.wall);
  t.after(() => ledger.close());
  openNight(ledger, minimum);
  const folder = join(space, 'release');
  return {
    ledger,
    clock,
    folder,
    run: () => flowNow(ledger, 'small', () => readingOf(clock), { folder }).records,
    records: () => releaseRecords(ledger, 'small').map(({ record }) => record),
  };
}

/** Names of what is in the audit trail, in order. */
export const events = (ledger: Ledger): readonly string[] =>
  (ledger.db.prepare('SELECT event FROM audit ORDER BY sequence').all() as { readonly event: string }[]).map(
    ({ event }) => event,
  );
