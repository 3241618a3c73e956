// People without a password, for the demonstration's space only: made and signed in by the program itself.
import { recordAudit } from '../ledger/audit/record.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { readEmail } from './email.ts';
import type { OrganisationKind } from './organisation.ts';
import { addOrganisation, organisationByName } from './organisations.ts';
import { insertPerson, personByEmail } from './people.ts';
import type { Role } from './roles.ts';
import { newId } from './tokens.ts';

export type Persona = {
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly organisation: { readonly name: string; readonly kind: OrganisationKind };
};

const actor = { kind: 'system', id: 'demonstration' } as const;

/** Makes the person, and the organisation where there is none of that name; answers with the id. Again gives the same. */
export function createPersonDirectly(ledger: Ledger, { name, email, role, organisation }: Persona): string {
  const address = readEmail(email);
  return ledger.write(() => {
    const known = personByEmail(ledger, address.key);
    if (known !== undefined) return known.id;
    const found = organisationByName(ledger, organisation.name);
    const organisationId = found?.id ?? addOrganisation(ledger, organisation, actor);
    const id = newId();
    insertPerson(ledger, { id, organisationId, name, email: address, role, passwordHash: undefined });
    const details = { role, organisation: organisationId };
    recordAudit(ledger, { event: 'person.created', actor, subject: id, details });
    return id;
  });
}
