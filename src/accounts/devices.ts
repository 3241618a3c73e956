// Devices that signed in: a random token in the cookie, its hash here. A known device or network of a person is not
// held back when others guess at that person's password.
import type { Ledger } from '../ledger/ledger.ts';
import { hashToken, newToken } from './tokens.ts';

const keptMilliseconds = 180 * 86_400_000;
const keptDevices = 20;

/** Hash of the device when it is known of this person. */
export function knownDevice(ledger: Ledger, personId: string, token: string | undefined): string | undefined {
  if (token === undefined) return undefined;
  const hash = hashToken(token);
  const since = ledger.now() - keptMilliseconds;
  const row = ledger.db
    .prepare('SELECT 1 FROM devices WHERE token_hash = ? AND person_id = ? AND seen_at > ?')
    .get(hash, personId, since);
  return row === undefined ? undefined : hash;
}

export function isKnownNetwork(ledger: Ledger, personId: string, network: string): boolean {
  if (network === 'unknown') return false;
  const since = ledger.now() - keptMilliseconds;
  const row = ledger.db
    .prepare('SELECT 1 FROM devices WHERE person_id = ? AND network = ? AND seen_at > ? LIMIT 1')
    .get(personId, network, since);
  return row !== undefined;
}

/** Within a transaction: remembers the device that signed in and answers with its token, the old one where it is known. */
export function rememberDevice(ledger: Ledger, personId: string, token: string | undefined, network: string): string {
  const now = ledger.now();
  const known = knownDevice(ledger, personId, token);
  if (known !== undefined && token !== undefined) {
    ledger.db.prepare('UPDATE devices SET seen_at = ?, network = ? WHERE token_hash = ?').run(now, network, known);
    return token;
  }
  const fresh = newToken();
  ledger.db
    .prepare('INSERT INTO devices (token_hash, person_id, network, created_at, seen_at) VALUES (?, ?, ?, ?, ?)')
    .run(hashToken(fresh), personId, network, now, now);
  ledger.db
    .prepare(
      `DELETE FROM devices WHERE person_id = ?1 AND (seen_at <= ?2 OR token_hash NOT IN
         (SELECT token_hash FROM devices WHERE person_id = ?1 ORDER BY seen_at DESC, rowid DESC LIMIT ?3))`,
    )
    .run(personId, now - keptMilliseconds, keptDevices);
  return fresh;
}

/** Within a transaction. */
export const forgetDevices = ({ db }: Ledger, personId: string): void => {
  db.prepare('DELETE FROM devices WHERE person_id = ?').run(personId);
};
