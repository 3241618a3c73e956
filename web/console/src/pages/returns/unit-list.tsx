// The list of units of an election as a ListSpec, for the list page and beside a unit.
import { unitKeys } from '../../../../../src/results/reconcile/query-keys.ts';
import type { UnitItem } from '../../../../../src/server/features/returns/schemas.ts';
import { t } from '../../messages/t.ts';
import type { Column, ListSpec } from '../../templates/list-spec.ts';
import { Num } from '../../ui/Num.tsx';
import { Time } from '../../ui/Time.tsx';
import { electionPath } from '../elections/election-list.tsx';
import { channelText, UnitBadge } from './unit-words.tsx';

type UnitName = Pick<UnitItem, 'contest' | 'unit'>;

export const returnsPath = (election: string): string => `${electionPath(election)}/returns`;
export const unitPath = (contest: string, unit: string): string =>
  `${encodeURIComponent(contest)}/${encodeURIComponent(unit)}`;
export const unitRowKey = ({ contest, unit }: UnitName): string => unitPath(contest, unit);

const columns: readonly Column<UnitItem>[] = [
  {
    key: 'state',
    title: t('returns.column.state'),
    cell: (row) => (
      <span className="row">
        <UnitBadge state={row.state} late={row.late} />
      </span>
    ),
  },
  {
    key: 'unit',
    title: t('returns.column.unit'),
    sorts: true,
    roomy: true,
    cell: ({ unit }) => <code className="nowrap">{unit}</code>,
  },
  { key: 'name', title: t('returns.column.name'), sorts: true, wide: true, cell: ({ name }) => name },
  { key: 'area', title: t('returns.column.area'), sorts: true, spare: true, cell: ({ areaName }) => areaName },
  { key: 'contest', title: t('returns.column.contest'), spare: true, cell: ({ contest }) => contest },
  {
    key: 'channels',
    title: t('returns.column.channels'),
    cell: ({ channels }) => channels.map(channelText).join(', ') || '–',
  },
  {
    key: 'votes',
    title: t('returns.column.votes'),
    number: true,
    sorts: true,
    cell: ({ votesDiffering }) => <Num value={votesDiffering} />,
  },
  {
    key: 'what',
    title: t('returns.column.what'),
    wraps: true,
    roomy: true,
    cell: ({ sentence }) => (sentence === '' ? '–' : <span className="returns-sentence">{sentence}</span>),
  },
  {
    key: 'last',
    title: t('returns.column.last'),
    number: true,
    sorts: true,
    spare: true,
    cell: ({ lastAt }) => <Time at={lastAt} />,
  },
  {
    key: 'changed',
    title: t('returns.column.changed'),
    number: true,
    sorts: true,
    spare: true,
    cell: ({ changedAt }) => <Time at={changedAt} />,
  },
];

export const unitSpec = (election: string): ListSpec<UnitItem> => ({
  page: 'units',
  endpoint: `${electionPath(election)}/units`,
  fields: unitKeys,
  columns,
  rowKey: unitRowKey,
  rowPath: (row) => `${returnsPath(election)}/${unitRowKey(row)}`,
  compact: (row) => ({
    title: row.name,
    meta: (
      <span className="row">
        <UnitBadge state={row.state} late={row.late} /> <code>{row.unit}</code>
      </span>
    ),
  }),
});
