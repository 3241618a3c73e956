// The flow: records in batches, each in a transaction of its own that looks again at whether it may, so that nothing flows
// after a hold that was acknowledged and nothing is there by half.
import type { Definition } from '../../elections/definition/definition.ts';
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
import { figuresOf, type UnitNow, unitNow } from './release-ready.ts';
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

/** What a batch may hold: a hold waits for it at most as long as this. */
export type BatchLimits = { readonly records: number; readonly milliseconds: number };
export const batchLimits: BatchLimits = { records: 500, milliseconds: 100 };

export type Batch = {
  readonly records: readonly StoredRecord[];
  /** Held meanwhile, or a unit became another than was planned: what follows has to be planned anew. */
  readonly ended: boolean;
};

/** What is the same for all records of one batch. */
type Flowing = {
  readonly ledger: Ledger;
  readonly election: string;
  readonly policy: PolicyVersion;
  readonly definition: Definition;
  /** Of the definition. */
  readonly hash: string;
  /** Milliseconds since 1970 UTC. */
  readonly at: number;
};

/**
 * Releases the first of what was planned, one by one until the limits are reached or one may not flow (any more). Durable
 * when it returns, and nothing of it there where it throws. SUM_TOO_LARGE, DISK_FULL.
 */
export function releaseBatch(
  ledger: Ledger,
  election: string,
  planned: readonly Planned[],
  clock: () => ClockReading,
  limits: BatchLimits,
): Batch {
  return ledger.write(() => {
    const { wall, monotonic, boot } = clock();
    const policy = currentPolicy(ledger, election);
    if (gateNow(ledger, election, { wall, monotonic, boot }) !== undefined || policy === undefined)
      return { records: [], ended: true };
    const { hash } = electionOf(ledger, election).current;
    const { definition } = keptReconciler(ledger, election);
    const flowing: Flowing = { ledger, election, policy, definition, hash, at: wall };
    const records: StoredRecord[] = [];
    for (const one of planned) {
      const members = membersNow(flowing, one);
      if (members === undefined) return { records, ended: true };
      const record = recordOf(flowing, one, members);
      records.push(addRecord(ledger, record, members, Math.trunc(wall)));
      if (records.length >= limits.records || clock().monotonic - monotonic >= limits.milliseconds) break;
    }
    return { records, ended: false };
  });
}

type MemberNow = MemberFigures & { readonly now: UnitNow };

/**
 * Units of what was planned with their figures; undefined where it is no longer so. Of the first time: no unit was released and
 * all are ready. Of a correction: its record is the newest of all its units.
 */
function membersNow(
  { ledger, election, policy: { policy } }: Flowing,
  { contest, members, corrects }: Planned,
): readonly MemberNow[] | undefined {
  const found: MemberNow[] = [];
  let changed = 0;
  for (const { unit, hash } of members) {
    const now = unitNow(ledger, election, contest, unit);
    if (now === undefined || now.record !== corrects) return undefined;
    if (now.released !== hash) {
      if (now.hash !== hash || holdBackOf(now, policy) !== undefined) return undefined;
      changed++;
    }
    found.push({ unit, hash, now, counts: figuresOf(ledger, election, contest, { unit, hash }, now) });
  }
  return changed > 0 ? found : undefined;
}

function recordOf(
  { ledger, election, policy, definition, hash, at }: Flowing,
  { contest: id, of, corrects }: Planned,
  members: readonly MemberNow[],
): ReleaseRecord {
  const contest = definition.contests.find((one) => one.id === id);
  if (contest === undefined) throw new Error(`the plan names the contest ${id}, which there is not`);
  const counts = members.length === 1 ? members[0].counts : sumCounts(members.map((member) => member.counts));
  const modes =
    corrects === undefined
      ? mayTellModes(definition, contest, counts, minimumOf(definition))
        ? 'apart'
        : 'together'
      : releaseRecord(ledger, election, corrects).modes;
  const head = releaseHead(ledger, election);
  // Who compares the record with that return and its paper finds the same figures there, and no others.
  const alone = members.length === 1 && members[0].now.oneReturn;
  const single = alone && of.kind === 'unit' && modes === 'apart';
  const bases = new Set(members.map(({ now }) => now.basis));
  return {
    format: 'pollwarden-release/1',
    election,
    number: head.number + 1,
    previous: head.sha256,
    policy: policy.hash,
    definition: hash,
    contest: id,
    kind: corrects === undefined ? 'first' : 'correction',
    ...(corrects === undefined ? {} : { corrects }),
    of,
    units: members.map(({ unit }) => unit),
    ...(single ? { return: members[0].hash } : {}),
    basis: releaseBases.find((one) => bases.has(one)) ?? 'confirmed',
    modes,
    counts: publishedCounts(definition, contest, counts, modes),
    at: new Date(at).toISOString(),
  };
}
