// pollwarden alerts list, acknowledge, test as an operator calls them.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { startSmtpServer } from '../src/alerts/testing/smtp-server.ts';
import { addPerson, addSketch, alertsOf, createWorld, raiseAll } from '../src/alerts/testing/world.ts';
import { openLedger } from '../src/ledger/ledger.ts';

type Said = { readonly code: number | null; readonly out: string; readonly err: string };
const main = join(import.meta.dirname, '..', 'bin', 'pollwarden.mjs');
const pollwarden = (args: readonly string[], environment: Readonly<Record<string, string>> = {}): Promise<Said> =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, [main, ...args], { env: { ...process.env, ...environment } });
    let [out, err] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString();
    });
    child.stderr.on('data', (chunk: Buffer) => {
      err += chunk.toString();
    });
    child.on('close', (code) => resolve({ code, out, err }));
  });
const folderFor = (t: TestContext): string => {
  const folder = mkdtempSync(join(tmpdir(), 'pollwarden-alerts-cli-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
};

test('alerts are listed beside a running server, acknowledged only without one', async (t) => {
  const folder = folderFor(t);
  const world = createWorld(folder);
  addPerson(world, 'ann');
  addSketch(world, 'f1', { title: 'Group \u001b[31m of 5' });
  raiseAll(world);
  const [{ id }] = alertsOf(world);
  const listed = await pollwarden(['alerts', 'list', 'state:open', '--data', folder]);
  assert.equal(listed.code, 0, listed.err);
  assert.match(listed.out, /1 of 1 that match, of 1 alerts/);
  assert.match(listed.out, /severe +open +Name ann +mail queued/);
  assert.ok(!listed.out.includes('\u001b'));
  const json = JSON.parse((await pollwarden(['alerts', 'list', '--json', '--data', folder])).out) as {
    readonly items: readonly { readonly id: string; readonly reasons: readonly string[] }[];
  };
  assert.deepEqual([json.items[0].id, json.items[0].reasons], [id, ['rule']]);
  const wrong = await pollwarden(['alerts', 'list', 'stat:open', '--data', folder]);
  assert.equal(wrong.code, 2);
  const locked = await pollwarden(['alerts', 'acknowledge', id, '--data', folder]);
  assert.match(locked.err, /LEDGER_LOCKED/);
  world.ledger.close();
  assert.equal((await pollwarden(['alerts', 'acknowledge', 'nobody', '--data', folder])).code, 2);
  const done = await pollwarden(['alerts', 'acknowledge', id, '--data', folder]);
  assert.equal(done.code, 0, done.err);
  const ledger = openLedger(folder, Date.now);
  assert.deepEqual(
    alertsOf({ ledger }).map((row) => [row.state, row.acknowledged_via]),
    [['acknowledged', 'operator']],
  );
  ledger.close();
  const none = await pollwarden(['alerts', 'acknowledge', id, '--data', join(folder, 'none')]);
  assert.match(none.err, /LEDGER_MISSING/);
});

test('a test mail says how it went', async (t) => {
  const server = await startSmtpServer();
  t.after(server.stop);
  const folder = folderFor(t);
  const smtp = {
    POLLWARDEN_SMTP_HOST: '127.0.0.1',
    POLLWARDEN_SMTP_PORT: String(server.port),
    POLLWARDEN_SMTP_FROM: 'p@ops.example',
  };
  const taken = await pollwarden(['alerts', 'test', 'duty@ops.example', '--data', folder], smtp);
  assert.equal(taken.code, 0, taken.err);
  await server.until(1);
  assert.match(server.taken[0].text, /Subject: \[Pollwarden\] Test message/);
  const refused = await pollwarden(['alerts', 'test', 'unknown@ops.example', '--data', folder], smtp);
  assert.deepEqual([refused.code, /550 5\.1\.1/.test(refused.out)], [1, true]);
  for (const address of ['nobody', 'a@b.example,c@d.example', 'a@b.example\r\nBcc: c@d.example']) {
    assert.equal((await pollwarden(['alerts', 'test', address, '--data', folder], smtp)).code, 2, address);
  }
  const unset = await pollwarden(['alerts', 'test', 'duty@ops.example', '--data', folder]);
  assert.match(unset.err, /no mail server is configured/);
});
