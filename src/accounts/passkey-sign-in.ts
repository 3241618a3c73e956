// Signing in with a passkey: alone, when the device has verified its user, or as the second step after the password.
import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  type PublicKeyCredentialRequestOptionsJSON,
  type VerifiedAuthenticationResponse,
  verifyAuthenticationResponse,
} from '@simplewebauthn/server';
import { PollwardenError } from '../kernel/errors.ts';
import type { Accounts, Caller } from './accounts.ts';
import { bytesOf, type Passkey, passkeyById, passkeysOf, relyingParty } from './passkeys.ts';
import { pendingPerson } from './pending.ts';
import { personById } from './people.ts';
import { openSessionFor } from './sessions.ts';
import type { SignedIn } from './sign-in.ts';

const alone = 'sign in';
const second = (personId: string): string => `second ${personId}`;

/** Options for the browser. Without the first step no account is named, so nothing is told about any. */
export async function passkeyRequest(
  accounts: Accounts,
  cookie: string | undefined,
): Promise<PublicKeyCredentialRequestOptionsJSON> {
  const { ledger, challenges } = accounts;
  const party = relyingParty(accounts);
  const personId = pendingPerson(ledger, cookie);
  const own = personId === undefined ? [] : passkeysOf(ledger, personId);
  const purpose = personId === undefined ? alone : second(personId);
  return await generateAuthenticationOptions({
    rpID: party.id,
    challenge: bytesOf(challenges.make(purpose, ledger.now())),
    allowCredentials: own.map(({ id }) => ({ id })),
    userVerification: personId === undefined ? 'required' : 'preferred',
  });
}

/** Throws PASSKEY_REFUSED. Not throttled: there is nothing to guess. */
export async function signInWithPasskey(accounts: Accounts, response: unknown, caller: Caller): Promise<SignedIn> {
  const { ledger, refusals } = accounts;
  const party = relyingParty(accounts);
  const { id } = response as AuthenticationResponseJSON;
  const passkey = typeof id === 'string' ? passkeyById(ledger, id) : undefined;
  const pending = pendingPerson(ledger, caller.cookie);
  try {
    if (passkey === undefined) throw new PollwardenError('PASSKEY_REFUSED');
    const first = pending === undefined;
    if (!first && passkey.person_id !== pending) throw new PollwardenError('PASSKEY_REFUSED');
    const info = await verified(accounts, party, response as AuthenticationResponseJSON, passkey, first);
    return ledger.write(() => {
      const person = personById(ledger, passkey.person_id);
      const still = passkeyById(ledger, passkey.id);
      if (person?.restricted_at !== null || still?.counter !== passkey.counter) {
        throw new PollwardenError('PASSKEY_REFUSED');
      }
      ledger.db
        .prepare('UPDATE passkeys SET counter = ?, used_at = ? WHERE id = ?')
        .run(info.newCounter, ledger.now(), passkey.id);
      const cookie = openSessionFor(ledger, person.id, { ...caller, method: 'passkey' });
      return { state: 'signedIn', cookie };
    });
  } catch (error) {
    if (error instanceof PollwardenError && error.code === 'PASSKEY_REFUSED') {
      refusals.add({ what: 'refused', reason: 'passkey', personId: passkey?.person_id, address: caller.address });
    }
    throw error;
  }
}

/** `first`: there was no password before it, so the device itself must have verified its user. */
async function verified(
  { ledger, challenges }: Accounts,
  party: NonNullable<Accounts['relyingParty']>,
  response: AuthenticationResponseJSON,
  passkey: Passkey,
  first: boolean,
): Promise<VerifiedAuthenticationResponse['authenticationInfo']> {
  const purpose = first ? alone : second(passkey.person_id);
  const answer = await verifyAuthenticationResponse({
    response,
    expectedChallenge: (challenge) => challenges.use(challenge, purpose, ledger.now()),
    expectedOrigin: [...party.origins],
    expectedRPID: party.id,
    credential: { id: passkey.id, publicKey: Uint8Array.from(passkey.public_key), counter: passkey.counter },
    requireUserVerification: first,
  }).catch(() => undefined);
  if (answer?.verified !== true) throw new PollwardenError('PASSKEY_REFUSED');
  return answer.authenticationInfo;
}
