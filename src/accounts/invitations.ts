// Invitations: an administrator gives a role; whoever has the one-time link within seven days chooses the password.
import { PollwardenError } from '../kernel/errors.ts';
import { recordAudit } from '../ledger/audit/record.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Accounts, Caller } from './accounts.ts';
import { readEmail } from './email.ts';
import { organisationById } from './organisations.ts';
import { hashPassword } from './password-hash.ts';
import { checkPassword } from './password-rules.ts';
import { insertPerson, personByEmail } from './people.ts';
import type { Role } from './roles.ts';
import { openSessionFor } from './sessions.ts';
import { hashToken, newId, newToken } from './tokens.ts';

const lifeMilliseconds = 7 * 86_400_000;

export type InvitationRow = {
  readonly id: string;
  readonly email: string;
  readonly role: Role;
  readonly organisation_id: string;
  readonly organisation: string;
  readonly created_by: string;
  readonly created_at: number;
  readonly expires_at: number;
  readonly accepted_at: number | null;
  readonly withdrawn_at: number | null;
};

const select = `SELECT invitations.*, organisations.name AS organisation
  FROM invitations JOIN organisations ON organisations.id = invitations.organisation_id`;

export type InvitationState = 'open' | 'accepted' | 'withdrawn' | 'expired';

export function invitationState(row: InvitationRow, now: number): InvitationState {
  if (row.accepted_at !== null) return 'accepted';
  if (row.withdrawn_at !== null) return 'withdrawn';
  return now < row.expires_at && now > row.created_at - lifeMilliseconds ? 'open' : 'expired';
}

export const invitationById = ({ db }: Ledger, id: string): InvitationRow | undefined =>
  db.prepare(`${select} WHERE invitations.id = ?`).get(id) as InvitationRow | undefined;

type Invite = { readonly email: string; readonly role: Role; readonly organisationId: string };

/** The token is in the answer once. EMAIL_INVALID, EMAIL_TAKEN, NOT_FOUND for the organisation. */
export function invite(
  ledger: Ledger,
  wanted: Invite,
  by: string,
  address: string,
): { readonly invitation: InvitationRow; readonly token: string } {
  const { email, key } = readEmail(wanted.email);
  const token = newToken();
  const id = newId();
  return ledger.write(() => {
    if (organisationById(ledger, wanted.organisationId) === undefined) {
      throw new PollwardenError('NOT_FOUND', 'no such organisation');
    }
    if (personByEmail(ledger, key) !== undefined) throw new PollwardenError('EMAIL_TAKEN');
    const now = ledger.now();
    const expires = now + lifeMilliseconds;
    ledger.db
      .prepare(
        `INSERT INTO invitations (id, token_hash, email, role, organisation_id, created_by, created_at, expires_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(id, hashToken(token), email, wanted.role, wanted.organisationId, by, now, expires);
    recordAudit(ledger, {
      event: 'invitation.made',
      actor: { kind: 'person', id: by },
      subject: id,
      details: { role: wanted.role, organisation: wanted.organisationId, expiresAt: new Date(expires).toISOString() },
      address,
    });
    return { invitation: invitationById(ledger, id) as InvitationRow, token };
  });
}

/** NOT_FOUND; CONFLICT when it is not open any more. */
export function withdrawInvitation(ledger: Ledger, id: string, by: string, address: string): void {
  ledger.write(() => {
    const row = invitationById(ledger, id);
    if (row === undefined) throw new PollwardenError('NOT_FOUND');
    const state = invitationState(row, ledger.now());
    if (state === 'accepted' || state === 'withdrawn') throw new PollwardenError('CONFLICT', `it is ${state}`);
    ledger.db.prepare('UPDATE invitations SET withdrawn_at = ? WHERE id = ?').run(ledger.now(), id);
    const actor = { kind: 'person', id: by } as const;
    recordAudit(ledger, { event: 'invitation.withdrawn', actor, subject: id, address });
  });
}

/** The open invitation of a token. LINK_INVALID, whatever is wrong with it. */
export function openInvitation(ledger: Ledger, token: string): InvitationRow {
  const row = ledger.db.prepare(`${select} WHERE token_hash = ?`).get(hashToken(token)) as InvitationRow | undefined;
  if (row === undefined || invitationState(row, ledger.now()) !== 'open') throw new PollwardenError('LINK_INVALID');
  return row;
}

type Acceptance = { readonly token: string; readonly name: string; readonly password: string };

/** Makes the person and signs them in; answers with the cookie. LINK_INVALID, PASSWORD_WEAK, EMAIL_TAKEN. */
export async function acceptInvitation(accounts: Accounts, accepted: Acceptance, caller: Caller): Promise<string> {
  const { ledger, hashes } = accounts;
  const { token, name, password } = accepted;
  const { email, organisation } = openInvitation(ledger, token);
  checkPassword(password, { email, name, organisation });
  const passwordHash = await hashes.run('known', () => hashPassword(password));
  return ledger.write(() => {
    const row = openInvitation(ledger, token);
    const address = readEmail(row.email);
    if (personByEmail(ledger, address.key) !== undefined) throw new PollwardenError('EMAIL_TAKEN');
    const id = newId();
    const organisationId = row.organisation_id;
    insertPerson(ledger, { id, organisationId, name, email: address, role: row.role, passwordHash });
    ledger.db
      .prepare('UPDATE invitations SET accepted_at = ?, accepted_by = ? WHERE id = ?')
      .run(ledger.now(), id, row.id);
    recordAudit(ledger, {
      event: 'person.joined',
      actor: { kind: 'person', id },
      subject: id,
      details: { invitation: row.id, role: row.role, organisation: organisationId },
      address: caller.address,
    });
    return openSessionFor(ledger, id, { ...caller, method: 'invitation' });
  });
}
