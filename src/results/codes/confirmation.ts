// Confirmation codes of call-backs: six keyed digits from a line of the centre's one-time sheet, and Damm's check digit.
// The keyed part is bound to the totals that were read out; a centre without any computer reads the line's plain code,
// which is not. Nothing rests on knowing a voice. Browser-safe (WebCrypto).
import { canonicalJson } from '../../kernel/canonical-json.ts';
import { readChecked, toText, checkOf, toValues } from './crockford.ts';
import { dammDigit, dammHolds } from './damm.ts';

/** What a code is for: another election, unit, line or other totals give another code. */
export type CallContext = {
  readonly election: string;
  /** SHA-256 of the definition. */
  readonly definition: string;
  readonly contest: string;
  readonly unit: string;
  readonly sheet: string;
  readonly line: number;
};

export const keyedDigits = 6;
export const codeLength = keyedDigits + 1;
export const secretLength = 17;

const modulus = 1_000_000n;
/** The largest multiple of a million below 2^64: digests from it on are drawn again, so that no code is likelier. */
const unbiased = (1n << 64n) - ((1n << 64n) % modulus);

const bytesOf = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

/** A line's secret as it is printed: 80 bits in 16 characters and a check. */
export function secretText(secret: Uint8Array): string {
  const values = toValues(secret);
  const text = toText([...values, checkOf(values)]);
  return [text.slice(0, 4), text.slice(4, 8), text.slice(8, 12), text.slice(12)].join('-');
}

/** As typed to what the key is made of; undefined where it was typed wrongly. */
export function readSecret(text: string): string | undefined {
  const values = readChecked(text, secretLength);
  return values === undefined ? undefined : toText(values);
}

async function keyed(secret: string, message: string): Promise<string> {
  const key = await crypto.subtle.importKey('raw', bytesOf(secret), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  for (let round = 0; ; round++) {
    const mac = new Uint8Array(await crypto.subtle.sign('HMAC', key, bytesOf(`${message}\n${round}`)));
    const value = mac.slice(0, 8).reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
    if (value < unbiased) return String(value % modulus).padStart(keyedDigits, '0');
  }
}

const withCheck = (digits: string): string => `${digits}${dammDigit(digits)}`;

const contextText = (context: CallContext): string => canonicalJson(context);

/** Bound to the totals: what the signing app shows for the line's secret. `secret`: as readSecret gives it. */
export async function boundCode(
  secret: string,
  context: CallContext,
  totals: Readonly<Record<string, number>>,
): Promise<string> {
  return withCheck(
    await keyed(secret, `pollwarden call-back, bound\n${contextText(context)}\n${canonicalJson(totals)}`),
  );
}

/** Printed beside the line for a centre without a computer: of the election, sheet and line only. */
export async function plainCode(secret: string, { election, definition, sheet, line }: CallContext): Promise<string> {
  const part = canonicalJson({ election, definition, sheet, line });
  return withCheck(await keyed(secret, `pollwarden call-back, plain\n${part}`));
}

/** Digits without spaces and hyphens; undefined where they are not seven or the check digit tells of a slip. */
export function readCode(text: string): string | undefined {
  const digits = text.slice(0, 40).replaceAll(/[\s-]/g, '');
  return digits.length === codeLength && dammHolds(digits) ? digits : undefined;
}

export type CodeAnswer = 'bound' | 'plain' | 'wrong';

/** What the desk answers for a code that was read out. */
export async function answerCode(
  secret: string,
  context: CallContext,
  totals: Readonly<Record<string, number>>,
  code: string,
): Promise<CodeAnswer> {
  if (code === (await boundCode(secret, context, totals))) return 'bound';
  return code === (await plainCode(secret, context)) ? 'plain' : 'wrong';
}
