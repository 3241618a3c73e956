// Codes that were handed in, with what the desk said.
import type { ReactElement } from 'react';
import type { CallDetail } from '../../../../../src/server/features/call-backs/schemas.ts';
import { t } from '../../messages/t.ts';
import { DataTable } from '../../templates/DataTable.tsx';
import { Badge } from '../../ui/Badge.tsx';
import { Time } from '../../ui/Time.tsx';

export const VerdictBadge = ({ verdict }: { readonly verdict: 'right' | 'wrong' | null }): ReactElement => {
  if (verdict === null) return <Badge tone="half">{t('callBacks.verdict.none')}</Badge>;
  return <Badge tone={verdict === 'right' ? 'ok' : 'severe'}>{t(`callBacks.verdict.${verdict}`)}</Badge>;
};

export function Tries({ tries }: Pick<CallDetail, 'tries'>): ReactElement {
  if (tries.length === 0) return <p className="muted">{t('callBacks.noTries')}</p>;
  return (
    <DataTable
      label={t('callBacks.tries')}
      rows={tries}
      rowKey={({ number }) => String(number)}
      columns={[
        { key: 'try', title: t('callBacks.column.try'), number: true, cell: ({ number }) => number },
        { key: 'code', title: t('callBacks.column.code'), cell: ({ code }) => <code>{code}</code> },
        {
          key: 'verdict',
          title: t('callBacks.column.verdict'),
          cell: ({ verdict }) => <VerdictBadge verdict={verdict} />,
        },
        { key: 'by', title: t('callBacks.column.by'), wide: true, cell: ({ by }) => by },
        { key: 'desk', title: t('callBacks.column.answeredBy'), cell: ({ answeredBy }) => answeredBy ?? '–' },
        { key: 'at', title: t('callBacks.column.at'), number: true, cell: ({ at }) => <Time at={at} /> },
      ]}
    />
  );
}
