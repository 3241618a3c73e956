// What an administrator changes about people. The last active administrator keeps role and access.
import { PollwardenError } from '../kernel/errors.ts';
import { recordAudit } from '../ledger/audit/record.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { organisationById } from './organisations.ts';
import { type PersonRow, personById } from './people.ts';
import type { Role } from './roles.ts';
import { endSessions } from './sessions.ts';

export type PersonChange = {
  readonly name?: string;
  readonly role?: Role;
  readonly organisationId?: string;
  readonly restricted?: boolean;
};
type By = { readonly id: string; readonly address: string };

/** In effect at once, also for open sessions. NOT_FOUND, LAST_ADMINISTRATOR, OWN_ACCOUNT for restricting oneself. */
export function changePerson(ledger: Ledger, id: string, change: PersonChange, by: By): PersonRow {
  return ledger.write(() => {
    const before = personById(ledger, id);
    if (before === undefined) throw new PollwardenError('NOT_FOUND');
    changeFields(ledger, before, change, by);
    if (change.restricted !== undefined && change.restricted !== (before.restricted_at !== null)) {
      if (change.restricted) restrict(ledger, before, by);
      else restore(ledger, before, by);
    }
    const after = personById(ledger, id) as PersonRow;
    if (isActiveAdministrator(before) && !isActiveAdministrator(after)) {
      refuseNone(ledger);
      dropLinksOf(ledger, id);
    }
    return after;
  });
}

const isActiveAdministrator = ({ role, restricted_at }: PersonRow): boolean =>
  role === 'administrator' && restricted_at === null;

/** Within the transaction, after the change: throwing undoes it. */
function refuseNone({ db }: Ledger): void {
  const left = db.prepare("SELECT 1 FROM people WHERE role = 'administrator' AND restricted_at IS NULL LIMIT 1").get();
  if (left === undefined) throw new PollwardenError('LAST_ADMINISTRATOR');
}

/** Links that somebody made as administrator end with that power: nobody leaves a door open behind them. */
function dropLinksOf({ db, now }: Ledger, id: string): void {
  db.prepare('DELETE FROM recoveries WHERE created_by = ? AND used_at IS NULL').run(id);
  db.prepare(
    'UPDATE invitations SET withdrawn_at = ? WHERE created_by = ? AND accepted_at IS NULL AND withdrawn_at IS NULL',
  ).run(now(), id);
}

function changeFields(ledger: Ledger, before: PersonRow, change: PersonChange, by: By): void {
  const { name = before.name, role = before.role, organisationId = before.organisation_id } = change;
  const changed = [
    ...(name === before.name ? [] : ['name']),
    ...(role === before.role ? [] : ['role']),
    ...(organisationId === before.organisation_id ? [] : ['organisation']),
  ];
  if (changed.length === 0) return;
  if (organisationById(ledger, organisationId) === undefined) {
    throw new PollwardenError('NOT_FOUND', 'no such organisation');
  }
  ledger.db
    .prepare('UPDATE people SET name = ?, role = ?, organisation_id = ? WHERE id = ?')
    .run(name, role, organisationId, before.id);
  recordAudit(ledger, {
    event: 'person.changed',
    actor: { kind: 'person', id: by.id },
    subject: before.id,
    details: {
      changed,
      ...(role === before.role ? {} : { roleBefore: before.role, roleAfter: role }),
      ...(organisationId === before.organisation_id
        ? {}
        : { organisationBefore: before.organisation_id, organisationAfter: organisationId }),
    },
    address: by.address,
  });
}

function restrict(ledger: Ledger, { id }: PersonRow, by: By): void {
  if (id === by.id) throw new PollwardenError('OWN_ACCOUNT');
  ledger.db.prepare('UPDATE people SET restricted_at = ? WHERE id = ?').run(ledger.now(), id);
  ledger.db.prepare('DELETE FROM recoveries WHERE person_id = ? AND used_at IS NULL').run(id);
  recordAudit(ledger, {
    event: 'person.restricted',
    actor: { kind: 'person', id: by.id },
    subject: id,
    details: { sessionsEnded: endSessions(ledger, id) },
    address: by.address,
  });
}

function restore(ledger: Ledger, { id }: PersonRow, by: By): void {
  ledger.db.prepare('UPDATE people SET restricted_at = NULL WHERE id = ?').run(id);
  const actor = { kind: 'person', id: by.id } as const;
  recordAudit(ledger, { event: 'person.restored', actor, subject: id, address: by.address });
}
