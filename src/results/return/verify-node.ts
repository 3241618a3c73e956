// Checks signed returns with node:crypto. Node only.
import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import type { SignedReturn } from './count-return.ts';
import { canonicalReturn, type KnownDefinitions, type Refusal, returnChecker } from './parse.ts';
import { holdersOf, isRefusal } from './verify.ts';

/** SubjectPublicKeyInfo in front of a raw Ed25519 key (RFC 8410). */
const spki = Buffer.from('302a300506032b6570032100', 'hex');

/** From a raw key in base64url; undefined where the bytes are no key. */
export function ed25519Key(publicKey: string): KeyObject | undefined {
  const raw = Buffer.from(publicKey, 'base64url');
  if (raw.length !== 32) return undefined;
  try {
    return createPublicKey({ key: Buffer.concat([spki, raw]), format: 'der', type: 'spki' });
  } catch {
    return undefined;
  }
}

export type VerifySigned = (signed: SignedReturn, receivedAt: number) => Refusal | undefined;

/** Prepared once for a definition; the answer is undefined for a return that may be counted. */
export function signedVerifier(known: KnownDefinitions, revoked: ReadonlyMap<string, number>): VerifySigned {
  const check = returnChecker(known);
  const holders = holdersOf(known.definition, revoked);
  const objects = new Map<string, KeyObject | undefined>();
  const objectOf = (publicKey: string): KeyObject | undefined => {
    if (!objects.has(publicKey)) objects.set(publicKey, ed25519Key(publicKey));
    return objects.get(publicKey);
  };
  return (signed, receivedAt) => {
    const problem = check(signed.return);
    if (problem !== undefined) return problem;
    const answer = holders(signed, receivedAt);
    if (isRefusal(answer)) return answer;
    const bytes = canonicalReturn(signed.return);
    for (const { key, signature } of answer.toCheck) {
      const object = objectOf(key.publicKey);
      const valid = object !== undefined && verify(null, bytes, object, Buffer.from(signature, 'base64url'));
      if (!valid) return { code: 'SIGNATURE_INVALID', detail: `of ${key.holder} (${key.id})` };
    }
    return undefined;
  };
}
