// A real server for tests: its own data folder, a free port on loopback, people of each role with their session cookies.
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addOrganisation } from '../../src/accounts/organisations.ts';
import { insertPerson } from '../../src/accounts/people.ts';
import type { Role } from '../../src/accounts/roles.ts';
import { openSessionFor } from '../../src/accounts/sessions.ts';
import type { Ledger } from '../../src/ledger/ledger.ts';
import type { ProfileName } from '../../src/server/config/config.ts';
import { loadConfig } from '../../src/server/config/load.ts';
import type { Limits } from '../../src/server/limits.ts';
import { freePort } from '../../src/server/listen.ts';
import { createLog } from '../../src/server/log.ts';
import { serve } from '../../src/server/serve.ts';
import { cookieName } from '../../src/server/session-cookie.ts';
import type { Space } from '../../src/server/space.ts';

export type Served = {
  readonly port: number;
  readonly origin: string;
  readonly folder: string;
  readonly space: (name: Space['name']) => Space;
  /** Lines of the log so far. */
  readonly log: () => string;
  readonly stop: () => Promise<void>;
};

type Options = {
  readonly profile: ProfileName;
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly limits?: Partial<Limits>;
  readonly consoleFolder?: string;
  /** Fills the data folder before the server starts, as commands do. */
  readonly prepare?: (dataFolder: string) => void;
};

export async function startServing({ profile, settings, limits, consoleFolder, prepare }: Options): Promise<Served> {
  const folder = mkdtempSync(join(tmpdir(), 'pollwarden-serving-'));
  prepare?.(folder);
  const port = await freePort('127.0.0.1');
  const config = loadConfig({ dataFolder: folder, environment: {}, flags: { profile, port, ...settings } });
  let lines = '';
  const log = createLog('debug', Date.now, (line) => {
    lines += line;
  });
  const running = await serve({ config, log, now: Date.now, limits, consoleFolder });
  return {
    port,
    origin: `http://127.0.0.1:${port}`,
    folder,
    space: (name) => {
      const found = running.spaces.find(({ space }) => space.name === name);
      if (found === undefined) throw new Error(`no space ${name}`);
      return found.space;
    },
    log: () => lines,
    stop: async () => {
      await running.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

let made = 0;

/** A new person of a role in a space; answers with the header that signs requests of theirs. */
export function signedIn(space: Space, role: Role): { readonly cookie: string; readonly personId: string } {
  const { ledger } = space;
  const n = ++made;
  const personId = `person-${n}`;
  ledger.write(() => {
    const organisationId = organisationOf(ledger);
    const email = `${role}-${n}@example.org`;
    const person = {
      id: personId,
      organisationId,
      name: `${role} ${n}`,
      email: { email, key: email.toLowerCase() },
      role,
    };
    insertPerson(ledger, { ...person, passwordHash: undefined });
  });
  const token = openSessionFor(ledger, personId, { userAgent: 'test', address: '127.0.0.1' });
  return { cookie: `${cookieName(space)}=${token}`, personId };
}

function organisationOf(ledger: Ledger): string {
  const found = ledger.db.prepare('SELECT id FROM organisations LIMIT 1').get() as { readonly id: string } | undefined;
  return found?.id ?? addOrganisation(ledger, { name: 'Test', kind: 'csirt' }, { kind: 'system', id: 'test' });
}

/** Headers that a change needs. */
export const changing = { 'content-type': 'application/json', 'x-pollwarden': '1' } as const;

export type Raw = { readonly head: string; readonly status: number; readonly body: string };

/** Sends bytes as they are and reads until the server closes or has answered `Content-Length` bytes. */
export async function sendRaw(port: number, request: string | Buffer, localAddress = '127.0.0.1'): Promise<Raw> {
  const socket = connect({ port, host: '127.0.0.1', localAddress });
  let answer = '';
  socket.setEncoding('latin1');
  socket.on('data', (text: string) => {
    answer += text;
    const [head, body] = parts(answer);
    const length = /^content-length: (\d+)/im.exec(head);
    if (body !== undefined && length !== null && body.length >= Number(length[1])) socket.end();
  });
  socket.on('error', () => {});
  socket.write(request);
  await once(socket, 'close');
  const [head, body = ''] = parts(answer);
  return { head, status: Number(/^HTTP\/1\.1 (\d{3})/.exec(head)?.[1] ?? 0), body };
}

function parts(answer: string): readonly [string, string | undefined] {
  const at = answer.indexOf('\r\n\r\n');
  return at < 0 ? [answer, undefined] : [answer.slice(0, at), answer.slice(at + 4)];
}
