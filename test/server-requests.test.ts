// Requests that no browser of ours makes: malformed, oversize, deep, forged. Each is refused, and the next one is served.
import assert from 'node:assert/strict';
import { request as httpRequest } from 'node:http';
import { after, afterEach, before, test } from 'node:test';
import { recordAudit } from '../src/ledger/audit/record.ts';
import { changing, sendRaw, type Served, signedIn, startServing } from './server/serving.ts';

let server: Served;
before(async () => {
  server = await startServing({ profile: 'csirt' });
});
after(async () => {
  await server.stop();
});
afterEach(async () => {
  assert.equal((await fetch(`${server.origin}/api/about`)).status, 200, 'the service is unharmed');
});

const raw = async (lines: readonly string[], body: string | Buffer = ''): ReturnType<typeof sendRaw> =>
  await sendRaw(
    server.port,
    Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'), Buffer.from(body)]),
  );

const post = (path: string, more: readonly string[] = []): readonly string[] => [
  `POST ${path} HTTP/1.1`,
  'Host: localhost',
  'Content-Type: application/json',
  'X-Pollwarden: 1',
  ...more,
];

const signIn = async (body: string | Buffer): Promise<{ readonly status: number; readonly text: string }> => {
  const response = await fetch(`${server.origin}/api/session/password`, {
    method: 'POST',
    headers: changing,
    body: new Uint8Array(Buffer.from(body)),
  });
  return { status: response.status, text: await response.text() };
};

test('JSON that is none, twice keyed, deep, or reaches a prototype', async () => {
  const deep = `{"email":${'['.repeat(2000)}${']'.repeat(2000)}}`;
  for (const [body, code] of [
    ['{"email":', 'JSON_INVALID'],
    ['{"email":"a@b.example","email":"c@d.example","password":"x"}', 'JSON_INVALID'],
    ['{"__proto__":{"role":"administrator"},"email":"a@b.example","password":"x"}', 'JSON_INVALID'],
    ['{"constructor":{"prototype":{"role":"administrator"}}}', 'JSON_INVALID'],
    [deep, 'JSON_TOO_DEEP'],
    [Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]), 'ENCODING_INVALID'],
    ['', 'INPUT_INVALID'],
    ['null', 'INPUT_INVALID'],
    ['[]', 'INPUT_INVALID'],
    ['"text"', 'INPUT_INVALID'],
    ['{"email":{"$ne":null},"password":["x"]}', 'INPUT_INVALID'],
    ['{"email":"a@b.example","password":12345678}', 'INPUT_INVALID'],
  ] as const) {
    const { status, text } = await signIn(body);
    assert.equal(status, 400, text);
    assert.equal((JSON.parse(text) as { error: { code: string } }).error.code, code, String(body).slice(0, 60));
  }
  assert.equal(({} as { role?: string }).role, undefined);
});

test('what was sent is not said again: neither values nor passwords are in answers or in the log', async () => {
  const { text } = await signIn('{"email":"<script>alert(1)</script>","password":{"secret":"hunter2hunter2"}}');
  assert.ok(!/script|hunter2/.test(text), text);
  await fetch(`${server.origin}/api/findings?q=person:somebody-secret`, {
    headers: { cookie: 'pollwarden_session=secretsecretsecret' },
  });
  assert.ok(!/hunter2|somebody-secret|secretsecret/.test(server.log()), 'the log');
});

test('a body above the limit, with its length said and without', async () => {
  const large = JSON.stringify({ email: 'a@b.example', password: 'x'.repeat(70_000) });
  assert.equal((await signIn(large)).status, 413);
  const chunked = await raw(
    post('/api/session/password', ['Transfer-Encoding: chunked']),
    `${large.length.toString(16)}\r\n${large}\r\n0\r\n\r\n`,
  );
  assert.equal(chunked.status, 413);
  const claimed = await raw(post('/api/session/password', ['Content-Length: 99999999999']), '{');
  assert.equal(claimed.status, 413);
});

test('a large body of a program is refused before it is read where its token is none', async () => {
  // 7 MB are announced and none is sent: the answer does not wait for them.
  const lines = ['Content-Type: application/x-ndjson', 'Content-Length: 7000000', 'Authorization: Bearer none'];
  const head = ['POST /api/sources/none/posts HTTP/1.1', 'Host: localhost', 'X-Pollwarden: 1', ...lines];
  const { status, body } = await raw(head);
  assert.equal(status, 401, body);
  assert.match(body, /SOURCE_TOKEN_INVALID/);
  const elsewhere = await fetch(`${server.origin}/api/session/password`, {
    method: 'POST',
    headers: { ...changing, 'content-type': 'application/x-ndjson' },
    body: '{}',
  });
  assert.equal(elsewhere.status, 415);
});

test('lengths that contradict each other, and requests within requests', async () => {
  for (const more of [
    ['Content-Length: 2', 'Transfer-Encoding: chunked'],
    ['Content-Length: 2', 'Content-Length: 3'],
    ['Content-Length: -1'],
    ['Content-Length: 0x2'],
    ['Transfer-Encoding: xchunked'],
    ['Transfer-Encoding: chunked, identity'],
    ['Transfer-Encoding : chunked'],
    ['X-Bad\u0000Name: 1'],
    [' folded: 1'],
  ]) {
    const { status, body } = await raw(
      post('/api/session/password', more),
      '{}\r\n\r\nGET /api/about HTTP/1.1\r\nHost: localhost\r\n\r\n',
    );
    assert.ok(status === 400 || status === 0 || status === 501, `${more.join()}: ${status} ${body}`);
  }
});

test('headers that are too long, too many, or no headers', async () => {
  const get = ['GET /api/about HTTP/1.1', 'Host: localhost'];
  assert.equal((await raw([...get, `X-Long: ${'x'.repeat(20_000)}`])).status, 431);
  assert.equal((await raw([`GET /api/about?${'q=1&'.repeat(10_000)} HTTP/1.1`, 'Host: localhost'])).status, 431);
  const many = await raw([...get, 'Connection: close', ...Array.from({ length: 1500 }, (_, i) => `X-${i}: 1`)]);
  assert.ok([200, 431].includes(many.status));
  assert.equal((await raw(['GET /api/about HTTP/1.1'])).status, 400, 'no host');
  assert.equal((await raw(['NONSENSE'])).status, 400);
  assert.equal(
    (await sendRaw(server.port, Buffer.from([0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x0a, 0x0a]))).status,
    400,
    'TLS',
  );
});

test('a query of any length within the headers is read or refused, never a defect', async () => {
  const { cookie } = signedIn(server.space('real'), 'administrator');
  for (const query of [
    'q='.padEnd(12_000, 'x'),
    '&'.repeat(5000),
    'q=1&'.repeat(2500),
    'q[]=1&q[a][b]=2',
    '__proto__[role]=administrator&constructor=1',
    'q=%00%0d%0aSet-Cookie:%20a=b',
    'limit=1e309&cursor=%F0%9F%98%80',
    'limit=-1',
    'q=%ff%fe',
  ]) {
    for (const path of ['/api/alerts', '/api/audit', '/api/people', '/api/events']) {
      const abort = new AbortController();
      const response = await fetch(`${server.origin}${path}?${query}`, { headers: { cookie }, signal: abort.signal });
      assert.ok([200, 400].includes(response.status), `${path}?${query.slice(0, 40)}: ${response.status}`);
      assert.equal(response.headers.get('set-cookie'), null);
      abort.abort();
    }
  }
});

test('line breaks in what is reflected make no header', async () => {
  const { cookie } = signedIn(server.space('real'), 'administrator');
  const evil = '%0d%0aX-Evil:%201%0d%0a%0d%0a<script>';
  for (const path of [
    `/${evil}`,
    `/api/${evil}`,
    `/api/findings/${evil}`,
    `/assets/${evil}`,
    `/demo/${evil}`,
    `/api/audit/export?q=${evil}`,
  ]) {
    const { head } = await raw([
      `GET ${path} HTTP/1.1`,
      'Host: localhost',
      `Cookie: ${cookie}`,
      'Accept: text/html',
      'Connection: close',
    ]);
    assert.ok(!/^x-evil/im.test(head), `${path}: ${head}`);
  }
  const named = await raw([
    'GET /api/about HTTP/1.1',
    'Host: localhost',
    'X-Request-Id: forged-id',
    'Request-Id: forged-id',
    'Connection: close',
  ]);
  assert.ok(!named.head.includes('forged-id'));
  assert.ok(!server.log().includes('forged-id'), 'ids of requests are our own');
});

test('cookies with junk are no session and no defect', async () => {
  for (const cookie of [
    'pollwarden_session=',
    'pollwarden_session="',
    `pollwarden_session=${'x'.repeat(8000)}`,
    'pollwarden_session=%E0%A4%A',
    `pollwarden_session=${"' OR 1=1 --".padEnd(43, 'x')}`,
    `pollwarden_session=${'A'.repeat(43)}.${'B'.repeat(43)}`,
    'pollwarden_session=a; pollwarden_session=b; pollwarden_session=c',
    ';;;;===;=;',
    '__proto__=x; constructor=y',
    'pollwarden_session[admin]=1',
    '\u00ff\u00fe',
  ]) {
    const { status } = await raw(['GET /api/me HTTP/1.1', 'Host: localhost', `Cookie: ${cookie}`, 'Connection: close']);
    assert.equal(status, 401, cookie.slice(0, 60));
  }
});

test('another method than the one used is not taken from a header, a field or a query', async () => {
  const { cookie } = signedIn(server.space('real'), 'administrator');
  for (const header of ['x-http-method-override', 'x-method-override', 'x-http-method']) {
    const response = await fetch(`${server.origin}/api/session?_method=DELETE`, {
      headers: { cookie, [header]: 'DELETE', 'x-pollwarden': '1' },
    });
    assert.equal(response.status, 200);
  }
  assert.equal((await fetch(`${server.origin}/api/me`, { headers: { cookie } })).status, 200, 'still signed in');
  for (const method of ['TRACE', 'OPTIONS', 'HEAD', 'PUT', 'PROPFIND', 'CONNECT']) {
    const { status, head } = await raw([
      `${method} /api/me HTTP/1.1`,
      'Host: localhost',
      `Cookie: ${cookie}`,
      'Connection: close',
    ]);
    assert.ok([404, 400, 405, 0].includes(status), `${method}: ${status}`);
    assert.ok(!/access-control-allow/i.test(head), method);
  }
});

test('another host name than ours is refused on the API: a page of another name bound to this address', async () => {
  for (const host of [
    'evil.example',
    `evil.example:${server.port}`,
    'localhost.evil.example',
    '127.0.0.1.evil.example',
  ]) {
    const { status, body } = await raw(['GET /api/session HTTP/1.1', `Host: ${host}`, 'Connection: close']);
    assert.equal(status, 421, body);
  }
  for (const host of ['localhost', `127.0.0.1:${server.port}`, '[::1]:1', 'LOCALHOST']) {
    assert.equal((await raw(['GET /api/session HTTP/1.1', `Host: ${host}`, 'Connection: close'])).status, 200, host);
  }
});

test('the session cookie is out of reach of scripts, of other sites and of other spaces', async () => {
  const { setupToken } = await import('../src/accounts/setup.ts');
  const fresh = await startServing({ profile: 'csirt', settings: { publicUrl: 'https://ops.example', proxyHops: 1 } });
  try {
    const token = setupToken(fresh.space('real').ledger);
    const response = await fetch(`${fresh.origin}/api/setup`, {
      method: 'POST',
      headers: { ...changing, origin: 'https://ops.example', cookie: 'pollwarden_session=chosen-by-the-attacker' },
      body: JSON.stringify({
        token,
        organisation: { name: 'Authority', kind: 'authority' },
        name: 'First',
        email: 'first@example.org',
        password: 'correct horse battery staple 9',
      }),
    });
    assert.equal(response.status, 200, await response.text());
    const [cookie, ...others] = response.headers.getSetCookie();
    assert.deepEqual(others, []);
    assert.match(cookie, /^pollwarden_session=[\w.-]{43,}; Max-Age=\d+; Path=\/; HttpOnly; Secure; SameSite=Strict$/);
    assert.ok(!cookie.includes('chosen'), 'never the value that came');
  } finally {
    await fresh.stop();
  }
});

test('downloads that are broken off leave no defect behind', async () => {
  const { ledger } = server.space('real');
  // Larger than what the system's buffers take at once.
  ledger.write(() => {
    for (let i = 0; i < 10_000; i++)
      recordAudit(ledger, { event: 'setup.linkMade', actor: { kind: 'system', id: 'start' } });
  });
  for (let i = 0; i < 10; i++) {
    const { cookie } = signedIn(server.space('real'), 'administrator');
    const request = httpRequest(`${server.origin}/api/audit/export?format=csv`, { headers: { cookie } });
    request.on('error', () => {});
    const status = await new Promise((resolve) => {
      request.on('response', (response) => {
        response.once('data', () => response.destroy());
        resolve(response.statusCode);
      });
      request.end();
    });
    assert.equal(status, 200);
    await new Promise((resolve) => request.once('close', resolve));
  }
  assert.ok(!/"level":"error"/.test(server.log()), server.log().slice(-2000));
});
