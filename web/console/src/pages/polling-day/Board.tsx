// Polling day at a glance: sums, and the same grid by area as the returns have.
import type { ReactElement } from 'react';
import { Link } from 'react-router';
import type { BoardAnswer } from '../../../../../src/server/features/pollingDay/schemas.ts';
import { t } from '../../messages/t.ts';
import { DataTable } from '../../templates/DataTable.tsx';
import type { Column } from '../../templates/list-spec.ts';
import { Bar } from '../../ui/Bar.tsx';
import { Num, numberText } from '../../ui/Num.tsx';
import { Select } from '../../ui/Select.tsx';
import { Time } from '../../ui/Time.tsx';
import { pollingDayPath } from './station-list.tsx';

type Props = { readonly board: BoardAnswer };
type Area = BoardAnswer['areas'][number];

export function BoardSummary({ board: { election, units, phases, needs, late, help } }: Props): ReactElement {
  return (
    <p>
      {t('pollday.summary', {
        units: numberText(units),
        open: numberText(phases.open),
        closed: numberText(phases.closed),
        awaited: numberText(phases.awaited),
        interrupted: numberText(phases.interrupted),
        help: numberText(help),
      })}{' '}
      {t('pollday.needs', {
        ballots: numberText(needs.shortOfBallots),
        register: numberText(needs.withoutRegister),
        paper: numberText(needs.onPaper),
        late: numberText(late),
      })}{' '}
      <Link to={`${pollingDayPath(election)}?q=help:yes`}>{t('pollday.helpOnly')}</Link>
    </p>
  );
}

const reported = ({ units, phases }: Area): number => units - phases.awaited;
const quoted = (text: string): string => `"${text.replaceAll(/["\\]/g, (c) => `\\${c}`)}"`;

const Complete = ({ area }: { readonly area: Area }): ReactElement => (
  <span className="row">
    <Bar share={area.units === 0 ? 0 : reported(area) / area.units} />
    <span className="nowrap">
      {t('pollday.areaOf', { known: numberText(reported(area)), units: numberText(area.units) })}
    </span>
  </span>
);

const columnsOf = (election: string): readonly Column<Area>[] => [
  {
    key: 'area',
    title: t('pollday.column.area'),
    wide: true,
    cell: ({ area, name }) => (
      <Link to={`${pollingDayPath(election)}?q=${encodeURIComponent(`area:${quoted(area)}`)}`}>{name}</Link>
    ),
  },
  { key: 'complete', title: t('pollday.column.complete'), cell: (area) => <Complete area={area} /> },
  { key: 'open', title: t('pollday.column.open'), number: true, cell: ({ phases }) => <Num value={phases.open} /> },
  {
    key: 'closed',
    title: t('pollday.column.closed'),
    number: true,
    cell: ({ phases }) => <Num value={phases.closed} />,
  },
  {
    key: 'interrupted',
    title: t('pollday.column.interrupted'),
    number: true,
    cell: ({ phases }) => <Num value={phases.interrupted} />,
  },
  { key: 'late', title: t('pollday.column.late'), number: true, cell: ({ late }) => <Num value={late} /> },
  { key: 'help', title: t('pollday.column.help'), number: true, cell: ({ help }) => <Num value={help} /> },
  {
    key: 'median',
    title: t('pollday.column.median'),
    number: true,
    roomy: true,
    cell: ({ medianAt }) => <Time at={medianAt} form="clock" />,
  },
  { key: 'last', title: t('pollday.column.last'), number: true, cell: ({ lastAt }) => <Time at={lastAt} /> },
];

export const BoardAreas = ({ board, onLevel }: Props & { readonly onLevel: (level: string) => void }): ReactElement => (
  <details className="panel">
    <summary className="panel-head">
      <b>{t('pollday.areas')}</b>
    </summary>
    <div className="panel-body stack">
      {board.levels.length > 1 && board.level !== null && (
        <div className="pollday-level">
          <Select
            label={t('pollday.level')}
            value={board.level}
            choices={board.levels.map((value) => ({ value, label: value }))}
            onChange={onLevel}
          />
        </div>
      )}
      <DataTable
        label={t('pollday.areas')}
        rows={board.areas}
        rowKey={({ area }) => area}
        columns={columnsOf(board.election)}
      />
    </div>
  </details>
);
