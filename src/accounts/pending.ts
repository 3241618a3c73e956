// Between the password and the second factor: a short session that opens nothing but the second step.
import { recoveryCodesLeft } from './recovery-codes.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { type Opening, dropSession, insertSession } from './sessions.ts';
import { hashToken, newId, newToken, readCookie, writeCookie } from './tokens.ts';
import { hasTotp } from './totp.ts';

const pendingMilliseconds = 10 * 60_000;

export type SecondFactor = 'totp' | 'recoveryCode' | 'passkey';

/** What a person can be asked for after the password; empty when the password alone signs in. */
export function secondFactorsOf(ledger: Ledger, personId: string): readonly SecondFactor[] {
  const { db } = ledger;
  const passkey = db.prepare('SELECT 1 FROM passkeys WHERE person_id = ? LIMIT 1').get(personId) !== undefined;
  const totp = hasTotp(ledger, personId);
  const codes = totp && recoveryCodesLeft(ledger, personId) > 0;
  return [
    ...(totp ? (['totp'] as const) : []),
    ...(passkey ? (['passkey'] as const) : []),
    ...(codes ? (['recoveryCode'] as const) : []),
  ];
}

/** Opens the short session and answers with the value of the cookie. */
export function openPending(ledger: Ledger, personId: string, opening: Opening): string {
  const cookie = readCookie(opening.cookie);
  const token = newToken();
  ledger.write(() => {
    if (cookie.session !== undefined) dropSession(ledger, cookie.session);
    const life = pendingMilliseconds;
    insertSession(ledger, {
      id: newId(),
      token,
      personId,
      stage: 'secondFactor',
      life,
      opening,
      method: 'password',
    });
  });
  return writeCookie({ session: token, device: cookie.device });
}

/** The person whose password was right a short time ago in this browser. */
export function pendingPerson({ db, now }: Ledger, cookie: string | undefined): string | undefined {
  const token = readCookie(cookie).session;
  if (token === undefined) return undefined;
  const row = db
    .prepare(
      `SELECT sessions.person_id, sessions.created_at, sessions.expires_at
       FROM sessions JOIN people ON people.id = sessions.person_id
       WHERE token_hash = ? AND stage = 'secondFactor' AND people.restricted_at IS NULL`,
    )
    .get(hashToken(token)) as
    | { readonly person_id: string; readonly created_at: number; readonly expires_at: number }
    | undefined;
  if (row === undefined || now() >= row.expires_at || now() < row.created_at - pendingMilliseconds) return undefined;
  return row.person_id;
}
