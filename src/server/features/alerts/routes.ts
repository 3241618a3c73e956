// Routes of alerts: the list, acknowledgement in the console and by the link of a mail.
import { acknowledge, acknowledgeByLink, lookAtLink } from '../../../alerts/acknowledge.ts';
import { alertById, countAlerts, listAlerts } from '../../../alerts/list.ts';
import { PollwardenError } from '../../../kernel/errors.ts';
import { byOf, personIn } from '../../caller.ts';
import { type AnyRoute, defineRoute } from '../../route.ts';
import type { AlertParts } from './parts.ts';
import * as schemas from './schemas.ts';
import { acknowledgementView, alertViews } from './view.ts';

export const alertRoutes = (parts: AlertParts): readonly AnyRoute[] => [...consoleRoutes(parts), ...linkRoutes(parts)];

const consoleRoutes = ({ context }: AlertParts): readonly AnyRoute[] => [
  defineRoute({
    method: 'GET',
    url: '/alerts',
    summary: 'Alerts: who was told of what, and what became of it',
    tag: 'alerts',
    query: schemas.alertListQuerySchema,
    response: schemas.alertListSchema,
    handle: ({ query }, route) => {
      const { ledger } = context;
      const { items, ...page } = listAlerts(ledger, query, { now: route.space.now(), me: personIn(route) });
      return {
        ...page,
        items: [...alertViews(ledger, items, personIn(route))],
        counts: countAlerts(ledger, personIn(route)),
      };
    },
  }),
  defineRoute({
    method: 'POST',
    url: '/alerts/:id/acknowledge',
    summary: 'Take care of an alert; its escalation ends',
    tag: 'alerts',
    params: schemas.alertIdSchema,
    response: schemas.alertSchema,
    handle: ({ params }, route) => {
      const { ledger } = context;
      acknowledge(context, params.id, { ...byOf(route), via: 'console' });
      route.space.hub.publish({ topic: 'alerts', change: 'changed', id: params.id });
      const listed = alertById(ledger, params.id);
      if (listed === undefined) throw new PollwardenError('NOT_FOUND', 'alert');
      return alertViews(ledger, [listed], personIn(route))[0];
    },
  }),
];

const linkRoutes = ({ context }: AlertParts): readonly AnyRoute[] => [
  defineRoute({
    method: 'POST',
    url: '/alerts/acknowledgement/look',
    summary: 'What the link in a mail is about; changes nothing',
    tag: 'alerts',
    perMinute: 30,
    body: schemas.acknowledgementRequestSchema,
    response: schemas.acknowledgementSchema,
    handle: ({ body }, { space }) => acknowledgementView(context, lookAtLink(context, body.token, space.now())),
  }),
  defineRoute({
    method: 'POST',
    url: '/alerts/acknowledgement',
    summary: 'Acknowledge by the link in a mail, once',
    tag: 'alerts',
    perMinute: 30,
    body: schemas.acknowledgementRequestSchema,
    response: schemas.acknowledgementSchema,
    handle: ({ body }, { space, address }) => {
      const linked = acknowledgeByLink(context, body.token, space.now(), address);
      space.hub.publish({ topic: 'alerts', change: 'changed' });
      return acknowledgementView(context, linked);
    },
  }),
];
