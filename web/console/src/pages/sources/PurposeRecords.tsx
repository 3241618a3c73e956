// The purpose records of a space: who follows posts, why, on which basis, for how long.
import type { ReactElement } from 'react';
import type { PurposeItem } from '../../../../../src/server/features/sources/schemas.ts';
import { t } from '../../messages/t.ts';
import { DataTable } from '../../templates/DataTable.tsx';
import { Section } from '../../templates/DetailPage.tsx';
import type { Column } from '../../templates/list-spec.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Num } from '../../ui/Num.tsx';

export const PurposeRecords = ({ purposes }: { readonly purposes: readonly PurposeItem[] }): ReactElement => (
  <Section title={t('sources.purposes')}>
    {purposes.length === 0 ? (
      <p className="muted">{t('sources.purposesNone')}</p>
    ) : (
      <DataTable label={t('sources.purposes')} rows={purposes} rowKey={({ id }) => id} columns={columns} />
    )}
  </Section>
);

const columns: readonly Column<PurposeItem>[] = [
  {
    key: 'purpose',
    title: t('sources.purpose'),
    wide: true,
    cell: ({ record }) => (
      <span className="stack-tight">
        <span>{record.purpose}</span>
        <span className="muted small wrap-anywhere">
          <Scope of={[...record.scope.objects, ...record.scope.topics]} />
        </span>
      </span>
    ),
  },
  {
    key: 'controller',
    title: t('sources.controller'),
    cell: ({ record: { controller } }) => (
      <span className="stack-tight">
        <span>{controller.name}</span>
        <span className="muted small wrap-anywhere">{controller.contact}</span>
      </span>
    ),
  },
  {
    key: 'basis',
    title: t('sources.basis'),
    wraps: true,
    cell: ({ record: { legalBasis } }) => `${legalBasis.article6}, ${legalBasis.article9}; ${legalBasis.law}`,
  },
  {
    key: 'end',
    title: t('sources.endDate'),
    number: true,
    cell: ({ record, ended }) => (
      <span className="row">
        {record.endDate}
        {ended && <Badge tone="notice">{t('sources.ended')}</Badge>}
      </span>
    ),
  },
  {
    key: 'kept',
    title: t('sources.retention'),
    number: true,
    cell: ({ record }) => <Num value={record.retentionDays} />,
  },
  { key: 'used', title: t('sources.used'), number: true, cell: ({ sources }) => <Num value={sources} /> },
];

const shownScope = 5;

function Scope({ of }: { readonly of: readonly string[] }): ReactElement {
  const more = of.length - shownScope;
  return (
    <span title={of.slice(0, 100).join(' · ')}>
      {of.slice(0, shownScope).join(' · ')}
      {more > 0 && ` ${t('findings.more', { count: more })}`}
    </span>
  );
}
