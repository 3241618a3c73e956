// What was sent about one alert, over which way and how it went; and the steps of the escalation.
import type { ReactElement } from 'react';
import type { Alert, AlertDelivery } from '../../../../../src/server/features/alerts/schemas.ts';
import { t } from '../../messages/t.ts';
import { Badge, type Tone } from '../../ui/Badge.tsx';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Time } from '../../ui/Time.tsx';

const tones: Readonly<Record<AlertDelivery['state'], Tone>> = {
  queued: 'open',
  sending: 'half',
  sent: 'ok',
  failed: 'warning',
  givenUp: 'critical',
  withdrawn: 'neutral',
};

const Line = ({ delivery }: { readonly delivery: AlertDelivery }): ReactElement => (
  <li className="alerts-line">
    <div className="row">
      <Badge tone={tones[delivery.state]}>{t(`alerts.delivery.${delivery.state}`)}</Badge>
      <b>{t(`alerts.channel.${delivery.channel}`)}</b>
      <span>{t(`alerts.kind.${delivery.kind}`)}</span>
      <span className="muted">{t('alerts.attempts', { count: delivery.attempts })}</span>
      <Time at={delivery.sentAt ?? delivery.createdAt} />
      {delivery.nextAt !== null && (
        <span className="muted">
          {t('alerts.nextTry')} <Time at={delivery.nextAt} />
        </span>
      )}
    </div>
    {delivery.problem !== null && <p className="muted wrap-anywhere">{delivery.problem}</p>}
  </li>
);

type MessagesProps = { readonly alert: Alert; readonly onClose: () => void };

export function Messages({ alert, onClose }: MessagesProps): ReactElement {
  const { acknowledgement, deliveries, escalation } = alert;
  return (
    <Dialog wide title={t('alerts.messagesOf', { title: alert.title })} onClose={onClose}>
      <div className="stack">
        {deliveries.length === 0 ? (
          <p className="muted">{t('alerts.noMessagesYet')}</p>
        ) : (
          <ul className="alerts-lines">
            {deliveries.map((delivery) => (
              <Line key={delivery.id} delivery={delivery} />
            ))}
          </ul>
        )}
        {escalation !== null && (
          <>
            <h3>{t('alerts.steps')}</h3>
            <ol className="alerts-lines">
              {escalation.steps.map((step) => (
                <li key={`${step.at} ${step.level}`} className="alerts-line">
                  <div className="row">
                    <b>{t(`alerts.level.${step.level}`)}</b>
                    <span>{step.told.length === 0 ? t('alerts.stepNobody') : step.told.join(', ')}</span>
                    <Time at={step.at} />
                  </div>
                  <p className="muted">{step.reason}</p>
                </li>
              ))}
            </ol>
          </>
        )}
        {acknowledgement !== null && (
          <p>
            <Badge tone="ok">{t('alerts.state.acknowledged')}</Badge>{' '}
            {t('alerts.acknowledgedBy', { name: acknowledgement.by })} {t(`alerts.via.${acknowledgement.via}`)}{' '}
            <Time at={acknowledgement.at} />
          </p>
        )}
        <div className="row dialog-actions">
          <Button onPress={onClose}>{t('common.close')}</Button>
        </div>
      </div>
    </Dialog>
  );
}
