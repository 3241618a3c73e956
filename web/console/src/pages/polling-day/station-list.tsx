// The list of stations of an election as a ListSpec, for the list page and beside a station.
import type { ReactElement } from 'react';
import type { PollingPhase } from '../../../../../src/results/polling-day/events.ts';
import { stationKeys } from '../../../../../src/results/polling-day/query-keys.ts';
import type { StationItem } from '../../../../../src/server/features/pollingDay/schemas.ts';
import { t } from '../../messages/t.ts';
import type { Column, ListSpec } from '../../templates/list-spec.ts';
import { Badge, type Tone } from '../../ui/Badge.tsx';
import { Time } from '../../ui/Time.tsx';
import { electionPath } from '../elections/election-list.tsx';

export const pollingDayPath = (election: string): string => `${electionPath(election)}/polling-day`;

const tones: Readonly<Record<PollingPhase, Tone>> = {
  awaited: 'open',
  open: 'ok',
  interrupted: 'severe',
  closed: 'neutral',
};

type State = Pick<StationItem, 'phase' | 'needs' | 'late' | 'extended'>;

export const StationState = ({ phase, needs, late, extended }: State): ReactElement => (
  <span className="row">
    <Badge tone={tones[phase]}>{t(`pollday.phase.${phase}`)}</Badge>
    {late !== null && <Badge tone="warning">{t(`pollday.late.${late}`)}</Badge>}
    {needs.map(({ need }) => (
      <Badge key={need} tone="severe">
        {t(`pollday.need.${need}`)}
      </Badge>
    ))}
    {extended && <Badge tone="notice">{t('pollday.extended')}</Badge>}
  </span>
);

const lastText = ({ last }: StationItem): string =>
  last === null ? '–' : [t(`pollday.event.${last.event}`), last.text].filter((text) => text !== '').join(': ');

const columns: readonly Column<StationItem>[] = [
  { key: 'phase', title: t('pollday.column.state'), sorts: true, cell: (row) => <StationState {...row} /> },
  { key: 'name', title: t('pollday.column.name'), sorts: true, wide: true, cell: ({ name }) => name },
  { key: 'area', title: t('pollday.column.area'), sorts: true, cell: ({ areaName }) => areaName },
  {
    key: 'since',
    title: t('pollday.column.since'),
    number: true,
    sorts: true,
    cell: ({ since }) => <Time at={since} />,
  },
  { key: 'report', title: t('pollday.column.report'), wraps: true, roomy: true, cell: lastText },
  {
    key: 'last',
    title: t('pollday.column.last'),
    number: true,
    sorts: true,
    cell: ({ last }) => <Time at={last?.reportedAt} />,
  },
];

export const stationSpec = (election: string): ListSpec<StationItem> => ({
  page: 'stations',
  endpoint: `${pollingDayPath(election)}/stations`,
  fields: stationKeys,
  columns,
  rowKey: ({ unit }) => encodeURIComponent(unit),
  rowPath: ({ unit }) => `${pollingDayPath(election)}/${encodeURIComponent(unit)}`,
  compact: (row) => ({ title: row.name, meta: <StationState {...row} /> }),
});
