// For tests: a space that was set up, with an administrator, under a clock that the test moves.
import type { TestContext } from 'node:test';
import { temporaryLedger } from '../../ledger/testing/temporary-ledger.ts';
import { type Accounts, type Caller, createAccounts } from '../accounts.ts';
import { acceptInvitation, invite } from '../invitations.ts';
import type { Role } from '../roles.ts';
import type { Session } from '../session.ts';
import { sessionOf } from '../sessions.ts';
import { setUp, setupToken } from '../setup.ts';

export const officeNetwork = '203.0.113.9';
export const browser = (address = officeNetwork, cookie?: string): Caller => ({
  address,
  userAgent: 'Browser',
  cookie,
});
/** A different network for each number. */
export const elsewhere = (n: number): string => `10.${(n >> 8) & 255}.${n & 255}.1`;

export const passwordOf = (email: string): string => `a long enough phrase, ${email.slice(0, 3)}`;

export type Member = { readonly cookie: string; readonly session: Session; readonly email: string };
export type Office = {
  readonly accounts: Accounts;
  readonly clock: { now: number };
  /** Milliseconds of the clock that never jumps. */
  readonly elapsed: { now: number };
  readonly folder: string;
  readonly admin: Member;
  readonly join: (email: string, role: Role) => Promise<Member>;
};

export async function office(t: TestContext): Promise<Office> {
  const { ledger, clock, folder } = temporaryLedger(t);
  const elapsed = { now: 0 };
  const accounts = createAccounts(ledger, { publicUrl: 'https://ops.example', prefix: '' }, () => elapsed.now);
  const member = (cookie: string, email: string): Member => {
    const session = sessionOf(ledger, cookie);
    if (session === undefined) throw new Error('not signed in');
    return { cookie, session, email };
  };
  const email = 'ada@authority.example';
  const cookie = await setUp(
    accounts,
    {
      token: setupToken(ledger) ?? '',
      organisation: { name: 'Election authority', kind: 'authority' },
      name: 'Ada Admin',
      email,
      password: passwordOf(email),
    },
    browser(),
  );
  const admin = member(cookie, email);
  const join = async (address: string, role: Role): Promise<Member> => {
    const { personId, organisationId } = admin.session;
    const { token } = invite(ledger, { email: address, role, organisationId }, personId, officeNetwork);
    const accepted = { token, name: `Person ${address.slice(0, 3)}`, password: passwordOf(address) };
    return member(await acceptInvitation(accounts, accepted, browser()), address);
  };
  return { accounts, clock, elapsed, folder, admin, join };
}

/** Codes of the audit trail in order, from entry `after` on. */
export const eventsOf = ({ ledger }: Accounts, after = 0): readonly string[] =>
  ledger.db
    .prepare('SELECT event FROM audit WHERE sequence > ? ORDER BY sequence')
    .all(after)
    .map(({ event }) => String(event));
