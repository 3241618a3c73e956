// What has left, in files with their hashes, and who did what.
import type { ReactElement } from 'react';
import type { ReleaseAnswer } from '../../../../../src/server/features/release/schemas.ts';
import { t } from '../../messages/t.ts';
import { DataTable } from '../../templates/DataTable.tsx';
import { Copyable } from '../../ui/Copyable.tsx';
import { Num } from '../../ui/Num.tsx';
import { Time } from '../../ui/Time.tsx';
import { StateBadge } from './States.tsx';

export function Out({ release: { records, head, files } }: { readonly release: ReleaseAnswer }): ReactElement {
  if (records === 0) return <p className="muted">{t('release.outNone')}</p>;
  return (
    <div className="stack">
      <p>
        {t('release.outHead')}: <Copyable text={head} shown={32} />
      </p>
      <DataTable
        label={t('release.out')}
        rows={files}
        rowKey={({ name }) => name}
        columns={[
          { key: 'file', title: t('release.column.file'), wide: true, cell: ({ name }) => <code>{name}</code> },
          {
            key: 'records',
            title: t('release.column.records'),
            number: true,
            cell: ({ records: count }) => <Num value={count} />,
          },
          {
            key: 'sha',
            title: t('release.column.sha'),
            roomy: true,
            cell: ({ sha256 }) => <Copyable text={sha256} shown={16} />,
          },
          { key: 'at', title: t('release.column.at'), number: true, cell: ({ at }) => <Time at={at} /> },
        ]}
      />
    </div>
  );
}

export const Log = ({ log }: Pick<ReleaseAnswer, 'log'>): ReactElement => (
  <ol className="stack-tight release-log">
    {log.toReversed().map(({ number, at, by, step, to, reason }) => (
      <li key={number} className="stack-tight">
        <span className="row">
          <Time at={at} form="exact" />
          <span>
            <b>{by}</b> {t(`release.step.${step}`)}
          </span>
          <StateBadge state={to} />
        </span>
        {reason !== '' && <span className="wrap-anywhere">{reason}</span>}
      </li>
    ))}
  </ol>
);
