// Findings of conflicts between returns tell figures of the count: only who may see returns before they are released reads
// them. For everybody else there are none.
import { conflictDetector } from '../../../findings/conflict/conflict.ts';
import { findingKeys } from '../../../findings/query-keys.ts';
import { PollwardenError } from '../../../kernel/errors.ts';
import { parseQuery } from '../../../kernel/query.ts';
import type { Ledger } from '../../../ledger/ledger.ts';
import { accessTable } from '../../access.ts';
import { sessionIn } from '../../caller.ts';
import type { AnyRoute, RouteContext } from '../../route.ts';
import type { Space } from '../../space.ts';

/** Whoever may read a unit with its returns. */
export function seesReturns(context: RouteContext): boolean {
  const counters = accessTable['GET /elections/:election/units/:contest/:unit'];
  return Array.isArray(counters) && counters.includes(sessionIn(context).role);
}

/**
 * The query, kept from them. In front, so that nothing in the query takes it in; one that does not read is left as it is,
 * and refused with its own places.
 */
export function queryFor<Q extends { readonly q?: string | undefined }>(query: Q, context: RouteContext): Q {
  const { q = '' } = query;
  if (seesReturns(context) || parseQuery(q, findingKeys).problems.length > 0) return query;
  return { ...query, q: `-detector:${conflictDetector} ${q}`.trim() };
}

/** NOT_FOUND. */
function refuseHidden({ db }: Ledger, id: string, context: RouteContext): void {
  if (seesReturns(context)) return;
  const found = db.prepare('SELECT 1 FROM findings WHERE id = ? AND detector = ?').get(id, conflictDetector);
  if (found !== undefined) throw new PollwardenError('NOT_FOUND', `no finding ${id}`);
}

/** A route of one finding, for those who may see it. */
export const forReaders =
  ({ ledger }: Space) =>
  (route: AnyRoute): AnyRoute => ({
    ...route,
    handle: (input: { readonly params: { readonly id: string } }, context: RouteContext): unknown => {
      refuseHidden(ledger, input.params.id, context);
      return route.handle(input as never, context);
    },
  });
