// What people change about how they themselves sign in. A session left open is not enough for that.
import { PollwardenError } from '../kernel/errors.ts';
import { recordAudit } from '../ledger/audit/record.ts';
import type { Accounts, Caller } from './accounts.ts';
import { guarded } from './guarded.ts';
import { hashPassword, verifyPassword } from './password-hash.ts';
import { checkPassword } from './password-rules.ts';
import { type PersonRow, personById } from './people.ts';
import type { Session } from './session.ts';
import { endSessions } from './sessions.ts';

const freshMilliseconds = 10 * 60_000;

/** Passes when the session was opened less than ten minutes ago or the password is right. PASSWORD_NEEDED, SIGN_IN_FAILED. */
export async function confirmSelf(
  accounts: Accounts,
  session: Session,
  password: string | undefined,
  caller: Caller,
): Promise<void> {
  const { ledger } = accounts;
  if (password !== undefined) return await confirmPassword(accounts, session, password, caller);
  const row = ledger.db.prepare('SELECT created_at FROM sessions WHERE id = ?').get(session.id) as
    | { readonly created_at: number }
    | undefined;
  const fresh = row !== undefined && Math.abs(ledger.now() - row.created_at) < freshMilliseconds;
  if (!fresh) throw new PollwardenError('PASSWORD_NEEDED');
}

async function confirmPassword(
  accounts: Accounts,
  { personId }: Session,
  password: string,
  caller: Caller,
): Promise<void> {
  const stored = self(accounts, personId).password_hash ?? undefined;
  const guess = { account: `own ${personId}`, personId, reason: 'password', caller } as const;
  const right = await guarded(accounts, guess, () =>
    accounts.hashes.run('known', () => verifyPassword(password, stored)),
  );
  if (!right) throw new PollwardenError('SIGN_IN_FAILED', 'the current password is not right');
}

function self({ ledger }: Accounts, personId: string): PersonRow {
  const person = personById(ledger, personId);
  if (person === undefined) throw new PollwardenError('NOT_FOUND');
  return person;
}

/** Sets a new password and ends the person's other sessions. SIGN_IN_FAILED for a wrong current one, PASSWORD_WEAK. */
export async function changePassword(
  accounts: Accounts,
  session: Session,
  { current, password }: { readonly current: string; readonly password: string },
  caller: Caller,
): Promise<void> {
  const { ledger, hashes } = accounts;
  const { personId } = session;
  await confirmPassword(accounts, session, current, caller);
  const before = self(accounts, personId);
  checkPassword(password, before);
  const passwordHash = await hashes.run('known', () => hashPassword(password));
  ledger.write(() => {
    const { changes } = ledger.db
      .prepare('UPDATE people SET password_hash = ? WHERE id = ? AND password_hash = ? AND restricted_at IS NULL')
      .run(passwordHash, personId, before.password_hash);
    if (changes === 0) throw new PollwardenError('CONFLICT', 'the password was changed meanwhile');
    recordAudit(ledger, {
      event: 'person.passwordChanged',
      actor: { kind: 'person', id: personId },
      subject: personId,
      details: { sessionsEnded: endSessions(ledger, personId, session.id) },
      address: caller.address,
    });
  });
}
