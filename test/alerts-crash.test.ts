// kill -9 before and after every write of alerts, transactions and their inner steps alike: every alert is there exactly
// once, and its mail came at least once, always with the same Message-ID.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { headerOf, startSmtpServer } from '../src/alerts/testing/smtp-server.ts';
import { alertsOf, deliveriesOf } from '../src/alerts/testing/world.ts';
import { openLedger } from '../src/ledger/ledger.ts';

const child = join(import.meta.dirname, '..', 'src', 'alerts', 'testing', 'crash-child.ts');
const findings = 2;

type Ended = { readonly signal: NodeJS.Signals | null; readonly code: number | null; readonly output: string };

const run = (folder: string, port: number, killAt: number, when: string): Promise<Ended> =>
  new Promise((resolve, reject) => {
    const args = [child, folder, String(port), String(findings), String(killAt), when];
    const running = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    running.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
    running.on('error', reject);
    running.on('close', (code, signal) => resolve({ code, signal, output }));
  });

void test('killed between any two writes, alerts are neither lost nor made twice', async (t) => {
  const server = await startSmtpServer();
  t.after(server.stop);
  const base = mkdtempSync(join(tmpdir(), 'pollwarden-alerts-crash-'));
  t.after(() => rmSync(base, { recursive: true, force: true }));

  const check = (folder: string, from: number): number => {
    const ledger = openLedger(folder, Date.now);
    try {
      const alerts = alertsOf({ ledger }).map((row) => `${row.finding_id} ${row.person_id}`);
      assert.deepEqual(alerts.toSorted(), ['f0 admin', 'f0 ann', 'f1 admin', 'f1 ann']);
      const sent = deliveriesOf({ ledger });
      const audited = ledger.db.prepare("SELECT count(*) AS n FROM audit WHERE event = 'alert.sent'").get();
      assert.equal(audited?.n, sent.length);
      const ids = sent.map((row) => row.message_id).toSorted();
      const came = server.taken.slice(from).map((mail) => headerOf(mail, 'Message-ID') as string);
      assert.deepEqual([...new Set(came)].toSorted(), ids, 'each came, and no other');
      return came.length - ids.length;
    } finally {
      ledger.close();
    }
  };

  const whole = await run(join(base, 'whole'), server.port, 0, '');
  assert.equal(whole.code, 0);
  const writes = Number(whole.output);
  assert.ok(writes >= 20, `${writes} writes`);
  check(join(base, 'whole'), 0);

  let killed = 0;
  let repeated = 0;
  const points = Array.from({ length: writes }, (_, i) => i + 1).flatMap((n) => [
    [n, 'before'] as const,
    [n, 'after'] as const,
  ]);
  for (const [n, when] of points) {
    const folder = join(base, `${n}-${when}`);
    const from = server.taken.length;
    const first = await run(folder, server.port, n, when);
    if (first.signal === 'SIGKILL') killed++;
    const second = await run(folder, server.port, 0, '');
    assert.equal(second.code, 0);
    const repeats = check(folder, from);
    // At most the four attempts that were under way; they are the price of losing none.
    assert.ok(repeats <= 4, `${repeats} repeated`);
    repeated += repeats;
    rmSync(folder, { recursive: true, force: true });
  }
  assert.ok(killed >= writes, `${killed} of ${points.length} were killed`);
  t.diagnostic(`${killed} kills, ${repeated} mails came twice, with the same Message-ID`);
});
