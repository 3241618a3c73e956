// Which pages this server and this role have, and where home is for those who watch nothing.
import { may, type SessionContext } from '../session/session.ts';
import { type PageRoute, pageRoutes } from './route-table.ts';

export const isOffered = ({ feature, needs }: PageRoute, context: SessionContext): boolean =>
  (feature === undefined || context.answer.features.includes(feature)) && (needs === undefined || may(context, needs));

const offers = (path: string, context: SessionContext): boolean =>
  pageRoutes.some((route) => route.path === path && isOffered(route, context));

/** Of a server or a role without findings: the elections. Undefined where home is the overview of the watch. */
export const homeElsewhere = (context: SessionContext): string | undefined =>
  !offers('/findings', context) && offers('/elections', context) ? '/elections' : undefined;
