// What a bulletin's files show against what follows from the log: areas unit by unit, the summary, the total. Browser-safe.
import { publicCode } from '../../results/codes/public-code.ts';
import type { Counts } from '../../results/tally/tally.ts';
import type { BulletinFault } from '../model/fault.ts';
import type { AreaFile, AreaUnit, ContestSums, Summary, Total } from '../model/site.ts';
import { differencesOf } from '../total/judge.ts';
import { unitKey } from '../total/state.ts';
import type { Reckoned, UnitResult } from '../total/total.ts';

type Shown = AreaUnit['contests'][number];

/** What an area file has to say of a unit; its state and when its figures came are headquarters' word alone. */
export function committedUnit({ standing, judged, commitment }: UnitResult): Omit<Shown, 'contest' | 'state' | 'at'> {
  const record = judged?.logged.record;
  const units = record?.units ?? [];
  return {
    standing,
    counts: judged?.counts ?? null,
    together: units.length > 1 ? units : [],
    record: judged?.logged.place ?? null,
    return: judged?.return?.place ?? null,
    commitment,
    code: record?.return === undefined ? null : publicCode(record.return),
  };
}

type Of = Pick<BulletinFault, 'file'> & Partial<Pick<BulletinFault, 'contest' | 'unit'>>;

function figureFaults(shown: Counts, committed: Counts, of: Of, detail: string): readonly BulletinFault[] {
  return differencesOf(shown, committed).map(({ field, ...values }) => ({
    code: 'FIGURE_DIFFERS',
    detail,
    ...of,
    field,
    ...(values.shown === undefined ? {} : { shown: values.shown }),
    ...(values.committed === undefined ? {} : { committed: values.committed }),
  }));
}

const plain = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

const others = (units: readonly string[], unit: string): readonly string[] =>
  units.filter((id) => id !== unit).toSorted((a, b) => (a < b ? -1 : 1));

export function unitFaults(shown: Shown, result: UnitResult, file: string): readonly BulletinFault[] {
  const { contest, unit } = result;
  const of = { file, contest, unit };
  const { counts, ...committed } = committedUnit(result);
  const faults = [...figureFaults(shown.counts ?? {}, counts ?? {}, of, 'headquarters\u2019 copy of the unit')];
  for (const [field, value] of Object.entries(committed)) {
    // Headquarters' own: that its copy is not the one that counts.
    if (field === 'standing' && value === 'signed' && shown.standing === 'differs') continue;
    const own = shown[field as keyof typeof committed];
    // Which units are together is said of the others, and in any order.
    const [a, b] = [own, value].map((one) => plain(Array.isArray(one) ? others(one, unit) : one));
    if (a !== b)
      faults.push({
        code: 'FIGURE_DIFFERS',
        detail: 'headquarters\u2019 copy of the unit',
        ...of,
        field,
        shown: a,
        committed: b,
      });
  }
  return faults;
}

export function areaFaults({ units }: AreaFile, reckoned: Reckoned, file: string): readonly BulletinFault[] {
  return units.flatMap(({ unit, contests }) =>
    contests.flatMap((shown) => {
      const result = reckoned.units.get(unitKey(shown.contest, unit));
      return result === undefined
        ? [{ code: 'FIGURE_DIFFERS', detail: 'no unit of this contest', file, contest: shown.contest, unit } as const]
        : unitFaults(shown, result, file);
    }),
  );
}

function sumsFaults(
  shown: ContestSums | undefined,
  committed: ContestSums,
  file: string,
  where: string,
): readonly BulletinFault[] {
  const { contest } = committed;
  const flat = ({ units, counted, byStanding, counts, turnout }: ContestSums): Counts => ({
    ...counts,
    units,
    counted,
    ...Object.fromEntries(Object.entries(byStanding).map(([key, count]) => [`standing ${key}`, count])),
    ...Object.fromEntries(Object.entries(turnout).map(([key, count]) => [`turnout ${key}`, count])),
  });
  return differencesOf(shown === undefined ? {} : flat(shown), flat(committed)).map(({ field, ...values }) => ({
    code: 'TOTAL_DIFFERS',
    detail: where,
    file,
    contest,
    field,
    ...(values.shown === undefined ? {} : { shown: values.shown }),
    ...(values.committed === undefined ? {} : { committed: values.committed }),
  }));
}

export function totalFaults(shown: Total, committed: Total, file: string): readonly BulletinFault[] {
  const byId = new Map(shown.contests.map((one) => [one.contest, one]));
  return committed.contests.flatMap((one) => sumsFaults(byId.get(one.contest), one, file, 'the whole'));
}

export function summaryFaults(shown: Summary, reckoned: Reckoned, file: string): readonly BulletinFault[] {
  const areas = shown.areas.flatMap(({ id, name, contests }) => {
    const own = new Map((reckoned.areas.get(id) ?? []).map((one) => [one.contest, one]));
    return contests.flatMap((sums) => {
      const committed = own.get(sums.contest);
      const nothing = {
        ...sums,
        units: 0,
        counted: 0,
        byStanding: {},
        counts: {},
        turnout: { cast: 0, registered: 0, units: 0 },
      };
      return sumsFaults(sums, committed ?? nothing, file, name);
    });
  });
  return [...totalFaults(shown.total, reckoned.total, file), ...areas];
}
