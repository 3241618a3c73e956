// /acknowledge#TOKEN: what a mail told of, and one press to take care of it. Opening the page changes nothing, because
// scanners of mail open links too.
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import type { Acknowledgement } from '../../../../../src/server/features/alerts/schemas.ts';
import type { Failure } from '../../api/failure.ts';
import { send, useChange } from '../../api/hooks.ts';
import { t } from '../../messages/t.ts';
import { Button, ButtonLink } from '../../ui/Button.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { Entry } from '../entry/Entry.tsx';
import { useFragmentToken } from '../entry/fragment.ts';
import { LinkProblem } from '../entry/LinkProblem.tsx';
import { AlertStateBadge, SeverityBadge } from './severity.tsx';
import './alerts.css';

export function AcknowledgePage(): ReactElement {
  const token = useFragmentToken();
  const { data, error } = useQuery<Acknowledgement, Failure>({
    queryKey: ['/alerts/acknowledgement/look', token],
    queryFn: async () => await send<Acknowledgement>('POST', '/alerts/acknowledgement/look', { token }),
    enabled: token !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  if (token === undefined) return <LinkProblem kind="linkMissing" />;
  if (error?.code === 'NOT_FOUND') return <LinkProblem kind="linkInvalid" />;
  if (data === undefined) {
    return (
      <Entry title={t('alerts.ackTitle')}>{error === null ? <Skeleton lines={4} /> : <Problem error={error} />}</Entry>
    );
  }
  return <Told token={token} told={data} />;
}

function Told({ token, told }: { readonly token: string; readonly told: Acknowledgement }): ReactElement {
  const acknowledge = useChange(async () => await send<Acknowledgement>('POST', '/alerts/acknowledgement', { token }));
  const now = acknowledge.data ?? told;
  const open = now.alerts.filter(({ state }) => state === 'open' || state === 'held' || state === 'batched');
  return (
    <Entry title={t('alerts.ackTitle')} about={<p>{t('alerts.ackAbout', { name: now.person })}</p>}>
      <ul className="alerts-lines">
        {now.alerts.map((alert, i) => (
          <li key={`${i} ${alert.title}`} className="alerts-line row">
            <SeverityBadge severity={alert.severity} />
            <span className="wrap-anywhere">{alert.title}</span>
            <AlertStateBadge state={alert.state} />
          </li>
        ))}
      </ul>
      <Problem error={acknowledge.error} />
      <div className="stack" aria-live="polite">
        {acknowledge.isSuccess && <p>{t('alerts.ackDone')}</p>}
        {!acknowledge.isSuccess && now.state === 'used' && <p>{t('alerts.ackUsed')}</p>}
        {now.alerts.length === 0 && <p>{t('alerts.ackNothing')}</p>}
      </div>
      <div className="row">
        {open.length > 0 && now.state !== 'used' && (
          <Button kind="primary" icon="ok" busy={acknowledge.isPending} onPress={() => acknowledge.mutate(undefined)}>
            {t('alerts.ackAction', { count: open.length })}
          </Button>
        )}
        <ButtonLink to="/alerts">{t('alerts.ackOpen')}</ButtonLink>
      </div>
    </Entry>
  );
}
