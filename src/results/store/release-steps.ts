// What persons do with a release, in the ledger: each step by the table, two persons where it takes two, all of it logged.
import { PollwardenError } from '../../kernel/errors.ts';
import { recordAudit } from '../../ledger/audit/record.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import type { ClockReading } from '../release/clock.ts';
import { nextReleaseState, type ReleaseState, type ReleaseStep, secondOf } from '../release/states.ts';
import { addressOf, type By, needSecondPerson } from './by.ts';
import { electionOf } from './elections.ts';
import { confirmClock, proposeClock } from './release-clock.ts';
import { currentPolicy, type PolicyVersion, savePolicy } from './release-policies.ts';

type Row = Readonly<Record<string, string | number>>;

export type ReleaseEntry = {
  readonly number: number;
  /** Of the policy. */
  readonly version: number;
  readonly step: ReleaseStep;
  readonly from: ReleaseState;
  readonly to: ReleaseState;
  readonly by: string;
  readonly at: number;
  readonly reason: string;
};

/** What persons did, the first first. */
export const releaseLog = ({ db }: Ledger, election: string): readonly ReleaseEntry[] =>
  (db.prepare('SELECT * FROM release_log WHERE election = ? ORDER BY number').all(election) as Row[]).map((row) => ({
    number: Number(row.number),
    version: Number(row.version),
    step: row.step as ReleaseStep,
    from: row.state_before as ReleaseState,
    to: row.state_after as ReleaseState,
    by: String(row.by),
    at: Number(row.at),
    reason: String(row.reason),
  }));

export function releaseState({ db }: Ledger, election: string): ReleaseState {
  const row = db
    .prepare('SELECT state_after FROM release_log WHERE election = ? ORDER BY number DESC LIMIT 1')
    .get(election) as Row | undefined;
  return row === undefined ? 'none' : (row.state_after as ReleaseState);
}

export type StepOptions = {
  readonly reason?: string;
  /** Of the policy that the person saw: CONFLICT where it is another by now. */
  readonly hash?: string | undefined;
  /** Of the machine's clock. Start and resumption confirm it; without it they cannot be taken. */
  readonly reading?: ClockReading;
};

/** A policy of parsed JSON as a draft; what was approved before no longer is. Errors as savePolicy; CONFLICT. */
export function draftPolicy(ledger: Ledger, election: string, value: unknown, by: By): PolicyVersion {
  return ledger.write(() => {
    electionOf(ledger, election);
    const version = savePolicy(ledger, election, value, by);
    takeStep(ledger, election, 'draft', by, {});
    return version;
  });
}

/**
 * Takes a step of the table. CONFLICT where it cannot be taken in the state there is; SECOND_PERSON where the second person is
 * the first one. Durable when it returns.
 */
export function takeStep(
  ledger: Ledger,
  election: string,
  step: ReleaseStep,
  by: By,
  options: StepOptions,
): ReleaseState {
  return ledger.write(() => {
    electionOf(ledger, election);
    const from = releaseState(ledger, election);
    const to = nextReleaseState(from, step);
    const policy = currentPolicy(ledger, election);
    if (policy === undefined) throw new PollwardenError('CONFLICT', `${election} has no release policy yet`);
    if (to === undefined)
      throw new PollwardenError('CONFLICT', `the release of ${election} is ${from}; ${step} cannot be taken`);
    if (options.hash !== undefined && options.hash !== policy.hash)
      throw new PollwardenError('CONFLICT', 'the policy has changed since you looked at it');
    refuseSamePerson(ledger, election, step, by);
    if (step === 'proposeStart' && electionOf(ledger, election).current.state !== 'fixed')
      throw new PollwardenError('CONFLICT', `two persons have to fix the definition of ${election} first`);
    clockOfStep(ledger, election, step, by, options.reading);
    addEntry(ledger, election, { version: policy.version, step, from, to, reason: options.reason ?? '' }, by);
    return to;
  });
}

function addEntry(
  ledger: Ledger,
  election: string,
  { version, step, from, to, reason }: Pick<ReleaseEntry, 'version' | 'step' | 'from' | 'to' | 'reason'>,
  by: By,
): void {
  ledger.db
    .prepare(
      `INSERT INTO release_log (election, version, step, state_before, state_after, by, at, reason)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(election, version, step, from, to, by.name, Math.trunc(ledger.now()), reason);
  recordAudit(ledger, {
    event: 'release.stepped',
    actor: by.actor,
    subject: election,
    details: { version, step, from, to, reason, by: by.name },
    ...addressOf(by),
  });
}

function refuseSamePerson(ledger: Ledger, election: string, step: ReleaseStep, by: By): void {
  const first = secondOf[step];
  if (first === undefined) return;
  const proposal = releaseLog(ledger, election).findLast((entry) => entry.step === first);
  if (proposal === undefined) throw new PollwardenError('CONFLICT', `nobody has taken the step ${first} yet`);
  needSecondPerson(proposal.by, by, 'proposed it');
}

/** Whoever starts or resumes says that the clock is right: the two of them confirm it. */
function clockOfStep(
  ledger: Ledger,
  election: string,
  step: ReleaseStep,
  by: By,
  reading: ClockReading | undefined,
): void {
  const proposes = step === 'proposeStart' || step === 'proposeResume';
  if (!proposes && step !== 'approveStart' && step !== 'approveResume') return;
  if (reading === undefined) throw new PollwardenError('INPUT_INVALID', 'the clock of the machine is needed');
  if (proposes) proposeClock(ledger, election, reading, by);
  else confirmClock(ledger, election, reading, by);
}

/** The step that a person takes to approve, start or resume: as first or second of two, or to refuse. */
export function stepOf(what: 'approve' | 'start' | 'resume', state: ReleaseState, agree: boolean): ReleaseStep {
  if (!agree) return 'refuse';
  if (what === 'approve') return state === 'drafted' ? 'propose' : 'approve';
  if (what === 'start') return state === 'startProposed' ? 'approveStart' : 'proposeStart';
  return state === 'resumeProposed' ? 'approveResume' : 'proposeResume';
}
