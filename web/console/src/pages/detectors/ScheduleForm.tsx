// When a detector runs over the lake by itself.
import { type ReactElement, useState } from 'react';
import type { Detector, Schedule } from '../../../../../src/server/features/detectors/schemas.ts';
import { send, useChange } from '../../api/hooks.ts';
import { t } from '../../messages/t.ts';
import { useMay } from '../../session/session.ts';
import { Section } from '../../templates/DetailPage.tsx';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { toast } from '../../ui/toast.ts';

export function ScheduleForm({ detector: { name, schedule } }: { readonly detector: Detector }): ReactElement {
  const may = useMay('PUT /detectors/:name');
  const [hours, setHours] = useState(schedule.everyHours === null ? '' : String(schedule.everyHours));
  const [days, setDays] = useState(String(schedule.lookBackDays));
  const save = useChange(async () => {
    const changed: Schedule = { everyHours: hours.trim() === '' ? null : Number(hours), lookBackDays: Number(days) };
    await send('PUT', `/detectors/${encodeURIComponent(name)}`, { schedule: changed });
  }, ['/detectors']);
  return (
    <Section title={t('detectors.schedule')}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate(undefined, { onSuccess: () => toast(t('detectors.savedSchedule')) });
        }}
      >
        <Field
          type="number"
          min={1}
          max={168}
          disabled={!may}
          label={t('detectors.scheduleHours')}
          help={t('detectors.scheduleHoursHelp')}
          value={hours}
          onChange={setHours}
        />
        <Field
          required
          type="number"
          min={1}
          max={180}
          disabled={!may}
          label={t('detectors.lookBack')}
          help={t('detectors.lookBackHelp')}
          value={days}
          onChange={setDays}
        />
        <Problem error={save.error} />
        {may && (
          <div className="row">
            <Button type="submit" busy={save.isPending}>
              {t('detectors.saveSchedule')}
            </Button>
          </div>
        )}
      </form>
    </Section>
  );
}
