// Checks and makes signatures with WebCrypto: in the signing app and the console.
import type { ReturnSignature, SignedReturn } from './count-return.ts';
import { canonicalReturn, type KnownDefinitions, type Refusal, returnChecker } from './parse.ts';
import { holdersOf, isRefusal } from './verify.ts';

export function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
  return bytes;
}

export const toBase64Url = (bytes: Uint8Array): string =>
  btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');

export const toHex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

export const sha256 = async (bytes: Uint8Array): Promise<Uint8Array> =>
  new Uint8Array(await crypto.subtle.digest('SHA-256', new Uint8Array(bytes)));

/** SHA-256 of the canonical bytes, hexadecimal. */
export const hashOfReturn = async (one: SignedReturn['return']): Promise<string> =>
  toHex(await sha256(canonicalReturn(one)));

/** Id of a key: the first 16 hexadecimal digits of the SHA-256 of its raw bytes. */
export const keyIdOf = async (raw: Uint8Array): Promise<string> => toHex(await sha256(raw)).slice(0, 16);

export async function signReturn(one: SignedReturn['return'], key: CryptoKey, id: string): Promise<ReturnSignature> {
  const bytes = new Uint8Array(canonicalReturn(one));
  return { key: id, signature: toBase64Url(new Uint8Array(await crypto.subtle.sign('Ed25519', key, bytes))) };
}

/** Whether one signature is of this return by this key (raw, base64url). */
export async function isSignedBy(one: SignedReturn['return'], signature: string, publicKey: string): Promise<boolean> {
  const key = await crypto.subtle.importKey('raw', fromBase64Url(publicKey), 'Ed25519', true, ['verify']);
  const bytes = new Uint8Array(canonicalReturn(one));
  return await crypto.subtle.verify('Ed25519', key, fromBase64Url(signature), bytes);
}

/** As signedVerifier of verify-node.ts. */
export function webVerifier(
  known: KnownDefinitions,
  revoked: ReadonlyMap<string, number>,
): (signed: SignedReturn, receivedAt: number) => Promise<Refusal | undefined> {
  const check = returnChecker(known);
  const holders = holdersOf(known.definition, revoked);
  return async (signed, receivedAt) => {
    const problem = check(signed.return);
    if (problem !== undefined) return problem;
    const answer = holders(signed, receivedAt);
    if (isRefusal(answer)) return answer;
    for (const { key, signature } of answer.toCheck) {
      if (!(await isSignedBy(signed.return, signature, key.publicKey)))
        return { code: 'SIGNATURE_INVALID', detail: `of ${key.holder} (${key.id})` };
    }
    return undefined;
  };
}
