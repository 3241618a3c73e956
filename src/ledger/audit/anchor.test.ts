// Anchored heads of the audit trail: what is changed, computed anew or cut is named with its place, and how far the trail is
// covered is said.
import assert from 'node:assert/strict';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type TestContext, test } from 'node:test';
import { appendEntries } from '../../tlog/files/append.ts';
import { openKeeper } from '../../tlog/files/keeper.ts';
import { folderSource } from '../../tlog/files/read.ts';
import { logRound } from '../../tlog/files/round.ts';
import type { Policy } from '../../tlog/policy.ts';
import { type Ledger, ledgerPath, readLedger } from '../ledger.ts';
import { temporaryLedger } from '../testing/temporary-ledger.ts';
import { anchorAudit, auditLogFolder, newAuditOrigin, parseAnchor } from './anchor.ts';
import { type AuditRow, entryHash, genesisHash } from './chain.ts';
import { recordAudit } from './record.ts';
import { verifyAudit } from './verify.ts';
import { type AnchorCheck, verifyAnchors } from './verify-anchors.ts';

const nobody = async (): Promise<never> => await Promise.reject(new Error('no witness is asked here'));
const anchor = async (ledger: Ledger, folder: string): Promise<number> => {
  const made = await anchorAudit(ledger, folder, {
    newOrigin: () => newAuditOrigin(new Uint8Array(8), false),
    post: nobody,
  });
  assert.ok(made.ok && made.value.round.published, JSON.stringify(made));
  return made.value.anchor?.sequence ?? 0;
};

function record(ledger: Ledger, name: string): void {
  recordAudit(ledger, {
    event: 'organisation.created',
    actor: { kind: 'system', id: 'test' },
    subject: `organisation-${name}`,
    details: { name, kind: 'authority' },
  });
}

function policyOf(folder: string): Policy {
  const keeper = openKeeper(auditLogFolder(folder));
  keeper.close();
  return keeper.policy;
}

async function check(folder: string): Promise<AnchorCheck> {
  const ledger = readLedger(folder, () => 0);
  try {
    const trail = await verifyAudit(ledger);
    const source = folderSource(join(auditLogFolder(folder), 'public'));
    const found = await verifyAnchors(ledger, trail, source, policyOf(folder));
    return found.ok ? found.value : assert.fail(`${found.fault.code}: ${found.fault.detail}`);
  } finally {
    ledger.close();
  }
}

/** A trail of 20 entries, anchored at 1, 5, 10 and 15; then `tamper` with the file, without its triggers. */
async function anchored(t: TestContext, tamper?: (db: DatabaseSync) => void): Promise<string> {
  const { ledger, clock, folder } = temporaryLedger(t);
  for (let i = 1; i <= 20; i++) {
    clock.now += 1000;
    if (i > 1) record(ledger, `n${i}`);
    if (i === 1 || i % 5 === 0) {
      if (i < 20) assert.equal(await anchor(ledger, folder), i);
    }
  }
  ledger.close();
  if (tamper === undefined) return folder;
  const db = new DatabaseSync(ledgerPath(folder));
  const triggers = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'audit'").all();
  for (const { name } of triggers) db.exec(`DROP TRIGGER ${String(name)}`);
  tamper(db);
  db.close();
  return folder;
}

/** As somebody does who owns the file: every hash from the first on, so that the chain holds among itself. */
function chainAnew(db: DatabaseSync): void {
  let previous = genesisHash;
  for (const row of db.prepare('SELECT * FROM audit ORDER BY sequence').all() as unknown as readonly AuditRow[]) {
    previous = entryHash(previous, row);
    db.prepare('UPDATE audit SET hash = ? WHERE sequence = ?').run(previous, row.sequence);
  }
  db.exec("UPDATE sqlite_sequence SET seq = (SELECT max(sequence) FROM audit) WHERE name = 'audit'");
}

test('an untouched trail is covered as far as it was anchored, and the same head is anchored once', async (t) => {
  const folder = await anchored(t);
  const found = await check(folder);
  assert.deepEqual([found.anchors, found.covered, found.after, found.broken], [4, 15, 5, undefined]);
  const ledger = readLedger(folder, () => 0);
  assert.deepEqual([await anchor(ledger, folder), await anchor(ledger, folder)], [20, 20]);
  ledger.close();
  const again = await check(folder);
  assert.deepEqual([again.anchors, again.covered, again.after], [5, 20, 0]);
  assert.equal(again.origin, 'audit-trail/0000000000000000');
});

test('a trail that was changed and computed anew is found between the two heads around the change', async (t) => {
  const cases = [
    [1, { first: 1, last: 1 }],
    [2, { first: 2, last: 5 }],
    [5, { first: 2, last: 5 }],
    [7, { first: 6, last: 10 }],
    [15, { first: 11, last: 15 }],
  ] as const;
  for (const [changed, expected] of cases) {
    const folder = await anchored(t, (db) => {
      db.exec(`UPDATE audit SET time = time + 1 WHERE sequence = ${changed}`);
      chainAnew(db);
    });
    const ledger = readLedger(folder, () => 0);
    assert.equal((await verifyAudit(ledger)).intact, true, 'the chain alone shows nothing');
    ledger.close();
    const { broken } = await check(folder);
    assert.deepEqual(
      { first: broken?.first, last: broken?.last, reason: broken?.reason },
      { ...expected, reason: 'changed' },
    );
  }
  // What came after the newest head nobody can vouch for, and it is said to be so.
  const free = await check(
    await anchored(t, (db) => {
      db.exec('UPDATE audit SET time = time + 1 WHERE sequence = 16');
      chainAnew(db);
    }),
  );
  assert.deepEqual([free.broken, free.covered, free.after], [undefined, 15, 5]);
});

test('a trail that was cut, and one that went on after a cut, as after an old backup', async (t) => {
  const cut = await anchored(t, (db) => {
    db.exec('DELETE FROM audit WHERE sequence > 8');
    chainAnew(db);
  });
  const found = await check(cut);
  assert.deepEqual([found.covered, found.broken], [5, { first: 9, last: 15, reason: 'cut', logEntry: 3 }]);
  const longer = await anchored(t, (db) => {
    db.exec('DELETE FROM audit WHERE sequence BETWEEN 9 AND 11');
    db.exec('UPDATE audit SET sequence = sequence - 3 WHERE sequence > 11');
    chainAnew(db);
  });
  const { broken, covered } = await check(longer);
  assert.deepEqual([covered, broken], [5, { first: 6, last: 10, reason: 'changed', logEntry: 2 }]);
});

test('where the chain itself breaks, heads before the break still count', async (t) => {
  const folder = await anchored(t, (db) => db.exec('UPDATE audit SET time = time + 1 WHERE sequence = 12'));
  const { covered, after, broken } = await check(folder);
  assert.deepEqual([covered, after, broken], [10, 1, undefined]);
});

test('a changed entry of the log, a foreign one, and one that is nearly an anchor are faults of the log', async (t) => {
  const folder = await anchored(t);
  const copy = `${folder}/copy`;
  cpSync(join(auditLogFolder(folder), 'public'), copy, { recursive: true });
  const bundle = join(copy, 'tile/entries/000.p/4');
  const bytes = readFileSync(bundle);
  bytes[60] ^= 1;
  writeFileSync(bundle, bytes);
  const ledger = readLedger(folder, () => 0);
  t.after(() => ledger.close());
  const trail = await verifyAudit(ledger);
  const changed = await verifyAnchors(ledger, trail, folderSource(copy), policyOf(folder));
  assert.equal(!changed.ok && changed.fault.code, 'ENTRY_DAMAGED');
  const keeper = openKeeper(auditLogFolder(folder));
  appendEntries(keeper.state, keeper.hasher, [Buffer.from('{"sequence":1}')]);
  assert.ok((await logRound(keeper, nobody)).ok);
  keeper.close();
  const foreign = await verifyAnchors(
    ledger,
    trail,
    folderSource(join(auditLogFolder(folder), 'public')),
    policyOf(folder),
  );
  assert.match(foreign.ok ? '' : foreign.fault.detail, /entry 4: it is no head/);
});

test('an anchor is read in the one form it is written in', () => {
  const head = 'a'.repeat(64);
  const whole = `{"format":"pollwarden-audit-anchor/1","head":"${head}","sequence":7,"time":1}`;
  assert.deepEqual(parseAnchor(Buffer.from(whole)), { head, sequence: 7, time: 1 });
  for (const text of [
    whole.replace('7', '7.5'),
    whole.replace('7', '"7"'),
    whole.replace('{', '{ '),
    whole.replace('/1', '/2'),
    whole.replace('}', ',"x":1}'),
    whole.replaceAll('a', 'A'),
    'null',
    '',
    '[]',
    '{',
  ])
    assert.equal(parseAnchor(Buffer.from(text)), undefined, text);
});
