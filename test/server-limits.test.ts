// Floods and slow senders: what one client may take, and that others do not feel it.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { after, test } from 'node:test';
import { hashPassword } from '../src/accounts/password-hash.ts';
import { changing, sendRaw, type Served, signedIn, startServing } from './server/serving.ts';

const servers: Served[] = [];
after(async () => {
  for (const server of servers) await server.stop();
});

async function serving(options: Omit<Parameters<typeof startServing>[0], 'profile'> = {}): Promise<Served> {
  const server = await startServing({ profile: 'csirt', ...options });
  servers.push(server);
  return server;
}

const about = ['GET /api/about HTTP/1.1', 'Host: localhost', 'Connection: close', '', ''].join('\r\n');
const me = (cookie: string): string =>
  about.replace('/about', '/me').replace('Connection', `Cookie: ${cookie}\r\nConnection`);

test('an address that calls too often is told so and when to come back; other addresses are served', async () => {
  const server = await serving({ limits: { perMinuteAddress: 20 } });
  for (let i = 0; i < 20; i++) assert.equal((await sendRaw(server.port, about)).status, 200);
  const refused = await sendRaw(server.port, about);
  assert.equal(refused.status, 429);
  assert.match(refused.head, /^retry-after: \d+\r?$/im);
  assert.equal((await sendRaw(server.port, about, '127.0.0.2')).status, 200);
});

test('a flood from an address takes nothing from a person who is signed in there', async () => {
  const server = await serving({ limits: { perMinuteAddress: 20, perMinutePerson: 20 } });
  const { cookie } = signedIn(server.space('real'), 'analyst');
  for (let i = 0; i < 60; i++) await sendRaw(server.port, about);
  assert.equal((await sendRaw(server.port, about)).status, 429);
  // An invented cookie is nobody's, and counts to the address.
  const invented = `pollwarden_session=${'A'.repeat(43)}.${'B'.repeat(43)}`;
  assert.equal((await sendRaw(server.port, me(invented))).status, 429);
  for (let i = 0; i < 20; i++) assert.equal((await sendRaw(server.port, me(cookie))).status, 200);
  // One person's own flood is that person's, from whichever address, and nobody else's.
  assert.equal((await sendRaw(server.port, me(cookie), '127.0.0.3')).status, 429);
  assert.equal((await sendRaw(server.port, me(signedIn(server.space('real'), 'analyst').cookie))).status, 200);
});

test('forged X-Forwarded-For is no other address where no proxy is configured', async () => {
  const server = await serving({ limits: { perMinuteAddress: 20 } });
  const forged = (i: number): string =>
    about.replace(
      'Connection',
      `X-Forwarded-For: 203.0.113.${i}\r\nForwarded: for=203.0.113.${i}\r\nX-Real-IP: 203.0.113.${i}\r\nConnection`,
    );
  const statuses = [];
  for (let i = 0; i < 30; i++) statuses.push((await sendRaw(server.port, forged(i))).status);
  assert.equal(statuses.filter((status) => status === 200).length, 20);
});

test('behind one proxy the address is what the proxy saw, whatever the client put before it', async () => {
  const server = await serving({
    limits: { perMinuteAddress: 20 },
    settings: { proxyHops: 1, publicUrl: 'https://ops.example' },
  });
  const through = (client: string, claimed: string): string =>
    about.replace('Connection', `X-Forwarded-For: ${claimed}${client}\r\nConnection`);
  const statuses = [];
  for (let i = 0; i < 30; i++)
    statuses.push((await sendRaw(server.port, through('198.51.100.7', `203.0.113.${i}, `))).status);
  assert.equal(statuses.filter((status) => status === 200).length, 20, 'claims in front of it change nothing');
  assert.equal((await sendRaw(server.port, through('198.51.100.8', ''))).status, 200, 'another client');
  // A whole network of one IPv6 customer is one address.
  const six = [];
  for (let i = 0; i < 30; i++)
    six.push((await sendRaw(server.port, through(`2001:db8:1:1::${i.toString(16)}`, ''))).status);
  assert.equal(six.filter((status) => status === 200).length, 20);
  // What is no address is the proxy's own.
  const junk = [];
  for (let i = 0; i < 30; i++) junk.push((await sendRaw(server.port, through(`<script>${i}`, ''))).status);
  assert.equal(junk.filter((status) => status === 200).length, 20);
  assert.ok(!server.log().includes('<script>'));
});

type Dripping = { readonly socket: Socket; readonly closed: Promise<void>; readonly stop: () => void };

/** Opens a connection, sends the beginning of a request, and then a byte now and then. */
function drip(port: number, begin: string, localAddress: string): Dripping {
  const socket = connect({ port, host: '127.0.0.1', localAddress });
  socket.on('error', () => {});
  socket.write(begin);
  const timer = setInterval(() => socket.writable && socket.write('x'), 100);
  socket.once('close', () => clearInterval(timer));
  socket.resume();
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  return { socket, closed, stop: () => socket.destroy() };
}

test('senders that drip headers or bodies are let go, and meanwhile others are served', async () => {
  const server = await serving({ limits: { headersMilliseconds: 1500, requestMilliseconds: 2000 } });
  const headers = `GET /api/about HTTP/1.1\r\nHost: localhost\r\nX-Slow: `;
  const body = `POST /api/session/password HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nX-Pollwarden: 1\r\nContent-Length: 60000\r\n\r\n{"email":"`;
  const slow = Array.from({ length: 200 }, (_, i) => drip(server.port, i % 2 === 0 ? headers : body, '127.0.0.4'));
  const closed = Promise.all(slow.map((one) => one.closed));
  await Promise.all(slow.map(({ socket }) => once(socket, 'connect')));
  assert.equal((await sendRaw(server.port, about)).status, 200);
  assert.ok(
    slow.some(({ socket }) => !socket.destroyed),
    'they are still dripping',
  );
  await closed;
  assert.equal((await sendRaw(server.port, about)).status, 200);
});

test('one address cannot take all connections', async () => {
  const server = await serving({ limits: { connections: 60, connectionsPerAddress: 20 } });
  const held = Array.from({ length: 100 }, () => drip(server.port, 'GET /', '127.0.0.5'));
  const refused = held.map((one) => one.closed);
  let count = 0;
  for (const one of refused) void one.then(() => count++);
  while (count < 80) await new Promise((resolve) => setTimeout(resolve, 10));
  assert.equal((await sendRaw(server.port, about)).status, 200, 'another address');
  for (const { stop } of held) stop();
  await Promise.all(refused);
  let again = 0;
  while (again !== 200) again = (await sendRaw(server.port, about, '127.0.0.5')).status;
});

const password = 'correct horse battery staple 9';

/** The request of one sign-in through the proxy from `address`. */
async function signIn(server: Served, email: string, secret: string, address: string, cookie = ''): Promise<Response> {
  return await fetch(`${server.origin}/api/session/password`, {
    method: 'POST',
    headers: { ...changing, 'x-forwarded-for': address, cookie },
    body: JSON.stringify({ email, password: secret }),
  });
}

test('10,000 wrong log-ins from many addresses: the person comes in from her own device meanwhile, others work on', async () => {
  const server = await serving({ settings: { proxyHops: 1, publicUrl: 'https://ops.example' } });
  const { ledger } = server.space('real');
  const anna = signedIn(server.space('real'), 'analyst');
  const other = signedIn(server.space('real'), 'administrator');
  const hash = await hashPassword(password);
  ledger.write(() =>
    ledger.db
      .prepare(
        "UPDATE people SET password_hash = ?, email = 'anna@example.org', email_key = 'anna@example.org' WHERE id = ?",
      )
      .run(hash, anna.personId),
  );
  const first = await signIn(server, 'anna@example.org', password, '198.51.100.10');
  assert.equal(first.status, 200, await first.text());
  const known = first.headers.getSetCookie()[0].split(';')[0];

  const total = 10_000;
  let sent = 0;
  const statuses = new Map<number, number>();
  const attacker = async (): Promise<void> => {
    while (sent < total) {
      const n = sent++;
      const email = n % 2 === 0 ? 'anna@example.org' : `guess${n}@example.org`;
      const response = await signIn(server, email, `wrong-${n}`, `203.0.${n % 250}.${Math.floor(n / 250) % 250}`);
      await response.arrayBuffer();
      statuses.set(response.status, (statuses.get(response.status) ?? 0) + 1);
    }
  };
  const flood = Promise.all(Array.from({ length: 150 }, attacker));
  while (sent < 1000) await new Promise((resolve) => setTimeout(resolve, 5));
  for (let i = 0; i < 20; i++) {
    const work = await fetch(`${server.origin}/api/people`, { headers: { cookie: other.cookie } });
    assert.equal(work.status, 200);
    await work.arrayBuffer();
  }
  const own = await signIn(server, 'anna@example.org', password, '198.51.100.10', known);
  assert.equal(own.status, 200, 'her own device is not held back by what others try');
  assert.ok(sent < total, 'all of that while the flood went on');
  assert.equal((await fetch(`${server.origin}/health/live`)).status, 200);
  await flood;
  assert.deepEqual(
    [...statuses.keys()].filter((status) => status !== 403 && status !== 429),
    [],
    JSON.stringify([...statuses]),
  );
  assert.equal((await fetch(`${server.origin}/api/me`, { headers: { cookie: other.cookie } })).status, 200);
  assert.ok(!server.log().includes('wrong-'), 'no password is in the log');
});

test('the metrics and the reasons of readiness are for this machine, or for who has the token', async () => {
  const token = 'a-token-for-the-watcher';
  const server = await serving({ settings: { metricsToken: token } });
  assert.equal((await fetch(`${server.origin}/metrics`)).status, 200);
  for (const header of ['x-forwarded-for', 'forwarded', 'x-real-ip', 'via']) {
    const passed = { [header]: '203.0.113.9' };
    assert.equal((await fetch(`${server.origin}/metrics`, { headers: passed })).status, 403, header);
    const ready = await fetch(`${server.origin}/health/ready`, { headers: passed });
    assert.deepEqual(await ready.json(), { ready: true });
    for (const authorization of [`Bearer ${token}x`, 'Bearer ', token]) {
      assert.equal((await fetch(`${server.origin}/metrics`, { headers: { ...passed, authorization } })).status, 403);
    }
    const allowed = await fetch(`${server.origin}/metrics`, {
      headers: { ...passed, authorization: `Bearer ${token}` },
    });
    assert.match(await allowed.text(), /^pollwarden_http_request_seconds_count\{.*route="\/metrics"/m);
  }
});
