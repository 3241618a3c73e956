// One-time codes (TOTP, RFC 6238): six digits, thirty seconds, one step of tolerance, each step accepted once.
import { Secret, TOTP } from 'otpauth';
import { PollwardenError } from '../kernel/errors.ts';
import { recordAudit } from '../ledger/audit/record.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { personById } from './people.ts';
import { newRecoveryCodes } from './recovery-codes.ts';

const stepMilliseconds = 30_000;
const offerMilliseconds = 15 * 60_000;

type TotpRow = {
  readonly secret: string;
  readonly created_at: number;
  readonly confirmed_at: number | null;
  readonly last_step: number;
};

const totpRow = ({ db }: Ledger, personId: string): TotpRow | undefined =>
  db.prepare('SELECT * FROM totp WHERE person_id = ?').get(personId) as TotpRow | undefined;

export const hasTotp = (ledger: Ledger, personId: string): boolean =>
  typeof totpRow(ledger, personId)?.confirmed_at === 'number';

const totpOf = (secret: string, label: string): TOTP =>
  new TOTP({
    issuer: 'Pollwarden',
    label,
    secret: Secret.fromBase32(secret),
    algorithm: 'SHA1',
    digits: 6,
    period: 30,
  });

/** A new secret, in effect once `confirmTotp` has seen a code of it. CONFLICT when codes are switched on already. */
export function offerTotp(ledger: Ledger, personId: string): { readonly secret: string; readonly uri: string } {
  const { base32 } = new Secret({ size: 20 });
  return ledger.write(() => {
    const person = personById(ledger, personId);
    if (person === undefined) throw new PollwardenError('NOT_FOUND');
    if (hasTotp(ledger, personId)) throw new PollwardenError('CONFLICT', 'one-time codes are switched on already');
    ledger.db
      .prepare(
        `INSERT OR REPLACE INTO totp (person_id, secret, created_at, confirmed_at, last_step) VALUES (?, ?, ?, NULL, 0)`,
      )
      .run(personId, base32, ledger.now());
    return { secret: base32, uri: totpOf(base32, person.email).toString() };
  });
}

/** Switches codes on and answers with the recovery codes, which are not shown again. CODE_WRONG, CONFLICT. */
export function confirmTotp(ledger: Ledger, personId: string, code: string, address: string): readonly string[] {
  return ledger.write(() => {
    const row = totpRow(ledger, personId);
    const fresh = row !== undefined && row.confirmed_at === null && ledger.now() - row.created_at < offerMilliseconds;
    if (!fresh) throw new PollwardenError('CONFLICT', 'begin again: the secret is too old, or in use already');
    if (!acceptStep(ledger, personId, row, code)) throw new PollwardenError('CODE_WRONG');
    ledger.db.prepare('UPDATE totp SET confirmed_at = ? WHERE person_id = ?').run(ledger.now(), personId);
    const codes = newRecoveryCodes(ledger, personId);
    recordAudit(ledger, {
      event: 'person.totpAdded',
      actor: { kind: 'person', id: personId },
      subject: personId,
      details: { recoveryCodes: codes.length },
      address,
    });
    return codes;
  });
}

/** Whether the code is right now and its step was not used; a right one is used up. */
export function useTotp(ledger: Ledger, personId: string, code: string): boolean {
  return ledger.write(() => {
    const row = totpRow(ledger, personId);
    return row !== undefined && row.confirmed_at !== null && acceptStep(ledger, personId, row, code);
  });
}

function acceptStep(ledger: Ledger, personId: string, { secret, last_step }: TotpRow, typed: string): boolean {
  const token = typed.replaceAll(/\s/gu, '');
  if (!/^\d{6}$/u.test(token)) return false;
  const now = ledger.now();
  const delta = totpOf(secret, '').validate({ token, window: 1, timestamp: now });
  if (delta === null) return false;
  const present = Math.floor(now / stepMilliseconds);
  const step = present + delta;
  // A step used far in the future was used while the clock was wrong; it must not shut its person out until then.
  if (step <= last_step && last_step <= present + 1) return false;
  ledger.db.prepare('UPDATE totp SET last_step = ? WHERE person_id = ?').run(step, personId);
  return true;
}

/** NOT_FOUND when codes are not switched on. */
export function removeTotp(ledger: Ledger, personId: string, address: string): void {
  ledger.write(() => {
    if (!hasTotp(ledger, personId)) throw new PollwardenError('NOT_FOUND');
    dropTotp(ledger, personId);
    const actor = { kind: 'person', id: personId } as const;
    recordAudit(ledger, { event: 'person.totpRemoved', actor, subject: personId, address });
  });
}

/** Within a transaction: the secret and its recovery codes. */
export function dropTotp({ db }: Ledger, personId: string): void {
  db.prepare('DELETE FROM totp WHERE person_id = ?').run(personId);
  db.prepare('DELETE FROM recovery_codes WHERE person_id = ?').run(personId);
}
