// How sessions begin and end: by time, also when the clock jumps; by their person; by restriction.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { PollwardenError } from '../kernel/errors.ts';
import { changePassword } from './own-account.ts';
import { changePerson } from './manage-people.ts';
import { createPersonDirectly } from './personas.ts';
import { closeSession, listSessions, openSessionFor, sessionOf, signOut } from './sessions.ts';
import { browser, office, passwordOf } from './testing/office.ts';
import { readCookie, writeCookie } from './tokens.ts';

const hour = 3_600_000;
const day = 24 * hour;

test('a session ends after twelve idle hours, and after seven days however busy', async (t) => {
  const { accounts, clock, admin } = await office(t);
  const { ledger } = accounts;
  const live = (cookie = admin.cookie): boolean => sessionOf(ledger, cookie) !== undefined;
  const start = clock.now;
  for (let i = 1; i * 11 * hour < 7 * day; i++) {
    clock.now = start + i * 11 * hour;
    assert.ok(live(), `${i * 11} hours`);
  }
  clock.now = start + 7 * day - 1;
  assert.ok(live());
  clock.now = start + 7 * day;
  assert.ok(!live());
  const next = openSessionFor(ledger, admin.session.personId, browser());
  clock.now += 12 * hour - 1;
  assert.ok(live(next));
  clock.now += 12 * hour;
  assert.ok(!live(next));
});

test('a clock that jumps gives no session a longer life', async (t) => {
  const { accounts, clock, admin } = await office(t);
  const { ledger } = accounts;
  const true0 = clock.now;
  clock.now = true0 + 400 * day;
  assert.equal(sessionOf(ledger, admin.cookie), undefined);
  const inFuture = openSessionFor(ledger, admin.session.personId, browser());
  clock.now = true0 + hour;
  assert.equal(sessionOf(ledger, inFuture), undefined, 'opened by a wrong clock: not believed');
  const present = openSessionFor(ledger, admin.session.personId, browser());
  clock.now -= 4 * 60_000;
  assert.notEqual(sessionOf(ledger, present), undefined, 'a small correction signs nobody out');
});

test('only the whole token opens a session, and only its hash is kept', async (t) => {
  const { accounts, admin } = await office(t);
  const { ledger } = accounts;
  const { session = '', device = '' } = readCookie(admin.cookie);
  assert.equal(Buffer.from(session, 'base64url').length, 32);
  const tables = ['sessions', 'devices', 'setup_links', 'audit', 'invitations'];
  const kept = JSON.stringify(tables.map((table) => ledger.db.prepare(`SELECT * FROM ${table}`).all()));
  assert.ok(!kept.includes(session) && !kept.includes(device));
  for (const bad of [
    '',
    '.',
    device,
    `.${device}`,
    session.slice(1),
    `${session}x`,
    `${session}..`,
    `${device}.${session}`,
  ]) {
    assert.equal(sessionOf(ledger, bad), undefined, bad);
  }
  assert.notEqual(sessionOf(ledger, session), undefined, 'the device is not needed');
});

test('property: a cookie of any content opens nothing and throws nothing', async (t) => {
  const { accounts } = await office(t);
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
      assert.equal(sessionOf(accounts.ledger, text), undefined);
    }),
  );
  fc.assert(
    fc.property(fc.base64String({ minLength: 0, maxLength: 100 }), (text) => {
      const cookie = readCookie(text.replaceAll(/[+/=]/gu, '_'));
      assert.deepEqual(readCookie(writeCookie(cookie)), cookie);
    }),
  );
});

test('people see and end their own sessions, and nobody else’s', async (t) => {
  const space = await office(t);
  const { ledger } = space.accounts;
  const analyst = await space.join('ben@authority.example', 'analyst');
  const other = openSessionFor(ledger, analyst.session.personId, {
    userAgent: `Telephone\u202E<script>${'x'.repeat(400)}`,
    address: '2001:db8:7::1',
  });
  const rows = listSessions(ledger, analyst.session.personId);
  assert.equal(rows.length, 2);
  assert.deepEqual(rows.map(({ network }) => network).toSorted(), ['2001:db8:7::/48', '203.0.113.0/24']);
  assert.ok(rows.every(({ user_agent: device }) => /^[\x20-\x7E]{1,200}$/u.test(device)));
  const theirs = sessionOf(ledger, other);
  assert.ok(theirs);
  assert.throws(
    () => closeSession(ledger, space.admin.session, theirs.id, ''),
    (error) => error instanceof PollwardenError && error.code === 'NOT_FOUND',
  );
  closeSession(ledger, analyst.session, theirs.id, '');
  assert.equal(sessionOf(ledger, other), undefined);
  assert.notEqual(sessionOf(ledger, analyst.cookie), undefined);
  const left = signOut(ledger, analyst.session, analyst.cookie, '');
  assert.equal(sessionOf(ledger, analyst.cookie), undefined);
  assert.equal(left, `.${readCookie(analyst.cookie).device}`);
});

test('restriction ends sessions at once; a new role holds in open ones at once', async (t) => {
  const space = await office(t);
  const { ledger } = space.accounts;
  const by = { id: space.admin.session.personId, address: '' };
  const analyst = await space.join('ben@authority.example', 'analyst');
  changePerson(ledger, analyst.session.personId, { role: 'observer' }, by);
  assert.equal(sessionOf(ledger, analyst.cookie)?.role, 'observer');
  changePerson(ledger, analyst.session.personId, { restricted: true }, by);
  assert.equal(sessionOf(ledger, analyst.cookie), undefined);
  changePerson(ledger, analyst.session.personId, { restricted: false }, by);
  assert.equal(sessionOf(ledger, analyst.cookie), undefined, 'it does not come back');
});

test('a new password ends the other sessions', async (t) => {
  const { accounts, admin } = await office(t);
  const { ledger } = accounts;
  const other = openSessionFor(ledger, admin.session.personId, browser('198.51.100.1'));
  const change = { current: passwordOf(admin.email), password: 'an entirely different phrase' };
  await changePassword(accounts, admin.session, change, browser());
  assert.equal(sessionOf(ledger, other), undefined);
  assert.notEqual(sessionOf(ledger, admin.cookie), undefined);
});

test('reading who is signed in goes on while the disk takes no writes', async (t) => {
  const { accounts, clock, admin } = await office(t);
  const { db } = accounts.ledger;
  db.exec('PRAGMA query_only=ON');
  clock.now += hour;
  assert.notEqual(sessionOf(accounts.ledger, admin.cookie), undefined);
});

test('personas have no password and are made once', async (t) => {
  const { accounts } = await office(t);
  const persona = {
    name: 'Analyst on duty',
    email: 'analyst@demo.example',
    role: 'analyst',
    organisation: { name: 'Election authority', kind: 'authority' },
  } as const;
  const id = createPersonDirectly(accounts.ledger, persona);
  assert.equal(createPersonDirectly(accounts.ledger, persona), id);
  const cookie = openSessionFor(accounts.ledger, id, { userAgent: 'x', address: '127.0.0.1' });
  const session = sessionOf(accounts.ledger, cookie);
  assert.deepEqual(
    [session?.name, session?.role, session?.organisation],
    ['Analyst on duty', 'analyst', 'Election authority'],
  );
});

test('memory of devices is bounded', async (t) => {
  const { accounts, admin } = await office(t);
  for (let i = 0; i < 60; i++) openSessionFor(accounts.ledger, admin.session.personId, browser());
  assert.equal(accounts.ledger.db.prepare('SELECT count(*) AS n FROM devices').get()?.n, 20);
});
