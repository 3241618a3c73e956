// The change of the duty rota: when duty changes hands, who has which shift, overrides, what the duty is told of.
import { type ReactElement, useState } from 'react';
import type { Rota, RotaPlan } from '../../../../../src/server/features/alerts/schemas.ts';
import { send, useChange } from '../../api/hooks.ts';
import { t } from '../../messages/t.ts';
import { Section } from '../../templates/DetailPage.tsx';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Checkbox } from '../../ui/Select.tsx';
import { toast } from '../../ui/toast.ts';
import { ownZone } from './QuietFields.tsx';
import { RotaOverrides } from './RotaOverrides.tsx';
import { RotaShifts } from './RotaShifts.tsx';
import { RuleFields } from './RuleFields.tsx';

type RotaFormProps = { readonly rota: Rota; readonly onClose: () => void };

export function RotaForm({ rota, onClose }: RotaFormProps): ReactElement {
  const first = rota.version === 0 ? { ...rota.plan, timeZone: ownZone() } : rota.plan;
  const [plan, setPlan] = useState<RotaPlan>(first);
  const set = (change: Partial<RotaPlan>): void => setPlan({ ...plan, ...change });
  const save = useChange(async () => {
    const shifts = plan.shifts.filter(
      ({ week, handover }) => week <= plan.cycleWeeks && handover < plan.handovers.length,
    );
    await send<Rota>('PUT', '/rota', { plan: { ...plan, shifts }, version: rota.version });
    toast(t('alerts.rotaSaved'));
    onClose();
  }, ['/rota', '/me/alerts']);
  return (
    <form
      className="alerts-form"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate(undefined);
      }}
    >
      <Section title={t('alerts.edit')}>
        <div className="alerts-form">
          <Checkbox label={t('alerts.editEnabled')} checked={plan.enabled} onChange={(enabled) => set({ enabled })} />
          <Times plan={plan} set={set} />
          <RuleFields rule={plan.rule} onChange={(change) => set({ rule: { ...plan.rule, ...change } })} />
        </div>
      </Section>
      <Section title={t('alerts.shifts')}>
        <RotaShifts plan={plan} people={rota.people} onChange={(shifts) => set({ shifts })} />
      </Section>
      <Section title={t('alerts.overrides')}>
        <RotaOverrides overrides={plan.overrides} people={rota.people} onChange={(overrides) => set({ overrides })} />
      </Section>
      <Problem error={save.error} />
      <div className="row">
        <Button type="submit" kind="primary" busy={save.isPending}>
          {t('alerts.saveRota')}
        </Button>
        <Button onPress={onClose}>{t('alerts.discard')}</Button>
      </div>
    </form>
  );
}

type TimesProps = { readonly plan: RotaPlan; readonly set: (change: Partial<RotaPlan>) => void };

function Times({ plan, set }: TimesProps): ReactElement {
  return (
    <div className="alerts-pair">
      <Field
        label={t('alerts.timeZone')}
        help={t('alerts.timeZoneHelp')}
        value={plan.timeZone}
        onChange={(timeZone) => set({ timeZone })}
        maxLength={60}
        required
      />
      <Handovers plan={plan} set={set} />
      <Field
        type="number"
        min={1}
        max={8}
        required
        label={t('alerts.cycleWeeks')}
        value={String(plan.cycleWeeks)}
        onChange={(weeks) => set({ cycleWeeks: Math.max(1, Math.min(8, Number(weeks))) })}
      />
      <Field
        type="date"
        required
        label={t('alerts.startsOn')}
        value={plan.startsOn}
        onChange={(startsOn) => set({ startsOn })}
      />
      <Field
        type="number"
        min={1}
        max={240}
        required
        label={t('alerts.escalateAfter')}
        value={String(plan.escalateAfterMinutes)}
        onChange={(minutes) => set({ escalateAfterMinutes: Number(minutes) })}
      />
    </div>
  );
}

function Handovers({ plan, set }: TimesProps): ReactElement {
  const [text, setText] = useState(plan.handovers.join(', '));
  return (
    <Field
      label={t('alerts.handovers')}
      help={t('alerts.handoversHelp')}
      value={text}
      onChange={(written) => {
        setText(written);
        const times = written.split(',').map((time) => time.trim());
        if (times.every((time) => /^([01]\d|2[0-3]):[0-5]\d$/.test(time))) set({ handovers: times.slice(0, 4) });
      }}
      required
    />
  );
}
