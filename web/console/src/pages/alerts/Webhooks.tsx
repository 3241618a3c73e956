// A person's webhooks: add (the secret is shown once), test, remove.
import { type ReactElement, useState } from 'react';
import type { MyAlerts, TestResult, Webhook } from '../../../../../src/server/features/alerts/schemas.ts';
import { send, useChange } from '../../api/hooks.ts';
import { t } from '../../messages/t.ts';
import { Button } from '../../ui/Button.tsx';
import { Copyable } from '../../ui/Copyable.tsx';
import { Confirm, Dialog } from '../../ui/Dialog.tsx';
import { Field } from '../../ui/Field.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Time } from '../../ui/Time.tsx';
import { toast } from '../../ui/toast.ts';

type Created = { readonly id: string; readonly url: string; readonly secret: string };

export const sayResult = ({ state, problem }: TestResult): void =>
  toast(state === 'sent' ? t('alerts.testSent') : t('alerts.testFailed', { problem: problem ?? '' }));

export function Webhooks({ webhooks }: { readonly webhooks: readonly Webhook[] }): ReactElement {
  const [url, setUrl] = useState('');
  const [created, setCreated] = useState<Created>();
  const [removing, setRemoving] = useState<Webhook>();
  const add = useChange(async () => {
    setCreated(await send<Created>('POST', '/me/alerts/webhooks', { url: url.trim() }));
    setUrl('');
  }, ['/me/alerts']);
  return (
    <div className="stack">
      <p className="muted">{t('alerts.webhooksAbout')}</p>
      {webhooks.length > 0 && (
        <ul className="alerts-lines">
          {webhooks.map((webhook) => (
            <Line key={webhook.id} webhook={webhook} onRemove={() => setRemoving(webhook)} />
          ))}
        </ul>
      )}
      <Field
        type="url"
        label={t('alerts.webhookUrl')}
        help={t('alerts.webhookUrlHelp')}
        value={url}
        onChange={setUrl}
        maxLength={2000}
      />
      <Problem error={add.error} />
      <div>
        <Button busy={add.isPending} disabled={url.trim() === ''} onPress={() => add.mutate(undefined)}>
          {t('alerts.addWebhook')}
        </Button>
      </div>
      {created !== undefined && <Secret created={created} onClose={() => setCreated(undefined)} />}
      {removing !== undefined && <Remove webhook={removing} onClose={() => setRemoving(undefined)} />}
    </div>
  );
}

function Line({ webhook, onRemove }: { readonly webhook: Webhook; readonly onRemove: () => void }): ReactElement {
  const test = useChange(
    async () => sayResult(await send<TestResult>('POST', '/me/alerts/test', { channel: 'webhook', id: webhook.id })),
    ['/me/alerts'],
  );
  return (
    <li className="alerts-line stack-tight">
      <div className="row">
        <code className="wrap-anywhere">{webhook.url}</code>
        {webhook.lastSentAt !== null && (
          <span className="muted">
            {t('alerts.webhookLast')} <Time at={webhook.lastSentAt} />
          </span>
        )}
        <Button kind="quiet" busy={test.isPending} onPress={() => test.mutate(undefined)}>
          {t('alerts.testWebhook')}
        </Button>
        <Button kind="quiet" onPress={onRemove}>
          {t('alerts.removeWebhook')}
        </Button>
      </div>
      {webhook.problem !== null && <p className="field-problem">{webhook.problem}</p>}
      <Problem error={test.error} />
    </li>
  );
}

const Secret = ({ created, onClose }: { readonly created: Created; readonly onClose: () => void }): ReactElement => (
  <Dialog title={t('alerts.secretTitle')} onClose={onClose}>
    <div className="stack">
      <p>{t('alerts.secretAbout')}</p>
      <div className="alerts-secret">
        <Copyable text={created.secret} shown={60} />
      </div>
      <div className="row dialog-actions">
        <Button kind="primary" onPress={onClose}>
          {t('alerts.secretDone')}
        </Button>
      </div>
    </div>
  </Dialog>
);

function Remove({ webhook, onClose }: { readonly webhook: Webhook; readonly onClose: () => void }): ReactElement {
  const remove = useChange(async () => {
    await send<MyAlerts>('DELETE', `/me/alerts/webhooks/${encodeURIComponent(webhook.id)}`);
    onClose();
  }, ['/me/alerts']);
  return (
    <Confirm
      danger
      title={t('alerts.removeWebhookTitle', { host: new URL(webhook.url).host })}
      undo={t('alerts.removeWebhookUndo')}
      action={t('alerts.removeWebhook')}
      busy={remove.isPending}
      error={remove.error}
      onConfirm={() => remove.mutate(undefined)}
      onClose={onClose}
    >
      <p className="wrap-anywhere">{t('alerts.removeWebhookText', { url: webhook.url })}</p>
    </Confirm>
  );
}
