// The audit trail and its anchors from the command line: anchored, witnessed, verified from a copy with a key noted before, and
// found to be another when somebody computed it anew and anchored that too.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { recordAudit } from '../../ledger/audit/record.ts';
import { openLedger } from '../../ledger/ledger.ts';
import { startWitness, type TestWitness, witnessPair } from '../../tlog/testing/witness-server.ts';

const folder = mkdtempSync(join(tmpdir(), 'pollwarden-audit-anchor-'));
const witnesses: TestWitness[] = [];
after(async () => {
  await Promise.all(witnesses.map(async ({ close }) => await close()));
  rmSync(folder, { recursive: true });
});
const file = (name: string): string => join(folder, name);
const program = join(import.meta.dirname, '..', '..', '..', 'bin', 'pollwarden.mjs');

type Called = { readonly status: number; readonly out: string; readonly err: string };
const call = async (...args: readonly string[]): Promise<Called> =>
  await new Promise((resolve) => {
    execFile(process.execPath, [program, ...args], (error, out, err) =>
      resolve({ status: error === null ? 0 : Number(error.code), out, err }),
    );
  });
async function json(...args: readonly string[]): Promise<Readonly<Record<string, unknown>>> {
  return JSON.parse((await call(...args, '--json')).out) as Readonly<Record<string, unknown>>;
}

function grow(data: string, ...names: readonly string[]): void {
  const ledger = openLedger(data, () => Date.UTC(2026, 5, 7));
  for (const name of names) {
    const actor = { kind: 'system', id: 'test' } as const;
    recordAudit(ledger, { event: 'organisation.created', actor, subject: name, details: { name, kind: 'party' } });
  }
  ledger.close();
}

test('anchored and verified: how far it is covered, by whom, and that a folder alone proves little', async () => {
  const data = file('data');
  grow(data, 'a', 'b', 'c');
  const before = await call('audit', 'verify', '--data', data);
  assert.deepEqual(
    [before.status, before.out.endsWith('No head of it is anchored: pollwarden audit anchor.\n')],
    [0, true],
  );
  const made = await call('audit', 'anchor', '--data', data);
  assert.equal(made.status, 0, made.err);
  assert.match(
    made.out,
    /^Entry \d+ is anchored: [\da-f]{64}\nPublished: .*public\nKey of this log, for audit verify --key: audit-trail\/\S+\n$/,
  );
  grow(data, 'd');
  const verified = await call('audit', 'verify', '--data', data);
  assert.equal(verified.status, 0);
  assert.match(
    verified.out,
    /Anchored in audit-trail\/[\da-f]{16} \(1 head, no independent witness\) up to entry \d+; 1 entry after it/,
  );
  assert.match(verified.out, /This folder alone says so/);
});

test('with witnesses: without enough of them nothing new is published, and the trail is covered as far as it was', async () => {
  const data = file('witnessed');
  grow(data, 'a');
  await call('audit', 'anchor', '--data', data);
  const witness = await startWitness(witnessPair('university'));
  witnesses.push(witness);
  writeFileSync(file('policy'), `${witness.line}quorum university\n`);
  assert.equal((await call('tlog', 'init', join(data, 'tlog', 'audit'), '--policy', file('policy'))).status, 0);
  assert.equal((await call('audit', 'anchor', '--data', data)).status, 0);
  assert.match((await call('audit', 'verify', '--data', data)).out, /witnesses: university\) up to the newest entry\./);
  await witness.close();
  grow(data, 'b');
  const alone = await json('audit', 'anchor', '--data', data);
  assert.deepEqual(
    [alone.published, (alone.witnesses as readonly { result: string }[])[0].result],
    [false, 'unreachable'],
  );
  assert.equal(((await json('audit', 'verify', '--data', data)).anchors as { after: number }).after, 1);
});

test('a copy elsewhere and the key noted before find what whoever owns the machine made anew', async () => {
  const [data, forged] = [file('owned'), file('forged')];
  grow(data, 'a', 'b', 'c');
  await call('audit', 'anchor', '--data', data);
  const { vkey: noted } = await json('audit', 'anchor', '--data', data);
  cpSync(join(data, 'tlog', 'audit', 'public'), file('mirror'), { recursive: true });
  const copied = ['--log', file('mirror'), '--key', String(noted)];
  assert.equal((await call('audit', 'verify', '--data', data, ...copied)).status, 0);
  // Another trail of the same length, and a log of its own beside it.
  grow(forged, 'a', 'x', 'c');
  await call('audit', 'anchor', '--data', forged);
  assert.equal((await call('audit', 'verify', '--data', forged)).status, 0, 'alone it looks well');
  const found = await json('audit', 'verify', '--data', forged, ...copied);
  const { broken } = found.anchors as { broken: { reason: string; first: number } };
  assert.deepEqual([found.intact, broken.reason, broken.first], [true, 'changed', 1]);
  const told = await call('audit', 'verify', '--data', forged, ...copied);
  assert.deepEqual(
    [told.status, /NOT the one that was anchored: of entries 1 to \d+ something was changed/.test(told.out)],
    [1, true],
  );
  // A log under another key, and a copy that somebody changed.
  const other = await json('audit', 'verify', '--data', forged, '--key', String(noted));
  assert.equal((other.anchors as { fault: { code: string } }).fault.code, 'ORIGIN_UNKNOWN');
  const checkpoint = readFileSync(file('mirror/checkpoint'), 'utf8');
  writeFileSync(file('mirror/checkpoint'), checkpoint.replace('\n1\n', '\n2\n'));
  const spoiled = await call('audit', 'verify', '--data', data, ...copied);
  assert.deepEqual([spoiled.status, /does NOT hold: .*SIGNATURE_INVALID/.test(spoiled.out)], [1, true]);
});

test('a backup that is put back: elsewhere all fits; in place the log stays, and says what the trail has lost', async () => {
  const data = file('restored');
  grow(data, 'a', 'b');
  await call('audit', 'anchor', '--data', data);
  const { path: backup } = await json('backup', '--data', data, '--to', file('backups'));
  assert.equal((await call('restore', String(backup), '--to-new', file('drill'))).status, 0);
  const drilled = await json('audit', 'verify', '--data', file('drill'), '--log', join(data, 'tlog', 'audit'));
  const { broken, covered } = drilled.anchors as { broken?: unknown; covered: number };
  assert.deepEqual([broken, covered > 0], [undefined, true]);
  grow(data, 'c', 'd', 'e', 'f', 'g', 'h');
  await call('audit', 'anchor', '--data', data);
  const longest = (await json('audit', 'verify', '--data', data)).entries;
  const restored = await call('restore', String(backup), '--data', data);
  assert.equal(restored.status, 0, restored.err);
  const now = await json('audit', 'verify', '--data', data);
  const found = now.anchors as { anchors: number; broken: { last: number; reason: string; restore?: number } };
  assert.deepEqual([now.intact, found.anchors, found.broken.last, found.broken.reason], [true, 2, longest, 'cut']);
  assert.equal(typeof found.broken.restore, 'number');
  const doctor = await json('doctor', '--data', data);
  assert.match(JSON.stringify(doctor), /not the trail that was anchored/);
});
