// Keys of holders: made here, kept so that the browser signs with them and gives them to nobody. The one way to another
// machine is the spare file, encrypted with the holder's passphrase when the key is made.
import { fromBase64Url, keyIdOf, toBase64Url } from '../../../src/results/return/verify-web.ts';

export type KeptKey = {
  readonly id: string;
  readonly holder: string;
  readonly centre: string;
  readonly publicKey: string;
  /** Cannot be exported. */
  readonly privateKey: CryptoKey;
  /** For the question of the passphrase before each signature; guards against a colleague's click, not against malware. */
  readonly lock: { readonly salt: string; readonly digest: string };
};

export type SpareFile = {
  readonly format: 'pollwarden-spare-key/1';
  readonly election: string;
  readonly centre: string;
  readonly holder: string;
  readonly id: string;
  readonly publicKey: string;
  readonly iterations: number;
  readonly salt: string;
  readonly iv: string;
  readonly sealed: string;
};

const iterations = 600_000;
export const leastPassphrase = 12;

const random = (bytes: number): Uint8Array<ArrayBuffer> => crypto.getRandomValues(new Uint8Array(bytes));

async function stretched(passphrase: string, salt: Uint8Array<ArrayBuffer>, rounds: number): Promise<CryptoKey> {
  const bytes = new TextEncoder().encode(passphrase.normalize('NFC'));
  const key = await crypto.subtle.importKey('raw', bytes, 'PBKDF2', false, ['deriveKey']);
  const parameters = { name: 'PBKDF2', hash: 'SHA-256', salt, iterations: rounds };
  return await crypto.subtle.deriveKey(parameters, key, { name: 'AES-GCM', length: 256 }, true, ['encrypt', 'decrypt']);
}

async function digestOf(key: CryptoKey): Promise<string> {
  const raw = await crypto.subtle.exportKey('raw', key);
  return toBase64Url(new Uint8Array(await crypto.subtle.digest('SHA-256', raw)));
}

async function lockOf(passphrase: string): Promise<KeptKey['lock']> {
  const salt = random(16);
  return { salt: toBase64Url(salt), digest: await digestOf(await stretched(passphrase, salt, iterations)) };
}

export const opens = async ({ lock }: KeptKey, passphrase: string): Promise<boolean> =>
  (await digestOf(await stretched(passphrase, fromBase64Url(lock.salt), iterations))) === lock.digest;

type Owner = { readonly election: string; readonly centre: string; readonly holder: string };

const importPrivate = (pkcs8: ArrayBuffer): Promise<CryptoKey> =>
  crypto.subtle.importKey('pkcs8', pkcs8, 'Ed25519', false, ['sign']);

/** A new key and its spare file; the key that could be exported is gone when this answers. */
export async function makeKey(
  owner: Owner,
  passphrase: string,
): Promise<{ readonly key: KeptKey; readonly spare: SpareFile }> {
  const pair = await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify']);
  const publicRaw = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey));
  const pkcs8 = await crypto.subtle.exportKey('pkcs8', pair.privateKey);
  const [id, publicKey] = [await keyIdOf(publicRaw), toBase64Url(publicRaw)];
  const [salt, iv] = [random(16), random(12)];
  const sealed = await crypto.subtle.encrypt(
    { name: 'AES-GCM', iv },
    await stretched(passphrase, salt, iterations),
    pkcs8,
  );
  const spare: SpareFile = {
    format: 'pollwarden-spare-key/1',
    ...owner,
    id,
    publicKey,
    iterations,
    salt: toBase64Url(salt),
    iv: toBase64Url(iv),
    sealed: toBase64Url(new Uint8Array(sealed)),
  };
  const privateKey = await importPrivate(pkcs8);
  new Uint8Array(pkcs8).fill(0);
  const key = { id, holder: owner.holder, centre: owner.centre, publicKey, privateKey, lock: await lockOf(passphrase) };
  return { key, spare };
}

function readSpare(text: string, election: string): SpareFile | undefined {
  try {
    const file = JSON.parse(text) as SpareFile;
    const texts = [file.centre, file.holder, file.id, file.publicKey, file.salt, file.iv, file.sealed];
    const fits =
      file.format === 'pollwarden-spare-key/1' &&
      file.election === election &&
      texts.every((one) => typeof one === 'string' && one.length < 1000);
    return fits && Number.isSafeInteger(file.iterations) && file.iterations >= 100_000 && file.iterations <= 10_000_000
      ? file
      : undefined;
  } catch {
    return undefined;
  }
}

export type Restored = { readonly key: KeptKey } | { readonly problem: 'file' | 'passphrase' };

export async function restoreKey(text: string, passphrase: string, election: string): Promise<Restored> {
  const spare = readSpare(text, election);
  if (spare === undefined) return { problem: 'file' };
  try {
    const wrapping = await stretched(passphrase, fromBase64Url(spare.salt), spare.iterations);
    const pkcs8 = await crypto.subtle.decrypt(
      { name: 'AES-GCM', iv: fromBase64Url(spare.iv) },
      wrapping,
      fromBase64Url(spare.sealed),
    );
    const privateKey = await importPrivate(pkcs8);
    const { id, holder, centre, publicKey } = spare;
    return { key: { id, holder, centre, publicKey, privateKey, lock: await lockOf(passphrase) } };
  } catch {
    return { problem: 'passphrase' };
  }
}
