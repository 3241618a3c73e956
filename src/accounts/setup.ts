// The first start: a one-time link in the server's output makes its holder the first administrator.
import { PollwardenError } from '../kernel/errors.ts';
import { recordAudit } from '../ledger/audit/record.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Accounts, Caller } from './accounts.ts';
import { readEmail } from './email.ts';
import { hashPassword } from './password-hash.ts';
import { checkPassword } from './password-rules.ts';
import type { OrganisationKind } from './organisation.ts';
import { addOrganisation } from './organisations.ts';
import { anyPeople, insertPerson } from './people.ts';
import { openSessionFor } from './sessions.ts';
import { hashToken, newId, newToken } from './tokens.ts';

/** A new one-time token while nobody has set up this space, undefined afterwards. An earlier token stops working. */
export function setupToken(ledger: Ledger): string | undefined {
  return ledger.write(() => {
    if (anyPeople(ledger)) return undefined;
    const token = newToken();
    ledger.db.exec('DELETE FROM setup_links WHERE used_at IS NULL');
    ledger.db
      .prepare('INSERT INTO setup_links (token_hash, created_at) VALUES (?, ?)')
      .run(hashToken(token), ledger.now());
    recordAudit(ledger, { event: 'setup.linkMade', actor: { kind: 'system', id: 'start' } });
    return token;
  });
}

export type Setup = {
  readonly token: string;
  readonly organisation: { readonly name: string; readonly kind: OrganisationKind };
  readonly name: string;
  readonly email: string;
  readonly password: string;
};

/** Makes the first administrator and signs them in; answers with the cookie. LINK_INVALID, PASSWORD_WEAK, EMAIL_INVALID. */
export async function setUp(accounts: Accounts, setup: Setup, caller: Caller): Promise<string> {
  const { ledger, hashes } = accounts;
  const hash = hashToken(setup.token);
  refuseUsed(ledger, hash);
  const email = readEmail(setup.email);
  checkPassword(setup.password, { email: email.email, name: setup.name, organisation: setup.organisation.name });
  const passwordHash = await hashes.run('known', () => hashPassword(setup.password));
  return ledger.write(() => {
    refuseUsed(ledger, hash);
    ledger.db.prepare('UPDATE setup_links SET used_at = ? WHERE token_hash = ?').run(ledger.now(), hash);
    const id = newId();
    const actor = { kind: 'person', id } as const;
    const organisationId = addOrganisation(ledger, setup.organisation, actor, caller.address);
    insertPerson(ledger, { id, organisationId, name: setup.name, email, role: 'administrator', passwordHash });
    const details = { organisation: setup.organisation.name };
    recordAudit(ledger, { event: 'setup.done', actor, subject: id, details, address: caller.address });
    return openSessionFor(ledger, id, { ...caller, method: 'setup' });
  });
}

function refuseUsed(ledger: Ledger, hash: string): void {
  const row = ledger.db.prepare('SELECT 1 FROM setup_links WHERE token_hash = ? AND used_at IS NULL').get(hash);
  if (row === undefined || anyPeople(ledger)) throw new PollwardenError('LINK_INVALID');
}
