// For tests: an authenticator in software. It makes passkeys and signs with them as a browser hands them on (WebAuthn 2).
import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';

type Cbor = number | string | Buffer | ReadonlyMap<number | string, Cbor>;

/** As much of RFC 8949 as attestations need. */
function cbor(value: Cbor): Buffer {
  const head = (major: number, n: number): Buffer => {
    if (n < 24) return Buffer.from([(major << 5) | n]);
    return n < 256 ? Buffer.from([(major << 5) | 24, n]) : Buffer.from([(major << 5) | 25, n >> 8, n & 255]);
  };
  if (typeof value === 'number') return value < 0 ? head(1, -1 - value) : head(0, value);
  if (typeof value === 'string') return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value]);
  const parts = [...value].flatMap(([key, item]) => [cbor(key), cbor(item)]);
  return Buffer.concat([head(5, parts.length / 2), ...parts]);
}

/** A public key on P-256 for ES256, RFC 9053. */
const coseKey = (x: string, y: string): Buffer =>
  cbor(
    new Map<number, Cbor>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, Buffer.from(x, 'base64url')],
      [-3, Buffer.from(y, 'base64url')],
    ]),
  );

const sha256 = (data: string | Buffer): Buffer => createHash('sha256').update(data).digest();
const b64 = (data: Buffer): string => data.toString('base64url');

export type Asked = { readonly challenge: string; readonly origin?: string; readonly rpId?: string };

/** `verifies`: whether it asks its user for a finger or a code. */
export function authenticator(verifies = true, personId?: string) {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  const id = randomBytes(32);
  let counter = 0;
  const client = (type: string, { challenge, origin = 'https://ops.example' }: Asked): Buffer =>
    Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
  const data = (rpId: string, attested: Buffer, flags: number): Buffer => {
    const count = Buffer.alloc(4);
    count.writeUInt32BE(++counter);
    return Buffer.concat([sha256(rpId), Buffer.from([flags | 1 | (verifies ? 4 : 0)]), count, attested]);
  };
  const whole = (response: Readonly<Record<string, unknown>>) => ({
    id: b64(id),
    rawId: b64(id),
    type: 'public-key' as const,
    clientExtensionResults: {},
    response,
  });
  return {
    id: b64(id),
    create: (asked: Asked) => {
      const key = coseKey(x, y);
      const attested = Buffer.concat([Buffer.alloc(16), Buffer.from([0, id.length]), id, key]);
      const authData = data(asked.rpId ?? 'ops.example', attested, 64);
      const object = cbor(
        new Map<string, Cbor>([
          ['fmt', 'none'],
          ['attStmt', new Map()],
          ['authData', authData],
        ]),
      );
      const clientDataJSON = b64(client('webauthn.create', asked));
      return whole({ clientDataJSON, attestationObject: b64(object), transports: ['internal'] });
    },
    get: (asked: Asked) => {
      const clientData = client('webauthn.get', asked);
      const authData = data(asked.rpId ?? 'ops.example', Buffer.alloc(0), 0);
      const signature = sign('sha256', Buffer.concat([authData, sha256(clientData)]), privateKey);
      return whole({
        clientDataJSON: b64(clientData),
        authenticatorData: b64(authData),
        signature: b64(signature),
        ...(personId === undefined ? {} : { userHandle: b64(Buffer.from(personId)) }),
      });
    },
  };
}
