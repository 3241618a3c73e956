// Confirmation codes of call-backs: six keyed digits from a line of the centre's one-time sheet, and Damm's check digit.
// On a bound line the keyed part depends on the totals that were read out; a plain line, for a centre without a computer,
// has its one code printed beside it. A line takes the code of its kind only. Browser-safe (WebCrypto).
import { canonicalJson } from '../../kernel/canonical-json.ts';
import { readChecked, toText, checkOf, toValues } from './crockford.ts';
import { dammDigit, dammHolds } from './damm.ts';

/** Chosen for a sheet when it is made, and committed to with it. */
export const lineKinds = ['bound', 'plain'] as const;
export type LineKind = (typeof lineKinds)[number];

/**
 * What a code is for: another election, unit, line or other totals give another code. The definition's hash is not part of
 * it: sheets are printed before the definition that commits to them is fixed, and a centre's app may hold one before it.
 */
export type CallContext = {
  readonly election: string;
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

/** Of a bound line: what the signing app shows for its secret. `secret`: as readSecret gives it. */
export async function boundCode(
  secret: string,
  { election, contest, unit, sheet, line }: CallContext,
  totals: Readonly<Record<string, number>>,
): Promise<string> {
  const context = canonicalJson({ election, contest, unit, sheet, line });
  return withCheck(await keyed(secret, `pollwarden call-back, bound\n${context}\n${canonicalJson(totals)}`));
}

/** Of a plain line: printed beside it. Of the election, sheet and line only. */
export async function plainCode(
  secret: string,
  { election, sheet, line }: Pick<CallContext, 'election' | 'sheet' | 'line'>,
): Promise<string> {
  return withCheck(await keyed(secret, `pollwarden call-back, plain\n${canonicalJson({ election, sheet, line })}`));
}

/** Digits without spaces and hyphens; undefined where they are not seven or the check digit tells of a slip. */
export function readCode(text: string): string | undefined {
  const digits = text.slice(0, 40).replaceAll(/[\s-]/g, '');
  return digits.length === codeLength && dammHolds(digits) ? digits : undefined;
}

export type Verdict = 'right' | 'wrong';

export type Line = { readonly kind: LineKind; readonly secret: string };

/** What the desk answers for a code that was read out. The code of the other kind is wrong like any other. */
export async function answerCode(
  { kind, secret }: Line,
  context: CallContext,
  totals: Readonly<Record<string, number>>,
  code: string,
): Promise<Verdict> {
  const right = kind === 'bound' ? await boundCode(secret, context, totals) : await plainCode(secret, context);
  return code === right ? 'right' : 'wrong';
}
