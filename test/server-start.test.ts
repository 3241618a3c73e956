// pollwarden start as an operator sees it: address, one-time link, what is in the way, and how it ends.
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { startProcess } from './server/process.ts';
import { changing } from './server/serving.ts';

const folder = mkdtempSync(join(tmpdir(), 'pollwarden-start-'));
after(() => rmSync(folder, { recursive: true }));
const data = (name: string): readonly string[] => ['--data', join(folder, name), '--profile', 'guard'];

/** The exit code and message of a start that fails. */
async function failure(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<{ readonly code: number; readonly message: string }> {
  try {
    const started = await startProcess(args, { env });
    started.child.kill('SIGKILL');
  } catch (error) {
    const { code, message } = error as Error & { readonly code: number };
    return { code, message };
  }
  throw new assert.AssertionError({ message: 'it started' });
}

test('the one-time link sets up the administrator, once; the next start prints none', async () => {
  const first = await startProcess([...data('setup'), '--port', '0']);
  const setup = first.address.spaces[0].setup ?? '';
  assert.match(setup, /^http:\/\/localhost:\d+\/set-up#[\w-]{43}$/, 'the token is behind #, which no server ever gets');
  const body = JSON.stringify({
    token: setup.slice(setup.indexOf('#') + 1),
    organisation: { name: 'Authority', kind: 'authority' },
    name: 'First',
    email: 'first@example.org',
    password: 'correct horse battery staple 9',
  });
  const send = async (): Promise<number> =>
    (await fetch(`${first.address.url}/api/setup`, { method: 'POST', headers: changing, body })).status;
  assert.equal(await send(), 200);
  assert.notEqual(await send(), 200);
  first.child.kill('SIGTERM');
  assert.equal(await first.ended, 0);
  assert.ok(!first.stderr().includes(setup.slice(-43)), 'the token is not in the log');
  const second = await startProcess([...data('setup'), '--port', '0']);
  assert.equal(second.address.spaces[0].setup, undefined);
  second.child.kill('SIGINT');
  assert.equal(await second.ended, 0);
});

test('a port that is taken is named, with who has it', async () => {
  const other = createServer((socket) => socket.end('no http\r\n'));
  other.listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as { readonly port: number };
  const foreign = await failure([...data('port'), '--port', String(port)]);
  assert.equal(foreign.code, 2);
  assert.match(foreign.message, /PORT_IN_USE.*where another program listens; name another with --port/);
  assert.ok(!existsSync(join(folder, 'port')), 'nothing was made for a start that could not be');
  other.close();
  const ours = await startProcess([...data('ours'), '--port', '0']);
  const taken = await failure([...data('port'), '--port', new URL(ours.address.url).port]);
  assert.match(taken.message, /PORT_IN_USE.*another Pollwarden answers, perhaps one that you started before/);
  const same = await failure([...data('ours'), '--port', '0']);
  assert.equal(same.code, 2);
  assert.match(same.message, /DATA_IN_USE.*process \d+; stop it/);
  ours.child.kill('SIGKILL');
  await ours.ended;
  const next = await startProcess([...data('ours'), '--port', '0']);
  next.child.kill('SIGTERM');
  assert.equal(await next.ended, 0, 'what a killed server left does not keep the next one away');
});

test('settings that are wrong end the start before anything is made', async () => {
  const typed = await failure([...data('wrong')], { POLLWARDEN_PROXY_HOP: '1' });
  assert.equal(typed.code, 2);
  assert.match(typed.message, /CONFIG_INVALID.*did you mean POLLWARDEN_PROXY_HOPS/);
  assert.match((await failure([...data('wrong'), '--host', '0.0.0.0'])).message, /other machines.*--insecure-http/);
  assert.match(
    (await failure([...data('wrong'), '--host', '203.0.113.1', '--insecure-http'])).message,
    /no address 203\.0\.113\.1/,
  );
  assert.match(
    (await failure(['--profile', 'party'])).message,
    /--profile takes guard, csirt, platform, results, demo, not "party"/,
  );
  assert.ok(!existsSync(join(folder, 'wrong', 'server.lock')));
});

test('a request under way is answered before the end; a second signal ends at once', async () => {
  const started = await startProcess([...data('stop'), '--port', '0']);
  const { port } = new URL(started.address.url);
  // Its body never comes, so the server waits for it.
  const { connect } = await import('node:net');
  const hanging = connect(Number(port), '127.0.0.1');
  hanging.on('error', () => {});
  hanging.write(
    'POST /api/session/password HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nX-Pollwarden: 1\r\nContent-Length: 10\r\n\r\n{',
  );
  await once(hanging, 'connect');
  await fetch(`${started.address.url}/health/live`);
  started.child.kill('SIGTERM');
  while (!started.stderr().includes('stopping')) await once(started.child.stderr, 'data');
  started.child.kill('SIGTERM');
  assert.equal(await started.ended, 143);
  hanging.destroy();
});

test('a defect ends the server with exit code 70 and one line in the log', async () => {
  const defect = join(folder, 'defect.mjs');
  writeFileSync(defect, "process.on('SIGUSR2', () => { throw new Error('a defect for the test'); });");
  const started = await startProcess([...data('defect'), '--port', '0'], { nodeArgs: ['--import', defect] });
  started.child.kill('SIGUSR2');
  assert.equal(await started.ended, 70);
  assert.match(
    started.stderr(),
    /"level":"error","message":"a defect in Pollwarden ended the server".*a defect for the test/,
  );
});

test('the log is one JSON object a line, and the data folder is for its owner only', async () => {
  const started = await startProcess([...data('log'), '--port', '0', '--log-level', 'debug']);
  await fetch(`${started.address.url}/api/findings?q=someone`, {
    headers: { cookie: 'pollwarden_session=abcdefghijklmnopqrstuvwxyz' },
  });
  started.child.kill('SIGTERM');
  await started.ended;
  const lines = started.stderr().trim().split('\n');
  assert.ok(lines.length >= 3);
  for (const line of lines) assert.equal(typeof (JSON.parse(line) as { readonly time: unknown }).time, 'string');
  assert.ok(!/someone|abcdefghijklm/.test(started.stderr()));
  const { statSync } = await import('node:fs');
  assert.equal(statSync(join(folder, 'log')).mode & 0o077, 0);
  assert.equal(
    readFileSync(join(folder, 'log', 'ledger', 'ledger.sqlite'))
      .subarray(0, 6)
      .toString(),
    'SQLite',
  );
});
