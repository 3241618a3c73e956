// Until when rows are kept, and the purposes that they came in under.
import type { ReactElement } from 'react';
import type { ExpiryAnswer, LakeOverview } from '../../../../../src/server/features/lake/schemas.ts';
import { send, useChange } from '../../api/hooks.ts';
import { t } from '../../messages/t.ts';
import { useMay } from '../../session/session.ts';
import { DataTable } from '../../templates/DataTable.tsx';
import { Section } from '../../templates/DetailPage.tsx';
import type { Column } from '../../templates/list-spec.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Button } from '../../ui/Button.tsx';
import { Num } from '../../ui/Num.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { toast } from '../../ui/toast.ts';

type Props = { readonly overview: LakeOverview };
type Due = LakeOverview['retention'][number];

export function Retention({ overview: { retention } }: Props): ReactElement {
  const may = useMay('POST /lake/expiry');
  const expire = useChange(async () => await send<ExpiryAnswer>('POST', '/lake/expiry'), ['/lake']);
  const overdue = retention.some((one) => one.overdue);
  return (
    <Section
      title={t('lake.retention')}
      tools={
        may && overdue ? (
          <Button
            busy={expire.isPending}
            onPress={() =>
              expire.mutate(undefined, {
                onSuccess: ({ rowsRemoved }) => toast(t('lake.expired', { count: rowsRemoved })),
              })
            }
          >
            {t('lake.expire')}
          </Button>
        ) : undefined
      }
    >
      <p className="muted">{t('lake.retentionAbout')}</p>
      <Problem error={expire.error} />
      {retention.length === 0 ? (
        <p className="muted">{t('lake.retentionNone')}</p>
      ) : (
        <DataTable label={t('lake.retention')} rows={retention} rowKey={({ day }) => day} columns={dueColumns} />
      )}
    </Section>
  );
}

const dueColumns: readonly Column<Due>[] = [
  {
    key: 'day',
    title: t('lake.due'),
    wide: true,
    cell: ({ day, overdue }) => (
      <span className="row">
        {day}
        {overdue && <Badge tone="warning">{t('lake.overdue')}</Badge>}
      </span>
    ),
  },
  { key: 'runs', title: t('lake.runs'), number: true, cell: ({ runs }) => <Num value={runs} /> },
  { key: 'rows', title: t('lake.rows'), number: true, cell: ({ rows }) => <Num value={rows} /> },
];

type Purpose = LakeOverview['purposes'][number];

export const Purposes = ({ overview: { purposes } }: Props): ReactElement => (
  <Section title={t('lake.purposes')}>
    {purposes.length === 0 ? (
      <p className="muted">{t('lake.purposesNone')}</p>
    ) : (
      <DataTable label={t('lake.purposes')} rows={purposes} rowKey={({ id }) => id} columns={purposeColumns} />
    )}
  </Section>
);

const purposeColumns: readonly Column<Purpose>[] = [
  { key: 'purpose', title: t('lake.purpose'), wide: true, cell: ({ purpose }) => purpose },
  { key: 'ends', title: t('lake.ends'), number: true, cell: ({ endDate }) => endDate },
  { key: 'kept', title: t('lake.keptDays'), number: true, cell: ({ retentionDays }) => <Num value={retentionDays} /> },
  { key: 'runs', title: t('lake.runs'), number: true, cell: ({ runs }) => <Num value={runs} /> },
];
