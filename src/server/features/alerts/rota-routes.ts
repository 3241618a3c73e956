// Routes of the duty rota.
import { saveRota } from '../../../alerts/rota.ts';
import { personIn } from '../../caller.ts';
import { type AnyRoute, defineRoute } from '../../route.ts';
import type { AlertParts } from './parts.ts';
import { rotaView } from './rota-view.ts';
import * as schemas from './schemas.ts';

export const rotaRoutes = ({ context }: AlertParts): readonly AnyRoute[] => [
  defineRoute({
    method: 'GET',
    url: '/rota',
    summary: 'The duty rota: who is on duty when, and where nobody is',
    tag: 'alerts',
    query: schemas.rotaQuerySchema,
    response: schemas.rotaSchema,
    handle: ({ query }, { space }) => rotaView(context.ledger, query, space.now()),
  }),
  defineRoute({
    method: 'PUT',
    url: '/rota',
    summary: 'Change the duty rota',
    tag: 'alerts',
    bodyLimit: 131_072,
    body: schemas.rotaChangeSchema,
    response: schemas.rotaSchema,
    handle: ({ body }, route) => {
      saveRota(context.ledger, body.plan, body.version, personIn(route));
      route.space.hub.publish({ topic: 'alerts', change: 'changed' });
      return rotaView(context.ledger, { days: 14 }, route.space.now());
    },
  }),
];
