// What may flow next, from the ledger: groups of units for the first time, and corrections; with why all others do not.
// Nothing is written. What holds everything back at once (gate.ts) is not looked at here.
import type { Contest, Definition } from '../../elections/definition/definition.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import { prepared } from '../../ledger/statements.ts';
import { minimumOf } from '../privacy/disclosures.ts';
import { mayCorrect } from '../release/corrections.ts';
import { type Group, groupsOf } from '../release/groups.ts';
import type { ReleasePolicy } from '../release/policy.ts';
import { type HoldBack, holdBackOf } from '../release/releasable.ts';
import { votersOf } from '../release/voters.ts';
import { keptReconciler } from './reconciler.ts';
import {
  countsOfReturn,
  countsOfUnit,
  figuresOfMember,
  releasedFigures,
  type UnitNow,
  unitsNow,
} from './release-ready.ts';
import { type Member, releaseRecord } from './release-records.ts';

export type Planned = {
  readonly contest: string;
  readonly of: Group['of'];
  /** Units with the return that is to be in the record. */
  readonly members: readonly Member[];
  /** Number of the record that it replaces; undefined for the first time. */
  readonly corrects: number | undefined;
};

export type HeldBack = { readonly contest: string; readonly unit: string; readonly reason: HoldBack };
export type Plan = {
  readonly flowing: readonly Planned[];
  readonly others: readonly HeldBack[];
  /** Units that were released and are in conflict by now. */
  readonly inDoubt: number;
};

type Looking = {
  readonly ledger: Ledger;
  readonly definition: Definition;
  readonly policy: ReleasePolicy;
  readonly minimum: number;
};

/** In the order in which it flows: by contest, corrections first. */
export function planRelease(ledger: Ledger, election: string, policy: ReleasePolicy): Plan {
  const { definition } = keptReconciler(ledger, election);
  const looking: Looking = { ledger, definition, policy, minimum: minimumOf(definition) };
  const byContest = Map.groupBy(unitsNow(ledger, election), ({ contest }) => contest);
  const flowing: Planned[] = [];
  const others: HeldBack[] = [];
  let inDoubt = 0;
  for (const contest of definition.contests) {
    const units = byContest.get(contest.id) ?? [];
    inDoubt += units.filter(({ state, released }) => state === 'conflicting' && released !== undefined).length;
    const ready: UnitNow[] = [];
    for (const unit of units) {
      const reason = holdBackOf(unit, policy);
      if (reason === undefined) ready.push(unit);
      else others.push({ contest: contest.id, unit: unit.unit, reason });
    }
    const parts = [
      corrections(
        looking,
        contest,
        ready.filter(({ record }) => record !== undefined),
      ),
      firsts(
        looking,
        contest,
        units,
        ready.filter(({ record }) => record === undefined),
      ),
    ];
    for (const part of parts) {
      flowing.push(...part.flowing);
      others.push(...part.others);
    }
  }
  return { flowing, others, inDoubt };
}

type Part = Omit<Plan, 'inDoubt'>;

function firsts(
  { ledger, definition, policy, minimum }: Looking,
  contest: Contest,
  units: readonly UnitNow[],
  ready: readonly UnitNow[],
): Part {
  if (ready.length === 0) return { flowing: [], others: [] };
  const areaOf = new Map(definition.units.map(({ id, area }) => [id, area]));
  const hashes = new Map(ready.map(({ unit, hash = '' }) => [unit, hash]));
  const toCome = new Set(
    units.filter(({ unit, record }) => record === undefined && !hashes.has(unit)).map(({ unit }) => areaOf.get(unit)),
  );
  const fresh = ready.map(({ unit, hash = '', oneReturn }) => {
    const counts = (): ReturnType<typeof countsOfReturn> =>
      oneReturn ? countsOfReturn(ledger, hash) : countsOfUnit(ledger, definition.election, contest.id, { unit, hash });
    const voters = minimum <= 1 ? minimum : votersOf(definition, contest, counts());
    return { unit, area: areaOf.get(unit) ?? '', voters };
  });
  const rule = { detail: policy.detail, minimum, waits: (area: string) => toCome.has(area) };
  const { groups, few } = groupsOf(definition.areas, contest.area, fresh, rule);
  return {
    flowing: groups.map((group) => ({
      contest: contest.id,
      of: group.of,
      members: group.units.map((unit) => ({ unit, hash: hashes.get(unit) ?? '' })),
      corrects: undefined,
    })),
    others: few.map((unit) => ({ contest: contest.id, unit, reason: 'smallCounts' })),
  };
}

/** Whole groups anew, with the newest return of each unit that is ready and the released one of the others. */
function corrections(looking: Looking, contest: Contest, changed: readonly UnitNow[]): Part {
  const flowing: Planned[] = [];
  const others: HeldBack[] = [];
  for (const [record, units] of Map.groupBy(changed, (unit) => unit.record ?? 0)) {
    const planned = correctionOf(looking, contest, record, units);
    if (planned !== undefined) flowing.push(planned);
    else for (const { unit } of units) others.push({ contest: contest.id, unit, reason: 'correctionSmall' });
  }
  return { flowing: flowing.toSorted((a, b) => (a.corrects ?? 0) - (b.corrects ?? 0)), others };
}

function correctionOf(
  { ledger, definition, minimum }: Looking,
  contest: Contest,
  number: number,
  changed: readonly UnitNow[],
): Planned | undefined {
  const { election } = definition;
  const earlier = releaseRecord(ledger, election, number);
  const anew = new Map(changed.map((unit) => [unit.unit, unit]));
  const released = prepared(
    ledger.db,
    'SELECT hash FROM release_latest WHERE election = ? AND contest = ? AND unit = ? AND record = ?',
  );
  const members = earlier.units.map((unit): Member => {
    const known = released.get(election, contest.id, unit, number) as { readonly hash: string };
    return { unit, hash: anew.get(unit)?.hash ?? known.hash };
  });
  const counts = (member: Member): ReturnType<typeof figuresOfMember> =>
    figuresOfMember(ledger, election, contest.id, member);
  const allowed =
    minimum <= 1 ||
    mayCorrect(definition, contest, minimum, {
      modes: earlier.modes,
      changed: changed.map(({ unit, hash = '' }) => ({
        before: releasedFigures(ledger, election, contest.id, unit) ?? {},
        after: counts({ unit, hash }),
      })),
      all: members.map(counts),
    });
  return allowed ? { contest: contest.id, of: earlier.of, members, corrects: number } : undefined;
}
