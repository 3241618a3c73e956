// Envelopes as a table, and what of the folder needs attention.
import type { ReactElement } from 'react';
import { Link } from 'react-router';
import type { IntakeView } from '../../../../../src/server/features/intake/schemas.ts';
import { t, tryText } from '../../messages/t.ts';
import { DataTable } from '../../templates/DataTable.tsx';
import { Badge } from '../../ui/Badge.tsx';
import { Copyable } from '../../ui/Copyable.tsx';
import { Num } from '../../ui/Num.tsx';
import { Time } from '../../ui/Time.tsx';
import { electionPath } from '../elections/election-list.tsx';

type Envelope = IntakeView['envelopes'][number];

const tones = { added: 'ok', known: 'neutral', refused: 'warning' } as const;

const reasonOf = ({ code, detail }: Envelope): string =>
  code === '' ? '' : [tryText(`common.error.${code}`) ?? code, detail].filter((part) => part !== '').join(': ');

function UnitLink({ election, envelope: { contest, unit } }: UnitLinkProps): ReactElement {
  if (unit === '') return <>–</>;
  const to = `${electionPath(election)}/returns/${encodeURIComponent(contest)}/${encodeURIComponent(unit)}`;
  return <Link to={to}>{unit}</Link>;
}

type UnitLinkProps = { readonly election: string; readonly envelope: Envelope };
type TableProps = { readonly election: string; readonly envelopes: readonly Envelope[] };

export const EnvelopeTable = ({ election, envelopes }: TableProps): ReactElement => (
  <DataTable
    label={t('intake.envelopes')}
    rows={envelopes}
    rowKey={({ hash }) => hash}
    columns={[
      {
        key: 'outcome',
        title: t('intake.column.outcome'),
        cell: ({ outcome }) => <Badge tone={tones[outcome]}>{t(`intake.${outcome}`)}</Badge>,
      },
      {
        key: 'centre',
        title: t('intake.column.centre'),
        wide: true,
        wraps: true,
        cell: ({ centre, centreName }) => (centre === '' ? t('intake.unknownCentre') : centreName),
      },
      { key: 'unit', title: t('intake.column.unit'), cell: (one) => <UnitLink election={election} envelope={one} /> },
      {
        key: 'reason',
        title: t('intake.column.reason'),
        wraps: true,
        cell: (one) => reasonOf(one) || '–',
      },
      {
        key: 'envelope',
        title: t('intake.column.envelope'),
        cell: ({ hash }) => <Copyable text={hash} shown={12} />,
      },
      {
        key: 'sequence',
        title: t('intake.column.sequence'),
        number: true,
        cell: ({ sequence }) => (sequence === null ? t('intake.noReceipt') : <Num value={sequence} />),
      },
      {
        key: 'received',
        title: t('intake.column.received'),
        number: true,
        cell: ({ receivedAt }) => <Time at={receivedAt} />,
      },
    ]}
  />
);

export function Attention({ intake }: { readonly intake: IntakeView }): ReactElement | null {
  const { problem, missing, unsigned } = intake;
  const notes = [
    ...(problem === null ? [] : [t('intake.problem', { problem })]),
    ...(missing === 0 ? [] : [t('intake.attentionMissing')]),
    ...(unsigned === 0 ? [] : [t('intake.attentionUnsigned')]),
  ];
  if (notes.length === 0) return null;
  return (
    <div className="problem" role="status">
      <div className="stack-tight">
        {notes.map((note) => (
          <p key={note} className="wrap-anywhere">
            {note}
          </p>
        ))}
      </div>
    </div>
  );
}
