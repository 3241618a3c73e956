// Seats of a contest, with every step in words; a tie says that a lot has to be drawn.
import type { ReactElement } from 'react';
import type { SeatsView, TallyView } from '../../../../../src/server/features/tally/schemas.ts';
import { useRead } from '../../api/hooks.ts';
import { t } from '../../messages/t.ts';
import { DataTable } from '../../templates/DataTable.tsx';
import { Section } from '../../templates/DetailPage.tsx';
import { Num, numberText } from '../../ui/Num.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { Lots } from './Lots.tsx';
import { electionPath } from '../elections/election-list.tsx';

export function Seats({ tally }: { readonly tally: TallyView }): ReactElement {
  const { election, contest, confirmedOnly } = tally;
  const values = { contest, confirmedOnly: confirmedOnly ? 'yes' : 'no' };
  const { data, error } = useRead<SeatsView>(`${electionPath(election)}/seats`, values, { keep: true });
  return (
    <Section title={t('tally.seats')}>
      {error?.code === 'INPUT_INVALID' ? <p>{t('tally.noSeats')}</p> : <Problem error={error} />}
      {data === undefined ? error === null && <Skeleton /> : <Allocation seats={data} />}
    </Section>
  );
}

const Allocation = ({ seats }: { readonly seats: SeatsView }): ReactElement => (
  <div className="stack">
    <p>
      {t('tally.seatsAbout', {
        seats: numberText(seats.seats),
        method: t(`tally.method.${seats.method}`),
        counted: numberText(seats.counted),
        units: numberText(seats.units),
      })}
    </p>
    <Lots seats={seats} />
    <DataTable
      label={t('tally.seats')}
      rows={seats.perOption}
      rowKey={({ option }) => option}
      columns={[
        { key: 'option', title: t('tally.column.option'), wide: true, wraps: true, cell: ({ name }) => name },
        { key: 'votes', title: t('tally.column.votes'), number: true, cell: ({ votes }) => <Num value={votes} /> },
        { key: 'seats', title: t('tally.column.seats'), number: true, cell: (one) => <Num value={one.seats} /> },
      ]}
    />
    <details>
      <summary>{t('tally.steps')}</summary>
      <ol className="tally-steps">
        {seats.steps.map(({ step, words }) => (
          <li key={step} className="wrap-anywhere">
            {words}
          </li>
        ))}
      </ol>
    </details>
  </div>
);
