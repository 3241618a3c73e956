// Keys of holders: made here, kept encrypted with the holder's passphrase and opened for one signature at a time, because
// every page that is opened from a file on this machine reads what the browser keeps for them. The spare file holds the
// same, and is the one way to another machine.
import { type KeyNames, keyNamesText } from '../../../src/kernel/key-names.ts';
import { passphraseKey, passphraseRounds, roundsAllowed } from '../../../src/kernel/passphrase-key.ts';
import { fromBase64Url, keyIdOf, toBase64Url } from '../../../src/results/return/verify-web.ts';

type Owner = Pick<KeyNames, 'election' | 'centre' | 'holder'>;

export type KeptKey = KeyNames & {
  readonly format: 'pollwarden-spare-key/1';
  readonly iterations: number;
  readonly salt: string;
  readonly iv: string;
  /** The private key (PKCS #8), AES-GCM; whose it is cannot be changed without its opening no more. */
  readonly sealed: string;
};

const random = (bytes: number): Uint8Array<ArrayBuffer> => crypto.getRandomValues(new Uint8Array(bytes));
const bytesOf = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

const cipher = (names: KeyNames, iv: Uint8Array<ArrayBuffer>): AesGcmParams => ({
  name: 'AES-GCM',
  iv,
  additionalData: bytesOf(keyNamesText(names)),
});

/** The key for one signature, which cannot be exported; undefined where the passphrase is not right. */
export async function unlock(key: KeptKey, passphrase: string): Promise<CryptoKey | undefined> {
  try {
    const wrapping = await passphraseKey(passphrase, fromBase64Url(key.salt), key.iterations);
    const sealed = fromBase64Url(key.sealed);
    const pkcs8 = await crypto.subtle.decrypt(cipher(key, fromBase64Url(key.iv)), wrapping, sealed);
    const opened = await crypto.subtle.importKey('pkcs8', pkcs8, 'Ed25519', false, ['sign']);
    new Uint8Array(pkcs8).fill(0);
    return opened;
  } catch {
    return undefined;
  }
}

/** A new key, also the content of its spare file; the key that could be exported is gone when this answers. */
export async function makeKey(owner: Owner, passphrase: string): Promise<KeptKey> {
  const pair = await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify']);
  const publicRaw = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey));
  const pkcs8 = await crypto.subtle.exportKey('pkcs8', pair.privateKey);
  const named: KeyNames = { ...owner, id: await keyIdOf(publicRaw), publicKey: toBase64Url(publicRaw) };
  const [salt, iv] = [random(16), random(12)];
  const wrapping = await passphraseKey(passphrase, salt, passphraseRounds);
  const sealed = new Uint8Array(await crypto.subtle.encrypt(cipher(named, iv), wrapping, pkcs8));
  new Uint8Array(pkcs8).fill(0);
  return {
    format: 'pollwarden-spare-key/1',
    ...named,
    iterations: passphraseRounds,
    salt: toBase64Url(salt),
    iv: toBase64Url(iv),
    sealed: toBase64Url(sealed),
  };
}

function readSpare(text: string, election: string): KeptKey | undefined {
  try {
    const { format, election: of, iterations: rounds, ...rest } = JSON.parse(text) as KeptKey;
    const { centre, holder, id, publicKey, salt, iv, sealed } = rest;
    const texts = { centre, holder, id, publicKey, salt, iv, sealed };
    const fits =
      format === 'pollwarden-spare-key/1' &&
      of === election &&
      Object.values(texts).every((one) => typeof one === 'string' && one.length < 1000);
    return fits && Number.isSafeInteger(rounds) && rounds >= roundsAllowed.least && rounds <= roundsAllowed.most
      ? { format, election, iterations: rounds, ...texts }
      : undefined;
  } catch {
    return undefined;
  }
}

export type Restored = { readonly key: KeptKey } | { readonly problem: 'file' | 'passphrase' };

export async function restoreKey(text: string, passphrase: string, election: string): Promise<Restored> {
  const key = readSpare(text, election);
  if (key === undefined) return { problem: 'file' };
  return (await unlock(key, passphrase)) === undefined ? { problem: 'passphrase' } : { key };
}
