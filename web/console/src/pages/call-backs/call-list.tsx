// The list of calls of an election as a ListSpec, for the list page and beside a call; its states as badges.
import type { ReactElement } from 'react';
import { callKeys } from '../../../../../src/results/call-back/query-keys.ts';
import type { CallState } from '../../../../../src/results/call-back/states.ts';
import type { CallItem } from '../../../../../src/server/features/call-backs/schemas.ts';
import { t } from '../../messages/t.ts';
import type { ListSpec } from '../../templates/list-spec.ts';
import { Badge, type Tone } from '../../ui/Badge.tsx';
import { Time } from '../../ui/Time.tsx';
import { electionPath } from '../elections/election-list.tsx';

const tones: Readonly<Record<CallState, Tone>> = {
  open: 'open',
  waiting: 'half',
  confirmed: 'ok',
  locked: 'severe',
  ended: 'neutral',
};

export const CallBadge = ({ state }: { readonly state: CallState }): ReactElement => (
  <Badge tone={tones[state]}>{t(`callBacks.state.${state}`)}</Badge>
);

export const callsPath = (election: string): string => `${electionPath(election)}/call-backs`;
export const callPath = (election: string, call: number): string => `${callsPath(election)}/${call}`;

export const callSpec = (election: string): ListSpec<CallItem> => ({
  page: 'calls',
  endpoint: callsPath(election),
  fields: callKeys,
  defaultSort: '-call',
  rowKey: ({ call }) => String(call),
  rowPath: ({ call }) => callPath(election, call),
  compact: (row) => ({
    title: t('callBacks.callOf', { call: row.call, name: row.unitName }),
    meta: <CallBadge state={row.state} />,
  }),
  columns: [
    { key: 'call', title: t('callBacks.column.call'), number: true, sorts: true, cell: ({ call }) => call },
    { key: 'state', title: t('callBacks.column.state'), sorts: true, cell: ({ state }) => <CallBadge state={state} /> },
    { key: 'unit', title: t('callBacks.column.unit'), sorts: true, wide: true, cell: ({ unitName }) => unitName },
    { key: 'centre', title: t('callBacks.column.centre'), roomy: true, cell: ({ centreName }) => centreName },
    {
      key: 'line',
      title: t('callBacks.column.line'),
      cell: ({ sheet, line }) => <span className="nowrap">{t('callBacks.lineOf', { sheet, line })}</span>,
    },
    { key: 'kind', title: t('callBacks.column.kind'), spare: true, cell: ({ kind }) => t(`callBacks.kind.${kind}`) },
    { key: 'by', title: t('callBacks.column.by'), roomy: true, cell: ({ openedBy }) => openedBy },
    {
      key: 'opened',
      title: t('callBacks.column.opened'),
      number: true,
      sorts: true,
      spare: true,
      cell: ({ openedAt }) => <Time at={openedAt} />,
    },
    {
      key: 'changed',
      title: t('callBacks.column.changed'),
      number: true,
      sorts: true,
      cell: ({ changedAt }) => <Time at={changedAt} />,
    },
  ],
});
