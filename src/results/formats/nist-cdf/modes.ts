// Ways of voting in a report: the type of a count (and the class of its device) is our mode; "total" alone is "all".
import type { Mode } from '../../../elections/definition/definition.ts';
import type { CdfElection, CdfVoteCounts } from './report.ts';

export const whole = 'all';

/** Undefined for what counts seats and no votes. Hyphens are underscores, so that formulas can name a mode. */
export function modeOf({ Type, OtherType, DeviceClass }: CdfVoteCounts): string | undefined {
  if (Type === 'seats') return undefined;
  const type = Type === 'other' ? (OtherType ?? Type) : Type === 'total' ? whole : Type.replaceAll('-', '_');
  const device = DeviceClass?.Type === undefined ? '' : `.${DeviceClass.Type.replaceAll('-', '_')}`;
  return `${type}${device}`.replace(/[\s/<>"'&\\]/gu, '_').slice(0, 64) || whole;
}

/** Modes of all counts of a report, "all" where nothing is told apart or where some units give a total only. */
export function modesOf(election: CdfElection): readonly Mode[] {
  const parts = new Set<string>();
  let totalOnly = false;
  for (const contest of election.Contest ?? []) {
    for (const { VoteCounts = [] } of contest.ContestSelection ?? []) {
      const apart = new Set<string>();
      for (const counts of VoteCounts) {
        const mode = modeOf(counts);
        if (mode === undefined || mode === whole) continue;
        apart.add(counts.GpUnitId);
        parts.add(mode);
      }
      totalOnly ||= VoteCounts.some((counts) => modeOf(counts) === whole && !apart.has(counts.GpUnitId));
    }
  }
  const all: Mode = { id: whole, name: 'All votes' };
  const modes = [...parts].toSorted().map((id): Mode => ({ id, name: id.replaceAll('_', ' ') }));
  return modes.length === 0 || totalOnly ? [all, ...modes] : modes;
}
