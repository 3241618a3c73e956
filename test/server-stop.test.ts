// The end of a server whose demonstration preloads and detects: again and again within the process, and by signals at any
// moment. An engine whose thread was ended from outside would take the process along.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { addOrganisation } from '../src/accounts/organisations.ts';
import { insertPerson } from '../src/accounts/people.ts';
import { openSessionFor } from '../src/accounts/sessions.ts';
import { openLedger } from '../src/ledger/ledger.ts';
import { root } from './server/modules.ts';
import { type Started, startProcess } from './server/process.ts';
import { changing } from './server/serving.ts';

const folder = mkdtempSync(join(tmpdir(), 'pollwarden-stop-'));
after(() => rmSync(folder, { recursive: true, force: true }));

/** A data folder with one administrator; answers with the cookie of a session. */
function prepare(data: string): string {
  const ledger = openLedger(data, Date.now);
  try {
    const token = ledger.write(() => {
      const organisationId = addOrganisation(ledger, { name: 'Test', kind: 'csirt' }, { kind: 'system', id: 'test' });
      const email = { email: 'a@example.org', key: 'a@example.org' };
      const role = 'administrator';
      insertPerson(ledger, { id: 'p', organisationId, name: 'A', email, role, passwordHash: undefined });
      return openSessionFor(ledger, 'p', { userAgent: 'test', address: '127.0.0.1' });
    });
    return `pollwarden_session=${token}`;
  } finally {
    ledger.close();
  }
}

const wait = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

async function restart({ address }: Started, cookie: string): Promise<void> {
  const headers = { ...changing, cookie };
  const url = new URL('/api/operations/restart', address.url);
  const { status } = await fetch(url, { method: 'POST', headers });
  assert.equal(status, 200);
}

const times = (text: string, part: string): number => text.split(part).length - 1;

test('the server starts again while the demonstration preloads, and nothing takes the process along', async () => {
  const data = join(folder, 'again');
  const cookie = prepare(data);
  const server = await startProcess(['--data', data, '--port', '0', '--profile', 'demo', '--log-level', 'info']);
  for (let round = 1; round <= 3; round++) {
    await wait(1500 * round);
    await restart(server, cookie);
    while (times(server.stderr(), 'started again') < round && server.child.exitCode === null) await wait(50);
    assert.equal(server.child.exitCode, null, server.stderr());
  }
  server.child.kill('SIGINT');
  assert.equal(await server.ended, 0, server.stderr());
});

for (const milliseconds of [100, 700, 2000, 5000]) {
  test(`Ctrl-C ${milliseconds} ms after the start ends it, with nothing to complain about`, async () => {
    const data = join(folder, `stop-${milliseconds}`);
    const words = ['start', '--data', data, '--port', '0', '--log-level', 'warn'];
    const child = spawn(process.execPath, [join(root, 'bin', 'pollwarden.mjs'), ...words], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    const ended = once(child, 'close');
    await wait(milliseconds);
    child.kill('SIGINT');
    const [code, signal] = (await ended) as [number | null, string | null];
    // Before the program runs at all, the signal itself ends it.
    assert.ok(code === 0 || (milliseconds < 1000 && signal === 'SIGINT'), `${code} ${signal} ${stderr}`);
    assert.doesNotMatch(stderr, /terminate called|too long|did not stop/);
  });
}

test('a restart that fails ends the process, for its supervisor to start it', async () => {
  const data = join(folder, 'fails');
  const cookie = prepare(data);
  const server = await startProcess(['--data', data, '--port', '0', '--profile', 'guard', '--log-level', 'info']);
  mkdirSync(join(data, '.restore'));
  writeFileSync(join(data, '.restore', 'plan.json'), '{');
  await restart(server, cookie);
  assert.equal(await server.ended, 75);
  assert.match(server.stderr(), /could not be started again.*|BACKUP_DAMAGED/);
});
