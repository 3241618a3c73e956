// /my-alerts: a person's own thresholds in plain words with what they would have told, ways, quiet hours, test messages.
import { type ReactElement, useState } from 'react';
import type { AlertSettings, MyAlerts, TestResult } from '../../../../../src/server/features/alerts/schemas.ts';
import { send, useChange, useRead } from '../../api/hooks.ts';
import { t } from '../../messages/t.ts';
import { Section } from '../../templates/DetailPage.tsx';
import { Page } from '../../templates/Page.tsx';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Checkbox } from '../../ui/Select.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { Time } from '../../ui/Time.tsx';
import { toast } from '../../ui/toast.ts';
import { QuietFields } from './QuietFields.tsx';
import { Preview, queryProblem, RuleFields } from './RuleFields.tsx';
import { ruleSentence } from './rule-words.ts';
import { sayResult, Webhooks } from './Webhooks.tsx';
import './alerts.css';

export function MyAlertsPage(): ReactElement {
  const { data, error, dataUpdatedAt } = useRead<MyAlerts>('/me/alerts');
  return (
    <Page narrow title={t('alerts.mineTitle')} about={t('alerts.mineAbout')} asOf={dataUpdatedAt}>
      <Problem error={error} />
      {data === undefined && error === null && <Skeleton lines={10} />}
      {data !== undefined && (
        <>
          <Mine mine={data} />
          <Section title={t('alerts.webhooks')}>
            <Webhooks webhooks={data.webhooks} />
          </Section>
        </>
      )}
    </Page>
  );
}

function Mine({ mine }: { readonly mine: MyAlerts }): ReactElement {
  const [settings, setSettings] = useState(mine.settings);
  const set = (change: Partial<AlertSettings>): void => setSettings({ ...settings, ...change });
  const changed = JSON.stringify(settings) !== JSON.stringify(mine.settings);
  const save = useChange(async () => {
    await send<MyAlerts>('PUT', '/me/alerts', settings);
    toast(t('alerts.saved'));
  }, ['/me/alerts']);
  return (
    <form
      className="alerts-form"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate(undefined);
      }}
    >
      <Standing mine={mine} />
      <Section title={t('alerts.thresholds')}>
        <Thresholds settings={settings} set={set} />
      </Section>
      <Section title={t('alerts.channels')}>
        <div className="stack">
          <MailWay mine={mine} on={settings.mail} onChange={(mail) => set({ mail })} />
        </div>
      </Section>
      <Section title={t('alerts.quiet')}>
        <QuietFields quiet={settings.quietHours} onChange={(quietHours) => set({ quietHours })} />
      </Section>
      <Problem error={save.error} />
      <div className="row">
        <Button
          type="submit"
          kind="primary"
          busy={save.isPending}
          disabled={queryProblem(settings.rule.q) !== undefined}
        >
          {t('alerts.save')}
        </Button>
        {changed && <span className="muted">{t('alerts.notSaved')}</span>}
      </div>
    </form>
  );
}

const Standing = ({ mine }: { readonly mine: MyAlerts }): ReactElement => (
  <>
    {!mine.chosen && <p className="notice">{t('alerts.notChosen')}</p>}
    {mine.onDuty !== null && (
      <p className="notice">{t(mine.onDuty === 'first' ? 'alerts.onDutyFirst' : 'alerts.onDutySecond')}</p>
    )}
    {mine.quietUntil !== null && (
      <p className="notice">
        {t('alerts.quietNow')} <Time at={mine.quietUntil} form="clock" />
      </p>
    )}
  </>
);

type Setting = { readonly settings: AlertSettings; readonly set: (change: Partial<AlertSettings>) => void };

function Thresholds({ settings, set }: Setting): ReactElement {
  const { rule, perHour } = settings;
  return (
    <div className="alerts-form">
      <Checkbox
        label={t('alerts.enabled')}
        help={t('alerts.enabledHelp')}
        checked={rule.enabled}
        onChange={(enabled) => set({ rule: { ...rule, enabled } })}
      />
      {rule.enabled && <RuleFields rule={rule} onChange={(change) => set({ rule: { ...rule, ...change } })} />}
      <div className="alerts-sentence stack-tight">
        <p>{ruleSentence(rule)}</p>
        <Preview rule={rule} />
      </div>
      <Field
        type="number"
        min={1}
        max={60}
        required
        label={t('alerts.perHour')}
        help={t('alerts.perHourHelp')}
        value={String(perHour)}
        onChange={(value) => set({ perHour: Number(value) })}
      />
    </div>
  );
}

type MailProps = { readonly mine: MyAlerts; readonly on: boolean; readonly onChange: (on: boolean) => void };

function MailWay({ mine, on, onChange }: MailProps): ReactElement {
  const test = useChange(async () => sayResult(await send<TestResult>('POST', '/me/alerts/test', { channel: 'mail' })));
  return (
    <div className="stack">
      <Checkbox
        label={t('alerts.mailTo', { address: mine.mailAddress })}
        help={t('alerts.mailHelp')}
        checked={on}
        onChange={onChange}
      />
      {mine.mailRoute === 'none' && <p className="notice notice-warning">{t('alerts.mailNone')}</p>}
      {mine.mailRoute === 'sink' && <p className="notice">{t('alerts.mailSink')}</p>}
      <Problem error={test.error} />
      <div>
        <Button busy={test.isPending} disabled={mine.mailRoute === 'none'} onPress={() => test.mutate(undefined)}>
          {t('alerts.testMail')}
        </Button>
      </div>
    </div>
  );
}
