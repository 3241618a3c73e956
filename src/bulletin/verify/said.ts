// What headquarters' copy says of a unit against what the log has of it: figures, standing, public code, units of its record.
// Browser-safe.
import { publicCode } from '../../results/codes/public-code.ts';
import type { ReleaseRecord } from '../../results/release/record.ts';
import type { Counts } from '../../results/tally/tally.ts';
import type { BulletinFault } from '../model/fault.ts';
import type { AreaUnit, UnitStanding } from '../model/site.ts';
import { differenceFaults } from './difference-faults.ts';

const detail = 'headquarters\u2019 copy of the unit';

type Said = { readonly shown: AreaUnit['contests'][number]; readonly unit: string };

export function figureFaults({ shown, unit }: Said, counts: Counts | undefined): readonly BulletinFault[] {
  const { contest, record, return: signed } = shown;
  // Of a record that cannot be read nothing can be compared; that is told already.
  const committed = counts ?? (record === null ? {} : undefined);
  const of = { code: 'FIGURE_DIFFERS', detail, contest, unit, entry: signed ?? record ?? 0 } as const;
  return committed === undefined ? [] : differenceFaults(shown.counts ?? {}, committed, of);
}

/** What is said of the unit beside its figures: how it stands, its public code, and the units of its record. */
export function saidFaults(
  { shown, unit }: Said,
  record: ReleaseRecord | undefined,
  standing: UnitStanding,
): readonly BulletinFault[] {
  if (record === undefined && shown.record !== null) return [];
  const units = record === undefined || record.units.length === 1 ? [] : record.units.filter((id) => id !== unit);
  const code = record?.return === undefined ? null : publicCode(record.return);
  // Headquarters' own: that its copy is not the one that counts.
  const own = standing === 'signed' && shown.standing === 'differs' ? 'signed' : shown.standing;
  const pairs = [
    ['standing', own, standing],
    ['code', shown.code, code],
    [
      'together',
      shown.together
        .filter((id) => id !== unit)
        .toSorted()
        .join(' '),
      units.toSorted().join(' '),
    ],
  ] as const;
  return pairs
    .filter(([, said, committed]) => said !== committed)
    .map(([field, said, committed]) => ({
      code: 'FIGURE_DIFFERS',
      detail,
      contest: shown.contest,
      unit,
      field,
      shown: `${said}`,
      committed: `${committed}`,
    }));
}
