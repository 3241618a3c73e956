// The shifts of a cycle: for each week and day, who is first and second from each hand-over on.
import type { ReactElement } from 'react';
import type { Rota, RotaPlan, Shift } from '../../../../../src/server/features/alerts/schemas.ts';
import { t } from '../../messages/t.ts';
import { Select } from '../../ui/Select.tsx';
import { weekdays } from './QuietFields.tsx';

type Person = Rota['people'][number];

/** Choices of a person; somebody who is not there any more stays visible until another is chosen. */
export function personChoices(people: readonly Person[], chosen: string | null) {
  const gone = chosen !== null && !people.some(({ id }) => id === chosen) ? [{ value: chosen, label: '?' }] : [];
  return [
    { value: '', label: t('alerts.nobody') },
    ...people.map(({ id, name }) => ({ value: id, label: name })),
    ...gone,
  ];
}

type RotaShiftsProps = {
  readonly plan: RotaPlan;
  readonly people: readonly Person[];
  readonly onChange: (shifts: Shift[]) => void;
};

const samePlace = (a: Shift, b: Pick<Shift, 'week' | 'day' | 'handover'>): boolean =>
  a.week === b.week && a.day === b.day && a.handover === b.handover;

export function RotaShifts({ plan, people, onChange }: RotaShiftsProps): ReactElement {
  const shiftAt = (week: number, day: number, handover: number): Shift =>
    plan.shifts.find((shift) => samePlace(shift, { week, day, handover })) ?? {
      week,
      day,
      handover,
      first: null,
      second: null,
    };
  const put = (shift: Shift): void => onChange([...plan.shifts.filter((one) => !samePlace(one, shift)), shift]);
  const weeks = Array.from({ length: plan.cycleWeeks }, (_, i) => i + 1);
  return (
    <div className="stack">
      {weeks.map((week) => (
        <div key={week} className="stack-tight">
          {plan.cycleWeeks > 1 && <h3>{t('alerts.week', { number: week })}</h3>}
          <div className="scroll-x">
            <div className="rota-grid">
              {weekdays.map((day) => (
                <div key={day} className="rota-cell">
                  <b>{t(`alerts.day.${day}`)}</b>
                  {plan.handovers.map((time, handover) => (
                    <Cell
                      key={time}
                      place={{ day: t(`alerts.day.${day}`), time }}
                      shift={shiftAt(week, day, handover)}
                      people={people}
                      onChange={put}
                    />
                  ))}
                </div>
              ))}
            </div>
          </div>
        </div>
      ))}
    </div>
  );
}

type CellProps = {
  readonly place: { readonly day: string; readonly time: string };
  readonly shift: Shift;
  readonly people: readonly Person[];
  readonly onChange: (shift: Shift) => void;
};

const Cell = ({ place, shift, people, onChange }: CellProps): ReactElement => (
  <>
    {(['first', 'second'] as const).map((rank) => (
      <Select
        key={rank}
        label={`${place.time} · ${t(`alerts.${rank}`)}`}
        value={shift[rank] ?? ''}
        choices={personChoices(people, shift[rank])}
        onChange={(id) => onChange({ ...shift, [rank]: id === '' ? null : id })}
      />
    ))}
  </>
);
