// How complete the returns are, area by area: numbers first, a bar beside them. Behind a summary, so that rows come first.
import type { ReactElement } from 'react';
import { Link } from 'react-router';
import type { UnitCounts } from '../../../../../src/server/features/returns/schemas.ts';
import { t } from '../../messages/t.ts';
import { DataTable } from '../../templates/DataTable.tsx';
import { Bar } from '../../ui/Bar.tsx';
import { Num, numberText } from '../../ui/Num.tsx';
import { Select } from '../../ui/Select.tsx';
import { Time } from '../../ui/Time.tsx';

type Props = {
  readonly counts: UnitCounts;
  readonly path: string;
  readonly onLevel: (level: string) => void;
};
type Area = UnitCounts['areas'][number];

const counted = ({ units, states }: Pick<Area, 'units' | 'states'>): number => units - (states.awaited ?? 0);
const quoted = (text: string): string => `"${text.replaceAll(/["\\]/g, (c) => `\\${c}`)}"`;

export function Summary({ counts }: Pick<Props, 'counts'>): ReactElement {
  const { units, onBoth, states } = counts;
  return (
    <p>
      {t('returns.summary', {
        counted: numberText(counted(counts)),
        units: numberText(units),
        both: numberText(onBoth),
        conflicts: numberText(states.conflicting ?? 0),
      })}
    </p>
  );
}

export const Completeness = ({ counts, path, onLevel }: Props): ReactElement => (
  <details className="panel returns-completeness">
    <summary className="panel-head">
      <b>{t('returns.completeness')}</b>
    </summary>
    <div className="panel-body stack">
      {counts.levels.length > 1 && counts.level !== null && (
        <Select
          label={t('returns.level')}
          value={counts.level}
          choices={counts.levels.map((value) => ({ value, label: value }))}
          onChange={onLevel}
        />
      )}
      <DataTable
        label={t('returns.completeness')}
        rows={counts.areas}
        rowKey={({ area }) => area}
        columns={[
          {
            key: 'area',
            title: t('returns.column.area'),
            wide: true,
            cell: ({ area, name }) => (
              <Link to={`${path}?q=${encodeURIComponent(`area:${quoted(area)}`)}`}>{name}</Link>
            ),
          },
          { key: 'complete', title: t('returns.column.complete'), cell: (area) => <Complete area={area} /> },
          {
            key: 'conflicts',
            title: t('returns.column.conflicts'),
            number: true,
            cell: ({ states }) => <Num value={states.conflicting ?? 0} />,
          },
          { key: 'late', title: t('returns.column.late'), number: true, cell: ({ late }) => <Num value={late} /> },
          { key: 'last', title: t('returns.column.last'), number: true, cell: ({ lastAt }) => <Time at={lastAt} /> },
        ]}
      />
    </div>
  </details>
);

const Complete = ({ area }: { readonly area: Area }): ReactElement => (
  <span className="row">
    <Bar share={area.units === 0 ? 0 : counted(area) / area.units} />
    <span className="nowrap">
      {t('returns.completenessOf', { counted: numberText(counted(area)), units: numberText(area.units) })}
    </span>
  </span>
);
