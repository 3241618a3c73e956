// The release of an election as screen and command show it: state, policy, clock, what waits for whom, what went out.
import type { Ledger } from '../../ledger/ledger.ts';
import { type ClockReading, judgeClock } from '../release/clock.ts';
import { lastClose } from '../release/calendar.ts';
import { type Gate, gateOf } from '../release/gate.ts';
import { holdBacks } from '../release/releasable.ts';
import type { ReleaseState } from '../release/states.ts';
import { keptReconciler } from './reconciler.ts';
import { releaseClock } from './release-clock.ts';
import { releaseFiles } from './release-files.ts';
import { type Planned, type Plan, planRelease } from './release-plan.ts';
import { currentPolicy, type PolicyVersion } from './release-policies.ts';
import { releaseHead } from './release-records.ts';
import { type ReleaseEntry, releaseLog, releaseState } from './release-steps.ts';

export type ReleaseNow = {
  readonly state: ReleaseState;
  readonly policy: PolicyVersion | undefined;
  /** Whose poll closes last, where the embargo follows from a calendar. */
  readonly lastState: string | undefined;
  readonly gate: Gate | undefined;
  readonly clock: {
    readonly doubt: string | undefined;
    readonly drift: number;
    readonly confirmedBy: string | undefined;
    readonly confirmedAt: number | undefined;
    /** Who said first that it is right, where a second person is awaited. */
    readonly proposedBy: string | undefined;
  };
  /** The step that waits for a second person. */
  readonly waiting: ReleaseEntry | undefined;
  readonly records: number;
  readonly head: string;
  readonly handedOut: number;
};

const waitingStates: readonly ReleaseState[] = ['proposed', 'startProposed', 'resumeProposed'];

/** Nothing is written: what falls into doubt or passes is put on record by the flow. NOT_FOUND. */
export function releaseNow(ledger: Ledger, election: string, reading: ClockReading): ReleaseNow {
  const policy = currentPolicy(ledger, election);
  const state = releaseState(ledger, election);
  const clock = releaseClock(ledger, election);
  const { doubt, drift, time } = judgeClock(clock.confirmed, reading);
  const passed =
    policy !== undefined && (policy.passedAt !== undefined || (time !== undefined && time >= policy.embargoAt));
  const head = releaseHead(ledger, election);
  const embargo = policy?.policy.embargo;
  return {
    state,
    policy,
    lastState: embargo?.kind === 'calendar' ? lastClose(embargo.calendar).memberState : undefined,
    gate: gateOf({ state, embargoPassed: passed, doubt }),
    clock: {
      doubt,
      drift,
      confirmedBy: clock.confirmedBy,
      confirmedAt: clock.confirmed?.wall,
      proposedBy: clock.proposedBy,
    },
    waiting: waitingStates.includes(state) ? releaseLog(ledger, election).at(-1) : undefined,
    records: head.number,
    head: head.sha256,
    handedOut: releaseFiles(ledger, election).at(-1)?.last ?? 0,
  };
}

export type ReleasePreview = {
  readonly flowing: readonly Planned[];
  readonly reasons: readonly { readonly reason: (typeof holdBacks)[number]; readonly units: number }[];
  readonly others: Plan['others'];
  readonly inDoubt: number;
  /** Who receives it, and what is left out, in words. */
  readonly receivers: readonly string[];
  readonly removed: readonly string[];
};

/** As if nothing held all of it back; undefined where there is no policy. */
export function releasePreview(ledger: Ledger, election: string): ReleasePreview | undefined {
  const version = currentPolicy(ledger, election);
  if (version === undefined) return undefined;
  const { flowing, others, inDoubt } = planRelease(ledger, election, version.policy);
  const reasons = holdBacks
    .map((reason) => ({ reason, units: others.filter((one) => one.reason === reason).length }))
    .filter(({ units }) => units > 0);
  const { minimumVoters } = keptReconciler(ledger, election).definition;
  return {
    flowing,
    reasons,
    others,
    inDoubt,
    receivers: [
      `Everybody: the records are written to files (release/${election}) from which bulletin and transparency log are made. What has left cannot be called back.`,
    ],
    removed: [
      'who signed, when and at which centre it was counted, by which channel it came',
      'figures that the form of this election does not have',
      ...(version.policy.detail === 'units' ? [] : ['figures of single units: they leave as sums only']),
      ...(minimumVoters.count > 1 || (minimumVoters.ground ?? '') === ''
        ? ['votes by mode where a mode has too few voters, and hashes of returns that leave in a sum']
        : []),
    ],
  };
}
