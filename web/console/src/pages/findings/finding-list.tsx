// The list of findings: its keys, columns and words, for the list page and beside a finding.
import { findingKeys } from '../../../../../src/findings/query-keys.ts';
import type { FindingItem } from '../../../../../src/server/features/findings/schemas.ts';
import { t } from '../../messages/t.ts';
import type { Column, ListSpec } from '../../templates/list-spec.ts';
import { Num } from '../../ui/Num.tsx';
import { Technique } from '../../ui/Technique.tsx';
import { EventTime, Time } from '../../ui/Time.tsx';
import { SeverityBadge, StandingBadge, StateBadge } from './Badges.tsx';
import { type Colleague, nameIn } from './colleagues.ts';
import { layersText, qText } from './finding-words.ts';
import { Foreign } from './Foreign.tsx';

export const findingPath = (id: string): string => `/findings/${encodeURIComponent(id)}`;

const columnsFor = (people: readonly Colleague[]): readonly Column<FindingItem>[] => [
  ...whatColumns(),
  ...workColumns(people),
  ...spareColumns(),
];

const whatColumns = (): readonly Column<FindingItem>[] => [
  { key: 'severity', title: t('findings.column.severity'), sorts: true, cell: (row) => <SeverityBadge {...row} /> },
  {
    key: 'title',
    title: t('findings.column.title'),
    sorts: true,
    wide: true,
    cell: (row) => (
      <span className={row.standing === 'provisional' ? 'finding-provisional' : undefined}>
        <Foreign text={row.title} most={140} />
      </span>
    ),
  },
  { key: 'standing', title: t('findings.column.standing'), cell: (row) => <StandingBadge {...row} /> },
  { key: 'state', title: t('findings.column.state'), cell: (row) => <StateBadge {...row} /> },
  {
    key: 'q',
    title: t('findings.column.q'),
    number: true,
    sorts: true,
    cell: (row) => <span className={row.standing === 'calibrated' ? 'nowrap' : 'muted nowrap'}>{qText(row)}</span>,
  },
  {
    key: 'accounts',
    title: t('findings.column.accounts'),
    number: true,
    sorts: true,
    roomy: true,
    cell: (row) => <Num value={row.accounts} />,
  },
  {
    key: 'objects',
    title: t('findings.column.objects'),
    number: true,
    sorts: true,
    roomy: true,
    cell: (row) => <Num value={row.objects} />,
  },
  {
    key: 'layers',
    title: t('findings.column.layers'),
    spare: true,
    cell: (row) => <span title={layersText(row.layers, row.layers.length)}>{layersText(row.layers)}</span>,
  },
  {
    key: 'first',
    title: t('findings.column.first'),
    number: true,
    sorts: true,
    spare: true,
    cell: (row) => <EventTime at={row.firstSeen} />,
  },
  {
    key: 'seen',
    title: t('findings.column.seen'),
    number: true,
    sorts: true,
    cell: (row) => <EventTime at={row.lastSeen} />,
  },
];

const workColumns = (people: readonly Colleague[]): readonly Column<FindingItem>[] => [
  {
    key: 'assigned',
    title: t('findings.column.assigned'),
    cell: ({ assignedTo }) =>
      assignedTo === null ? (
        <span className="muted">{t('findings.nobody')}</span>
      ) : (
        <Foreign text={nameIn(people, assignedTo)} most={40} />
      ),
  },
  {
    key: 'watchlisted',
    title: t('findings.column.watchlisted'),
    cell: ({ watchlisted }) => <Watchlisted names={watchlisted} />,
  },
];

const spareColumns = (): readonly Column<FindingItem>[] => [
  {
    key: 'phase',
    title: t('findings.column.phase'),
    spare: true,
    cell: ({ phase }) => (phase === null ? '–' : t(`findings.phase.${phase}`)),
  },
  {
    key: 'created',
    title: t('findings.column.created'),
    number: true,
    sorts: true,
    spare: true,
    cell: (row) => <Time at={row.createdAt} />,
  },
  {
    key: 'updated',
    title: t('findings.column.updated'),
    number: true,
    sorts: true,
    spare: true,
    cell: (row) => <Time at={row.updatedAt} />,
  },
  {
    key: 'notes',
    title: t('findings.column.notes'),
    number: true,
    sorts: true,
    spare: true,
    cell: (row) => <Num value={row.notes} />,
  },
  {
    key: 'technique',
    title: t('findings.column.technique'),
    spare: true,
    cell: ({ technique }) => <Technique technique={technique} />,
  },
];

function Watchlisted({ names }: { readonly names: readonly string[] }) {
  const [first] = names;
  if (first === undefined) return <span className="muted">–</span>;
  return (
    <span className="nowrap" title={names.slice(0, 20).join(', ')}>
      <Foreign text={first} most={28} />
      {names.length > 1 && ` ${t('findings.more', { count: names.length - 1 })}`}
    </span>
  );
}

export const findingList = (people: readonly Colleague[]): ListSpec<FindingItem> => ({
  page: 'findings',
  endpoint: '/findings',
  fields: findingKeys,
  columns: columnsFor(people),
  rowKey: ({ id }) => id,
  rowPath: ({ id }) => findingPath(id),
  defaultSort: '-seen',
  compact: (row) => ({
    title: <Foreign text={row.title} most={90} />,
    meta: (
      <span className="row">
        <SeverityBadge {...row} />
        <span>{t(`findings.state.${row.state}`)}</span>
        {row.standing === 'provisional' && <span>{t('findings.standing.provisional')}</span>}
      </span>
    ),
  }),
});
