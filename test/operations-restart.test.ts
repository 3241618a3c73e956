// A whole server as operators run it: backup by the console's routes, restore, restart within the process, kill -9 between.
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { addOrganisation } from '../src/accounts/organisations.ts';
import { insertPerson } from '../src/accounts/people.ts';
import { openSessionFor } from '../src/accounts/sessions.ts';
import { openLedger, readLedger } from '../src/ledger/ledger.ts';
import { freshFolder } from './operations-folder.ts';
import { changing } from './server/serving.ts';

const entry = join(import.meta.dirname, '..', 'bin', 'pollwarden.mjs');
const children: ChildProcess[] = [];
after(() => {
  for (const child of children) child.kill('SIGKILL');
});

/** A data folder with one administrator; answers with the cookie of a session. */
function prepare(data: string): string {
  const ledger = openLedger(data, Date.now);
  try {
    const token = ledger.write(() => {
      const organisationId = addOrganisation(ledger, { name: 'Test', kind: 'csirt' }, { kind: 'system', id: 'test' });
      const email = { email: 'a@example.org', key: 'a@example.org' };
      insertPerson(ledger, {
        id: 'p',
        organisationId,
        name: 'A',
        email,
        role: 'administrator',
        passwordHash: undefined,
      });
      return openSessionFor(ledger, 'p', { userAgent: 'test', address: '127.0.0.1' });
    });
    return `pollwarden_session=${token}`;
  } finally {
    ledger.close();
  }
}

type Server = { readonly child: ChildProcess; readonly origin: string };

async function start(data: string): Promise<Server> {
  const args = [entry, 'start', '--profile', 'guard', '--data', data, '--port', '0', '--json', '--log-level', 'warn'];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  const port = /:(\d{4,5})\b/.exec(line.toString())?.[1];
  assert.ok(port !== undefined, line.toString());
  return { child, origin: `http://127.0.0.1:${port}` };
}

const callOf =
  ({ origin }: Server, cookie: string) =>
  async (method: string, url: string, body?: unknown): Promise<{ status: number; body: Record<string, unknown> }> => {
    const headers = { ...changing, cookie };
    const answer = await fetch(`${origin}/api${url}`, {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  };

type Call = ReturnType<typeof callOf>;

async function jobEnds(call: Call): Promise<Record<string, unknown>> {
  for (let n = 0; n < 400; n++) {
    const { body } = await call('GET', '/operations');
    if (body.job === undefined && body.lastJob !== undefined) return body;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('the job does not end');
}

const namesIn = (data: string): readonly unknown[] => {
  const ledger = readLedger(data, Date.now);
  try {
    return ledger.db
      .prepare('SELECT name FROM organisations ORDER BY name')
      .all()
      .map(({ name }) => name);
  } finally {
    ledger.close();
  }
};

test('restored from the console: the former data after a restart, every session ended, what was there is kept', async () => {
  const data = freshFolder();
  const cookie = prepare(data);
  const server = await start(data);
  const call = callOf(server, cookie);
  assert.equal((await call('POST', '/operations/backups')).status, 200);
  assert.equal((await call('POST', '/operations/backups')).status, 409, 'one job at a time');
  const made = await jobEnds(call);
  const [{ name }] = made.backups as readonly { readonly name: string }[];
  assert.equal((await call('POST', '/organisations', { name: 'Later', kind: 'csirt' })).status, 200);
  const wrong = await call('POST', '/operations/restore', { name, confirmation: 'yes' });
  assert.equal(wrong.status, 400);
  const absent = `pollwarden-x.tar.zst`;
  assert.equal((await call('POST', '/operations/restore', { name: absent, confirmation: absent })).status, 404);
  for (const hostile of ['..%2F..%2Fetc%2Fpasswd', 'pollwarden-..%2Fx.tar.zst']) {
    assert.ok([400, 404].includes((await call('DELETE', `/operations/backups/${hostile}`)).status), hostile);
  }
  assert.equal((await call('POST', '/operations/restore', { name, confirmation: name })).status, 200);
  const staged = (await jobEnds(call)).stagedRestore as { readonly backup: string; readonly canRestart: boolean };
  assert.deepEqual([staged.backup, staged.canRestart], [name, true]);
  assert.deepEqual(namesIn(data), ['Later', 'Test']);
  assert.equal((await call('POST', '/operations/restart')).status, 200);
  let status = 200;
  for (let n = 0; n < 200 && status !== 401; n++) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    status = await call('GET', '/operations').then(
      (answer) => answer.status,
      () => 0,
    );
  }
  assert.equal(status, 401, 'the session of before the restore is no longer valid');
  assert.deepEqual(namesIn(data), ['Test']);
  const kept = readdirSync(data).filter((one) => one.startsWith('replaced-'));
  assert.deepEqual(namesIn(join(data, kept[0])), ['Later', 'Test']);
  server.child.kill('SIGTERM');
  await once(server.child, 'close');
  assert.equal(server.child.exitCode, 0);
});

test('killed while a backup is made: nothing is left that looks like one, and the next start cleans up', async () => {
  const data = freshFolder();
  const cookie = prepare(data);
  const server = await start(data);
  await callOf(server, cookie)('POST', '/operations/backups');
  server.child.kill('SIGKILL');
  await once(server.child, 'close');
  const again = await start(data);
  const call = callOf(again, cookie);
  const { body } = await call('GET', '/operations');
  for (const { verifiedAt } of body.backups as readonly { readonly verifiedAt?: number }[]) {
    assert.ok(verifiedAt !== undefined, 'what is listed was compared');
  }
  assert.deepEqual(
    readdirSync(data).filter((name) => name.startsWith('.pin-')),
    [],
  );
  await call('POST', '/operations/backups');
  await jobEnds(call);
  assert.ok(existsSync(join(data, 'backups')));
  again.child.kill('SIGTERM');
  await once(again.child, 'close');
});
