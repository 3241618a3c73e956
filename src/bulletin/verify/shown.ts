// What a bulletin's files show against what follows from the log: areas unit by unit, the summary, the total. Browser-safe.
import type { Area } from '../../elections/definition/definition.ts';
import { publicCode } from '../../results/codes/public-code.ts';
import type { Counts } from '../../results/tally/tally.ts';
import type { BulletinFault } from '../model/fault.ts';
import type { AreaFile, AreaUnit, ContestSums, Summary, Total } from '../model/site.ts';
import { unitKey } from '../total/state.ts';
import { differenceFaults } from './difference-faults.ts';
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

const plain = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

const others = (units: readonly string[], unit: string): readonly string[] =>
  units.filter((id) => id !== unit).toSorted((a, b) => (a < b ? -1 : 1));

const detail = 'headquarters\u2019 copy of the unit';

export function unitFaults(shown: Shown, result: UnitResult, file: string): readonly BulletinFault[] {
  const { contest, unit } = result;
  const of = { file, contest, unit };
  const { counts, ...committed } = committedUnit(result);
  const faults = [...differenceFaults(shown.counts ?? {}, counts ?? {}, { code: 'FIGURE_DIFFERS', detail, ...of })];
  for (const [field, value] of Object.entries(committed)) {
    // Headquarters' own: that its copy is not the one that counts.
    if (field === 'standing' && value === 'signed' && shown.standing === 'differs') continue;
    const own = shown[field as keyof typeof committed];
    // Which units are together is said of the others, and in any order.
    const [a, b] = [own, value].map((one) => plain(Array.isArray(one) ? others(one, unit) : one));
    if (a !== b)
      faults.push({
        code: 'FIGURE_DIFFERS',
        detail,
        ...of,
        field,
        shown: a,
        committed: b,
      });
  }
  return faults;
}

/** One fault for each member that is not what it has to be. */
function memberFaults<T extends object>(
  shown: T,
  committed: Partial<T>,
  of: Of,
  what: string,
): readonly BulletinFault[] {
  return (Object.keys(committed) as (keyof T & string)[])
    .filter((field) => shown[field] !== committed[field])
    .map((field) => ({
      code: 'FIGURE_DIFFERS',
      detail: what,
      ...of,
      field,
      shown: plain(shown[field]),
      committed: plain(committed[field]),
    }));
}

/** Prepared once for all files. Names are those of the definition: under another name a figure is another's. */
export function areaFaults(reckoned: Reckoned) {
  const places = new Map(reckoned.definition.units.map((unit) => [unit.id, unit]));
  return ({ area, units }: AreaFile, file: string): readonly BulletinFault[] =>
    units.flatMap(({ contests, ...shown }) => {
      const place = places.get(shown.unit);
      const contestFaults = contests.flatMap((one) => {
        const result = reckoned.units.get(unitKey(one.contest, shown.unit));
        return result === undefined
          ? [
              {
                code: 'FIGURE_DIFFERS',
                detail: 'no unit of this contest',
                file,
                contest: one.contest,
                unit: shown.unit,
              } as const,
            ]
          : unitFaults(one, result, file);
      });
      if (place === undefined) return contestFaults;
      const { name, centre, registered = null } = place;
      const own = memberFaults(
        { ...shown, area },
        { name, centre, registered, area: place.area },
        { file, unit: shown.unit },
        'the definition has another',
      );
      return [...own, ...contestFaults];
    });
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
  const of = { code: 'TOTAL_DIFFERS', detail: where, file, contest } as const;
  return differenceFaults(shown === undefined ? {} : flat(shown), flat(committed), of);
}

export function totalFaults(shown: Total, committed: Total, file: string): readonly BulletinFault[] {
  const byId = new Map(shown.contests.map((one) => [one.contest, one]));
  return committed.contests.flatMap((one) => sumsFaults(byId.get(one.contest), one, file, 'the whole'));
}

/** An area as the summary shows it: its place in the definition, and its sums. */
function summaryArea(
  { contests, file: _, ...shown }: Summary['areas'][number],
  { areas }: Reckoned,
  place: Area | undefined,
  file: string,
): readonly BulletinFault[] {
  const own = new Map((areas.get(shown.id) ?? []).map((one) => [one.contest, one]));
  const known = place && { name: place.name, level: place.level, parent: place.parent ?? null };
  const sums = contests.flatMap((one) => {
    const committed = own.get(one.contest);
    own.delete(one.contest);
    const turnout = { cast: 0, registered: 0, units: 0 };
    const nothing = { ...one, units: 0, counted: 0, byStanding: {}, counts: {}, turnout };
    return sumsFaults(one, committed ?? nothing, file, shown.name);
  });
  const missing = [...own.values()].flatMap((one) => sumsFaults(undefined, one, file, shown.name));
  return [
    ...memberFaults(shown, known ?? {}, { file }, `the definition has another, of ${shown.id}`),
    ...sums,
    ...missing,
  ];
}

export function summaryFaults(shown: Summary, reckoned: Reckoned, file: string): readonly BulletinFault[] {
  const { election, name, day } = reckoned.definition;
  const places = new Map(reckoned.definition.areas.map((area) => [area.id, area]));
  const there = new Set(shown.areas.map(({ id }) => id));
  const unshown = [...reckoned.areas.keys()].filter((id) => !there.has(id));
  return [
    ...memberFaults(shown, { election, name, day }, { file }, 'the definition has another'),
    ...totalFaults(shown.total, reckoned.total, file),
    ...shown.areas.flatMap((area) => summaryArea(area, reckoned, places.get(area.id), file)),
    ...unshown.map((id) => ({ code: 'FILE_DAMAGED', detail: `the area ${id} is not in it`, file }) as const),
  ];
}
