// The new findings, the most serious first.
import type { ReactElement } from 'react';
import { Link } from 'react-router';
import type { FindingList } from '../../../../../src/server/features/findings/schemas.ts';
import { useRead } from '../../api/hooks.ts';
import { t } from '../../messages/t.ts';
import { DataTable } from '../../templates/DataTable.tsx';
import { Section } from '../../templates/DetailPage.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { findingList, findingPath } from '../findings/finding-list.tsx';
import { findingsTo } from './FindingsNow.tsx';

/** The title says how many accounts. */
const shownColumns = ['severity', 'title', 'standing', 'q', 'seen'];
const most = 8;

export function ExamineFirst(): ReactElement {
  const { data, error } = useRead<FindingList>(
    '/findings',
    { q: 'state:new', sort: '-severity', limit: most },
    { keep: true },
  );
  const columns = findingList([])
    .columns.filter(({ key }) => shownColumns.includes(key))
    .map((column) => ({ ...column, sorts: false }));
  return (
    <Section
      title={t('watch.firstTitle')}
      tools={<Link to={findingsTo('state:new', '-severity')}>{t('watch.firstAll')}</Link>}
    >
      <Problem error={error} />
      {data === undefined && error === null && <Skeleton lines={6} />}
      {data?.items.length === 0 && (
        <Empty kind={data.all === 0 ? 'nothing' : 'done'} title={t('watch.firstNone')}>
          {t('watch.firstNoneText')}
        </Empty>
      )}
      {data !== undefined && data.items.length > 0 && (
        <DataTable
          label={t('watch.firstLabel')}
          rows={data.items}
          columns={columns}
          rowKey={({ id }) => id}
          rowTo={({ id }) => findingPath(id)}
        />
      )}
    </Section>
  );
}
