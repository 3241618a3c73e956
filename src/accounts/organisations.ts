// Organisations that have people here.
import { PollwardenError } from '../kernel/errors.ts';
import type { Actor } from '../ledger/audit/entry.ts';
import { recordAudit } from '../ledger/audit/record.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { isDuplicate } from '../ledger/sqlite-failure.ts';
import type { OrganisationKind } from './organisation.ts';
import { newId } from './tokens.ts';

export type OrganisationRow = {
  readonly id: string;
  readonly name: string;
  readonly kind: OrganisationKind;
  readonly created_at: number;
  readonly people: number;
};

const select = `SELECT organisations.*,
  (SELECT count(*) FROM people WHERE organisation_id = organisations.id) AS people FROM organisations`;

export const organisationById = ({ db }: Ledger, id: string): OrganisationRow | undefined =>
  db.prepare(`${select} WHERE id = ?`).get(id) as OrganisationRow | undefined;

/** Names differ by more than case, spaces and the form of their letters. */
const nameKey = (name: string): string => name.normalize('NFKC').toLowerCase().replaceAll(/\s+/gu, ' ').trim();

/** By its name, whatever the case and the spaces. */
export const organisationByName = ({ db }: Ledger, name: string): OrganisationRow | undefined =>
  db.prepare(`${select} WHERE name_key = ?`).get(nameKey(name)) as OrganisationRow | undefined;

type Named = { readonly name: string; readonly kind: OrganisationKind };

/** Adds one and answers with its id. NAME_TAKEN. */
export function addOrganisation(ledger: Ledger, { name, kind }: Named, actor: Actor, address?: string): string {
  const id = newId();
  const details = { name, kind };
  unlessTaken(() =>
    ledger.write(() => {
      ledger.db
        .prepare('INSERT INTO organisations (id, name, name_key, kind, created_at) VALUES (?, ?, ?, ?, ?)')
        .run(id, name, nameKey(name), kind, ledger.now());
      const where = address === undefined ? {} : { address };
      recordAudit(ledger, { event: 'organisation.created', actor, subject: id, details, ...where });
    }),
  );
  return id;
}

/** NOT_FOUND, NAME_TAKEN. */
export function changeOrganisation(
  ledger: Ledger,
  id: string,
  change: Partial<Named>,
  actor: Actor,
  address: string,
): OrganisationRow {
  return unlessTaken(() =>
    ledger.write(() => {
      const before = organisationById(ledger, id);
      if (before === undefined) throw new PollwardenError('NOT_FOUND');
      const name = change.name ?? before.name;
      const kind = change.kind ?? before.kind;
      if (name === before.name && kind === before.kind) return before;
      ledger.db
        .prepare('UPDATE organisations SET name = ?, name_key = ?, kind = ? WHERE id = ?')
        .run(name, nameKey(name), kind, id);
      const details = { name, kind, nameBefore: before.name, kindBefore: before.kind };
      recordAudit(ledger, { event: 'organisation.changed', actor, subject: id, details, address });
      return { ...before, name, kind };
    }),
  );
}

function unlessTaken<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (isDuplicate(error)) throw new PollwardenError('NAME_TAKEN');
    throw error;
  }
}
