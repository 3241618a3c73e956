// Passwords as argon2id (RFC 9106) in the form of the reference implementation: $argon2id$v=19$m=…,t=…,p=…$salt$hash.
import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { normalPassword } from './password-rules.ts';

/** OWASP's first choice for argon2id: 19 MiB, two passes, one lane. */
const current = { memory: 19_456, passes: 2, parallelism: 1 } as const;
type Cost = { readonly memory: number; readonly passes: number; readonly parallelism: number };

const tagBytes = 32;
const saltBytes = 16;
const argon2Async = promisify(argon2);

const derive = async (password: string, nonce: Buffer, cost: Cost, tagLength: number): Promise<Buffer> =>
  Buffer.from(await argon2Async('argon2id', { message: normalPassword(password), nonce, ...cost, tagLength }));

const form = /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,3}),p=(\d{1,2})\$([\d+/A-Za-z]+)\$([\d+/A-Za-z]+)$/u;

export async function hashPassword(password: string, cost: Cost = current): Promise<string> {
  const salt = randomBytes(saltBytes);
  const tag = await derive(password, salt, cost, tagBytes);
  const text = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/u, '');
  return `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$${text(salt)}$${text(tag)}`;
}

/** Without a hash the same work is done for nothing, so that an unknown address takes as long as a known one. */
export async function verifyPassword(password: string, stored: string | undefined): Promise<boolean> {
  const parts = form.exec(stored ?? '');
  if (parts === null) {
    await derive(password, randomBytes(saltBytes), current, tagBytes);
    return false;
  }
  const tag = Buffer.from(parts[5], 'base64');
  const found = await derive(password, Buffer.from(parts[4], 'base64'), costOf(parts), tag.length);
  return timingSafeEqual(found, tag);
}

/** Whether a hash was made at another cost than new ones are. */
export function needsRehash(stored: string): boolean {
  const parts = form.exec(stored);
  if (parts === null) return true;
  const { memory, passes, parallelism } = costOf(parts);
  return memory !== current.memory || passes !== current.passes || parallelism !== current.parallelism;
}

const costOf = (parts: RegExpExecArray): Cost => ({
  memory: Number(parts[1]),
  passes: Number(parts[2]),
  parallelism: Number(parts[3]),
});
