// Routes of a person's own alerts: thresholds, channels, quiet hours, test messages.
import { previewRule } from '../../../alerts/rule.ts';
import { saveSettings } from '../../../alerts/settings.ts';
import { sendTest } from '../../../alerts/test-message.ts';
import { addWebhook, removeWebhook } from '../../../alerts/webhooks.ts';
import { personIn } from '../../caller.ts';
import { type AnyRoute, defineRoute } from '../../route.ts';
import { myAlerts } from './mine.ts';
import type { AlertParts } from './parts.ts';
import * as schemas from './schemas.ts';

const previewDays = 7;

export const myAlertRoutes = (parts: AlertParts): readonly AnyRoute[] => [
  ...settingsRoutes(parts),
  ...tryingRoutes(parts),
  ...webhookRoutes(parts),
];

const settingsRoutes = ({ context, ways }: AlertParts): readonly AnyRoute[] => [
  defineRoute({
    method: 'GET',
    url: '/me/alerts',
    summary: 'My thresholds, channels and quiet hours',
    tag: 'alerts',
    response: schemas.myAlertsSchema,
    handle: (_, route) => myAlerts(context.ledger, personIn(route), ways, route.space.now()),
  }),
  defineRoute({
    method: 'PUT',
    url: '/me/alerts',
    summary: 'Change my thresholds, channels and quiet hours',
    tag: 'alerts',
    body: schemas.alertSettingsSchema,
    response: schemas.myAlertsSchema,
    handle: ({ body }, route) => {
      saveSettings(context.ledger, personIn(route), body);
      return myAlerts(context.ledger, personIn(route), ways, route.space.now());
    },
  }),
];

const tryingRoutes = ({ context, ways }: AlertParts): readonly AnyRoute[] => [
  defineRoute({
    method: 'POST',
    url: '/me/alerts/preview',
    summary: 'How often a rule would have told me in the last seven days',
    tag: 'alerts',
    body: schemas.alertPreviewRequestSchema,
    response: schemas.alertPreviewSchema,
    handle: ({ body }, route) => {
      const now = route.space.now();
      const since = now - previewDays * 86_400_000;
      const { count, latest } = previewRule(context.ledger, body.rule, since, { now, me: personIn(route) });
      const shown = latest.map(({ id, title, severity, created_at: at }) => ({ id, title, severity, at }));
      return { count, days: previewDays, latest: shown };
    },
  }),
  defineRoute({
    method: 'POST',
    url: '/me/alerts/test',
    summary: 'Send me a test message',
    tag: 'alerts',
    perMinute: 6,
    body: schemas.testRequestSchema,
    response: schemas.testResultSchema,
    handle: async ({ body }, route) => {
      const outcome = await sendTest(context, personIn(route), { channel: body.channel, webhookId: body.id }, ways);
      const state = outcome.sent ? ('sent' as const) : ('givenUp' as const);
      return { state, problem: outcome.sent ? null : outcome.problem };
    },
  }),
];

const webhookRoutes = ({ context, ways }: AlertParts): readonly AnyRoute[] => [
  defineRoute({
    method: 'POST',
    url: '/me/alerts/webhooks',
    summary: 'Add a webhook; its secret is shown once',
    tag: 'alerts',
    perMinute: 10,
    body: schemas.webhookRequestSchema,
    response: schemas.webhookCreatedSchema,
    handle: ({ body }, route) => addWebhook(context, personIn(route), body.url, 'sink' in ways ? [] : ways.allowed),
  }),
  defineRoute({
    method: 'DELETE',
    url: '/me/alerts/webhooks/:id',
    summary: 'Remove a webhook',
    tag: 'alerts',
    params: schemas.webhookIdSchema,
    response: schemas.myAlertsSchema,
    handle: ({ params }, route) => {
      removeWebhook(context.ledger, personIn(route), params.id);
      return myAlerts(context.ledger, personIn(route), ways, route.space.now());
    },
  }),
];
