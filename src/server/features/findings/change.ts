// State and assignment in one change: both or neither.
import type { z } from 'zod';
import { activePeople } from '../../../accounts/people.ts';
import type { Role } from '../../../accounts/roles.ts';
import { assign, setState } from '../../../findings/work.ts';
import { PollwardenError } from '../../../kernel/errors.ts';
import type { By } from '../../../ledger/audit/entry.ts';
import type { Ledger } from '../../../ledger/ledger.ts';
import type { findingChangeSchema } from './schemas.ts';

/** Who may be given a finding: those who may work with them. */
const workers: readonly Role[] = ['administrator', 'electionAuthority', 'analyst', 'platformDesk'];

export function changeFinding(ledger: Ledger, id: string, change: z.output<typeof findingChangeSchema>, by: By): void {
  const { state, reason = '', expectedState, assignedTo } = change;
  ledger.write(() => {
    if (state !== undefined) {
      const expected = expectedState === undefined ? {} : { expected: expectedState };
      setState(ledger, id, { to: state, reason, ...expected }, by);
    }
    if (assignedTo === undefined) return;
    if (assignedTo !== null && !activePeople(ledger, { roles: workers }).some((person) => person.id === assignedTo)) {
      throw new PollwardenError('INPUT_INVALID', 'assignedTo: nobody of that id can be given work');
    }
    assign(ledger, id, assignedTo ?? undefined, by);
  });
}
