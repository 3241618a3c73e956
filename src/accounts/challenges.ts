// Challenges of passkeys: nothing is stored when one is asked for, so that asking costs us nothing; each works once.
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

export type Challenges = {
  /** Base64url. `purpose` binds it to what it was asked for. */
  readonly make: (purpose: string, now: number) => string;
  /** True once, for a challenge of this purpose that is not too old. */
  readonly use: (challenge: string, purpose: string, now: number) => boolean;
};

const lifeMilliseconds = 5 * 60_000;
const mostUsed = 10_000;

/** The key is of this process: after a restart people ask anew. */
export function createChallenges(key: Buffer = randomBytes(32)): Challenges {
  const used = new Map<string, number>();
  const mac = (nonce: Buffer, purpose: string): Buffer =>
    createHmac('sha256', key).update(nonce).update(purpose).digest();
  return {
    make: (purpose, now) => {
      const nonce = Buffer.concat([randomBytes(16), timeBytes(now)]);
      return Buffer.concat([nonce, mac(nonce, purpose)]).toString('base64url');
    },
    use: (challenge, purpose, now) => {
      const bytes = Buffer.from(challenge, 'base64url');
      if (bytes.length !== 56 || bytes.toString('base64url') !== challenge) return false;
      const nonce = bytes.subarray(0, 24);
      if (!timingSafeEqual(bytes.subarray(24), mac(nonce, purpose))) return false;
      const age = now - Number(nonce.readBigInt64BE(16));
      if (age < -lifeMilliseconds || age > lifeMilliseconds || used.has(challenge)) return false;
      for (const [old, at] of used) {
        if (used.size < mostUsed && Math.abs(now - at) <= 2 * lifeMilliseconds) break;
        used.delete(old);
      }
      used.set(challenge, now);
      return true;
    },
  };
}

function timeBytes(now: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64BE(BigInt(Math.trunc(now)));
  return bytes;
}
