// Passkeys, with an authenticator in software: alone, as the second step, and everything that must be refused.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PollwardenError } from '../kernel/errors.ts';
import { createAccounts } from './accounts.ts';
import { createChallenges } from './challenges.ts';
import { changePerson } from './manage-people.ts';
import { passkeyRequest, signInWithPasskey } from './passkey-sign-in.ts';
import { addPasskey, passkeyCreation, passkeysOf, removePasskey } from './passkeys.ts';
import { sessionOf } from './sessions.ts';
import { signInWithPassword } from './sign-in.ts';
import { authenticator } from './testing/authenticator.ts';
import { browser, eventsOf, type Member, type Office, office, passwordOf } from './testing/office.ts';

const code = (name: string) => (error: unknown) => error instanceof PollwardenError && error.code === name;
const refused = code('PASSKEY_REFUSED');

async function withPasskey({ accounts }: Office, { session }: Member, verifies = true) {
  const key = authenticator(verifies, session.personId);
  const { challenge } = await passkeyCreation(accounts, session.personId);
  await addPasskey(accounts, session.personId, { name: 'Key', response: key.create({ challenge }), address: '' });
  return key;
}

test('a passkey whose device verified its user signs in alone', async (t) => {
  const space = await office(t);
  const { accounts, admin } = space;
  const key = await withPasskey(space, admin);
  const { challenge, allowCredentials } = await passkeyRequest(accounts, undefined);
  assert.deepEqual(allowCredentials ?? [], [], 'no account is named');
  const response = key.get({ challenge });
  const { cookie, state } = await signInWithPasskey(accounts, response, browser());
  assert.equal(state, 'signedIn');
  assert.equal(sessionOf(accounts.ledger, cookie)?.personId, admin.session.personId);
  await assert.rejects(signInWithPasskey(accounts, response, browser()), refused, 'an answer works once');
  assert.equal(passkeysOf(accounts.ledger, admin.session.personId)[0].counter, 2);
});

test('what does not hold is refused: origin, name, challenge, signature, counter, unknown key', async (t) => {
  const space = await office(t);
  const { accounts, admin, clock } = space;
  const key = await withPasskey(space, admin);
  const ask = async (): Promise<string> => (await passkeyRequest(accounts, undefined)).challenge;
  const tries = async (response: unknown): Promise<void> =>
    await assert.rejects(signInWithPasskey(accounts, response, browser()), refused);
  await tries(key.get({ challenge: await ask(), origin: 'https://evil.example' }));
  await tries(key.get({ challenge: await ask(), rpId: 'evil.example' }));
  await tries(key.get({ challenge: createChallenges().make('sign in', clock.now) }));
  await tries(key.get({ challenge: 'AAAA' }));
  const forOther = (await passkeyCreation(accounts, admin.session.personId)).challenge;
  await tries(key.get({ challenge: forOther }));
  const good = key.get({ challenge: await ask() });
  await tries({ ...good, response: { ...good.response, signature: 'AAAA' } });
  await tries({ ...good, response: {} });
  await tries({ id: good.id });
  await tries(authenticator(true, admin.session.personId).get({ challenge: await ask() }));
  const late = key.get({ challenge: await ask() });
  clock.now += 6 * 60_000;
  await tries(late);
  const earlier = key.get({ challenge: await ask() });
  await signInWithPasskey(accounts, key.get({ challenge: await ask() }), browser());
  await tries(earlier);
});

test('without verification of its user a passkey is only a second factor', async (t) => {
  const space = await office(t);
  const { accounts, admin } = space;
  const key = await withPasskey(space, admin, false);
  const alone = await passkeyRequest(accounts, undefined);
  await assert.rejects(signInWithPasskey(accounts, key.get(alone), browser()), refused);
  const first = await signInWithPassword(
    accounts,
    { email: admin.email, password: passwordOf(admin.email) },
    browser(),
  );
  assert.equal(first.state, 'secondFactorNeeded');
  const second = await passkeyRequest(accounts, first.cookie);
  assert.deepEqual(
    second.allowCredentials?.map(({ id }) => id),
    [key.id],
  );
  await assert.rejects(signInWithPasskey(accounts, key.get(second), browser()), refused, 'not without the first step');
  const again = await passkeyRequest(accounts, first.cookie);
  const done = await signInWithPasskey(accounts, key.get(again), browser(undefined, first.cookie));
  assert.notEqual(sessionOf(accounts.ledger, done.cookie), undefined);
});

test('another person’s passkey is no second factor, and a restricted person’s is none at all', async (t) => {
  const space = await office(t);
  const { accounts, admin } = space;
  const { ledger } = accounts;
  const analyst = await space.join('ben@authority.example', 'analyst');
  await withPasskey(space, admin);
  const theirs = await withPasskey(space, analyst);
  const right = { email: admin.email, password: passwordOf(admin.email) };
  const first = await signInWithPassword(accounts, right, browser());
  const asked = await passkeyRequest(accounts, first.cookie);
  await assert.rejects(signInWithPasskey(accounts, theirs.get(asked), browser(undefined, first.cookie)), refused);
  const by = { id: admin.session.personId, address: '' };
  changePerson(ledger, analyst.session.personId, { restricted: true }, by);
  const alone = await passkeyRequest(accounts, undefined);
  await assert.rejects(signInWithPasskey(accounts, theirs.get(alone), browser()), refused);
  assert.ok(eventsOf(accounts).includes('session.refused'));
});

test('adding: only what was asked for, once; removing: only one’s own', async (t) => {
  const space = await office(t);
  const { accounts, admin } = space;
  const analyst = await space.join('ben@authority.example', 'analyst');
  const { personId } = admin.session;
  const key = authenticator(true, personId);
  const { challenge } = await passkeyCreation(accounts, personId);
  const add = async (id: string, response: unknown) =>
    await addPasskey(accounts, id, { name: 'Key', response, address: '' });
  await assert.rejects(add(analyst.session.personId, key.create({ challenge })), refused);
  await assert.rejects(add(personId, key.create({ challenge, origin: 'https://ops.example.evil.example' })), refused);
  const { challenge: fresh } = await passkeyCreation(accounts, personId);
  const response = key.create({ challenge: fresh });
  await add(personId, response);
  await assert.rejects(add(personId, response), refused);
  const { challenge: third } = await passkeyCreation(accounts, personId);
  await assert.rejects(add(personId, key.create({ challenge: third })), code('CONFLICT'));
  assert.throws(() => removePasskey(accounts.ledger, analyst.session.personId, key.id, ''), code('NOT_FOUND'));
  removePasskey(accounts.ledger, personId, key.id, '');
  assert.deepEqual(passkeysOf(accounts.ledger, personId), []);
});

test('passkeys need a name: loopback has one, another number has none', async (t) => {
  const { accounts, admin } = await office(t);
  const at = (publicUrl: string) => createAccounts(accounts.ledger, { publicUrl, prefix: '' }).relyingParty;
  assert.deepEqual(at('http://127.0.0.1:4610'), { id: 'localhost', origins: ['http://localhost:4610'] });
  assert.deepEqual(at('http://[::1]:80'), { id: 'localhost', origins: ['http://localhost'] });
  assert.deepEqual(at('https://ops.example'), { id: 'ops.example', origins: ['https://ops.example'] });
  assert.equal(at('https://192.0.2.1'), undefined);
  const numbered = createAccounts(accounts.ledger, { publicUrl: 'https://192.0.2.1', prefix: '' });
  await assert.rejects(passkeyCreation(numbered, admin.session.personId), refused);
});

test('challenges are bound to their purpose, live five minutes and work once', () => {
  const challenges = createChallenges();
  const made = challenges.make('a', 1000);
  assert.equal(challenges.use(made, 'b', 1000), false);
  assert.equal(challenges.use(`${made}=`, 'a', 1000), false);
  assert.equal(challenges.use(made, 'a', 1000 + 300_001), false);
  assert.equal(challenges.use(made, 'a', 1000), true);
  assert.equal(challenges.use(made, 'a', 1000), false);
  for (let i = 0; i < 12_000; i++) challenges.use(challenges.make('a', i), 'a', i);
  assert.equal(challenges.use(challenges.make('a', 12_000), 'a', 12_000), true);
});
