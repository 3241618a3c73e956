// The list of units that plausibility shows, for the list page and beside a unit: the reason is the first column.
import type { ReactElement } from 'react';
import type { HitRule } from '../../../../../src/results/plausibility/hit.ts';
import { plausibilityKeys, type ReviewState } from '../../../../../src/results/plausibility/query-keys.ts';
import type { PlausibleItem, PlausibleUnit } from '../../../../../src/server/features/plausibility/schemas.ts';
import { t } from '../../messages/t.ts';
import type { Column, ListSpec } from '../../templates/list-spec.ts';
import { Badge, type Tone } from '../../ui/Badge.tsx';
import { Num } from '../../ui/Num.tsx';
import { Time } from '../../ui/Time.tsx';
import { electionPath } from '../elections/election-list.tsx';
import { unitPath } from '../returns/unit-list.tsx';

export const plausibilityPath = (election: string): string => `${electionPath(election)}/plausibility`;
export const rowKey = ({ contest, unit }: Pick<PlausibleItem, 'contest' | 'unit'>): string => unitPath(contest, unit);

/** Of the unit's routes. */
export const apiPath = (unit: Pick<PlausibleUnit, 'election' | 'contest' | 'unit'>): string =>
  `${plausibilityPath(unit.election)}/${rowKey(unit)}`;

const tones: Readonly<Record<ReviewState, Tone>> = {
  open: 'open',
  looked: 'half',
  explained: 'ok',
  proposed: 'notice',
  released: 'ok',
  refused: 'neutral',
};

export const ReviewBadge = ({ state }: { readonly state: ReviewState }): ReactElement => (
  <Badge tone={tones[state]}>{t(`plausibility.state.${state}`)}</Badge>
);

export const ruleText = (rule: HitRule): string => t(`plausibility.rule.${rule}`);

const columns: readonly Column<PlausibleItem>[] = [
  {
    key: 'reason',
    title: t('plausibility.column.reason'),
    wide: true,
    wraps: true,
    cell: ({ reason }) => (reason === '' ? t('plausibility.noFindings') : reason),
  },
  { key: 'name', title: t('plausibility.column.unit'), sorts: true, wraps: true, cell: ({ name }) => name },
  { key: 'area', title: t('plausibility.column.area'), sorts: true, cell: ({ areaName }) => areaName },
  {
    key: 'rules',
    title: t('plausibility.column.rules'),
    wraps: true,
    roomy: true,
    cell: ({ rules }) => rules.map(ruleText).join(', ') || '–',
  },
  { key: 'state', title: t('plausibility.column.state'), cell: ({ state }) => <ReviewBadge state={state} /> },
  {
    key: 'hits',
    title: t('plausibility.column.hits'),
    number: true,
    sorts: true,
    spare: true,
    cell: ({ hits }) => <Num value={hits} />,
  },
  { key: 'contest', title: t('plausibility.column.contest'), spare: true, cell: ({ contest }) => contest },
  {
    key: 'reviewed',
    title: t('plausibility.column.reviewed'),
    number: true,
    sorts: true,
    spare: true,
    cell: ({ reviewedAt }) => <Time at={reviewedAt} />,
  },
];

export const plausibilitySpec = (election: string): ListSpec<PlausibleItem> => ({
  page: 'plausibility',
  endpoint: plausibilityPath(election),
  fields: plausibilityKeys,
  columns,
  rowKey,
  rowPath: (row) => `${plausibilityPath(election)}/${rowKey(row)}`,
  compact: (row) => ({ title: row.name, meta: <ReviewBadge state={row.state} /> }),
});
