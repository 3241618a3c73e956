// pollwarden audit verify and export, as they are called: exit codes, output, beside a process that writes.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { recordAudit } from '../../ledger/audit/record.ts';
import { ledgerPath } from '../../ledger/ledger.ts';
import { temporaryFolder, temporaryLedger } from '../../ledger/testing/temporary-ledger.ts';

const bin = join(import.meta.dirname, '..', '..', '..', 'bin', 'pollwarden.mjs');

type Result = { readonly code: number; readonly stdout: string; readonly stderr: string };
const pollwarden = async (...args: readonly string[]): Promise<Result> =>
  await new Promise((resolve) => {
    execFile(process.execPath, [bin, ...args], (error, stdout, stderr) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr }),
    );
  });

test('verify beside the process that writes: 0, and 1 from the entry that does not hold', async (t) => {
  const { ledger, folder } = temporaryLedger(t);
  const name = '=cmd()"\nnext';
  for (let i = 0; i < 5; i++) {
    recordAudit(ledger, {
      event: 'organisation.created',
      actor: { kind: 'operator' },
      subject: `o${i}`,
      details: { name, kind: 'party' },
    });
  }
  const fine = await pollwarden('audit', 'verify', '--data', folder, '--json');
  assert.equal(fine.code, 0, fine.stderr);
  const { intact, entries, head } = JSON.parse(fine.stdout) as Readonly<Record<string, unknown>>;
  assert.deepEqual([intact, entries], [true, 6]);
  const told = await pollwarden('audit', 'verify', '--data', folder, '--head', String(head));
  assert.match(told.stdout, /The audit trail holds: 6 entries\.\nHead: [\da-f]{64}\n/u);
  assert.equal((await pollwarden('audit', 'verify', '--data', folder, '--head', 'f'.repeat(64))).code, 1);
  assert.equal((await pollwarden('audit', 'verify', '--data', folder, '--head', 'xyz')).code, 2);

  const csv = await pollwarden('audit', 'export', '--data', folder, 'subject:o3');
  const lines = csv.stdout.split('\r\n');
  assert.deepEqual([csv.code, lines.length], [0, 3]);
  assert.match(lines[1], /^5,2026-06-01T12:00:00\.000Z,organisation\.created,operator,,o3,,"\{""kind"":""party""/u);
  const jsonl = await pollwarden('audit', 'export', '--data', folder, '--format', 'jsonl');
  const parsed = jsonl.stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { readonly sequence: number });
  assert.deepEqual(
    parsed.map(({ sequence }) => sequence),
    [1, 2, 3, 4, 5, 6],
  );
  assert.equal((await pollwarden('audit', 'export', '--data', folder, 'nokey:x')).code, 2);

  const list = await pollwarden('audit', 'list', '--data', folder, 'event:organisation', '--limit', '2');
  assert.match(list.stdout, /^2 of 5 that match, of 6 entries\n/u);
  assert.ok(!list.stdout.includes('"\nnext'), 'what was typed cannot break the table');
  const asJson = JSON.parse((await pollwarden('audit', 'list', '--data', folder, '--json')).stdout) as {
    items: unknown[];
  };
  assert.equal(asJson.items.length, 6);

  ledger.close();
  const db = new DatabaseSync(ledgerPath(folder));
  db.exec("DROP TRIGGER audit_never_changes; UPDATE audit SET subject = 'x' WHERE sequence = 4");
  db.close();
  const broken = await pollwarden('audit', 'verify', '--data', folder);
  assert.equal(broken.code, 1);
  assert.match(broken.stdout, /does NOT hold from entry 4 on/u);
});

test('verify where there is no ledger: 2, and none is made', async (t) => {
  const missing = await pollwarden('audit', 'verify', '--data', temporaryFolder(t));
  assert.equal(missing.code, 2);
  assert.match(missing.stderr, /LEDGER_MISSING/u);
});
