// What was assessed and on what it was calibrated; per rule how many units it shows, and how many are expected.
import type { ReactElement } from 'react';
import { Link } from 'react-router';
import type { PlausibilitySummary } from '../../../../../src/server/features/plausibility/schemas.ts';
import { t } from '../../messages/t.ts';
import { DataTable } from '../../templates/DataTable.tsx';
import { Num, numberText } from '../../ui/Num.tsx';
import { ruleText } from './plausibility-list.tsx';

type Contest = PlausibilitySummary['contests'][number];
type Props = { readonly summary: PlausibilitySummary; readonly path: string };

export const Summary = ({ summary, path }: Props): ReactElement => (
  <div className="stack">
    {summary.old && <p className="notice">{t('plausibility.old')}</p>}
    {summary.contests.map((contest) => (
      <OfContest key={contest.contest} contest={contest} path={path} alone={summary.contests.length === 1} />
    ))}
  </div>
);

type ContestProps = { readonly contest: Contest; readonly path: string; readonly alone: boolean };

const OfContest = ({ contest, path, alone }: ContestProps): ReactElement => (
  <div className="stack-tight">
    <p>
      {t('plausibility.counted', {
        counted: numberText(contest.counted),
        units: numberText(contest.units),
        pack: contest.packTitle,
      })}
    </p>
    <Calibration contest={contest} />
    {contest.rules.length > 0 && (
      <details className="panel plausibility-rules">
        <summary className="panel-head">
          {alone ? t('plausibility.rulesHead') : t('plausibility.rulesOf', { name: contest.name })}
        </summary>
        <div className="panel-body">
          <Rules contest={contest} path={path} />
        </div>
      </details>
    )}
  </div>
);

function Calibration({ contest: { calibratedOn, ownDay } }: { readonly contest: Contest }): ReactElement {
  if (calibratedOn === null) return <p className="muted">{t('plausibility.uncalibratedAbout')}</p>;
  return (
    <p className="muted">
      {t('plausibility.expectedAbout', { on: calibratedOn })}
      {ownDay && ` ${t('plausibility.ownDay')}`}
    </p>
  );
}

function expectedCell({ comparisons, expected }: Contest['rules'][number]): string {
  if (expected !== null) return numberText(Math.round(expected * 10) / 10);
  return comparisons === null ? '–' : t('plausibility.notCalibrated');
}

const Rules = ({ contest, path }: Omit<ContestProps, 'alone'>): ReactElement => (
  <DataTable
    label={t('plausibility.rulesHead')}
    rows={contest.rules}
    rowKey={({ rule }) => rule}
    columns={[
      {
        key: 'rule',
        title: t('plausibility.column.rule'),
        wide: true,
        cell: ({ rule, units }) =>
          units === 0 ? ruleText(rule) : <Link to={`${path}?q=rule:${rule}`}>{ruleText(rule)}</Link>,
      },
      { key: 'units', title: t('plausibility.column.units'), number: true, cell: (one) => <Num value={one.units} /> },
      {
        key: 'comparisons',
        title: t('plausibility.column.comparisons'),
        number: true,
        roomy: true,
        cell: ({ comparisons }) => (comparisons === null ? '–' : <Num value={comparisons} />),
      },
      { key: 'expected', title: t('plausibility.column.expected'), number: true, cell: expectedCell },
    ]}
  />
);
