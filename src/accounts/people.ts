// People as the ledger keeps them, and how the rest of the program asks about them.
import type { Ledger } from '../ledger/ledger.ts';
import type { Role } from './roles.ts';

/** A row of `people` with its organisation. Times are milliseconds since 1970 UTC. */
export type PersonRow = {
  readonly id: string;
  readonly organisation_id: string;
  readonly organisation: string;
  readonly name: string;
  readonly email: string;
  readonly email_key: string;
  readonly role: Role;
  readonly password_hash: string | null;
  readonly created_at: number;
  readonly restricted_at: number | null;
  readonly signed_in_at: number | null;
};

const select = `SELECT people.*, organisations.name AS organisation
  FROM people JOIN organisations ON organisations.id = people.organisation_id`;

export const personById = ({ db }: Ledger, id: string): PersonRow | undefined =>
  db.prepare(`${select} WHERE people.id = ?`).get(id) as PersonRow | undefined;

export const personByEmail = ({ db }: Ledger, key: string): PersonRow | undefined =>
  db.prepare(`${select} WHERE people.email_key = ?`).get(key) as PersonRow | undefined;

export const anyPeople = ({ db }: Ledger): boolean => db.prepare('SELECT 1 FROM people LIMIT 1').get() !== undefined;

/** Names by id; ids that nobody has are left out. */
export function personNames({ db }: Ledger, ids: readonly string[]): ReadonlyMap<string, string> {
  const rows = db
    .prepare('SELECT id, name FROM people WHERE id IN (SELECT value FROM json_each(?))')
    .all(JSON.stringify([...new Set(ids)])) as readonly unknown[] as readonly Pick<PersonRow, 'id' | 'name'>[];
  return new Map(rows.map(({ id, name }) => [id, name]));
}

export type ActivePerson = Pick<PersonRow, 'id' | 'name' | 'email' | 'role'> & { readonly organisationId: string };

/** People who may sign in, by name; with `roles` only these. */
export function activePeople(
  { db }: Ledger,
  filter: { readonly roles?: readonly Role[] } = {},
): readonly ActivePerson[] {
  const rows = db
    .prepare('SELECT * FROM people WHERE restricted_at IS NULL ORDER BY name, id')
    .all() as readonly unknown[] as readonly PersonRow[];
  return rows
    .filter(({ role }) => filter.roles === undefined || filter.roles.includes(role))
    .map(({ id, name, email, role, organisation_id: organisationId }) => ({ id, name, email, role, organisationId }));
}

export type NewPerson = {
  readonly id: string;
  readonly organisationId: string;
  readonly name: string;
  readonly email: { readonly email: string; readonly key: string };
  readonly role: Role;
  readonly passwordHash: string | undefined;
};

/** Within a transaction. Breaks a UNIQUE constraint when the address is taken. */
export function insertPerson(ledger: Ledger, person: NewPerson): void {
  ledger.db
    .prepare(
      `INSERT INTO people (id, organisation_id, name, email, email_key, role, password_hash, created_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      person.id,
      person.organisationId,
      person.name,
      person.email.email,
      person.email.key,
      person.role,
      person.passwordHash ?? null,
      ledger.now(),
    );
}
