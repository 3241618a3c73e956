// Who can be told of findings: people who may read them, and are not restricted.
import { type ActivePerson, activePeople } from '../accounts/people.ts';
import type { Role } from '../accounts/roles.ts';
import type { Ledger } from '../ledger/ledger.ts';

/** The roles that may read findings; src/server/access.ts says so too, and a test compares. */
export const toldRoles: readonly Role[] = ['administrator', 'electionAuthority', 'analyst', 'platformDesk'];

export const peopleToTell = (ledger: Ledger): readonly ActivePerson[] =>
  activePeople(ledger).filter(({ role }) => toldRoles.includes(role));
