// Keys that verify notes (vkey of C2SP signed-note), and what each kind signs. Browser-safe: whoever calls brings the
// primitives.
import { fromBase64, toBase64 } from './base64.ts';
import { checkpointOfText } from './checkpoint.ts';
import { type Checked, fails, holds } from './fault.ts';
import { concatenated, type Sha256 } from './hash.ts';
import { hexOf, isKeyName } from './note.ts';

/** Primitives; a signature that is malformed answers false and never throws. */
export type TlogCrypto = {
  readonly sha256: Sha256;
  readonly ed25519: (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array) => boolean | Promise<boolean>;
  /** Undefined where the verifier knows no ML-DSA-44: such signatures then count as of an unknown key. */
  readonly mldsa44?: (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array) => boolean | Promise<boolean>;
};

/** As assigned by the specification: of a log, and of cosigners. */
export const keyTypes = { ed25519: 1, cosignature: 4, subtree: 6 } as const;
export type KeyType = keyof typeof keyTypes;
const keyLengths: Readonly<Record<KeyType, number>> = { ed25519: 32, cosignature: 32, subtree: 1312 };
const signatureLengths: Readonly<Record<KeyType, number>> = { ed25519: 64, cosignature: 8 + 64, subtree: 8 + 2420 };

export type VerifierKey = {
  readonly name: string;
  readonly keyId: string;
  readonly type: KeyType;
  readonly publicKey: Uint8Array;
};

const utf8 = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

export function keyOf(sha256: Sha256, name: string, type: KeyType, publicKey: Uint8Array): VerifierKey {
  const id = sha256(concatenated(utf8(`${name}\n`), Uint8Array.of(keyTypes[type]), publicKey)).subarray(0, 4);
  return { name, keyId: hexOf(id), type, publicKey };
}

export const vkeyText = ({ name, keyId, type, publicKey }: VerifierKey): string =>
  `${name}+${keyId}+${toBase64(concatenated(Uint8Array.of(keyTypes[type]), publicKey))}`;

/** The id must be the one that the specification derives from name, kind and key. */
export function parseVkey(sha256: Sha256, text: string): Checked<VerifierKey> {
  // Base64 may hold a plus sign, names and ids may not.
  const [first, second] = [text.indexOf('+'), text.indexOf('+', text.indexOf('+') + 1)];
  const bytes = first < 0 || second < 0 ? undefined : fromBase64(text.slice(second + 1));
  if (bytes === undefined) return fails('KEY_MALFORMED', 'not name, id and key between plus signs');
  const [name, keyId] = [text.slice(0, first), text.slice(first + 1, second)];
  const type = (Object.keys(keyTypes) as KeyType[]).find((one) => keyTypes[one] === bytes[0]);
  if (!isKeyName(name)) return fails('KEY_MALFORMED', 'the name is empty or holds spaces');
  if (type === undefined) return fails('KEY_MALFORMED', `${name}: a kind of key that is not known here`);
  if (bytes.length !== 1 + keyLengths[type]) return fails('KEY_MALFORMED', `${name}: a key of a wrong length`);
  const key = keyOf(sha256, name, type, bytes.slice(1));
  return key.keyId === keyId ? holds(key) : fails('KEY_MALFORMED', `${name}: the id is not the one of this key`);
}

function bigEndian(value: number): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(value));
  return bytes;
}

/** Entries `start` up to and without `end` of a log's tree, as a cosigner in ML-DSA-44 signs them. */
export type Subtree = {
  readonly origin: string;
  readonly start: number;
  readonly end: number;
  readonly root: Uint8Array;
};

/** Undefined where a name is longer than 255 bytes. `time`: seconds since 1970 UTC, 0 where no statement of it is made. */
export function subtreeMessage(
  name: string,
  time: number,
  { origin, start, end, root }: Subtree,
): Uint8Array<ArrayBuffer> | undefined {
  const [cosigner, log] = [utf8(name), utf8(origin)];
  if (cosigner.length > 255 || log.length > 255) return undefined;
  return concatenated(
    utf8('subtree/v1\n\0'),
    Uint8Array.of(cosigner.length),
    cosigner,
    bigEndian(time),
    Uint8Array.of(log.length),
    log,
    bigEndian(start),
    bigEndian(end),
    root,
  );
}

/** What a cosigner signs over a checkpoint: the whole text, or its tree alone. `time`: seconds since 1970 UTC. */
export function cosignedMessage(
  { type, name }: Pick<VerifierKey, 'type' | 'name'>,
  text: string,
  time: number,
): Uint8Array<ArrayBuffer> | undefined {
  if (type === 'cosignature') return utf8(`cosignature/v1\ntime ${time}\n${text}`);
  const checkpoint = checkpointOfText(text);
  if (!checkpoint.ok) return undefined;
  const { origin, size, root } = checkpoint.value;
  return subtreeMessage(name, time, { origin, start: 0, end: size, root });
}

/** Seconds since 1970 of a cosignature; undefined for a log's own signature and where it is no time. */
export function timeOf({ type }: VerifierKey, signature: Uint8Array): number | undefined {
  if (type === 'ed25519' || signature.length !== signatureLengths[type]) return undefined;
  const value = new DataView(signature.buffer, signature.byteOffset).getBigUint64(0);
  return value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : undefined;
}

/** Whether the key signed the text; undefined where this verifier cannot tell for want of the primitive. */
export async function signed(
  crypto: TlogCrypto,
  key: VerifierKey,
  text: string,
  signature: Uint8Array,
): Promise<boolean | undefined> {
  if (key.type === 'subtree' && crypto.mldsa44 === undefined) return undefined;
  if (signature.length !== signatureLengths[key.type]) return false;
  if (key.type === 'ed25519') return await crypto.ed25519(key.publicKey, utf8(text), signature);
  const time = timeOf(key, signature);
  const message = time === undefined ? undefined : cosignedMessage(key, text, time);
  if (message === undefined) return false;
  const verify = key.type === 'subtree' ? crypto.mldsa44 : crypto.ed25519;
  return (await verify?.(key.publicKey, message, signature.subarray(8))) ?? false;
}
