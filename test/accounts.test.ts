// Accounts over HTTP: set-up, invitation, second factor, recovery, restriction, the audit trail; and a flood of guesses.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Secret, TOTP } from 'otpauth';
import { setupToken } from '../src/accounts/setup.ts';
import { codeOf, person } from './server/person.ts';
import { type Served, startServing } from './server/serving.ts';

let server: Served;
before(async () => {
  server = await startServing({
    profile: 'guard',
    limits: { perMinuteAddress: 1_000_000, perMinutePerson: 1_000_000 },
  });
});
after(async () => {
  await server.stop();
});

const password = 'a long enough phrase';
const tokenIn = (link: unknown): string => String(link).split('#')[1];
const totp = (secret: unknown, steps = 0): string =>
  new TOTP({ secret: Secret.fromBase32(String(secret)) }).generate({ timestamp: Date.now() + steps * 30_000 });

// Linux has all of 127.0.0.0/8 as addresses of its own; elsewhere the same is tested without HTTP in src/accounts.
const skip = process.platform !== 'linux';

test('from the first link to a second administrator, and everything on the way', { skip }, async (t) => {
  const ada = person(server);
  const ben = person(server, '127.0.1.1');
  t.after(() => [ada, ben].forEach(({ leave }) => leave()));
  const nobody = await ada.call('GET', '/session');
  assert.deepEqual([nobody.body.setupNeeded, nobody.body.signedIn], [true, null]);
  assert.ok((nobody.body.features as string[]).includes('audit'));
  const token = setupToken(server.space('real').ledger);
  const organisation = { name: 'Authority <script>alert(1)</script>', kind: 'authority' };
  const setup = { token, organisation, name: 'Ada', email: 'ada@authority.example', password };
  assert.equal(codeOf(await ada.call('POST', '/setup', { ...setup, token: 'x'.repeat(43) })), 'LINK_INVALID');
  assert.equal(codeOf(await ada.call('POST', '/setup', { ...setup, name: 'A\u202Eda' })), 'INPUT_INVALID');
  ada.setCookie('pollwarden_session=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA');
  assert.equal((await ada.call('POST', '/setup', setup)).status, 200);
  assert.ok(!ada.cookie()?.includes('AAAAAAAA'), 'a cookie from before is not taken on');
  assert.equal(codeOf(await ben.call('POST', '/setup', setup)), 'LINK_INVALID');
  const me = (await ada.call('GET', '/session')).body;
  const { organisationId, name } = me.signedIn as { readonly organisationId: string; readonly name: string };
  assert.deepEqual([me.setupNeeded, name], [false, 'Ada']);

  const invited = await ada.call('POST', '/invitations', {
    email: 'ben@authority.example',
    role: 'analyst',
    organisationId,
  });
  assert.match(String(invited.body.link), /^http:\/\/localhost:\d+\/invitation#[\w-]{43}$/u);
  const invitation = { token: tokenIn(invited.body.link), name: 'Ben', password };
  const preview = await ben.call('POST', '/invitations/preview', { token: invitation.token });
  assert.deepEqual([preview.body.email, preview.body.role], ['ben@authority.example', 'analyst']);
  const weak = await ben.call('POST', '/invitations/accept', { ...invitation, password: 'password1234' });
  assert.deepEqual([weak.status, codeOf(weak)], [400, 'PASSWORD_WEAK']);
  assert.equal((await ben.call('POST', '/invitations/accept', invitation)).status, 200);
  assert.equal(codeOf(await ben.call('GET', '/people')), 'FORBIDDEN');

  const offer = (await ben.call('POST', '/me/totp', {})).body;
  const codes = await ben.call('POST', '/me/totp/confirm', { code: totp(offer.secret, -1) });
  assert.equal((codes.body.recoveryCodes as string[]).length, 10);
  assert.equal((await ben.call('DELETE', '/session')).status, 200);
  assert.equal(codeOf(await ben.call('GET', '/me')), 'NOT_SIGNED_IN');
  const first = await ben.call('POST', '/session/password', { email: 'BEN@authority.example', password });
  assert.deepEqual(first.body, { state: 'secondFactorNeeded', methods: ['totp', 'recoveryCode'] });
  assert.equal(codeOf(await ben.call('GET', '/me')), 'NOT_SIGNED_IN');
  assert.deepEqual((await ben.call('GET', '/session')).body.secondFactorNeeded, ['totp', 'recoveryCode']);
  const between = ben.cookie();
  assert.equal((await ben.call('POST', '/session/totp', { code: totp(offer.secret) })).status, 200);
  assert.notEqual(ben.cookie(), between);
  assert.equal((await ben.call('GET', '/me')).body.totp, true);

  const people = await ada.call('GET', '/people?q=role:analyst');
  assert.deepEqual([people.body.matching, people.body.all], [1, 2]);
  const [{ id, secondFactor }] = people.body.items as [{ readonly id: string; readonly secondFactor: boolean }];
  assert.equal(secondFactor, true);
  assert.equal((await ada.call('PATCH', `/people/${id}`, { role: 'administrator' })).status, 200);
  assert.equal((await ben.call('GET', '/people')).status, 200, 'in effect at once');
  const own = ((await ada.call('GET', '/me')).body.id ?? '') as string;
  assert.equal(codeOf(await ada.call('POST', `/people/${own}/recovery`)), 'OWN_ACCOUNT');
  const recovery = await ben.call('POST', `/people/${own}/recovery`);
  const back = person(server, '127.0.2.1');
  t.after(back.leave);
  const again = { token: tokenIn(recovery.body.link), password: 'an entirely new phrase' };
  assert.equal((await back.call('POST', '/recovery/accept', again)).status, 200);
  assert.equal(codeOf(await ada.call('GET', '/me')), 'NOT_SIGNED_IN');
  assert.equal(codeOf(await back.call('POST', '/recovery/accept', again)), 'LINK_INVALID');
  const sessions = (await back.call('GET', '/me/sessions')).body.items as readonly unknown[];
  assert.equal(sessions.length, 1);
  assert.equal((await back.call('PATCH', `/people/${id}`, { restricted: true })).status, 200);
  assert.equal(codeOf(await ben.call('GET', '/me')), 'NOT_SIGNED_IN');
  assert.equal(codeOf(await back.call('PATCH', `/people/${own}`, { role: 'analyst' })), 'LAST_ADMINISTRATOR');

  const trail = await back.call('GET', '/audit?q=event:recovery&limit=1');
  const [used] = trail.body.items as [{ readonly event: string; readonly actor: { readonly name: string } }];
  assert.deepEqual([trail.body.matching, used.event, used.actor.name], [2, 'recovery.used', 'Ada']);
  const next = await back.call('GET', `/audit?q=event:recovery&limit=1&cursor=${String(trail.body.next)}`);
  assert.deepEqual((next.body.items as [{ readonly event: string }])[0].event, 'recovery.issued');
  assert.equal((await back.call('GET', '/audit?q=about:person+person:Ada')).status, 200);
  assert.equal(codeOf(await back.call('GET', '/audit?q=nokey:x')), 'QUERY_INVALID');
  const csv = await back.call('GET', '/audit/export?format=csv');
  const jsonl = await back.call('GET', '/audit/export?format=jsonl&q=event:audit');
  assert.match(csv.text, /^sequence,time,event/u);
  assert.ok(csv.text.includes('setup.done') && csv.text.includes('audit.exported'));
  assert.ok(
    jsonl.text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown).length >= 2,
  );
  const verification = await back.call('GET', '/audit/verification');
  assert.equal(verification.body.intact, true);
  const text = csv.text + jsonl.text;
  for (const secret of [password, tokenIn(recovery.body.link), String(offer.secret)]) assert.ok(!text.includes(secret));
});

test('10,000 wrong log-ins from forty networks: the owner comes in, others are served', { skip }, async (t) => {
  const { ledger } = server.space('real');
  // Where Ada came in again: what was known before her recovery is forgotten.
  const owner = person(server, '127.0.2.1');
  const attackers = Array.from({ length: 40 }, (_, i) => person(server, `127.7.${i}.1`));
  t.after(() => [owner, ...attackers].forEach(({ leave }) => leave()));
  const right = { email: 'ada@authority.example', password: 'an entirely new phrase' };
  const statuses = new Map<number, number>();
  const guess = async (i: number): Promise<void> => {
    const { status } = await attackers[i % 40].call('POST', '/session/password', { ...right, password: `guess ${i}` });
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
  };
  for (let i = 0; i < 10_000; i += 100) {
    await Promise.all(Array.from({ length: 100 }, async (_, k) => await guess(i + k)));
    if (i % 2500 === 0) assert.equal((await owner.call('GET', '/session')).status, 200);
  }
  assert.deepEqual(
    [...statuses.keys()].toSorted((a, b) => a - b),
    [403, 429],
  );
  assert.ok((statuses.get(403) ?? 0) < 300, `${statuses.get(403)} guesses were tried`);
  assert.equal((await owner.call('POST', '/session/password', right)).status, 200);
  assert.equal((await owner.call('GET', '/me')).body.name, 'Ada');
  const rows = ledger.db
    .prepare("SELECT count(*) AS n FROM audit WHERE event IN ('session.refused', 'session.throttled')")
    .get();
  assert.ok(Number(rows?.n) < 500);
});
