// /rota: who is on duty now, gaps, two weeks of shifts; and its change by those who keep it.
import { type ReactElement, useState } from 'react';
import type { DutySlot, Rota } from '../../../../../src/server/features/alerts/schemas.ts';
import { useRead } from '../../api/hooks.ts';
import { t } from '../../messages/t.ts';
import { useMay } from '../../session/session.ts';
import { Section } from '../../templates/DetailPage.tsx';
import { Page } from '../../templates/Page.tsx';
import { Badge } from '../../ui/Badge.tsx';
import { Button } from '../../ui/Button.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { Time, useNow } from '../../ui/Time.tsx';
import { clockIn, dayTitle, rotaDays, today } from './rota-days.ts';
import { RotaForm } from './RotaForm.tsx';
import './alerts.css';

export function RotaPage(): ReactElement {
  const { data, error, dataUpdatedAt } = useRead<Rota>('/rota');
  const mayChange = useMay('PUT /rota');
  const [editing, setEditing] = useState(false);
  const change = mayChange && !editing && (
    <Button kind="primary" onPress={() => setEditing(true)}>
      {t('alerts.rotaChange')}
    </Button>
  );
  return (
    <Page title={t('alerts.rotaTitle')} about={t('alerts.rotaAbout')} asOf={dataUpdatedAt} action={change}>
      <Problem error={error} />
      {data === undefined && error === null && <Skeleton lines={10} />}
      {data !== undefined && editing && <RotaForm rota={data} onClose={() => setEditing(false)} />}
      {data !== undefined && !editing && <Shown rota={data} />}
    </Page>
  );
}

function Shown({ rota }: { readonly rota: Rota }): ReactElement {
  const { plan, changedBy, changedAt } = rota;
  if (!plan.enabled) {
    return (
      <Empty kind="nothing" title={t('alerts.rotaOff')}>
        {t('alerts.rotaOffAbout')}
      </Empty>
    );
  }
  const standing = plan.rule.provisionalToo ? t('alerts.sentenceAll') : t('alerts.sentenceCalibrated');
  const severity = t(`alerts.severity.${plan.rule.severityAtLeast}`).toLowerCase();
  return (
    <>
      <Section title={t('alerts.dutyNow')}>
        <Now slot={rota.now} zone={plan.timeZone} />
        <p className="muted">{t('alerts.dutyRule', { standing, severity, minutes: plan.escalateAfterMinutes })}</p>
      </Section>
      <Gaps rota={rota} />
      <Section
        title={t('alerts.shifts')}
        tools={<span className="muted">{t('alerts.shiftsIn', { zone: plan.timeZone })}</span>}
      >
        <Weeks rota={rota} />
      </Section>
      {changedBy !== null && (
        <p className="muted">
          {t('alerts.changedBy', { name: changedBy })} <Time at={changedAt} />
        </p>
      )}
    </>
  );
}

function Now({ slot, zone }: { readonly slot: DutySlot | null; readonly zone: string }): ReactElement {
  if (slot === null || slot.first === null) return <p className="notice notice-warning">{t('alerts.nobodyFirst')}</p>;
  return (
    <dl className="rota-now">
      <div>
        <dt>{t('alerts.first')}</dt>
        <dd>{slot.first.name}</dd>
      </div>
      <div>
        <dt>{t('alerts.second')}</dt>
        <dd>{slot.second?.name ?? t('alerts.nobody')}</dd>
      </div>
      <div>
        <dt>{t('alerts.until')}</dt>
        <dd>
          {dayTitle(zone, slot.to)} {clockIn(zone, slot.to)}
        </dd>
      </div>
    </dl>
  );
}

function Gaps({ rota }: { readonly rota: Rota }): ReactElement {
  const zone = rota.plan.timeZone;
  const now = useNow();
  const ahead = rota.gaps.filter(({ to }) => to > now);
  if (ahead.length === 0) return <p className="notice">{t('alerts.noGaps')}</p>;
  return (
    <Section title={t('alerts.gapCount', { count: ahead.length })}>
      <p className="muted">{t('alerts.gapAbout')}</p>
      <ul className="alerts-lines">
        {ahead.map(({ from, to }) => (
          <li key={from} className="alerts-line row">
            <Badge tone="severe">{t('alerts.gap')}</Badge>
            <span>
              {dayTitle(zone, from)} {clockIn(zone, from)} – {dayTitle(zone, to)} {clockIn(zone, to)}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Weeks({ rota }: { readonly rota: Rota }): ReactElement {
  const zone = rota.plan.timeZone;
  const now = useNow();
  return (
    <ol className="rota-days">
      {rotaDays(rota.slots, zone).map((day) => (
        <li key={day.key} className={day.key === today(zone, now) ? 'rota-day is-today' : 'rota-day'}>
          <h3>{day.title}</h3>
          {day.slots.map((slot) => (
            <Slot key={slot.from} slot={slot} zone={zone} now={now} />
          ))}
        </li>
      ))}
    </ol>
  );
}

type SlotProps = { readonly slot: DutySlot; readonly zone: string; readonly now: number };

function Slot({ slot, zone, now }: SlotProps): ReactElement {
  const state = slot.from <= now && now < slot.to ? ' is-now' : slot.first === null ? ' is-gap' : '';
  return (
    <div className={`rota-slot${state}`}>
      <div className="small muted">
        {clockIn(zone, slot.from)}–{clockIn(zone, slot.to)}
        {slot.override && ` · ${t('alerts.override')}`}
      </div>
      {slot.first === null ? <Badge tone="severe">{t('alerts.gap')}</Badge> : <div>{slot.first.name}</div>}
      {slot.second !== null && <div className="muted">{slot.second.name}</div>}
    </div>
  );
}
