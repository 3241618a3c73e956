// The states of signing in (docs/accounts.md): every step that leads on, and every step that must not.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Secret, TOTP } from 'otpauth';
import { PollwardenError } from '../kernel/errors.ts';
import { confirmSelf } from './own-account.ts';
import { changePerson } from './manage-people.ts';
import { hashPassword, needsRehash } from './password-hash.ts';
import { pendingPerson } from './pending.ts';
import { personById } from './people.ts';
import { sessionOf } from './sessions.ts';
import { signInWithCode, signInWithPassword } from './sign-in.ts';
import { browser, eventsOf, type Member, type Office, office, passwordOf } from './testing/office.ts';
import { readCookie } from './tokens.ts';
import { confirmTotp, offerTotp, removeTotp } from './totp.ts';

const code = (name: string) => (error: unknown) => error instanceof PollwardenError && error.code === name;
const codeAt = (secret: string, now: number): string =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: now });

const withPassword = async ({ accounts }: Office, { email }: Member, cookie?: string) =>
  await signInWithPassword(accounts, { email, password: passwordOf(email) }, browser(undefined, cookie));

/** Switches codes on for a person; answers with the secret and the recovery codes. */
function withTotp({ accounts, clock }: Office, { session }: Member) {
  const { secret } = offerTotp(accounts.ledger, session.personId);
  const codes = confirmTotp(accounts.ledger, session.personId, codeAt(secret, clock.now), '127.0.0.1');
  clock.now += 60_000;
  return { secret, codes };
}

test('password alone signs in; the answer to anything wrong is one and the same', async (t) => {
  const space = await office(t);
  const analyst = await space.join('ben@authority.example', 'analyst');
  const answer = await withPassword(space, analyst);
  assert.equal(answer.state, 'signedIn');
  assert.equal(sessionOf(space.accounts.ledger, answer.cookie)?.personId, analyst.session.personId);
  const refused = async (email: string, password: string): Promise<string> => {
    const error = await signInWithPassword(space.accounts, { email, password }, browser('198.51.100.7')).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    return error instanceof PollwardenError ? error.message : String(error);
  };
  changePerson(
    space.accounts.ledger,
    analyst.session.personId,
    { restricted: true },
    {
      id: space.admin.session.personId,
      address: '127.0.0.1',
    },
  );
  const answers = [
    await refused(analyst.email, passwordOf(analyst.email)),
    await refused('nobody@authority.example', 'a wrong password'),
    await refused('no address', 'a wrong password'),
    await refused(space.admin.email, 'a wrong password'),
  ];
  assert.equal(new Set(answers).size, 1, answers.join('\n'));
});

test('addresses are found whatever their case and form', async (t) => {
  const space = await office(t);
  const zoe = await space.join('Zo\u00EB@W\u00E4hler.example', 'analyst');
  for (const email of [
    'zo\u00EB@w\u00E4hler.example',
    'ZOE\u0308@WA\u0308HLER.EXAMPLE',
    ' zo\u00EB@xn--whler-gra.example ',
  ]) {
    const answer = await signInWithPassword(space.accounts, { email, password: passwordOf(zoe.email) }, browser());
    assert.equal(answer.state, 'signedIn', email);
  }
});

test('with a second factor the password opens nothing but the second step', async (t) => {
  const space = await office(t);
  const { accounts, clock } = space;
  const { ledger } = accounts;
  const analyst = await space.join('ben@authority.example', 'analyst');
  const { secret, codes } = withTotp(space, analyst);
  const first = await withPassword(space, analyst);
  assert.deepEqual(
    [first.state, first.state === 'secondFactorNeeded' && first.methods],
    ['secondFactorNeeded', ['totp', 'recoveryCode']],
  );
  assert.equal(sessionOf(ledger, first.cookie), undefined);
  assert.equal(pendingPerson(ledger, first.cookie), analyst.session.personId);
  const step = async (typed: string, cookie = first.cookie) =>
    await signInWithCode(accounts, typed, browser(undefined, cookie));
  await assert.rejects(step('000000'), code('CODE_WRONG'));
  await assert.rejects(step(codeAt(secret, clock.now), ''), code('NOT_SIGNED_IN'));
  await assert.rejects(step(codeAt(secret, clock.now), analyst.cookie), code('NOT_SIGNED_IN'));
  const done = await step(codeAt(secret, clock.now));
  assert.equal(sessionOf(ledger, done.cookie)?.personId, analyst.session.personId);
  assert.notEqual(readCookie(done.cookie).session, readCookie(first.cookie).session);
  assert.equal(pendingPerson(ledger, first.cookie), undefined, 'the first step is used up');
  const second = await withPassword(space, analyst);
  await assert.rejects(step(codeAt(secret, clock.now), second.cookie), code('CODE_WRONG'), 'a step works once');
  const byCode = await step(codes[3].toUpperCase().replace('-', ' '), second.cookie);
  assert.equal(byCode.state, 'signedIn');
  const third = await withPassword(space, analyst);
  await assert.rejects(step(codes[3], third.cookie), code('CODE_WRONG'), 'a recovery code works once');
  clock.now += 11 * 60_000;
  await assert.rejects(step(codes[4], third.cookie), code('NOT_SIGNED_IN'), 'the second step has ten minutes');
});

test('codes: one step early or late, no more; a clock that was wrong shuts nobody out', async (t) => {
  const space = await office(t);
  const { accounts, clock, elapsed } = space;
  const analyst = await space.join('ben@authority.example', 'analyst');
  const { secret } = withTotp(space, analyst);
  const tries = async (offset: number): Promise<string> => {
    clock.now += 300_000;
    elapsed.now += 3_600_000;
    const { cookie } = await withPassword(space, analyst);
    return await signInWithCode(accounts, codeAt(secret, clock.now + offset), browser(undefined, cookie)).then(
      ({ state }) => state,
      (error: unknown) => (error instanceof PollwardenError ? error.code : String(error)),
    );
  };
  assert.deepEqual(
    [await tries(-60_000), await tries(-30_000), await tries(0), await tries(30_000), await tries(60_000)],
    ['CODE_WRONG', 'signedIn', 'signedIn', 'signedIn', 'CODE_WRONG'],
  );
  clock.now += 86_400_000;
  assert.equal(await tries(0), 'signedIn');
  clock.now -= 86_400_000;
  assert.equal(await tries(0), 'signedIn');
  assert.equal(await tries(0), 'signedIn');
});

test('one-time codes are switched on only with a code, and off with all that belongs to them', async (t) => {
  const space = await office(t);
  const { ledger } = space.accounts;
  const { personId } = space.admin.session;
  const { secret, uri } = offerTotp(ledger, personId);
  assert.match(uri, /^otpauth:\/\/totp\/.*issuer=Pollwarden/u);
  assert.equal((await withPassword(space, space.admin)).state, 'signedIn', 'an offer changes nothing');
  assert.throws(() => confirmTotp(ledger, personId, '123 45', ''), code('CODE_WRONG'));
  space.clock.now += 16 * 60_000;
  assert.throws(() => confirmTotp(ledger, personId, codeAt(secret, space.clock.now), ''), code('CONFLICT'));
  withTotp(space, space.admin);
  assert.throws(() => offerTotp(ledger, personId), code('CONFLICT'));
  removeTotp(ledger, personId, '');
  assert.throws(() => removeTotp(ledger, personId, ''), code('NOT_FOUND'));
  assert.equal((await withPassword(space, space.admin)).state, 'signedIn');
  const left = ledger.db.prepare('SELECT count(*) AS n FROM recovery_codes').get()?.n;
  assert.equal(left, 0);
});

test('every sign-in has a new token, ends the one of its browser, and keeps the device', async (t) => {
  const space = await office(t);
  const { ledger } = space.accounts;
  const fixed = 'A'.repeat(43);
  const first = await withPassword(space, space.admin, `${fixed}.${fixed}`);
  assert.notEqual(readCookie(first.cookie).session, fixed, 'a token from outside is not taken on');
  assert.notEqual(readCookie(first.cookie).device, fixed);
  assert.equal(sessionOf(ledger, `${fixed}.${fixed}`), undefined);
  const second = await withPassword(space, space.admin, first.cookie);
  assert.notEqual(readCookie(second.cookie).session, readCookie(first.cookie).session);
  assert.equal(readCookie(second.cookie).device, readCookie(first.cookie).device);
  assert.equal(sessionOf(ledger, first.cookie), undefined);
  assert.notEqual(sessionOf(ledger, second.cookie), undefined);
});

test('a password kept at another cost is kept anew at the next sign-in', async (t) => {
  const space = await office(t);
  const { ledger } = space.accounts;
  const { personId } = space.admin.session;
  const cheap = await hashPassword(passwordOf(space.admin.email), { memory: 8192, passes: 1, parallelism: 1 });
  ledger.write(() => void ledger.db.prepare('UPDATE people SET password_hash = ?').run(cheap));
  assert.equal((await withPassword(space, space.admin)).state, 'signedIn');
  const kept = personById(ledger, personId)?.password_hash ?? '';
  assert.deepEqual([needsRehash(cheap), needsRehash(kept)], [true, false]);
  assert.equal((await withPassword(space, space.admin)).state, 'signedIn');
});

test('changing how one signs in asks for the password again after ten minutes', async (t) => {
  const space = await office(t);
  const { accounts, clock, admin } = space;
  const confirm = async (password?: string) => await confirmSelf(accounts, admin.session, password, browser());
  await confirm();
  clock.now += 11 * 60_000;
  await assert.rejects(confirm(), code('PASSWORD_NEEDED'));
  await assert.rejects(confirm('not it'), code('SIGN_IN_FAILED'));
  await confirm(passwordOf(admin.email));
});

test('a person who is restricted while the password is checked does not come in', async (t) => {
  const space = await office(t);
  const { ledger } = space.accounts;
  const analyst = await space.join('ben@authority.example', 'analyst');
  const signingIn = withPassword(space, analyst);
  const by = { id: space.admin.session.personId, address: '' };
  changePerson(ledger, analyst.session.personId, { restricted: true }, by);
  await assert.rejects(signingIn, code('SIGN_IN_FAILED'));
});

test('sign-ins and refusals are in the audit trail, without what was typed', async (t) => {
  const space = await office(t);
  const { ledger } = space.accounts;
  await withPassword(space, space.admin);
  const typed = 'my secret typed as an address';
  await assert.rejects(signInWithPassword(space.accounts, { email: typed, password: 'x' }, browser()));
  assert.deepEqual(eventsOf(space.accounts).slice(-2), ['session.opened', 'session.refused']);
  const all = JSON.stringify(ledger.db.prepare('SELECT * FROM audit').all());
  assert.ok(!all.includes(typed) && !all.includes('203.0.113.9'));
});
