// Quiet hours: from, to, where, on which nights, and whether critical findings break through.
import type { ReactElement } from 'react';
import type { QuietHours } from '../../../../../src/server/features/alerts/schemas.ts';
import { t } from '../../messages/t.ts';
import { Field } from '../../ui/Field.tsx';
import { Checkbox } from '../../ui/Select.tsx';

export const weekdays = [1, 2, 3, 4, 5, 6, 7] as const;
export const ownZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

export const usualQuiet = (): QuietHours => ({
  from: '22:00',
  to: '07:00',
  timeZone: ownZone(),
  days: [...weekdays],
  criticalBreaksThrough: true,
});

type QuietFieldsProps = { readonly quiet: QuietHours | null; readonly onChange: (quiet: QuietHours | null) => void };

export function QuietFields({ quiet, onChange }: QuietFieldsProps): ReactElement {
  return (
    <div className="alerts-form">
      <Checkbox
        label={t('alerts.quietOn')}
        help={t('alerts.quietHelp')}
        checked={quiet !== null}
        onChange={(on) => onChange(on ? usualQuiet() : null)}
      />
      {quiet !== null && <Hours quiet={quiet} onChange={onChange} />}
    </div>
  );
}

type HoursProps = { readonly quiet: QuietHours; readonly onChange: (quiet: QuietHours) => void };

function Hours({ quiet, onChange }: HoursProps): ReactElement {
  const set = (change: Partial<QuietHours>): void => onChange({ ...quiet, ...change });
  const setDay = (day: number, on: boolean): void =>
    set({ days: weekdays.filter((one) => (one === day ? on : quiet.days.includes(one))) });
  return (
    <>
      <div className="alerts-pair">
        <Field
          type="time"
          label={t('alerts.quietFrom')}
          value={quiet.from}
          onChange={(from) => set({ from })}
          required
        />
        <Field type="time" label={t('alerts.quietTo')} value={quiet.to} onChange={(to) => set({ to })} required />
      </div>
      <Field
        label={t('alerts.timeZone')}
        help={t('alerts.timeZoneHelp')}
        value={quiet.timeZone}
        onChange={(timeZone) => set({ timeZone })}
        maxLength={60}
        required
      />
      <fieldset className="alerts-days">
        <legend>{t('alerts.quietDays')}</legend>
        {weekdays.map((day) => (
          <Checkbox
            key={day}
            label={t(`alerts.day.${day}`)}
            checked={quiet.days.includes(day)}
            disabled={quiet.days.length === 1 && quiet.days.includes(day)}
            onChange={(on) => setDay(day, on)}
          />
        ))}
      </fieldset>
      <Checkbox
        label={t('alerts.criticalBreaksThrough')}
        checked={quiet.criticalBreaksThrough}
        onChange={(criticalBreaksThrough) => set({ criticalBreaksThrough })}
      />
    </>
  );
}
