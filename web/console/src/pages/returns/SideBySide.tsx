// The figures of a unit, channel beside channel; what differs says so in a word, and can be shown alone.
import { type ReactElement, useState } from 'react';
import type { UnitDetail } from '../../../../../src/server/features/returns/schemas.ts';
import { t } from '../../messages/t.ts';
import { DataTable } from '../../templates/DataTable.tsx';
import type { Column } from '../../templates/list-spec.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Num } from '../../ui/Num.tsx';
import { Checkbox } from '../../ui/Select.tsx';
import { channelText } from './unit-words.tsx';

type Figure = UnitDetail['fields'][number];

const said = ({ values }: Figure): number => Object.values(values).filter((value) => value !== null).length;

function Mark({ figure }: { readonly figure: Figure }): ReactElement {
  if (figure.differs) return <Badge tone="severe">{t('returns.differs')}</Badge>;
  if (said(figure) < 2) return <Badge tone="half">{t('returns.oneChannel')}</Badge>;
  return <Badge tone="ok">{t('returns.agrees')}</Badge>;
}

/** A second return on a channel is told from the first by its hash. */
const titleOf = ({ id, channel }: UnitDetail['columns'][number]): string =>
  id === channel ? channelText(channel) : `${channelText(channel)} ${id.slice(channel.length + 1)}`;

const columnsFor = (columns: UnitDetail['columns']): readonly Column<Figure>[] => [
  { key: 'figure', title: t('returns.column.figure'), wide: true, wraps: true, cell: ({ label }) => label },
  ...columns.map(
    (column): Column<Figure> => ({
      key: column.id,
      title: titleOf(column),
      number: true,
      cell: ({ values, differs }) => (
        <Num value={values[column.id] ?? null} className={differs ? 'returns-differs' : undefined} />
      ),
    }),
  ),
  { key: 'mark', title: t('returns.column.mark'), cell: (figure) => <Mark figure={figure} /> },
];

export function SideBySide({ unit }: { readonly unit: UnitDetail }): ReactElement {
  const differing = unit.fields.filter(({ differs, marked }) => differs || marked);
  const [only, setOnly] = useState(differing.length > 0);
  const rows = only ? differing : unit.fields;
  const byDesign = unit.groups.filter((group) => group.byDesignOnOne).map(({ group }) => group);
  return (
    <div className="stack">
      {unit.columns.length > 1 && <Checkbox label={t('returns.onlyDiffering')} checked={only} onChange={setOnly} />}
      {rows.length === 0 ? (
        <p>{t('returns.allAgree')}</p>
      ) : (
        <DataTable label={t('returns.side')} rows={rows} rowKey={({ key }) => key} columns={columnsFor(unit.columns)} />
      )}
      {byDesign.length > 0 && <p className="muted">{t('returns.byDesign', { groups: byDesign.join(', ') })}</p>}
    </div>
  );
}
