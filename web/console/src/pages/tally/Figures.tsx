// Votes of the options with bars, and the areas below the one shown.
import type { ReactElement } from 'react';
import type { TallyView } from '../../../../../src/server/features/tally/schemas.ts';
import { t } from '../../messages/t.ts';
import { DataTable } from '../../templates/DataTable.tsx';
import { modeColumns } from './Candidates.tsx';
import { Bar } from '../../ui/Bar.tsx';
import { Button } from '../../ui/Button.tsx';
import { Num, numberText } from '../../ui/Num.tsx';

type Props = { readonly tally: TallyView };
type AreaRow = TallyView['areas'][number] & { readonly perMode: TallyView['votesPerMode'] };
type WithArea = Props & { readonly onArea: (area: string) => void };

const percent = (votes: number, of: number): string => (of === 0 ? '–' : `${((100 * votes) / of).toFixed(2)} %`);

export function Options({ tally }: Props): ReactElement {
  return (
    <DataTable
      label={t('tally.votes')}
      rows={tally.options}
      rowKey={({ option }) => option}
      columns={[
        { key: 'option', title: t('tally.column.option'), wide: true, wraps: true, cell: ({ name }) => name },
        { key: 'votes', title: t('tally.column.votes'), number: true, cell: ({ votes }) => <Num value={votes} /> },
        ...modeColumns<TallyView['options'][number]>(tally.modes),
        {
          key: 'share',
          title: t('tally.column.share'),
          cell: ({ votes }) => (
            <span className="row">
              <Bar share={votes / Math.max(1, tally.votes)} />
              <span className="nowrap">{percent(votes, tally.votes)}</span>
            </span>
          ),
        },
      ]}
    />
  );
}

export const Path = ({ tally, onArea }: WithArea): ReactElement | null =>
  tally.path.length < 2 ? null : (
    <nav className="row" aria-label={t('tally.path')}>
      {tally.path.slice(0, -1).map(({ area, name }) => (
        <Button key={area} kind="quiet" icon="left" onPress={() => onArea(area)}>
          {name}
        </Button>
      ))}
      <b>{tally.path.at(-1)?.name}</b>
    </nav>
  );

export function Areas({ tally, onArea }: WithArea): ReactElement {
  const names = new Map(tally.options.map(({ option, name }) => [option, name]));
  return (
    <DataTable
      label={t('tally.areas')}
      rows={tally.areas.map((area) => ({ ...area, perMode: area.votesPerMode }))}
      rowKey={({ area }) => area}
      columns={[
        {
          key: 'area',
          title: t('tally.column.area'),
          wide: true,
          cell: ({ area, name }) => (
            <Button kind="quiet" onPress={() => onArea(area)}>
              {name}
            </Button>
          ),
        },
        {
          key: 'counted',
          title: t('tally.column.counted'),
          cell: ({ counted, units }) => (
            <span className="row">
              <Bar share={units === 0 ? 0 : counted / units} />
              <span className="nowrap">
                {t('tally.countedOf', { counted: numberText(counted), units: numberText(units) })}
              </span>
            </span>
          ),
        },
        { key: 'votes', title: t('tally.column.votes'), number: true, cell: ({ votes }) => <Num value={votes} /> },
        ...modeColumns<AreaRow>(tally.modes),
        {
          key: 'leading',
          title: t('tally.column.leading'),
          roomy: true,
          cell: ({ leading }) => (leading === null ? '–' : (names.get(leading) ?? leading)),
        },
      ]}
    />
  );
}
