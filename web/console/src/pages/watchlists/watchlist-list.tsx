// The list of watchlists as a ListSpec, with how many findings touch each now.
import type { ReactElement } from 'react';
import { Link } from 'react-router';
import type { FindingList } from '../../../../../src/server/features/findings/schemas.ts';
import type { WatchlistItem } from '../../../../../src/server/features/watchlists/schemas.ts';
import { useRead } from '../../api/hooks.ts';
import { t } from '../../messages/t.ts';
import { useHas } from '../../session/session.ts';
import type { ListSpec } from '../../templates/list-spec.ts';
import { Num } from '../../ui/Num.tsx';
import { Time } from '../../ui/Time.tsx';

/** Findings that touch what a list names; of a declared network those that are it. */
const matchQuery = ({ kind, name }: WatchlistItem): string =>
  `${kind === 'account' ? 'network' : 'watch'}:"${name.replace(/["\\]/g, (c) => `\\${c}`)}"`;

function Matches({ list }: { readonly list: WatchlistItem }): ReactElement {
  const has = useHas('findings');
  const { data } = useRead<FindingList>('/findings', { q: matchQuery(list), limit: 1 }, { enabled: has });
  if (data === undefined) return <Num value={undefined} />;
  return (
    <Link to={`/findings?q=${encodeURIComponent(matchQuery(list))}`} title={t('watchlists.showMatches')}>
      <Num value={data.matching} />
      {data.atLeast && '+'}
    </Link>
  );
}

export const watchlistSpec = (onOpen: (list: WatchlistItem) => void): ListSpec<WatchlistItem> => ({
  page: 'watchlists',
  endpoint: '/watchlists',
  fields: [],
  rowKey: ({ id }) => id,
  unpaged: true,
  columns: [
    {
      key: 'name',
      title: t('watchlists.column.name'),
      wide: true,
      cell: (list) => (
        <button type="button" data-row-link className="watchlists-open" onClick={() => onOpen(list)}>
          {list.name}
        </button>
      ),
    },
    { key: 'kind', title: t('watchlists.column.kind'), cell: ({ kind }) => t(`watchlists.kind.${kind}`) },
    {
      key: 'items',
      title: t('watchlists.column.items'),
      number: true,
      cell: ({ items }) => <Num value={items.length} />,
    },
    {
      key: 'matches',
      title: t('watchlists.column.matches'),
      number: true,
      cell: (list) => <Matches list={list} />,
    },
    { key: 'updated', title: t('watchlists.column.updated'), cell: ({ updatedAt }) => <Time at={updatedAt} /> },
  ],
});
