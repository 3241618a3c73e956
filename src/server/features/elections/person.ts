// Who decides, as the record of an election names them: for features of the results.
import type { By } from '../../../results/store/by.ts';
import { byOf, sessionIn } from '../../caller.ts';
import type { RouteContext } from '../../route.ts';

/** With the beginning of the id in brackets, by which the rule of two persons tells people apart (samePerson). */
export function personOf(context: RouteContext): By {
  const { name, personId } = sessionIn(context);
  return { ...byOf(context), name: `${name} (${personId.slice(0, 8)})` };
}
