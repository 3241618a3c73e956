// Set-up, invitations, recovery by a second administrator, and what keeps a space from losing its last one.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PollwardenError } from '../kernel/errors.ts';
import { verifyAudit } from '../ledger/audit/verify.ts';
import { openLedger } from '../ledger/ledger.ts';
import { temporaryLedger } from '../ledger/testing/temporary-ledger.ts';
import { createAccounts } from './accounts.ts';
import { acceptInvitation, invite, openInvitation, withdrawInvitation } from './invitations.ts';
import { changePerson } from './manage-people.ts';
import { addOrganisation, changeOrganisation } from './organisations.ts';
import { secondFactorsOf } from './pending.ts';
import { activePeople, personById, personNames } from './people.ts';
import { acceptRecovery, issueRecovery } from './recovery.ts';
import { openSessionFor, sessionOf } from './sessions.ts';
import { setUp, setupToken } from './setup.ts';
import { signInWithPassword } from './sign-in.ts';
import { browser, office, passwordOf } from './testing/office.ts';

const code = (name: string) => (error: unknown) => error instanceof PollwardenError && error.code === name;
const day = 86_400_000;

test('the first administrator: a new link at each start, the old one dead, one set-up however many try', async (t) => {
  const { ledger, clock, folder } = temporaryLedger(t);
  const first = setupToken(ledger) ?? '';
  ledger.close();
  const again = openLedger(folder, () => clock.now);
  t.after(() => again.close());
  const accounts = createAccounts(again, { publicUrl: 'http://127.0.0.1:4610', prefix: '' });
  const second = setupToken(again) ?? '';
  const attempt = async (token: string, n: number): Promise<string> =>
    await setUp(
      accounts,
      {
        token,
        organisation: { name: `Authority ${n}`, kind: 'authority' },
        name: 'Ada',
        email: `ada${n}@authority.example`,
        password: 'a long enough phrase',
      },
      browser(),
    );
  await assert.rejects(attempt(first, 0), code('LINK_INVALID'));
  await assert.rejects(attempt('x'.repeat(43), 0), code('LINK_INVALID'));
  const results = await Promise.allSettled([1, 2, 3, 4].map(async (n) => await attempt(second, n)));
  assert.equal(results.filter(({ status }) => status === 'fulfilled').length, 1);
  assert.equal(activePeople(again).length, 1);
  await assert.rejects(attempt(second, 5), code('LINK_INVALID'));
  assert.equal(setupToken(again), undefined);
});

test('a set-up with a bad address or password leaves the link as it was', async (t) => {
  const { ledger } = temporaryLedger(t);
  const accounts = createAccounts(ledger, { publicUrl: 'http://127.0.0.1:4610', prefix: '' });
  const good = {
    token: setupToken(ledger) ?? '',
    organisation: { name: 'Authority', kind: 'authority' },
    name: 'Ada',
    email: 'ada@authority.example',
    password: 'a long enough phrase',
  } as const;
  await assert.rejects(setUp(accounts, { ...good, password: 'short' }, browser()), code('PASSWORD_WEAK'));
  await assert.rejects(setUp(accounts, { ...good, email: 'ada' }, browser()), code('EMAIL_INVALID'));
  assert.notEqual(sessionOf(ledger, await setUp(accounts, good, browser())), undefined);
});

test('an invitation works once, for seven days, until it is withdrawn', async (t) => {
  const { accounts, admin, clock } = await office(t);
  const { ledger } = accounts;
  const { personId, organisationId } = admin.session;
  const make = (email: string) => invite(ledger, { email, role: 'observer', organisationId }, personId, '');
  const accept = async (token: string, name = 'Eve') =>
    await acceptInvitation(accounts, { token, name, password: 'a long enough phrase' }, browser());
  const once = make('eve@party.example');
  const both = await Promise.allSettled([accept(once.token), accept(once.token)]);
  assert.deepEqual(both.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected']);
  await assert.rejects(accept(once.token), code('LINK_INVALID'));
  assert.throws(() => make('EVE@party.example'), code('EMAIL_TAKEN'));
  const withdrawn = make('a@party.example');
  withdrawInvitation(ledger, withdrawn.invitation.id, personId, '');
  await assert.rejects(accept(withdrawn.token), code('LINK_INVALID'));
  assert.throws(() => withdrawInvitation(ledger, withdrawn.invitation.id, personId, ''), code('CONFLICT'));
  const late = make('b@party.example');
  clock.now += 7 * day - 1;
  assert.equal(openInvitation(ledger, late.token).email, 'b@party.example');
  clock.now += 1;
  await assert.rejects(accept(late.token), code('LINK_INVALID'));
  assert.throws(
    () => invite(ledger, { email: 'c@party.example', role: 'party', organisationId: 'none' }, personId, ''),
    code('NOT_FOUND'),
  );
  const one = make('d@party.example');
  const two = make('d@party.example');
  await accept(one.token);
  await assert.rejects(accept(two.token), code('EMAIL_TAKEN'));
  const stored = JSON.stringify(ledger.db.prepare('SELECT * FROM invitations').all());
  assert.ok(![once, withdrawn, late, one, two].some(({ token }) => stored.includes(token)));
});

test('recovery: never for oneself, once, for a day; whatever let in before is gone', async (t) => {
  const space = await office(t);
  const { accounts, admin, clock } = space;
  const { ledger } = accounts;
  const second = await space.join('cem@authority.example', 'administrator');
  const analyst = await space.join('ben@authority.example', 'analyst');
  const target = analyst.session.personId;
  const by = second.session.personId;
  assert.throws(() => issueRecovery(ledger, by, by, ''), code('OWN_ACCOUNT'));
  assert.throws(() => issueRecovery(ledger, 'nobody', by, ''), code('NOT_FOUND'));
  const old = issueRecovery(ledger, target, by, '');
  const link = issueRecovery(ledger, target, by, '');
  const password = 'a new and longer phrase';
  await assert.rejects(acceptRecovery(accounts, { token: old.token, password }, browser()), code('LINK_INVALID'));
  await assert.rejects(
    acceptRecovery(accounts, { token: link.token, password: 'short' }, browser()),
    code('PASSWORD_WEAK'),
  );
  assert.notEqual(sessionOf(ledger, analyst.cookie), undefined, 'a link alone ends nothing');
  ledger.write(() => {
    ledger.db.prepare("INSERT INTO totp VALUES (?, 'AAAA', 0, 1, 0)").run(target);
    ledger.db.prepare("INSERT INTO passkeys VALUES ('k', ?, 'k', x'00', 0, '[]', 0, NULL)").run(target);
  });
  const cookie = await acceptRecovery(accounts, { token: link.token, password }, browser());
  assert.equal(sessionOf(ledger, analyst.cookie), undefined);
  assert.equal(sessionOf(ledger, cookie)?.personId, target);
  assert.deepEqual(secondFactorsOf(ledger, target), []);
  await assert.rejects(acceptRecovery(accounts, { token: link.token, password }, browser()), code('LINK_INVALID'));
  await assert.rejects(
    signInWithPassword(accounts, { email: analyst.email, password: passwordOf(analyst.email) }, browser()),
    code('SIGN_IN_FAILED'),
  );
  const late = issueRecovery(ledger, target, by, '');
  clock.now += day;
  await assert.rejects(acceptRecovery(accounts, { token: late.token, password }, browser()), code('LINK_INVALID'));
  const fromRogue = issueRecovery(ledger, target, by, '');
  changePerson(ledger, by, { role: 'analyst' }, { id: admin.session.personId, address: '' });
  await assert.rejects(acceptRecovery(accounts, { token: fromRogue.token, password }, browser()), code('LINK_INVALID'));
});

test('the last active administrator keeps role and access', async (t) => {
  const space = await office(t);
  const { ledger } = space.accounts;
  const first = space.admin.session.personId;
  const by = { id: first, address: '' };
  assert.throws(() => changePerson(ledger, first, { role: 'analyst' }, by), code('LAST_ADMINISTRATOR'));
  assert.throws(() => changePerson(ledger, first, { restricted: true }, by), code('OWN_ACCOUNT'));
  const second = await space.join('cem@authority.example', 'administrator');
  const other = { id: second.session.personId, address: '' };
  changePerson(ledger, first, { restricted: true }, other);
  assert.throws(() => changePerson(ledger, other.id, { role: 'analyst' }, by), code('LAST_ADMINISTRATOR'));
  assert.throws(() => changePerson(ledger, other.id, { restricted: true }, by), code('LAST_ADMINISTRATOR'));
  assert.notEqual(sessionOf(ledger, second.cookie), undefined, 'what was refused has done nothing');
  assert.equal(personById(ledger, other.id)?.role, 'administrator');
});

test('links of an administrator who is restricted do not work any more', async (t) => {
  const space = await office(t);
  const { accounts } = space;
  const { ledger } = accounts;
  const second = await space.join('cem@authority.example', 'administrator');
  const { personId, organisationId } = second.session;
  const { token } = invite(ledger, { email: 'x@y.example', role: 'administrator', organisationId }, personId, '');
  changePerson(ledger, personId, { restricted: true }, { id: space.admin.session.personId, address: '' });
  const accepted = { token, name: 'X', password: 'a long enough phrase' };
  await assert.rejects(acceptInvitation(accounts, accepted, browser()), code('LINK_INVALID'));
});

test('organisations have names of their own, and what is changed is recorded', async (t) => {
  const { accounts, admin } = await office(t);
  const { ledger } = accounts;
  const actor = { kind: 'person', id: admin.session.personId } as const;
  const id = addOrganisation(ledger, { name: 'Green List', kind: 'party' }, actor);
  assert.throws(() => addOrganisation(ledger, { name: ' GREEN  list', kind: 'party' }, actor), code('NAME_TAKEN'));
  const blue = addOrganisation(ledger, { name: 'Blue List', kind: 'party' }, actor);
  assert.throws(() => changeOrganisation(ledger, blue, { name: 'Green list' }, actor, ''), code('NAME_TAKEN'));
  assert.throws(() => changeOrganisation(ledger, 'none', { name: 'x' }, actor, ''), code('NOT_FOUND'));
  assert.equal(changeOrganisation(ledger, id, { name: 'Green and Blue' }, actor, '').name, 'Green and Blue');
  changePerson(ledger, actor.id, { organisationId: id, name: 'Ada B.' }, { id: actor.id, address: '' });
  const session = sessionOf(ledger, openSessionFor(ledger, actor.id, browser()));
  assert.deepEqual([session?.organisationId, session?.organisation, session?.name], [id, 'Green and Blue', 'Ada B.']);
  assert.deepEqual(personNames(ledger, [actor.id, actor.id, 'none']), new Map([[actor.id, 'Ada B.']]));
  assert.equal((await verifyAudit(ledger)).intact, true);
});

test('active people can be asked for by role', async (t) => {
  const space = await office(t);
  await space.join('ben@authority.example', 'analyst');
  const eve = await space.join('eve@authority.example', 'analyst');
  const { ledger } = space.accounts;
  changePerson(ledger, eve.session.personId, { restricted: true }, { id: space.admin.session.personId, address: '' });
  assert.deepEqual(
    activePeople(ledger, { roles: ['analyst'] }).map(({ email }) => email),
    ['ben@authority.example'],
  );
  assert.equal(activePeople(ledger).length, 2);
});
