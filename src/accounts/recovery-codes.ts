// Recovery codes: ten, each good once in place of a one-time code. Kept as hashes; 50 random bits behind a throttle.
import { createHash, randomBytes } from 'node:crypto';
import { recordAudit } from '../ledger/audit/record.ts';
import type { Ledger } from '../ledger/ledger.ts';

const codes = 10;
/** Without letters that look like digits or like each other (Crockford). */
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

const hashCode = (personId: string, code: string): string =>
  createHash('sha256').update(`${personId}\n${code}`).digest('base64url');

/** As it is typed: without regard to case, spaces and lines; o for 0, i and l for 1. */
const plainCode = (typed: string): string =>
  typed.toLowerCase().replaceAll(/[\s-]/gu, '').replaceAll('o', '0').replaceAll(/[il]/gu, '1');

/** Whether it has the form of a recovery code, and not of a one-time code. */
export const looksLikeRecoveryCode = (typed: string): boolean => plainCode(typed).length === 10;

/** Within a transaction: replaces the codes of a person; answers with them, as "xxxxx-xxxxx". */
export function newRecoveryCodes({ db }: Ledger, personId: string): readonly string[] {
  db.prepare('DELETE FROM recovery_codes WHERE person_id = ?').run(personId);
  const insert = db.prepare('INSERT INTO recovery_codes (person_id, code_hash) VALUES (?, ?)');
  return Array.from({ length: codes }, () => {
    const code = Array.from(randomBytes(10), (byte) => alphabet[byte & 31]).join('');
    insert.run(personId, hashCode(personId, code));
    return `${code.slice(0, 5)}-${code.slice(5)}`;
  });
}

export function recoveryCodesLeft({ db }: Ledger, personId: string): number {
  const row = db
    .prepare('SELECT count(*) AS n FROM recovery_codes WHERE person_id = ? AND used_at IS NULL')
    .get(personId);
  return (row as { readonly n: number }).n;
}

/** Whether the code was one of the person's that are left; it is used up and recorded. */
export function useRecoveryCode(ledger: Ledger, personId: string, typed: string, address: string): boolean {
  return ledger.write(() => {
    const { changes } = ledger.db
      .prepare('UPDATE recovery_codes SET used_at = ? WHERE person_id = ? AND code_hash = ? AND used_at IS NULL')
      .run(ledger.now(), personId, hashCode(personId, plainCode(typed)));
    if (changes === 0) return false;
    recordAudit(ledger, {
      event: 'person.recoveryCodeUsed',
      actor: { kind: 'person', id: personId },
      subject: personId,
      details: { left: recoveryCodesLeft(ledger, personId) },
      address,
    });
    return true;
  });
}
