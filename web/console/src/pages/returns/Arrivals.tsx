// The returns that came for a unit, and what happened to it since.
import type { ReactElement } from 'react';
import type { UnitDetail } from '../../../../../src/server/features/returns/schemas.ts';
import { t, tryText } from '../../messages/t.ts';
import { DataTable } from '../../templates/DataTable.tsx';
import { Badge } from '../../ui/Badge.tsx';
import { Copyable } from '../../ui/Copyable.tsx';
import { Num } from '../../ui/Num.tsx';
import { Time } from '../../ui/Time.tsx';
import { channelText, shortHash, UnitBadge } from './unit-words.tsx';

type Arrival = UnitDetail['arrivals'][number];

function Standing({ arrival }: { readonly arrival: Arrival }): ReactElement {
  if (arrival.holds) return <Badge tone="ok">{t('returns.holds')}</Badge>;
  return arrival.superseded ? (
    <Badge tone="neutral">{t('returns.superseded')}</Badge>
  ) : (
    <Badge tone="open">{t('returns.stands')}</Badge>
  );
}

/** Its number; all of it is in the answer of the API. */
const receiptText = (receipt: string): string => {
  const number = /"sequence":(\d+)/.exec(receipt)?.[1];
  return number === undefined ? receipt : t('returns.receipt', { number });
};

function sourceText({ source, supersedes, reason, publicCode }: Arrival): string {
  const parts = [
    source.whose,
    source.file,
    source.row === undefined ? undefined : t('returns.row', { row: source.row }),
    source.receipt === undefined ? undefined : receiptText(source.receipt),
    publicCode === null ? undefined : t('returns.publicCode', { code: publicCode }),
    supersedes === null ? undefined : t('returns.corrects', { hash: shortHash(supersedes), reason: reason ?? '' }),
  ];
  return parts.filter((part) => part !== undefined && part !== '').join(', ') || '–';
}

export function ArrivalTable({ arrivals }: Pick<UnitDetail, 'arrivals'>): ReactElement {
  if (arrivals.length === 0) return <p className="muted">{t('returns.noArrivals')}</p>;
  return (
    <DataTable
      label={t('returns.arrivals')}
      rows={arrivals}
      rowKey={({ number }) => String(number)}
      columns={[
        { key: 'channel', title: t('returns.column.channel'), cell: ({ channel }) => channelText(channel) },
        { key: 'standing', title: t('returns.column.standing'), cell: (arrival) => <Standing arrival={arrival} /> },
        { key: 'return', title: t('returns.column.return'), cell: ({ hash }) => <Copyable text={hash} shown={12} /> },
        { key: 'way', title: t('returns.column.way'), cell: ({ way }) => way },
        { key: 'source', title: t('returns.column.source'), wide: true, wraps: true, cell: sourceText },
        {
          key: 'signatures',
          title: t('returns.column.signatures'),
          number: true,
          cell: ({ signatures }) => <Num value={signatures} />,
        },
        { key: 'came', title: t('returns.column.came'), number: true, cell: (one) => <Time at={one.receivedAt} /> },
      ]}
    />
  );
}

export function UnitHistory({ history }: Pick<UnitDetail, 'history'>): ReactElement {
  if (history.length === 0) return <p className="muted">{t('returns.noHistory')}</p>;
  return (
    <ol className="stack-tight returns-history">
      {history.map(({ at, event, to, by, ground }, i) => (
        <li key={i} className="stack-tight">
          <span className="row">
            <Time at={at} form="exact" />
            <UnitBadge state={to} />
            {tryText(`returns.event.${event}`) ?? event} <span className="muted">{t('returns.by', { name: by })}</span>
          </span>
          {ground !== '' && <span className="wrap-anywhere">{ground}</span>}
        </li>
      ))}
    </ol>
  );
}
