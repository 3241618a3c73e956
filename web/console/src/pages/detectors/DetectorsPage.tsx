// Detectors: what each looks for, when it last ran, when it runs next.
import type { ReactElement } from 'react';
import { Link } from 'react-router';
import type { Detector } from '../../../../../src/server/features/detectors/schemas.ts';
import { useRead } from '../../api/hooks.ts';
import { t } from '../../messages/t.ts';
import { DataTable } from '../../templates/DataTable.tsx';
import type { Column } from '../../templates/list-spec.ts';
import { Page } from '../../templates/Page.tsx';
import { Badge } from '../../ui/Badge.tsx';
import { Button } from '../../ui/Button.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { Time } from '../../ui/Time.tsx';
import { isCalibrated } from './calibrated.ts';

const pathOf = ({ name }: Detector): string => `/detectors/${encodeURIComponent(name)}`;

export function DetectorsPage(): ReactElement {
  const { data, error, dataUpdatedAt, refetch } = useRead<{ readonly items: readonly Detector[] }>('/detectors');
  return (
    <Page title={t('detectors.title')} about={t('detectors.about')} asOf={dataUpdatedAt}>
      <Problem error={error}>
        <Button onPress={() => void refetch()}>{t('common.tryAgain')}</Button>
      </Problem>
      {data === undefined && error === null && <Skeleton lines={4} />}
      {data !== undefined && data.items.length === 0 && <Empty kind="nothing" title={t('detectors.none')} />}
      {data !== undefined && data.items.length > 0 && (
        <DataTable
          label={t('detectors.title')}
          rows={data.items}
          rowKey={({ name }) => name}
          rowTo={pathOf}
          columns={columns}
        />
      )}
    </Page>
  );
}

const columns: readonly Column<Detector>[] = [
  {
    key: 'name',
    title: t('detectors.name'),
    wide: true,
    cell: (detector) => (
      <span className="stack-tight">
        <Link to={pathOf(detector)}>{detector.title}</Link>
        <span className="muted small">{detector.purpose}</span>
      </span>
    ),
  },
  {
    key: 'calibrated',
    title: t('detectors.calibrated'),
    cell: (detector) =>
      isCalibrated(detector) ? (
        <Badge tone="ok">{t('detectors.calibratedYes')}</Badge>
      ) : (
        <Badge tone="notice">{t('detectors.calibratedNo')}</Badge>
      ),
  },
  {
    key: 'live',
    title: t('detectors.live'),
    cell: ({ live }) =>
      live?.running === true ? (
        <Badge tone="ok">{t('detectors.liveOn')}</Badge>
      ) : (
        <Badge tone="neutral">{t('detectors.liveOff')}</Badge>
      ),
  },
  {
    key: 'schedule',
    title: t('detectors.schedule'),
    cell: ({ schedule: { everyHours, lookBackDays } }) =>
      everyHours === null
        ? t('detectors.byHand')
        : t('detectors.everyHours', { hours: everyHours, days: lookBackDays }),
  },
  {
    key: 'last',
    title: t('detectors.lastRun'),
    number: true,
    cell: ({ lastRun }) => (lastRun === null ? t('detectors.never') : <Time at={lastRun.startedAt} />),
  },
];
