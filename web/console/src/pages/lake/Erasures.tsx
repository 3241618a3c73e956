// Erasures and expiries that were made: when and how many rows, never whose.
import type { ReactElement } from 'react';
import type { ErasureList } from '../../../../../src/server/features/lake/schemas.ts';
import { useRead } from '../../api/hooks.ts';
import { t } from '../../messages/t.ts';
import { DataTable } from '../../templates/DataTable.tsx';
import { Section } from '../../templates/DetailPage.tsx';
import type { Column } from '../../templates/list-spec.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Num } from '../../ui/Num.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Time } from '../../ui/Time.tsx';

type Item = ErasureList['items'][number];

export function Erasures(): ReactElement {
  const { data, error } = useRead<ErasureList>('/lake/erasures', { limit: '50' });
  return (
    <Section title={t('lake.erasures')}>
      <Problem error={error} />
      {data !== undefined && data.items.length === 0 && <p className="muted">{t('lake.erasuresNone')}</p>}
      {data !== undefined && data.items.length > 0 && (
        <DataTable label={t('lake.erasures')} rows={data.items} rowKey={({ id }) => id} columns={columns} />
      )}
    </Section>
  );
}

const columns: readonly Column<Item>[] = [
  { key: 'at', title: t('lake.at'), number: true, cell: ({ at }) => <Time at={Date.parse(at)} /> },
  { key: 'what', title: t('lake.what'), cell: ({ what }) => t(`lake.what.${what}`) },
  {
    key: 'filter',
    title: t('lake.filter'),
    wide: true,
    cell: ({ filter, finished }) => (
      <span className="row">
        {filter}
        {!finished && <Badge tone="warning">{t('lake.unfinished')}</Badge>}
      </span>
    ),
  },
  { key: 'rows', title: t('lake.rows'), number: true, cell: ({ rowsRemoved }) => <Num value={rowsRemoved} /> },
  {
    key: 'rejected',
    title: t('lake.rejected'),
    number: true,
    cell: ({ rejectedRemoved }) => <Num value={rejectedRemoved} />,
  },
];
