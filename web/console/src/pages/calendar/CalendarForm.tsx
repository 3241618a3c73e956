// The change of the election calendar: elections, their time zones, their phases by day.
import { type ReactElement, useState } from 'react';
import { type Phase, phases } from '../../../../../src/findings/finding.ts';
import type { Calendar } from '../../../../../src/server/features/watchlists/schemas.ts';
import { send, useChange } from '../../api/hooks.ts';
import { t } from '../../messages/t.ts';
import { Section } from '../../templates/DetailPage.tsx';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Select } from '../../ui/Select.tsx';
import { toast } from '../../ui/toast.ts';
import { dateIn, type Election, type PhaseDates } from './phase-days.ts';

const ownZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;
const newElection = (): Election => ({ name: '', timeZone: ownZone(), phases: [] });

/** The next phase in the course of an election, from the day after the last one. */
function newPhase({ phases: known, timeZone }: Election): PhaseDates {
  const last = known.at(-1);
  const phase: Phase = phases[Math.min(phases.length - 1, last === undefined ? 0 : phases.indexOf(last.phase) + 1)];
  const from =
    last === undefined
      ? dateIn(timeZone, Date.now())
      : new Date(Date.parse(`${last.to}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
  return { phase, from, to: from };
}

type CalendarFormProps = { readonly calendar: Calendar; readonly onClose: () => void };

export function CalendarForm({ calendar, onClose }: CalendarFormProps): ReactElement {
  const given: readonly Election[] = calendar.elections;
  const [elections, setElections] = useState<readonly Election[]>(given.length === 0 ? [newElection()] : given);
  const wrong = elections.some((election) => election.phases.some(({ from, to }) => to < from));
  const save = useChange(async () => {
    await send<Calendar>('PUT', '/calendar', { elections });
    toast(t('calendar.saved'));
    onClose();
  }, ['/calendar']);
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (!wrong) save.mutate(undefined);
      }}
    >
      {elections.map((election, at) => (
        <Section
          key={at}
          title={election.name === '' ? t('calendar.edit') : election.name}
          tools={
            <Button kind="quiet" onPress={() => setElections(elections.filter((_, i) => i !== at))}>
              {t('calendar.removeElection')}
            </Button>
          }
        >
          <ElectionFields
            election={election}
            onChange={(changed) => setElections(elections.map((one, i) => (i === at ? changed : one)))}
          />
        </Section>
      ))}
      <div>
        <Button onPress={() => setElections([...elections, newElection()])}>{t('calendar.add')}</Button>
      </div>
      <Problem error={save.error} />
      <div className="row">
        <Button type="submit" kind="primary" busy={save.isPending} disabled={wrong}>
          {t('calendar.save')}
        </Button>
        <Button onPress={onClose}>{t('calendar.discard')}</Button>
      </div>
    </form>
  );
}

type ElectionFieldsProps = { readonly election: Election; readonly onChange: (election: Election) => void };

function ElectionFields({ election, onChange }: ElectionFieldsProps): ReactElement {
  const setPhases = (changed: readonly PhaseDates[]): void => onChange({ ...election, phases: [...changed] });
  return (
    <div className="stack">
      <div className="calendar-row">
        <Field
          label={t('calendar.electionName')}
          value={election.name}
          onChange={(name) => onChange({ ...election, name })}
          maxLength={200}
          required
        />
        <Field
          label={t('calendar.timeZone')}
          value={election.timeZone}
          onChange={(timeZone) => onChange({ ...election, timeZone })}
          maxLength={60}
          required
        />
      </div>
      {election.phases.map((phase, at) => (
        <PhaseFields
          key={at}
          phase={phase}
          onChange={(changed) => setPhases(election.phases.map((one, i) => (i === at ? changed : one)))}
          onRemove={() => setPhases(election.phases.filter((_, i) => i !== at))}
        />
      ))}
      <div>
        <Button onPress={() => setPhases([...election.phases, newPhase(election)])}>{t('calendar.addPhase')}</Button>
      </div>
    </div>
  );
}

type PhaseFieldsProps = {
  readonly phase: PhaseDates;
  readonly onChange: (phase: PhaseDates) => void;
  readonly onRemove: () => void;
};

const PhaseFields = ({ phase, onChange, onRemove }: PhaseFieldsProps): ReactElement => (
  <div className="calendar-row">
    <Select
      label={t('calendar.phase')}
      value={phase.phase}
      choices={phases.map((value) => ({ value, label: t(`calendar.phase.${value}`) }))}
      onChange={(value) => onChange({ ...phase, phase: value })}
    />
    <Field
      type="date"
      required
      label={t('calendar.from')}
      value={phase.from}
      onChange={(from) => onChange({ ...phase, from })}
    />
    <Field
      type="date"
      required
      label={t('calendar.to')}
      problem={phase.to < phase.from ? t('calendar.endBeforeStart') : undefined}
      value={phase.to}
      onChange={(to) => onChange({ ...phase, to })}
    />
    <div>
      <Button onPress={onRemove}>{t('calendar.removePhase')}</Button>
    </div>
  </div>
);
