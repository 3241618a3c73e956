// After a restore: what was taken from people since the backup stays taken. The ledger that is replaced says what: who
// was restricted, which codes and steps were used, which passkeys were removed. What else differs is named.
import { auditLength, goesOnFrom, lastCommonEntry } from '../ledger/audit/common.ts';
import { recordAudit } from '../ledger/audit/record.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { PersonRow } from './people.ts';

const actor = { kind: 'system', id: 'restore' } as const;

/** Runs within `ledger.write`. Answers with what an administrator is to look at. */
export function carryOverAccess(ledger: Ledger, former: Ledger): readonly string[] {
  const common = lastCommonEntry(ledger, former);
  // A ledger from before the backup knows nothing that was taken since.
  if (common === auditLength(former)) return [];
  // Before anything is recorded here.
  const descends = goesOnFrom(former, ledger);
  const pairs = peopleOf(ledger).flatMap((person) => {
    const was = former.db.prepare('SELECT * FROM people WHERE id = ?').get(person.id) as PersonRow | undefined;
    return was === undefined ? [] : [{ person, was }];
  });
  const differing = pairs.flatMap(({ person, was }) => differences(ledger, former, person, was));
  for (const { person } of pairs) carryUsed(ledger, former, person.id, descends);
  const restricted = pairs.flatMap(({ person, was }) =>
    person.restricted_at === null && was.restricted_at !== null ? [person] : [],
  );
  return [...restrictAgain(ledger, restricted), ...differing];
}

const peopleOf = ({ db }: Ledger): readonly PersonRow[] =>
  db.prepare('SELECT * FROM people ORDER BY name, id').all() as readonly unknown[] as readonly PersonRow[];

/** Without an administrator nobody could ever let anybody in: then those of the backup stay, and are named. */
function restrictAgain(ledger: Ledger, people: readonly PersonRow[]): readonly string[] {
  const ids = new Set(people.map(({ id }) => id));
  const remaining = peopleOf(ledger).some(
    ({ id, role, restricted_at }) => role === 'administrator' && restricted_at === null && !ids.has(id),
  );
  const stays = ({ role }: PersonRow): boolean => !remaining && role === 'administrator';
  const again = people.filter((person) => !stays(person));
  for (const { id } of again) {
    ledger.db.prepare('UPDATE people SET restricted_at = ? WHERE id = ?').run(Math.trunc(ledger.now()), id);
    recordAudit(ledger, { event: 'person.restricted', actor, subject: id, details: { sessionsEnded: 0 } });
  }
  const kept = people.filter(stays).map(({ name }) => name);
  return [
    ...(again.length === 0
      ? []
      : [`Restricted again, as since the backup: ${again.map(({ name }) => name).join(', ')}`]),
    ...(kept.length === 0
      ? []
      : [`Restricted since the backup, and an administrator again, since there is no other: ${kept.join(', ')}`]),
  ];
}

/** `descends`: the former ledger went on from the backup, so that what it does not have was taken away. */
function carryUsed(ledger: Ledger, former: Ledger, id: string, descends: boolean): void {
  const codes = listOf(former, 'SELECT code_hash, used_at FROM recovery_codes WHERE person_id = ?', id);
  const good = new Set(codes.filter(({ used_at }) => used_at === null).map(({ code_hash }) => code_hash));
  const used = new Set(codes.filter(({ used_at }) => used_at !== null).map(({ code_hash }) => code_hash));
  const use = ledger.db.prepare(
    'UPDATE recovery_codes SET used_at = ? WHERE person_id = ? AND code_hash = ? AND used_at IS NULL',
  );
  for (const { code_hash } of listOf(ledger, 'SELECT code_hash FROM recovery_codes WHERE person_id = ?', id)) {
    if (used.has(code_hash) || (descends && !good.has(code_hash)))
      use.run(Math.trunc(ledger.now()), id, String(code_hash));
  }
  for (const { secret, last_step } of listOf(former, 'SELECT secret, last_step FROM totp WHERE person_id = ?', id)) {
    ledger.db
      .prepare('UPDATE totp SET last_step = max(last_step, ?) WHERE person_id = ? AND secret = ?')
      .run(Number(last_step), id, String(secret));
  }
  const counters = new Map(
    listOf(former, 'SELECT id, counter FROM passkeys WHERE person_id = ?', id).map((key) => [key.id, key.counter]),
  );
  for (const { id: key } of listOf(ledger, 'SELECT id FROM passkeys WHERE person_id = ?', id)) {
    const counter = counters.get(key);
    if (counter !== undefined) {
      ledger.db.prepare('UPDATE passkeys SET counter = max(counter, ?) WHERE id = ?').run(Number(counter), String(key));
    } else if (descends) ledger.db.prepare('DELETE FROM passkeys WHERE id = ?').run(String(key));
  }
}

type Row = Readonly<Record<string, unknown>>;
const listOf = ({ db }: Ledger, sql: string, id: string): readonly Row[] => db.prepare(sql).all(id);

/** What the restored person has otherwise than the one who was replaced; compared before anything is carried over. */
function differences(ledger: Ledger, former: Ledger, person: PersonRow, was: PersonRow): readonly string[] {
  const secrets = (of: Ledger): string =>
    JSON.stringify(listOf(of, 'SELECT secret FROM totp WHERE person_id = ? AND confirmed_at IS NOT NULL', person.id));
  const passkeys = (of: Ledger): string =>
    JSON.stringify(listOf(of, 'SELECT id FROM passkeys WHERE person_id = ? ORDER BY id', person.id));
  const credentials = [
    ...(person.password_hash === was.password_hash ? [] : ['password']),
    ...(secrets(ledger) === secrets(former) ? [] : ['one-time codes']),
    ...(passkeys(ledger) === passkeys(former) ? [] : ['passkeys']),
  ];
  if (person.role !== was.role || credentials.length > 0) {
    // Notices of a restore at a start go to the log alone: administrators see this on the page of the audit trail.
    const details = { roleBefore: was.role, credentials };
    recordAudit(ledger, { event: 'restore.personDiffers', actor, subject: person.id, details });
  }
  return [
    ...(person.role === was.role
      ? []
      : [`The role of ${person.name} is ${person.role} as in the backup; before the restore it was ${was.role}`]),
    ...(credentials.length === 0
      ? []
      : [`${person.name} had other credentials before the restore: ${credentials.join(', ')}; have them set anew`]),
  ];
}
