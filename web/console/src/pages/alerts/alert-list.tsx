// The list of alerts as a ListSpec: severity, finding, state, who was told and why, messages, escalation.
import type { ReactNode } from 'react';
import { alertKeys } from '../../../../../src/alerts/query-keys.ts';
import type { Alert } from '../../../../../src/server/features/alerts/schemas.ts';
import { t } from '../../messages/t.ts';
import type { ListSpec } from '../../templates/list-spec.ts';
import { Button } from '../../ui/Button.tsx';
import { Time } from '../../ui/Time.tsx';
import { AlertStateBadge, SeverityBadge } from './severity.tsx';

function messagesText({ deliveries }: Alert): string {
  if (deliveries.length === 0) return t('alerts.noMessages');
  const bad = deliveries.filter(({ state }) => state === 'failed' || state === 'givenUp').length;
  return bad === 0
    ? t('alerts.messageCount', { count: deliveries.length })
    : t('alerts.messageProblems', { count: bad });
}

function escalationText({ escalation }: Alert): ReactNode {
  if (escalation === null) return '–';
  const text = t(`alerts.escalation.${escalation.state}`, { level: t(`alerts.level.${escalation.level}`) });
  return (
    <span>
      {text}
      {escalation.nextAt !== null && (
        <>
          {' '}
          · <Time at={escalation.nextAt} />
        </>
      )}
    </span>
  );
}

/** `onShow` opens the messages of a row. */
export const alertListSpec = (onShow: (alert: Alert) => void): ListSpec<Alert> => ({
  page: 'alerts',
  endpoint: '/alerts',
  fields: alertKeys,
  rowKey: ({ id }) => id,
  rowPath: ({ findingId }) => `/findings/${encodeURIComponent(findingId)}`,
  defaultSort: '-created',
  columns: [
    {
      key: 'severity',
      title: t('alerts.column.severity'),
      sorts: true,
      cell: ({ severity }) => <SeverityBadge severity={severity} />,
    },
    { key: 'title', title: t('alerts.column.title'), wide: true, cell: ({ title }) => title },
    { key: 'state', title: t('alerts.column.state'), cell: ({ state }) => <AlertStateBadge state={state} /> },
    {
      key: 'person',
      title: t('alerts.column.person'),
      cell: ({ person, mine }) => (mine ? t('alerts.you') : person.name),
    },
    {
      key: 'reasons',
      title: t('alerts.column.reasons'),
      cell: ({ reasons }) => reasons.map((reason) => t(`alerts.reason.${reason}`)).join(', '),
    },
    {
      key: 'messages',
      title: t('alerts.column.messages'),
      cell: (alert) => (
        <Button kind="quiet" onPress={() => onShow(alert)}>
          {messagesText(alert)}
        </Button>
      ),
    },
    { key: 'escalation', title: t('alerts.column.escalation'), cell: escalationText },
    {
      key: 'created',
      title: t('alerts.column.created'),
      sorts: true,
      cell: ({ createdAt }) => <Time at={createdAt} />,
    },
    {
      key: 'updated',
      title: t('alerts.column.updated'),
      sorts: true,
      spare: true,
      cell: ({ updatedAt }) => <Time at={updatedAt} />,
    },
  ],
});
