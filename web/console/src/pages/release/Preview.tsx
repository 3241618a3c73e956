// What would go out now: how much, to whom, without what, and what is withheld and why.
import type { ReactElement } from 'react';
import { Link } from 'react-router';
import type { ReleasePreviewAnswer } from '../../../../../src/server/features/release/schemas.ts';
import { useRead } from '../../api/hooks.ts';
import { t } from '../../messages/t.ts';
import { DataTable } from '../../templates/DataTable.tsx';
import { Num, numberText } from '../../ui/Num.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { electionPath } from '../elections/election-list.tsx';
import { returnsPath, unitPath } from '../returns/unit-list.tsx';

export function Preview({ election }: { readonly election: string }): ReactElement {
  const path = `${electionPath(election)}/release/preview`;
  const { data, error } = useRead<ReleasePreviewAnswer>(path, {}, { keep: true });
  if (error !== null) return <Problem error={error} />;
  if (data === undefined) return <Skeleton lines={5} />;
  return (
    <div className="stack">
      <p>
        <b>{t('release.previewRecords', { records: numberText(data.records), units: numberText(data.units) })}</b>
      </p>
      {data.inDoubt > 0 && <p className="notice notice-warning">{t('release.inDoubt', { count: data.inDoubt })}</p>}
      <Lines title={t('release.receivers')} lines={data.receivers} />
      <Lines title={t('release.removed')} lines={data.removed} />
      {data.reasons.length > 0 && <Reasons reasons={data.reasons} />}
      {data.withheld.length > 0 && <WithheldUnits election={election} withheld={data.withheld} />}
      {data.first.length > 0 && <First first={data.first} />}
    </div>
  );
}

const Lines = ({ title, lines }: { readonly title: string; readonly lines: readonly string[] }): ReactElement => (
  <div>
    <h3>{title}</h3>
    <ul className="bullets">
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  </div>
);

const Reasons = ({ reasons }: Pick<ReleasePreviewAnswer, 'reasons'>): ReactElement => (
  <DataTable
    label={t('release.reasons')}
    rows={reasons}
    rowKey={({ reason }) => reason}
    columns={[
      { key: 'reason', title: t('release.reasons'), wide: true, cell: ({ reason }) => t(`release.reason.${reason}`) },
      { key: 'units', title: t('release.column.units'), number: true, cell: ({ units }) => <Num value={units} /> },
    ]}
  />
);

type WithheldProps = Pick<ReleasePreviewAnswer, 'withheld'> & { readonly election: string };

const WithheldUnits = ({ election, withheld }: WithheldProps): ReactElement => (
  <DataTable
    label={t('release.withheld')}
    rows={withheld}
    rowKey={({ contest, unit }) => unitPath(contest, unit)}
    columns={[
      {
        key: 'unit',
        title: t('release.withheld'),
        wide: true,
        cell: ({ contest, unit, name }) => (
          <Link to={`${returnsPath(election)}/${unitPath(contest, unit)}`}>{name}</Link>
        ),
      },
      { key: 'reason', title: t('release.column.reason'), cell: ({ reason }) => t(`release.reason.${reason}`) },
    ]}
  />
);

const First = ({ first }: Pick<ReleasePreviewAnswer, 'first'>): ReactElement => (
  <details>
    <summary>{t('release.first')}</summary>
    <DataTable
      label={t('release.first')}
      rows={first}
      rowKey={({ contest, of, level, kind }) => `${contest} ${level} ${of} ${kind}`}
      columns={[
        { key: 'what', title: t('release.column.what'), wide: true, cell: ({ name }) => name },
        { key: 'level', title: t('release.column.level'), cell: ({ level }) => t(`release.level.${level}`) },
        { key: 'kind', title: t('release.column.kind'), cell: ({ kind }) => t(`release.kind.${kind}`) },
        { key: 'units', title: t('release.column.units'), number: true, cell: ({ units }) => <Num value={units} /> },
      ]}
    />
  </details>
);
