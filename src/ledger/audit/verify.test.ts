// Tampering with the audit trail: what is changed, removed, inserted or moved is found at its first entry.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { type TestContext, test } from 'node:test';
import fc from 'fast-check';
import { type Ledger, ledgerPath, openLedger, readLedger } from '../ledger.ts';
import { temporaryLedger } from '../testing/temporary-ledger.ts';
import { type AuditRow, entryHash, genesisHash } from './chain.ts';
import { recordAudit } from './record.ts';
import { verifyAudit } from './verify.ts';

const actor = { kind: 'person', id: 'person-1' } as const;

function record(ledger: Ledger, name: string): void {
  recordAudit(ledger, {
    event: 'organisation.created',
    actor,
    subject: `organisation-${name}`,
    details: { name, kind: 'authority' },
    address: '203.0.113.77',
  });
}

/** A trail of `entries`, then a connection in which the triggers are gone, as an attacker with the file has it. */
async function tampered(t: TestContext, entries: number, tamper: (db: DatabaseSync) => void) {
  const { ledger, clock, folder } = temporaryLedger(t);
  for (let i = 2; i <= entries; i++) {
    clock.now += 1000;
    record(ledger, `n${i}`);
  }
  const before = await verifyAudit(ledger);
  assert.deepEqual([before.intact, before.entries, before.notes], [true, entries, []]);
  ledger.close();
  const db = new DatabaseSync(ledgerPath(folder));
  const triggers = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'audit'").all();
  for (const { name } of triggers) db.exec(`DROP TRIGGER ${String(name)}`);
  tamper(db);
  db.close();
  const read = readLedger(folder, () => clock.now);
  t.after(() => read.close());
  return { head: before.head, verify: async (head?: string) => await verifyAudit(read, head) };
}

test('an entry changed in any column is found', async (t) => {
  const changes = [
    'time = time + 1',
    "event = 'organisation.changed'",
    "actor_kind = 'system'",
    "actor_id = 'person-2'",
    "subject = 'organisation-x'",
    'subject = NULL',
    `details = '{"kind":"party","name":"n5"}'`,
    `details = '{"name":"n5","kind":"authority"}'`,
    "details = 'not json'",
    "details = '[[['",
    "address = '198.51.100.0/24'",
    'address = NULL',
    "hash = replace(hash, substr(hash, 1, 1), 'e')||'0'",
  ];
  for (const change of changes) {
    const { verify } = await tampered(t, 9, (db) => db.exec(`UPDATE audit SET ${change} WHERE sequence = 5`));
    const { intact, broken, entries } = await verify();
    assert.deepEqual([intact, broken?.sequence, entries], [false, 5, 4], change);
  }
});

test('entries removed, inserted or moved are found', async (t) => {
  const cases: readonly [number, string][] = [
    [1, 'DELETE FROM audit WHERE sequence = 1'],
    [4, 'DELETE FROM audit WHERE sequence = 4'],
    [4, 'DELETE FROM audit WHERE sequence = 4; UPDATE audit SET sequence = sequence - 1 WHERE sequence > 4'],
    [
      4,
      `UPDATE audit SET sequence = -4 WHERE sequence = 4; UPDATE audit SET sequence = 4 WHERE sequence = 5;
       UPDATE audit SET sequence = 5 WHERE sequence = -4`,
    ],
    [
      10,
      `INSERT INTO audit SELECT 10, time, event, actor_kind, actor_id, subject, details, address, 'x' FROM audit
       WHERE sequence = 9`,
    ],
    [
      10,
      "INSERT INTO audit SELECT 12, time, event, actor_kind, actor_id, subject, details, address, 'x' FROM audit LIMIT 1",
    ],
  ];
  for (const [sequence, sql] of cases) {
    const { verify } = await tampered(t, 9, (db) => db.exec(sql));
    assert.equal((await verify()).broken?.sequence, sequence, sql);
  }
});

test('entries cut off the end show by the count, and by a head noted elsewhere when the count is cut as well', async (t) => {
  const simple = await tampered(t, 9, (db) => db.exec('DELETE FROM audit WHERE sequence > 6'));
  assert.deepEqual((await simple.verify()).broken?.sequence, 7);
  const careful = await tampered(t, 9, (db) =>
    db.exec("DELETE FROM audit WHERE sequence > 6; UPDATE sqlite_sequence SET seq = 6 WHERE name = 'audit'"),
  );
  const alone = await careful.verify();
  assert.equal(alone.intact, true, 'the file alone cannot show it');
  assert.match(alone.notes.join(), /trigger/u, 'but that the triggers are gone is said');
  const withHead = await careful.verify(careful.head);
  assert.deepEqual([withHead.intact, withHead.broken?.sequence], [false, 7]);
});

test('a chain computed anew is found by a head noted elsewhere, and only so', async (t) => {
  const anew = await tampered(t, 9, (db) => {
    db.exec(`UPDATE audit SET details = '{"kind":"party","name":"n5"}' WHERE sequence = 5`);
    let previous = genesisHash;
    for (const row of db.prepare('SELECT * FROM audit ORDER BY sequence').all() as readonly unknown[] as AuditRow[]) {
      previous = entryHash(previous, row);
      db.prepare('UPDATE audit SET hash = ? WHERE sequence = ?').run(previous, row.sequence);
    }
  });
  assert.equal((await anew.verify()).intact, true);
  assert.equal((await anew.verify(anew.head)).intact, false);
});

test('a head from before, still in the chain, passes while the trail grows', async (t) => {
  const { ledger } = temporaryLedger(t);
  record(ledger, 'a');
  const { head } = await verifyAudit(ledger);
  record(ledger, 'b');
  assert.equal((await verifyAudit(ledger, head)).intact, true);
  assert.equal((await verifyAudit(ledger, genesisHash)).intact, true);
  assert.equal((await verifyAudit(ledger, 'f'.repeat(64))).intact, false);
});

test('bytes changed in the file are never taken for an intact trail with other content', async (t) => {
  const { ledger, clock, folder } = temporaryLedger(t);
  for (let i = 0; i < 40; i++) record(ledger, `name-${i}`);
  ledger.db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  const { head } = await verifyAudit(ledger);
  ledger.close();
  const path = ledgerPath(folder);
  const whole = readFileSync(path);
  const at = whole.indexOf('"name":"name-20"') + 8;
  assert.ok(at > 8);
  for (const offset of [at, at + 5, at + 6]) {
    const changed = Buffer.from(whole);
    changed[offset] ^= 1;
    writeFileSync(path, changed);
    const read = readLedger(folder, () => clock.now);
    const { intact, broken } = await verifyAudit(read, head);
    read.close();
    assert.deepEqual([intact, typeof broken?.sequence], [false, 'number'], `byte ${offset}`);
  }
  const torn = Buffer.from(whole);
  torn.fill(0x5a, at - 600, Math.min(torn.length, at + 600));
  writeFileSync(path, torn);
  const read = readLedger(folder, () => clock.now);
  assert.equal((await verifyAudit(read, head)).intact, false);
  read.close();
});

test('a clock that goes back is noted and breaks nothing', async (t) => {
  const { ledger, clock } = temporaryLedger(t);
  for (const step of [5000, -3_600_000, 10, 86_400_000, -1]) {
    clock.now += step;
    record(ledger, `${step}`);
  }
  const { intact, entries, notes } = await verifyAudit(ledger);
  assert.deepEqual([intact, entries], [true, 6]);
  assert.deepEqual(notes, ['the clock went back before entry 3 by 3600000 ms, entry 6 by 1 ms']);
});

test('the trail cannot be changed through the program', (t) => {
  const { ledger } = temporaryLedger(t);
  record(ledger, 'a');
  const { db } = ledger;
  assert.throws(() => db.exec("UPDATE audit SET actor_id = 'x'"), /append only/u);
  assert.throws(() => db.exec('DELETE FROM audit'), /append only/u);
  const insert = (sequence: number): void =>
    db.exec(`INSERT INTO audit VALUES (${sequence}, 0, 'e', 'system', '', NULL, '{}', NULL, 'h')`);
  assert.throws(() => insert(1), /append only|UNIQUE/u);
  assert.throws(() => insert(9), /append only/u);
  assert.throws(
    () => db.exec("REPLACE INTO audit VALUES (1, 0, 'e', 'system', '', NULL, '{}', NULL, 'h')"),
    /append only/u,
  );
});

test('any text that people can type comes back as it was hashed', async (t) => {
  const { ledger, folder, clock } = temporaryLedger(t);
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), fc.string({ unit: 'binary' }), (name, subject) => {
      recordAudit(ledger, { event: 'organisation.created', actor, subject, details: { name, kind: '\uD800' } });
    }),
    { numRuns: 300 },
  );
  record(ledger, 'x'.repeat(100_000));
  const { intact, entries } = await verifyAudit(ledger);
  assert.deepEqual([intact, entries], [true, 302]);
  ledger.close();
  const again = openLedger(folder, () => clock.now);
  t.after(() => again.close());
  assert.equal((await verifyAudit(again)).intact, true);
  const longest = again.db.prepare('SELECT max(length(details)) AS n FROM audit').get() as { readonly n: number };
  assert.ok(longest.n < 2100, 'long texts are shortened');
});

test('an entry is undone with the change that it records', async (t) => {
  const { ledger } = temporaryLedger(t);
  assert.throws(() =>
    ledger.write(() => {
      record(ledger, 'undone');
      throw new Error('no');
    }),
  );
  record(ledger, 'kept');
  assert.deepEqual((await verifyAudit(ledger)).entries, 2);
});
