// What the server made of returns that were taken in: added, known already, or refused with its reason.
import type { ReactElement } from 'react';
import { Link } from 'react-router';
import type { ArrivalsAnswer } from '../../../../../src/server/features/returns/schemas.ts';
import { t } from '../../messages/t.ts';
import { DataTable } from '../../templates/DataTable.tsx';
import { Badge } from '../../ui/Badge.tsx';
import { returnsPath, unitPath } from './unit-list.tsx';
import { UnitBadge } from './unit-words.tsx';

type Item = ArrivalsAnswer['items'][number];
const mostShown = 500;
const tones = { added: 'ok', known: 'neutral', refused: 'severe' } as const;
/** Refused first: they are what somebody has to do something about. */
const order = ['refused', 'added', 'known'] as const;

export function Taken({
  election,
  answer,
}: {
  readonly election: string;
  readonly answer: ArrivalsAnswer;
}): ReactElement {
  const { added, known, refused, items } = answer;
  const rows = items
    .toSorted((a, b) => order.indexOf(a.result) - order.indexOf(b.result))
    .slice(0, mostShown)
    .map((item, i) => ({ ...item, key: String(i) }));
  return (
    <div className="stack">
      <p role="status">{t('arrivals.summary', { added, known, refused })}</p>
      {rows.length > 0 && (
        <DataTable
          label={t('arrivals.taken')}
          rows={rows}
          rowKey={({ key }) => key}
          columns={[
            {
              key: 'result',
              title: t('arrivals.column.result'),
              cell: ({ result }) => <Badge tone={tones[result]}>{t(`arrivals.${result}`)}</Badge>,
            },
            { key: 'unit', title: t('returns.column.name'), cell: (item) => <Unit election={election} item={item} /> },
            {
              key: 'state',
              title: t('returns.column.state'),
              cell: ({ state }) => (state === null ? '–' : <UnitBadge state={state} />),
            },
            {
              key: 'why',
              title: t('arrivals.column.why'),
              wide: true,
              wraps: true,
              cell: ({ code, message }) => (code === null ? '' : `${code} ${message ?? ''}`),
            },
          ]}
        />
      )}
    </div>
  );
}

const Unit = ({
  election,
  item: { contest, unit },
}: {
  readonly election: string;
  readonly item: Item;
}): ReactElement =>
  unit === null || contest === null ? (
    <>–</>
  ) : (
    <Link to={`${returnsPath(election)}/${unitPath(contest, unit)}`}>{unit}</Link>
  );
