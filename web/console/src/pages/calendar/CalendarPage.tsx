// /calendar: elections with their phases on a line of days, the phase of today, and their change.
import { type ReactElement, useState } from 'react';
import type { Calendar } from '../../../../../src/server/features/watchlists/schemas.ts';
import { useRead } from '../../api/hooks.ts';
import { t } from '../../messages/t.ts';
import { useMay } from '../../session/session.ts';
import { Section } from '../../templates/DetailPage.tsx';
import { Page } from '../../templates/Page.tsx';
import { Button } from '../../ui/Button.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { CalendarForm } from './CalendarForm.tsx';
import { PhaseTimeline } from './PhaseTimeline.tsx';
import './calendar.css';

export function CalendarPage(): ReactElement {
  const { data, error, dataUpdatedAt } = useRead<Calendar>('/calendar');
  const mayChange = useMay('PUT /calendar');
  const [editing, setEditing] = useState(false);
  const change = mayChange && !editing && (
    <Button kind="primary" onPress={() => setEditing(true)}>
      {data?.elections.length === 0 ? t('calendar.add') : t('calendar.change')}
    </Button>
  );
  return (
    <Page title={t('calendar.title')} about={t('calendar.about')} asOf={dataUpdatedAt} action={change}>
      <Problem error={error} />
      {data === undefined && error === null && <Skeleton lines={10} />}
      {data !== undefined && editing && <CalendarForm calendar={data} onClose={() => setEditing(false)} />}
      {data !== undefined && !editing && <Shown calendar={data} />}
    </Page>
  );
}

function Shown({ calendar }: { readonly calendar: Calendar }): ReactElement {
  const { elections, phase, election: current } = calendar;
  if (elections.length === 0) {
    return (
      <Empty kind="nothing" title={t('calendar.nothing')}>
        {t('calendar.nothingAbout')}
      </Empty>
    );
  }
  return (
    <>
      <p className="notice">
        {phase === null
          ? t('calendar.noPhase')
          : t('calendar.phaseNow', { phase: t(`calendar.phase.${phase}`), election: current ?? '' })}
      </p>
      {elections.map((election) => (
        <Section
          key={election.name}
          title={election.name}
          tools={<span className="muted">{t('calendar.zone', { zone: election.timeZone })}</span>}
        >
          <PhaseTimeline election={election} />
        </Section>
      ))}
    </>
  );
}
