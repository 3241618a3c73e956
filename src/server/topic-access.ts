// Which role may listen to which topic; the same people who may read the pages behind it.
import type { Role } from '../accounts/roles.ts';
import { type Topic, topics } from './hub.ts';

const watchers: readonly Role[] = ['administrator', 'electionAuthority', 'analyst', 'platformDesk'];
const counters: readonly Role[] = ['administrator', 'electionAuthority', 'resultsOperator', 'callBackDesk'];
const everybody: readonly Role[] = [...watchers, 'resultsOperator', 'callBackDesk', 'party', 'observer'];

const listeners: Readonly<Record<Topic, readonly Role[]>> = {
  findings: watchers,
  sources: watchers,
  lake: watchers,
  detectors: watchers,
  alerts: watchers,
  watchlists: watchers,
  people: ['administrator'],
  operations: ['administrator'],
  elections: counters,
  returns: counters,
  callBacks: counters,
  release: counters,
  pollingDay: counters,
  plausibility: ['electionAuthority', 'resultsOperator'],
  demonstration: everybody,
};

/** The topics among `asked` that `role` may hear; all it may hear where nothing is asked. */
export const topicsFor = (role: Role, asked: readonly Topic[]): readonly Topic[] =>
  (asked.length === 0 ? topics : asked).filter((topic) => listeners[topic].includes(role));
