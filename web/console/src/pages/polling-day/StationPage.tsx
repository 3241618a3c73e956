// One station on polling day: its state, and every report of it, also those that were corrected or withdrawn.
import { type ReactElement, useMemo, useState } from 'react';
import { useParams } from 'react-router';
import type { BoardAnswer, StationDetail } from '../../../../../src/server/features/pollingDay/schemas.ts';
import { useRead } from '../../api/hooks.ts';
import { t } from '../../messages/t.ts';
import { DetailPage, Section } from '../../templates/DetailPage.tsx';
import { SideList } from '../../templates/SideList.tsx';
import type { Property } from '../../ui/Properties.tsx';
import { Time } from '../../ui/Time.tsx';
import { Reports } from './Reports.tsx';
import { ReportDialog } from './ReportDialog.tsx';
import { pollingDayPath, stationSpec, StationState } from './station-list.tsx';

export function StationPage(): ReactElement {
  const { election = '', unit = '' } = useParams();
  const path = pollingDayPath(election);
  const key = encodeURIComponent(unit);
  const spec = useMemo(() => stationSpec(election), [election]);
  const [correcting, setCorrecting] = useState<number>();
  const { data, isPending, error, refetch, dataUpdatedAt } = useRead<StationDetail>(`${path}/stations/${key}`);
  const board = useRead<BoardAnswer>(path, {}, { keep: true });
  const back = { to: path, label: t('pollday.back') };
  const list = <SideList spec={spec} current={key} label={t('pollday.list')} />;
  if (data === undefined) {
    const retry = (): void => void refetch();
    return <DetailPage {...{ back, list, isPending, error, retry }} title={t('pollday.title')} />;
  }
  return (
    <DetailPage
      back={back}
      list={list}
      title={data.name}
      badges={<StationState {...data} />}
      about={data.areaName}
      properties={propertiesOf(data)}
      asOf={dataUpdatedAt}
    >
      <Section title={t('pollday.history')}>
        <Reports station={data} onCorrect={setCorrecting} />
      </Section>
      {correcting !== undefined && board.data !== undefined && (
        <ReportDialog
          board={board.data}
          correcting={{ station: data, number: correcting }}
          onClose={() => setCorrecting(undefined)}
        />
      )}
    </DetailPage>
  );
}

const propertiesOf = (station: StationDetail): readonly Property[] => [
  { label: t('pollday.unit'), value: <code>{station.unit}</code> },
  { label: t('pollday.area'), value: station.areaName },
  { label: t('pollday.opened'), value: <Time at={station.openedAt} form="exact" /> },
  { label: t('pollday.closed'), value: <Time at={station.closedAt} form="exact" /> },
  ...station.needs.map(({ need, since }) => ({ label: t(`pollday.need.${need}`), value: <Time at={since} /> })),
];
