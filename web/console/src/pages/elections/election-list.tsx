// The list of elections: columns and words, for the list page and beside an election.
import type { ReactElement } from 'react';
import type { DefinitionVersionView, ElectionView } from '../../../../../src/server/features/elections/schemas.ts';
import { t } from '../../messages/t.ts';
import type { ListSpec } from '../../templates/list-spec.ts';
import { Badge, type Tone } from '../../ui/Badge.tsx';
import { Num } from '../../ui/Num.tsx';

export const electionPath = (id: string): string => `/elections/${encodeURIComponent(id)}`;

const tones: Readonly<Record<DefinitionVersionView['state'], Tone>> = {
  drafted: 'open',
  proposed: 'half',
  fixed: 'ok',
  refused: 'severe',
};

export const VersionBadge = ({ state }: Pick<DefinitionVersionView, 'state'>): ReactElement => (
  <Badge tone={tones[state]}>{t(`results.version.${state}`)}</Badge>
);

const stateOf = ({ current, waiting }: ElectionView): ReactElement => (
  <span className="row">
    <VersionBadge state={current.state} />
    {waiting !== null && waiting.version !== current.version && <VersionBadge state={waiting.state} />}
  </span>
);

export const electionSpec: ListSpec<ElectionView> = {
  page: 'elections',
  endpoint: '/elections',
  fields: [],
  rowKey: ({ id }) => id,
  rowPath: ({ id }) => electionPath(id),
  unpaged: true,
  compact: ({ name, day }) => ({ title: name, meta: day }),
  columns: [
    { key: 'name', title: t('results.column.name'), wide: true, cell: ({ name }) => name },
    { key: 'day', title: t('results.column.day'), cell: ({ day }) => <span className="nowrap">{day}</span> },
    { key: 'state', title: t('results.column.state'), cell: stateOf },
    { key: 'units', title: t('results.column.units'), number: true, cell: ({ units }) => <Num value={units} /> },
    {
      key: 'centres',
      title: t('results.column.centres'),
      number: true,
      roomy: true,
      cell: ({ centres }) => <Num value={centres} />,
    },
    {
      key: 'contests',
      title: t('results.column.contests'),
      number: true,
      roomy: true,
      cell: ({ contests }) => <Num value={contests} />,
    },
  ],
};
