// Passkeys of a person: adding and removing them (WebAuthn, by @simplewebauthn/server).
import {
  generateRegistrationOptions,
  type PublicKeyCredentialCreationOptionsJSON,
  type RegistrationResponseJSON,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import { PollwardenError } from '../kernel/errors.ts';
import { recordAudit } from '../ledger/audit/record.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { isDuplicate } from '../ledger/sqlite-failure.ts';
import type { Accounts } from './accounts.ts';
import { personById } from './people.ts';

const mostPasskeys = 20;
/** Ed25519, ES256, RS256 (IANA COSE): what authenticators speak. Said here, the library need not ask the runtime. */
const algorithms = [-8, -7, -257];

export type Passkey = {
  readonly id: string;
  readonly person_id: string;
  readonly name: string;
  readonly public_key: Uint8Array<ArrayBuffer>;
  readonly counter: number;
  /** JSON of the ways in which browsers reach it. */
  readonly transports: string;
  readonly created_at: number;
  readonly used_at: number | null;
};

export const passkeysOf = ({ db }: Ledger, personId: string): readonly Passkey[] =>
  db
    .prepare('SELECT * FROM passkeys WHERE person_id = ? ORDER BY created_at, id')
    .all(personId) as readonly unknown[] as readonly Passkey[];

export const passkeyById = ({ db }: Ledger, id: string): Passkey | undefined =>
  db.prepare('SELECT * FROM passkeys WHERE id = ?').get(id) as Passkey | undefined;

/** PASSKEY_REFUSED where people reach us by a number: browsers bind passkeys to names. */
export function relyingParty({ relyingParty: party }: Accounts): NonNullable<Accounts['relyingParty']> {
  if (party === undefined) throw new PollwardenError('PASSKEY_REFUSED', 'passkeys need a name in publicUrl, no number');
  return party;
}

/** Options for the browser to make a passkey. CONFLICT when there are too many. */
export async function passkeyCreation(
  accounts: Accounts,
  personId: string,
): Promise<PublicKeyCredentialCreationOptionsJSON> {
  const { ledger, challenges } = accounts;
  const party = relyingParty(accounts);
  const person = personById(ledger, personId);
  if (person === undefined) throw new PollwardenError('NOT_FOUND');
  const own = passkeysOf(ledger, personId);
  if (own.length >= mostPasskeys) throw new PollwardenError('CONFLICT', `at most ${mostPasskeys} passkeys`);
  return await generateRegistrationOptions({
    rpName: 'Pollwarden',
    rpID: party.id,
    userName: person.email,
    userDisplayName: person.name,
    userID: new TextEncoder().encode(person.id),
    challenge: bytesOf(challenges.make(`add ${personId}`, ledger.now())),
    attestationType: 'none',
    supportedAlgorithmIDs: algorithms,
    excludeCredentials: own.map(({ id }) => ({ id })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'preferred' },
  });
}

export const bytesOf = (challenge: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(Buffer.from(challenge, 'base64url'));

/** Keeps a passkey that the browser made. PASSKEY_REFUSED when the answer does not hold. */
export async function addPasskey(
  accounts: Accounts,
  personId: string,
  { name, response, address }: { readonly name: string; readonly response: unknown; readonly address: string },
): Promise<Passkey> {
  const { ledger } = accounts;
  const { credential } = await verifiedRegistration(accounts, personId, response);
  const passkey = {
    id: credential.id,
    person_id: personId,
    name,
    public_key: credential.publicKey,
    counter: credential.counter,
    transports: JSON.stringify(credential.transports ?? []),
    created_at: ledger.now(),
  };
  try {
    ledger.write(() => {
      ledger.db
        .prepare(
          `INSERT INTO passkeys (id, person_id, name, public_key, counter, transports, created_at)
           VALUES (:id, :person_id, :name, :public_key, :counter, :transports, :created_at)`,
        )
        .run(passkey);
      const actor = { kind: 'person', id: personId } as const;
      recordAudit(ledger, { event: 'passkey.added', actor, subject: passkey.id, details: { name }, address });
    });
  } catch (error) {
    if (isDuplicate(error)) throw new PollwardenError('CONFLICT', 'this passkey is in use already');
    throw error;
  }
  return { ...passkey, used_at: null };
}

async function verifiedRegistration(accounts: Accounts, personId: string, response: unknown) {
  const { ledger, challenges } = accounts;
  const party = relyingParty(accounts);
  try {
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response: response as RegistrationResponseJSON,
      expectedChallenge: (challenge) => challenges.use(challenge, `add ${personId}`, ledger.now()),
      expectedOrigin: [...party.origins],
      expectedRPID: party.id,
      requireUserVerification: false,
      supportedAlgorithmIDs: algorithms,
    });
    if (verified) return registrationInfo;
  } catch {
    // The library throws on everything that does not hold; which it was is of no use to whoever sent it.
  }
  throw new PollwardenError('PASSKEY_REFUSED');
}

/** NOT_FOUND for one that is not the person's. */
export function removePasskey(ledger: Ledger, personId: string, id: string, address: string): void {
  ledger.write(() => {
    const passkey = passkeyById(ledger, id);
    if (passkey?.person_id !== personId) throw new PollwardenError('NOT_FOUND');
    ledger.db.prepare('DELETE FROM passkeys WHERE id = ?').run(id);
    const actor = { kind: 'person', id: personId } as const;
    recordAudit(ledger, { event: 'passkey.removed', actor, subject: id, details: { name: passkey.name }, address });
  });
}
