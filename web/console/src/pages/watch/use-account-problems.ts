// Reads what makes an account easily lost: a password alone, one administrator who nobody could let in again.
import type { Me, Person } from '../../../../../src/server/features/accounts/schemas.ts';
import { useRead } from '../../api/hooks.ts';
import { isDemonstration } from '../../app/place.ts';
import { useMay } from '../../session/session.ts';
import type { ListAnswer } from '../../templates/list-spec.ts';
import { type AccountProblem, accountProblemsOf } from './watch-problems.ts';

/** The demonstration's people are made up, and sign in by a button. */
export function useAccountProblems(): readonly AccountProblem[] {
  const mayPeople = useMay('GET /people');
  const me = useRead<Me>('/me', {}, { enabled: !isDemonstration });
  const administrators = useRead<ListAnswer<Person>>(
    '/people',
    { q: 'role:administrator restricted:no', limit: 1 },
    { enabled: !isDemonstration && mayPeople },
  );
  return accountProblemsOf(me.data, administrators.data?.matching);
}
