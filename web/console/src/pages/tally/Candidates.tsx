// Votes of the candidates of one list, most first; by mode too where there are several.
import { type ReactElement, useState } from 'react';
import type { TallyView } from '../../../../../src/server/features/tally/schemas.ts';
import { t } from '../../messages/t.ts';
import { DataTable } from '../../templates/DataTable.tsx';
import type { Column } from '../../templates/list-spec.ts';
import { Section } from '../../templates/DetailPage.tsx';
import { Num } from '../../ui/Num.tsx';
import { Select } from '../../ui/Select.tsx';

type Candidate = TallyView['options'][number]['candidates'][number];
type Mode = TallyView['modes'][number];

export function modeColumns<Row extends Pick<Candidate, 'perMode'>>(modes: readonly Mode[]): readonly Column<Row>[] {
  if (modes.length < 2) return [];
  return modes.map(({ id, name }) => ({
    key: `mode-${id}`,
    title: name,
    number: true as const,
    roomy: true,
    cell: ({ perMode }: Row) => <Num value={perMode.find(({ mode }) => mode === id)?.votes ?? null} />,
  }));
}

export function Candidates({ tally }: { readonly tally: TallyView }): ReactElement | null {
  const lists = tally.options.filter(({ candidates }) => candidates.some(({ votes }) => votes > 0));
  const [chosen, setChosen] = useState('');
  const list = lists.find(({ option }) => option === chosen) ?? lists[0];
  if (list === undefined) return null;
  return (
    <Section title={t('tally.candidates')}>
      <div className="stack">
        <div className="tally-list">
          <Select
            label={t('tally.list')}
            value={list.option}
            choices={lists.map(({ option, name }) => ({ value: option, label: `${option} ${name}` }))}
            onChange={setChosen}
          />
        </div>
        <DataTable
          label={t('tally.candidatesOf', { name: list.name })}
          rows={list.candidates.toSorted((a, b) => b.votes - a.votes)}
          rowKey={({ candidate }) => candidate}
          columns={[
            { key: 'place', title: t('tally.column.place'), cell: ({ candidate }) => <code>{candidate}</code> },
            { key: 'name', title: t('tally.column.candidate'), wide: true, wraps: true, cell: ({ name }) => name },
            { key: 'votes', title: t('tally.column.votes'), number: true, cell: ({ votes }) => <Num value={votes} /> },
            ...modeColumns<Candidate>(tally.modes),
          ]}
        />
      </div>
    </Section>
  );
}
