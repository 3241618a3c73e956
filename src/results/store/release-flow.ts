// The flow: one record after another, each in a transaction of its own that looks again at whether it may, so that nothing
// flows after a hold that was acknowledged and nothing is there by half.
import type { Ledger } from '../../ledger/ledger.ts';
import { minimumOf } from '../privacy/disclosures.ts';
import type { ClockReading } from '../release/clock.ts';
import { mayTellModes, publishedCounts, sumCounts } from '../release/figures.ts';
import { type Gate, gateOf } from '../release/gate.ts';
import { releaseBases, type ReleaseRecord } from '../release/record.ts';
import { holdBackOf } from '../release/releasable.ts';
import { currentPolicy, type PolicyVersion } from './release-policies.ts';
import { electionOf } from './elections.ts';
import { keptReconciler } from './reconciler.ts';
import { embargoPassed, observeClock } from './release-clock.ts';
import type { Planned } from './release-plan.ts';
import { figuresOfMember, unitNow } from './release-ready.ts';
import { addRecord, type MemberFigures, releaseHead, releaseRecord, type StoredRecord } from './release-records.ts';
import { releaseState } from './release-steps.ts';

/**
 * What stands in the way now; undefined where records may flow. Puts on record a clock that fell into doubt and an embargo
 * that has passed.
 */
export function gateNow(ledger: Ledger, election: string, reading: ClockReading): Gate | undefined {
  return ledger.write(() => {
    const policy = currentPolicy(ledger, election);
    const judgement = observeClock(ledger, election, reading);
    const state = releaseState(ledger, election);
    const passed = policy !== undefined && state === 'started' && embargoPassed(ledger, election, policy, judgement);
    return gateOf({ state, embargoPassed: passed, doubt: judgement.doubt });
  });
}

/**
 * Releases what was planned; undefined where it may not flow (any more): held meanwhile, or a unit became another. Durable
 * when it returns. SUM_TOO_LARGE, DISK_FULL.
 */
export function releasePlanned(
  ledger: Ledger,
  election: string,
  planned: Planned,
  reading: ClockReading,
): StoredRecord | undefined {
  return ledger.write(() => {
    if (gateNow(ledger, election, reading) !== undefined) return undefined;
    const policy = currentPolicy(ledger, election);
    if (policy === undefined || !stillSo(ledger, election, planned, policy)) return undefined;
    const members = planned.members.map((member) => ({
      ...member,
      counts: figuresOfMember(ledger, election, planned.contest, member),
    }));
    const record = recordOf(ledger, election, { ...planned, members }, policy, reading.wall);
    return addRecord(ledger, record, members, Math.trunc(reading.wall));
  });
}

/** Of the first time: no unit was released and all are ready. Of a correction: its record is the newest of all its units. */
function stillSo(
  ledger: Ledger,
  election: string,
  { contest, members, corrects }: Planned,
  { policy }: PolicyVersion,
): boolean {
  let changed = 0;
  for (const { unit, hash } of members) {
    const now = unitNow(ledger, election, contest, unit);
    if (now === undefined || now.record !== corrects) return false;
    if (now.released === hash) continue;
    if (now.hash !== hash || holdBackOf(now, policy) !== undefined) return false;
    changed++;
  }
  return changed > 0;
}

function recordOf(
  ledger: Ledger,
  election: string,
  { contest: id, of, members, corrects }: Omit<Planned, 'members'> & { readonly members: readonly MemberFigures[] },
  policy: PolicyVersion,
  at: number,
): ReleaseRecord {
  const { definition } = keptReconciler(ledger, election);
  const contest = definition.contests.find((one) => one.id === id);
  if (contest === undefined) throw new Error(`the plan names the contest ${id}, which there is not`);
  const counts = sumCounts(members.map((member) => member.counts));
  const modes =
    corrects === undefined
      ? mayTellModes(definition, contest, counts, minimumOf(definition))
        ? 'apart'
        : 'together'
      : releaseRecord(ledger, election, corrects).modes;
  const head = releaseHead(ledger, election);
  // Who compares the record with that return and its paper finds the same figures there, and no others.
  const alone = members.length === 1 && unitNow(ledger, election, id, members[0].unit)?.oneReturn === true;
  const single = alone && of.kind === 'unit' && modes === 'apart';
  const bases = members.map(({ unit }) => unitNow(ledger, election, id, unit)?.basis);
  return {
    format: 'pollwarden-release/1',
    election,
    number: head.number + 1,
    previous: head.sha256,
    policy: policy.hash,
    definition: electionOf(ledger, election).current.hash,
    contest: id,
    kind: corrects === undefined ? 'first' : 'correction',
    ...(corrects === undefined ? {} : { corrects }),
    of,
    units: members.map(({ unit }) => unit),
    ...(single ? { return: members[0].hash } : {}),
    basis: releaseBases.find((one) => bases.includes(one)) ?? 'confirmed',
    modes,
    counts: publishedCounts(definition, contest, counts, modes),
    at: new Date(at).toISOString(),
  };
}
