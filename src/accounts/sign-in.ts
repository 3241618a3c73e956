// Signing in with a password and, where there is one, a second factor: the state machine of docs/accounts.md.
import { PollwardenError } from '../kernel/errors.ts';
import type { Accounts, Caller } from './accounts.ts';
import { emailKey } from './email.ts';
import { guarded } from './guarded.ts';
import { hashPassword, needsRehash, verifyPassword } from './password-hash.ts';
import { openPending, pendingPerson, type SecondFactor, secondFactorsOf } from './pending.ts';
import { type PersonRow, personByEmail, personById } from './people.ts';
import { looksLikeRecoveryCode, useRecoveryCode } from './recovery-codes.ts';
import { openSessionFor } from './sessions.ts';
import { useTotp } from './totp.ts';

/** `cookie` is the new value of the cookie. */
export type SignedIn =
  | { readonly state: 'signedIn'; readonly cookie: string }
  | { readonly state: 'secondFactorNeeded'; readonly methods: readonly SecondFactor[]; readonly cookie: string };

/**
 * SIGN_IN_FAILED says nothing of what was wrong: unknown addresses, restricted people and people without a password get
 * the same answer after the same work. TOO_MANY_REQUESTS when attempts are held back.
 */
export async function signInWithPassword(
  accounts: Accounts,
  { email, password }: { readonly email: string; readonly password: string },
  caller: Caller,
): Promise<SignedIn> {
  const { ledger, hashes } = accounts;
  const key = emailKey(email);
  const person = key === undefined ? undefined : personByEmail(ledger, key);
  const stored = person?.restricted_at === null ? (person.password_hash ?? undefined) : undefined;
  const guess = { account: key ?? email, personId: person?.id, reason: reasonOf(person), caller } as const;
  const right = await guarded(accounts, guess, (lane) =>
    hashes.run(lane, () => verifyPassword(password.slice(0, 1000), stored)),
  );
  if (!right || person === undefined) throw new PollwardenError('SIGN_IN_FAILED');
  const rehashed =
    stored !== undefined && needsRehash(stored)
      ? await hashes.run('known', () => hashPassword(password.slice(0, 1000)))
      : undefined;
  return ledger.write(() => {
    // Time has passed: the person may have been restricted, or the password changed.
    const now = personById(ledger, person.id);
    if (now?.password_hash !== stored || now?.restricted_at !== null) throw new PollwardenError('SIGN_IN_FAILED');
    if (rehashed !== undefined) {
      ledger.db.prepare('UPDATE people SET password_hash = ? WHERE id = ?').run(rehashed, person.id);
    }
    return afterPassword(accounts, person.id, caller);
  });
}

const reasonOf = (person: PersonRow | undefined): 'unknown' | 'restricted' | 'password' => {
  if (person === undefined) return 'unknown';
  return person.restricted_at === null ? 'password' : 'restricted';
};

function afterPassword({ ledger }: Accounts, personId: string, caller: Caller): SignedIn {
  const methods = secondFactorsOf(ledger, personId);
  if (methods.length === 0) {
    return { state: 'signedIn', cookie: openSessionFor(ledger, personId, { ...caller, method: 'password' }) };
  }
  return { state: 'secondFactorNeeded', methods, cookie: openPending(ledger, personId, caller) };
}

/** The second step: a one-time code or a recovery code. NOT_SIGNED_IN without the first step, CODE_WRONG. */
export async function signInWithCode(accounts: Accounts, code: string, caller: Caller): Promise<SignedIn> {
  const { ledger } = accounts;
  const personId = pendingPerson(ledger, caller.cookie);
  if (personId === undefined) throw new PollwardenError('NOT_SIGNED_IN', 'begin again with the password');
  const method = looksLikeRecoveryCode(code) ? 'recoveryCode' : 'totp';
  const guess = { account: `code ${personId}`, personId, reason: 'secondFactor', caller } as const;
  const cookie = await guarded(accounts, guess, () =>
    method === 'totp' ? useTotp(ledger, personId, code) : useRecoveryCode(ledger, personId, code, caller.address),
  ).then((right) => (right ? openSessionFor(ledger, personId, { ...caller, method }) : undefined));
  if (cookie === undefined) throw new PollwardenError('CODE_WRONG');
  return { state: 'signedIn', cookie };
}
