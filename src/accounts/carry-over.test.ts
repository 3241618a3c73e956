// What was taken from people after a backup stays taken when it is restored; what else differs is named.
import assert from 'node:assert/strict';
import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { type Ledger, ledgerPath, openLedger } from '../ledger/ledger.ts';
import { temporaryFolder } from '../ledger/testing/temporary-ledger.ts';
import { carryOverAccess } from './carry-over.ts';
import { changePerson } from './manage-people.ts';
import { newRecoveryCodes, recoveryCodesLeft, useRecoveryCode } from './recovery-codes.ts';
import { office } from './testing/office.ts';
import { confirmTotp, offerTotp, useTotp } from './totp.ts';
import { Secret, TOTP } from 'otpauth';

/** The ledger as a backup made now would hold it. */
function copyOf(t: TestContext, { path, now }: Ledger, db: Ledger['db']): Ledger {
  const folder = temporaryFolder(t);
  mkdirSync(join(folder, 'ledger'));
  db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  cpSync(path, ledgerPath(folder));
  const copy = openLedger(folder, now);
  t.after(() => copy.close());
  return copy;
}

const addPasskey = ({ db }: Ledger, id: string, personId: string, counter: number): void => {
  db.prepare("INSERT INTO passkeys VALUES (?, ?, 'key', x'00', ?, '[]', 0, NULL)").run(id, personId, counter);
};

test('restricted people, used codes and steps, and removed passkeys come back as they were left', async (t) => {
  const space = await office(t);
  const { ledger } = space.accounts;
  const { personId } = space.admin.session;
  const ben = await space.join('ben@authority.example', 'analyst');
  const cleo = await space.join('cleo@authority.example', 'observer');
  const { secret } = offerTotp(ledger, personId);
  const code = (): string => new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: space.clock.now });
  const codes = confirmTotp(ledger, personId, code(), '');
  for (const [id, counter] of [
    ['lost', 1],
    ['kept', 1],
  ] as const)
    addPasskey(ledger, id, personId, counter);
  const benCodes = ledger.write(() => newRecoveryCodes(ledger, ben.session.personId));
  const restored = copyOf(t, ledger, ledger.db);

  space.clock.now += 60_000;
  const by = { id: personId, address: '' };
  changePerson(ledger, ben.session.personId, { restricted: true }, by);
  changePerson(ledger, cleo.session.personId, { role: 'analyst' }, by);
  assert.ok(useRecoveryCode(ledger, personId, codes[0], ''));
  assert.ok(useTotp(ledger, personId, code()));
  ledger.db.exec("DELETE FROM passkeys WHERE id = 'lost'; UPDATE passkeys SET counter = 9 WHERE id = 'kept'");

  const notices = restored.write(() => carryOverAccess(restored, ledger)).join('\n');
  const row = (sql: string): unknown => ({ ...restored.db.prepare(sql).get() });
  assert.deepEqual(row(`SELECT restricted_at > 0 AS yes FROM people WHERE id = '${ben.session.personId}'`), { yes: 1 });
  assert.ok(!useRecoveryCode(restored, personId, codes[0], '') && useRecoveryCode(restored, personId, codes[1], ''));
  assert.ok(!useTotp(restored, personId, code()), 'its step was used');
  assert.deepEqual(
    restored.db
      .prepare('SELECT id, counter FROM passkeys')
      .all()
      .map((key) => ({ ...key })),
    [{ id: 'kept', counter: 9 }],
  );
  assert.equal(recoveryCodesLeft(restored, ben.session.personId), benCodes.length);
  assert.match(notices, /Restricted again, as since the backup: Person ben/);
  assert.match(notices, /role of Person cle is observer as in the backup; before the restore it was analyst/);
  assert.match(notices, /Ada Admin had other credentials before the restore: passkeys/);
  const told = restored.db
    .prepare("SELECT subject, details FROM audit WHERE event = 'restore.personDiffers' ORDER BY sequence")
    .all()
    .map(({ subject, details }) => [subject, (JSON.parse(String(details)) as { credentials: string[] }).credentials]);
  assert.deepEqual(told, [
    [personId, ['passkeys']],
    [cleo.session.personId, []],
  ]);
  assert.deepEqual(
    restored.write(() => carryOverAccess(restored, restored)),
    [],
  );
});

test('a ledger older than the backup takes nothing away, and the last administrator is never shut out', async (t) => {
  const space = await office(t);
  const { ledger } = space.accounts;
  const { personId } = space.admin.session;
  const older = copyOf(t, ledger, ledger.db);
  addPasskey(ledger, 'new', personId, 0);
  const second = await space.join('ben@authority.example', 'administrator');
  assert.deepEqual(
    ledger.write(() => carryOverAccess(ledger, older)),
    [],
  );
  assert.equal(ledger.db.prepare('SELECT count(*) AS n FROM passkeys').get()?.n, 1);
  // The backup knows one administrator, whom another one, who joined later, restricted since.
  changePerson(ledger, personId, { restricted: true }, { id: second.session.personId, address: '' });
  const notices = older.write(() => carryOverAccess(older, ledger));
  assert.match(notices.join('\n'), /an administrator again, since there is no other: Ada Admin/);
  assert.equal(older.db.prepare('SELECT restricted_at FROM people').get()?.restricted_at, null);
});
