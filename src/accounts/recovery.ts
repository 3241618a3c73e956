// Recovery: another administrator makes a one-time link for somebody who cannot sign in any more. Never for oneself.
import { PollwardenError } from '../kernel/errors.ts';
import { recordAudit } from '../ledger/audit/record.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Accounts, Caller } from './accounts.ts';
import { forgetDevices } from './devices.ts';
import { hashPassword } from './password-hash.ts';
import { checkPassword } from './password-rules.ts';
import { type PersonRow, personById } from './people.ts';
import { endSessions, openSessionFor } from './sessions.ts';
import { hashToken, newToken } from './tokens.ts';
import { dropTotp } from './totp.ts';

const lifeMilliseconds = 86_400_000;

export type RecoveryLink = { readonly token: string; readonly expiresAt: number };

/** A link for a day, in place of earlier ones. OWN_ACCOUNT, NOT_FOUND, CONFLICT for a restricted person. */
export function issueRecovery(ledger: Ledger, personId: string, by: string, address: string): RecoveryLink {
  if (personId === by) throw new PollwardenError('OWN_ACCOUNT');
  const token = newToken();
  return ledger.write(() => {
    const person = personById(ledger, personId);
    if (person === undefined) throw new PollwardenError('NOT_FOUND');
    if (person.restricted_at !== null) throw new PollwardenError('CONFLICT', 'the person is restricted');
    const now = ledger.now();
    const expiresAt = now + lifeMilliseconds;
    dropRecoveries(ledger, personId);
    ledger.db
      .prepare(
        'INSERT INTO recoveries (token_hash, person_id, created_by, created_at, expires_at) VALUES (?, ?, ?, ?, ?)',
      )
      .run(hashToken(token), personId, by, now, expiresAt);
    recordAudit(ledger, {
      event: 'recovery.issued',
      actor: { kind: 'person', id: by },
      subject: personId,
      details: { expiresAt: new Date(expiresAt).toISOString() },
      address,
    });
    return { token, expiresAt };
  });
}

const dropRecoveries = ({ db }: Ledger, personId: string): void => {
  db.prepare('DELETE FROM recoveries WHERE person_id = ? AND used_at IS NULL').run(personId);
};

type Open = { readonly person: PersonRow; readonly issuedBy: string };

function openRecovery(ledger: Ledger, hash: string): Open {
  const row = ledger.db.prepare('SELECT * FROM recoveries WHERE token_hash = ? AND used_at IS NULL').get(hash) as
    | {
        readonly person_id: string;
        readonly created_by: string;
        readonly created_at: number;
        readonly expires_at: number;
      }
    | undefined;
  const now = ledger.now();
  if (row === undefined || now >= row.expires_at || now < row.created_at - lifeMilliseconds) {
    throw new PollwardenError('LINK_INVALID');
  }
  const person = personById(ledger, row.person_id);
  if (person?.restricted_at !== null) throw new PollwardenError('LINK_INVALID');
  return { person, issuedBy: row.created_by };
}

/**
 * Sets a new password and removes whatever else let in before: second factors, passkeys, devices and sessions. Signs the
 * person in and answers with the cookie. LINK_INVALID, PASSWORD_WEAK.
 */
export async function acceptRecovery(
  accounts: Accounts,
  { token, password }: { readonly token: string; readonly password: string },
  caller: Caller,
): Promise<string> {
  const { ledger, hashes } = accounts;
  const hash = hashToken(token);
  checkPassword(password, openRecovery(ledger, hash).person);
  const passwordHash = await hashes.run('known', () => hashPassword(password));
  return ledger.write(() => {
    const { person, issuedBy } = openRecovery(ledger, hash);
    const { id } = person;
    ledger.db.prepare('UPDATE recoveries SET used_at = ? WHERE token_hash = ?').run(ledger.now(), hash);
    ledger.db.prepare('UPDATE people SET password_hash = ? WHERE id = ?').run(passwordHash, id);
    dropTotp(ledger, id);
    ledger.db.prepare('DELETE FROM passkeys WHERE person_id = ?').run(id);
    forgetDevices(ledger, id);
    const sessionsEnded = endSessions(ledger, id);
    recordAudit(ledger, {
      event: 'recovery.used',
      actor: { kind: 'person', id },
      subject: id,
      details: { issuedBy, sessionsEnded },
      address: caller.address,
    });
    return openSessionFor(ledger, id, { ...caller, method: 'recovery' });
  });
}
