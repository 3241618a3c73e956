// A restored ledger opens nothing that was open when its backup was made.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { endOldAccess } from './after-restore.ts';
import { openInvitation, invite } from './invitations.ts';
import { pendingPerson, openPending } from './pending.ts';
import { acceptRecovery, issueRecovery } from './recovery.ts';
import { sessionOf } from './sessions.ts';
import { signInWithPassword } from './sign-in.ts';
import { browser, office, passwordOf } from './testing/office.ts';

test('after a restore: no session, no link, but people and their passwords', async (t) => {
  const space = await office(t);
  const { accounts, admin } = space;
  const { ledger } = accounts;
  const { personId, organisationId } = admin.session;
  const analyst = await space.join('ben@authority.example', 'analyst');
  const pending = openPending(ledger, personId, browser());
  const { token } = invite(ledger, { email: 'x@y.example', role: 'observer', organisationId }, personId, '');
  const recovery = issueRecovery(ledger, analyst.session.personId, personId, '');
  ledger.write(() => endOldAccess(ledger));
  for (const { cookie } of [admin, analyst]) assert.equal(sessionOf(ledger, cookie), undefined);
  assert.equal(pendingPerson(ledger, pending), undefined);
  assert.throws(() => openInvitation(ledger, token), /LINK_INVALID/u);
  const password = 'a long enough phrase';
  await assert.rejects(acceptRecovery(accounts, { token: recovery.token, password }, browser()), /LINK_INVALID/u);
  const right = { email: admin.email, password: passwordOf(admin.email) };
  assert.equal((await signInWithPassword(accounts, right, browser())).state, 'signedIn');
});
