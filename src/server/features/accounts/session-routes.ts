// Who is signed in, signing in, and signing out.
import type { Accounts } from '../../../accounts/accounts.ts';
import { passkeyRequest, signInWithPasskey } from '../../../accounts/passkey-sign-in.ts';
import { pendingPerson, secondFactorsOf } from '../../../accounts/pending.ts';
import { anyPeople, personById } from '../../../accounts/people.ts';
import { type SignedIn, signInWithCode, signInWithPassword } from '../../../accounts/sign-in.ts';
import { signOut } from '../../../accounts/sessions.ts';
import { loadProfile } from '../../profiles.ts';
import { sessionIn } from '../../caller.ts';
import { type AnyRoute, defineRoute, type RouteContext } from '../../route.ts';
import type { Space } from '../../space.ts';
import { callerOf, done as doneAnswer } from './common.ts';
import {
  codeBody,
  done,
  passkeyBody,
  passkeyOptions,
  passwordBody,
  type SessionAnswer,
  sessionAnswer,
  type SignInAnswer,
  signInAnswer,
} from './schemas.ts';

const tag = 'accounts';

export const sessionRoutes = (accounts: Accounts): readonly AnyRoute[] => [
  whoRoute(accounts),
  ...passwordRoutes(accounts),
  ...passkeyRoutes(accounts),
  defineRoute({
    method: 'DELETE',
    url: '/session',
    summary: 'Sign out',
    tag,
    response: done,
    handle: (_input, context) => {
      const { sessionToken, address, setSession } = context;
      setSession(signOut(accounts.ledger, sessionIn(context), sessionToken, address));
      return doneAnswer;
    },
  }),
];

const whoRoute = (accounts: Accounts): AnyRoute =>
  defineRoute({
    method: 'GET',
    url: '/session',
    summary: 'Who is signed in, and what this space has',
    tag,
    response: sessionAnswer,
    handle: async (_input, context): Promise<SessionAnswer> => {
      const { space, session, sessionToken } = context;
      const { ledger } = accounts;
      const pending = session === undefined ? pendingPerson(ledger, sessionToken) : undefined;
      return {
        space: space.name,
        setupNeeded: !anyPeople(ledger),
        signedIn: signedInOf(accounts, context),
        ...(pending === undefined ? {} : { secondFactorNeeded: [...secondFactorsOf(ledger, pending)] }),
        profile: space.config.profile,
        features: await featuresOf(space),
      };
    },
  });

function signedInOf({ ledger }: Accounts, { session }: RouteContext): SessionAnswer['signedIn'] {
  const person = session === undefined ? undefined : personById(ledger, session.personId);
  if (session === undefined || person === undefined) return null;
  const { name, role, organisationId, organisation, expiresAt } = session;
  return { id: person.id, name, email: person.email, role, organisationId, organisation, expiresAt };
}

/** The names of what the profile loaded for this space: the modules are there already. */
async function featuresOf({ name, config }: Space): Promise<string[]> {
  const loads = (await loadProfile(config.profile))[name];
  return await Promise.all(loads.map(async (load) => (await load()).feature.name));
}

function answerWith(signedIn: SignedIn, { setSession }: RouteContext): SignInAnswer {
  setSession(signedIn.cookie);
  if (signedIn.state === 'signedIn') return { state: 'signedIn' };
  return { state: 'secondFactorNeeded', methods: [...signedIn.methods] };
}

const passwordRoutes = (accounts: Accounts): readonly AnyRoute[] => [
  defineRoute({
    method: 'POST',
    url: '/session/password',
    summary: 'Sign in with address and password',
    tag,
    body: passwordBody,
    response: signInAnswer,
    handle: async ({ body }, context) =>
      answerWith(await signInWithPassword(accounts, body, callerOf(context)), context),
  }),
  defineRoute({
    method: 'POST',
    url: '/session/totp',
    summary: 'Second step: a one-time code or a recovery code',
    tag,
    body: codeBody,
    response: signInAnswer,
    handle: async ({ body }, context) =>
      answerWith(await signInWithCode(accounts, body.code, callerOf(context)), context),
  }),
];

const passkeyRoutes = (accounts: Accounts): readonly AnyRoute[] => [
  defineRoute({
    method: 'POST',
    url: '/session/passkey/options',
    summary: 'Begin to sign in with a passkey, alone or as the second step',
    tag,
    response: passkeyOptions,
    perMinute: 60,
    handle: async (_input, { sessionToken }) => ({ options: { ...(await passkeyRequest(accounts, sessionToken)) } }),
  }),
  defineRoute({
    method: 'POST',
    url: '/session/passkey',
    summary: 'Sign in with a passkey',
    tag,
    body: passkeyBody,
    response: signInAnswer,
    perMinute: 60,
    handle: async ({ body }, context) =>
      answerWith(await signInWithPasskey(accounts, body.response, callerOf(context)), context),
  }),
];
