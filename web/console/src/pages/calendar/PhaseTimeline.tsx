// The phases of one election as bars over its days, with today, and as the table that the bars are drawn from.
import type { ReactElement } from 'react';
import { t } from '../../messages/t.ts';
import { Num } from '../../ui/Num.tsx';
import { useNow } from '../../ui/Time.tsx';
import { barsOf, dateIn, dateText, daysOf, type Election } from './phase-days.ts';

const percent = (part: number): string => `${(part * 100).toFixed(2)}%`;

export function PhaseTimeline({ election }: { readonly election: Election }): ReactElement {
  const { bars, today } = barsOf(election, dateIn(election.timeZone, useNow()));
  return (
    <div className="stack">
      <div className="calendar-lines" aria-hidden="true">
        {bars.map((bar) => (
          <div key={`${bar.phase} ${bar.from}`} className="calendar-line">
            <span className="calendar-name">{t(`calendar.phase.${bar.phase}`)}</span>
            <span className="calendar-track">
              <span className="calendar-bar" style={{ left: percent(bar.left), width: percent(bar.width) }} />
              {today !== undefined && <span className="calendar-today" style={{ left: percent(today) }} />}
            </span>
          </div>
        ))}
        {today !== undefined && (
          <div className="calendar-line">
            <span />
            <span className="calendar-track calendar-legend">
              <span style={{ left: percent(today) }} className={today > 0.8 ? 'is-end' : undefined}>
                {t('calendar.today')}
              </span>
            </span>
          </div>
        )}
      </div>
      <PhaseTable election={election} />
    </div>
  );
}

const PhaseTable = ({ election }: { readonly election: Election }): ReactElement => (
  <table className="calendar-table" aria-label={t('calendar.timeline', { name: election.name })}>
    <thead>
      <tr>
        <th scope="col">{t('calendar.phase')}</th>
        <th scope="col">{t('calendar.from')}</th>
        <th scope="col">{t('calendar.to')}</th>
        <th scope="col" className="number">
          {t('calendar.days')}
        </th>
      </tr>
    </thead>
    <tbody>
      {election.phases.map((phase) => (
        <tr key={`${phase.phase} ${phase.from}`}>
          <td>{t(`calendar.phase.${phase.phase}`)}</td>
          <td>{dateText(phase.from)}</td>
          <td>{dateText(phase.to)}</td>
          <td className="number">
            <Num value={daysOf(phase)} />
          </td>
        </tr>
      ))}
    </tbody>
  </table>
);
