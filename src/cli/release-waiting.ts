// What has not flowed, and what it waits for, in lines for people.
import type { Ledger } from '../ledger/ledger.ts';
import type { HoldBack } from '../results/release/releasable.ts';
import { planRelease } from '../results/store/release-plan.ts';
import { currentPolicy } from '../results/store/release-policies.ts';
import { unlookedUnits } from '../results/store/unit-states.ts';
import { counted } from './counted.ts';

const reasons: Readonly<Partial<Record<HoldBack, string>>> = {
  awaited: 'for a return',
  conflicting: 'for a conflict to be settled',
  oneChannelOnly: 'for a second channel',
  smallCounts: 'for others to be counted with, as they have too few voters',
  correctionSmall: 'with a correction, as it would tell of too few voters',
};

/** Empty where nothing waits or no policy is approved. A unit counts once for each contest. Writes nothing. */
export function waitingLines(ledger: Ledger, election: string): readonly string[] {
  const policy = currentPolicy(ledger, election)?.policy;
  if (policy === undefined) return [];
  const unlooked = unlookedUnits(ledger, election);
  const { others } = planRelease(ledger, election, policy);
  const byReason = Map.groupBy(others, ({ reason }) => reason);
  return [
    ...(unlooked === 0
      ? []
      : [
          `${counted(unlooked, 'unit')} with returns that are not reconciled yet: pollwarden returns reconcile --election ${election}`,
        ]),
    ...[...byReason].flatMap(([reason, units]) => {
      const why = reasons[reason];
      // Of those that wait to be reconciled, the plan knows no return.
      const count = reason === 'awaited' ? units.length - Math.min(unlooked, units.length) : units.length;
      return why === undefined || count === 0 ? [] : [`${counted(count, 'unit waits', 'units wait')} ${why}`];
    }),
  ];
}
