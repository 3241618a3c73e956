// Every route as every role and as nobody, over the whole access table; and every change as another site would make it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Role, roles } from '../src/accounts/roles.ts';
import { errorTexts } from '../src/kernel/errors.ts';
import { type Access, accessTable } from '../src/server/access.ts';
import { changing, type Served, signedIn, startServing } from './server/serving.ts';

let server: Served;
before(async () => {
  server = await startServing({ profile: 'demo', limits: { perMinutePerson: 100_000, perMinuteAddress: 100_000 } });
});
after(async () => {
  await server.stop();
});

type Line = { readonly name: string; readonly method: string; readonly url: string; readonly access: Access };

const lines: readonly Line[] = Object.entries(accessTable).map(([name, access]) => {
  const [method, url] = name.split(' ');
  return { name, method, url, access };
});

/** Only the demonstration has these. */
const isDemonstration = (url: string): boolean => /^\/(personas|demonstration)/.test(url);

type Answer = { readonly status: number; readonly code: string | undefined };
type Failure = { readonly error: { readonly code: string; readonly message: string } };

/** A handler that refuses in its own words was reached; the admission refuses in these. */
const byAdmission = ({ code, message }: Failure['error']): boolean =>
  code !== 'FORBIDDEN' || message === errorTexts.FORBIDDEN;

async function call(line: Line, headers: Readonly<Record<string, string>>, body = '{}'): Promise<Answer> {
  const prefix = isDemonstration(line.url) ? '/demo' : '';
  const path = `${prefix}/api${line.url.replace(/:\w+/g, 'none')}`;
  const abort = new AbortController();
  const response = await fetch(`${server.origin}${path}`, {
    method: line.method,
    headers,
    ...(line.method === 'GET' || line.method === 'DELETE' ? {} : { body }),
    signal: abort.signal,
  });
  // The stream of events does not end by itself.
  if (line.url === '/events' && response.status === 200) {
    abort.abort();
    return { status: 200, code: undefined };
  }
  const text = await response.text();
  if (response.status < 400) return { status: response.status, code: undefined };
  const { error } = JSON.parse(text) as Failure;
  return { status: response.status, code: byAdmission(error) ? error.code : `${error.code}, by the handler` };
}

const spaceOf = (line: Line): 'real' | 'demonstration' => (isDemonstration(line.url) ? 'demonstration' : 'real');
const headersFor = ({ method }: Line): Readonly<Record<string, string>> =>
  method === 'GET' ? {} : method === 'DELETE' ? { 'x-pollwarden': '1' } : changing;

const may = (access: Access, role: Role): boolean =>
  access === 'public' || access === 'session' || access.includes(role);

test('every line of the table is a route of a feature that runs', async () => {
  const missing: string[] = [];
  for (const line of lines) {
    const { cookie } = signedIn(server.space(spaceOf(line)), 'administrator');
    const { status, code } = await call(line, { ...headersFor(line), cookie });
    // A route that is there refuses the empty body, or an id that is none, in its own words, and names itself in the log.
    if (status === 404 && code === 'NOT_FOUND' && !isLoggedAs(line)) missing.push(line.name);
  }
  assert.deepEqual(missing, []);
});

function isLoggedAs({ method, url }: Line): boolean {
  const prefix = isDemonstration(url) ? '/demo' : '';
  return server.log().includes(`"method":"${method}","route":"${prefix}/api${url}"`);
}

for (const line of lines) {
  test(`${line.name}: ${typeof line.access === 'string' ? line.access : line.access.join(', ')}`, async () => {
    const nobody = await call(line, headersFor(line));
    if (line.access !== 'public') assert.deepEqual(nobody, { status: 401, code: 'NOT_SIGNED_IN' });
    for (const role of roles) {
      const { cookie } = signedIn(server.space(spaceOf(line)), role);
      const { status, code } = await call(line, { ...headersFor(line), cookie });
      if (!may(line.access, role)) assert.deepEqual({ status, code }, { status: 403, code: 'FORBIDDEN' }, role);
      else assert.ok(!['FORBIDDEN', 'NOT_SIGNED_IN', 'INTERNAL'].includes(code ?? ''), `${role}: ${status} ${code}`);
      assert.notEqual(status, 500, role);
    }
  });
}

test('a session of one space is none in the other', async () => {
  const { cookie } = signedIn(server.space('demonstration'), 'administrator');
  const token = cookie.slice(cookie.indexOf('=') + 1);
  for (const forged of [cookie, `pollwarden_session=${token}`]) {
    const response = await fetch(`${server.origin}/api/me`, { headers: { cookie: forged } });
    assert.equal(response.status, 401);
  }
});

const foreign: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
  ['without the header', { 'content-type': 'application/json' }],
  ['with another value of it', { ...changing, 'x-pollwarden': '0' }],
  ['from another site', { ...changing, origin: 'https://evil.example' }],
  ['from a sandboxed page', { ...changing, origin: 'null' }],
  ['from another port of this machine', { ...changing, origin: 'http://127.0.0.1:1' }],
  ['as the browser says cross-site', { ...changing, 'sec-fetch-site': 'cross-site' }],
  ['as the browser says same-site', { ...changing, 'sec-fetch-site': 'same-site' }],
  ['typed into the address bar', { ...changing, 'sec-fetch-site': 'none' }],
];

for (const line of lines.filter(({ method }) => method !== 'GET')) {
  test(`${line.name} is refused as another site would make it`, async () => {
    // Somebody who may: the admission looks at the role before it reads a body.
    const role = typeof line.access === 'string' ? 'administrator' : line.access[0];
    const cookieOfAnother = (): string => signedIn(server.space(spaceOf(line)), role).cookie;
    for (const [name, headers] of foreign) {
      const answer = await call(line, { ...headers, cookie: cookieOfAnother() });
      assert.deepEqual(answer, { status: 403, code: 'REQUEST_FOREIGN' }, name);
    }
    if (line.method === 'DELETE') return;
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
      const form = await call(line, { 'content-type': type, cookie: cookieOfAnother() });
      assert.deepEqual(form, { status: 403, code: 'REQUEST_FOREIGN' }, `a form, ${type}`);
      const typed = await call(line, { ...changing, 'content-type': type, cookie: cookieOfAnother() });
      // What programs send to is for holders of its token, and that is looked at first.
      const byToken = { status: 401, code: 'SOURCE_TOKEN_INVALID' };
      const expected = line.url === '/sources/:id/posts' ? byToken : { status: 415, code: 'MEDIA_TYPE_UNSUPPORTED' };
      assert.deepEqual(typed, expected, type);
    }
  });
}
