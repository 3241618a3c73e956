// The drawing of docs/accounts.md as a model, driven at random: after any steps a browser is signed out, between the
// steps, or signed in, exactly as the model says.
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import fc from 'fast-check';
import { Secret, TOTP } from 'otpauth';
import { PollwardenError } from '../kernel/errors.ts';
import { verifyAudit } from '../ledger/audit/verify.ts';
import { changePerson } from './manage-people.ts';
import { pendingPerson } from './pending.ts';
import { acceptRecovery, issueRecovery } from './recovery.ts';
import { sessionOf, signOut } from './sessions.ts';
import { signInWithCode, signInWithPassword } from './sign-in.ts';
import { browser, type Office, office, passwordOf } from './testing/office.ts';
import { confirmTotp, offerTotp, removeTotp } from './totp.ts';

type State = 'signedOut' | 'secondFactor' | 'signedIn';
type Model = { state: State; restricted: boolean; secret: string | undefined; since: number; opened: number };
type World = {
  readonly space: Office;
  readonly personId: string;
  readonly email: string;
  password: string;
  cookie: string | undefined;
  readonly model: Model;
};

const minute = 60_000;
const hour = 60 * minute;

/** Runs a step of the program; refusals by name are part of the game, anything else is a defect. */
async function attempt(world: World, work: () => Promise<{ readonly cookie: string }>): Promise<boolean> {
  try {
    world.cookie = (await work()).cookie;
    return true;
  } catch (error) {
    assert.ok(error instanceof PollwardenError, String(error));
    assert.notEqual(error.code, 'TOO_MANY_REQUESTS', 'the model does not know delays');
    return false;
  }
}

const enter = (world: World, state: State): void => {
  const { now } = world.space.clock;
  Object.assign(world.model, { state, since: now, opened: now });
};

const steps: Readonly<Record<string, (world: World) => Promise<void>>> = {
  rightPassword: async (world) => {
    const { space, email, password, model } = world;
    const passed = await attempt(
      world,
      async () => await signInWithPassword(space.accounts, { email, password }, browser(undefined, world.cookie)),
    );
    assert.equal(passed, !model.restricted);
    if (passed) enter(world, model.secret === undefined ? 'signedIn' : 'secondFactor');
  },
  wrongPassword: async (world) => {
    const { space, email } = world;
    const guess = { email, password: 'something else' };
    assert.equal(
      await attempt(
        world,
        async () => await signInWithPassword(space.accounts, guess, browser(undefined, world.cookie)),
      ),
      false,
    );
  },
  rightCode: async (world) => {
    const { space, model } = world;
    // Each code works once; the next step comes.
    await steps.wait31Seconds(world);
    const code = new TOTP({ secret: Secret.fromBase32(model.secret ?? 'AAAA') }).generate({
      timestamp: space.clock.now,
    });
    const passed = await attempt(
      world,
      async () => await signInWithCode(space.accounts, code, browser(undefined, world.cookie)),
    );
    assert.equal(passed, model.state === 'secondFactor' && model.secret !== undefined);
    if (passed) enter(world, 'signedIn');
  },
  wrongCode: async (world) => {
    const { space } = world;
    const passed = await attempt(
      world,
      async () => await signInWithCode(space.accounts, '12345x', browser(undefined, world.cookie)),
    );
    assert.equal(passed, false);
  },
  signOut: async (world) => {
    const { ledger } = world.space.accounts;
    const session = world.cookie === undefined ? undefined : sessionOf(ledger, world.cookie);
    if (session === undefined) return;
    world.cookie = signOut(ledger, session, world.cookie, '');
    enter(world, 'signedOut');
  },
  restrict: async (world) => change(world, true),
  restore: async (world) => change(world, false),
  codesOn: async (world) => {
    const { space, personId, model } = world;
    if (model.secret !== undefined) return;
    await steps.wait31Seconds(world);
    const { secret } = offerTotp(space.accounts.ledger, personId);
    const code = new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: space.clock.now });
    confirmTotp(space.accounts.ledger, personId, code, '');
    model.secret = secret;
  },
  codesOff: async (world) => {
    if (world.model.secret === undefined) return;
    removeTotp(world.space.accounts.ledger, world.personId, '');
    world.model.secret = undefined;
  },
  recover: async (world) => {
    const { space, personId, model } = world;
    if (model.restricted) return;
    const { token } = issueRecovery(space.accounts.ledger, personId, space.admin.session.personId, '');
    const password = `${world.password.slice(0, 40)} anew`;
    world.cookie = await acceptRecovery(space.accounts, { token, password }, browser(undefined, world.cookie));
    world.password = password;
    model.secret = undefined;
    enter(world, 'signedIn');
  },
  wait31Seconds: async (world) => wait(world, 31_000),
  wait11Minutes: async (world) => wait(world, 11 * minute),
  wait11Hours: async (world) => wait(world, 11 * hour),
  wait13Hours: async (world) => wait(world, 13 * hour),
};

function change({ space, personId, model }: World, restricted: boolean): void {
  const by = { id: space.admin.session.personId, address: '' };
  changePerson(space.accounts.ledger, personId, { restricted }, by);
  model.restricted = restricted;
  if (restricted) model.state = 'signedOut';
}

function wait({ space: { clock, elapsed }, model }: World, milliseconds: number): void {
  clock.now += milliseconds;
  elapsed.now += 24 * hour;
  if (model.state === 'secondFactor' && clock.now >= model.since + 10 * minute) model.state = 'signedOut';
  const idle = clock.now - model.since >= 12 * hour;
  const old = clock.now - model.opened >= 7 * 24 * hour;
  if (model.state === 'signedIn' && (idle || old)) model.state = 'signedOut';
}

function check({ space, cookie, model, personId }: World): void {
  const { ledger } = space.accounts;
  const session = cookie === undefined ? undefined : sessionOf(ledger, cookie);
  assert.equal(session?.personId, model.state === 'signedIn' ? personId : undefined, model.state);
  const pending = session === undefined ? pendingPerson(ledger, cookie) : undefined;
  assert.equal(pending, model.state === 'secondFactor' ? personId : undefined, model.state);
  // Being asked counts as being seen, with a grain of ten minutes; shorter waits than that never decide here.
  if (session !== undefined && space.clock.now - model.since >= 10 * minute) model.since = space.clock.now;
}

async function run(t: TestContext, names: readonly string[]): Promise<void> {
  const space = await office(t);
  const member = await space.join('ben@authority.example', 'analyst');
  const world: World = {
    space,
    personId: member.session.personId,
    email: member.email,
    password: passwordOf(member.email),
    cookie: member.cookie,
    model: { state: 'signedIn', restricted: false, secret: undefined, since: space.clock.now, opened: space.clock.now },
  };
  for (const name of names) {
    // Delays after wrong attempts have a test of their own: here they are always over.
    space.elapsed.now += 24 * hour;
    await steps[name](world);
    check(world);
  }
  assert.equal((await verifyAudit(space.accounts.ledger)).intact, true);
  space.accounts.ledger.close();
}

test('any steps in any order: the states of a browser are those of the drawing', async (t) => {
  const names = fc.array(fc.constantFrom(...Object.keys(steps)), { minLength: 8, maxLength: 30 });
  await fc.assert(
    fc.asyncProperty(names, async (list) => await run(t, list)),
    { numRuns: 25 },
  );
});

test('steps that random runs may miss', async (t) => {
  await run(t, ['codesOn', 'rightPassword', 'codesOff', 'rightCode', 'rightPassword']);
  await run(t, [
    'codesOn',
    'rightPassword',
    'restrict',
    'rightCode',
    'restore',
    'rightCode',
    'rightPassword',
    'rightCode',
  ]);
  await run(t, ['codesOn', 'rightPassword', 'wait11Minutes', 'rightCode']);
  await run(
    t,
    Array.from({ length: 17 }, () => 'wait11Hours'),
  );
});
