// What the desk answers: a verdict over the whole question (which call, which try, line, totals, code), signed with the
// desk's Ed25519 key, so that no answer fits another question. Browser-safe.
import { canonicalJson } from '../../kernel/canonical-json.ts';
import { z } from 'zod';
import { lineKinds, type LineKind, type Verdict } from '../codes/confirmation.ts';
import { fromBase64Url, toBase64Url } from '../return/verify-web.ts';

export type Totals = Readonly<Record<string, number>>;

/** One try of a call as the desk is asked. */
export type Question = {
  readonly election: string;
  /** Number of the call, and of the try within it from 1. */
  readonly call: number;
  readonly try: number;
  readonly contest: string;
  readonly unit: string;
  readonly centre: string;
  readonly sheet: string;
  readonly line: number;
  readonly kind: LineKind;
  readonly totals: Totals;
  readonly code: string;
};

export type SignedVerdict = {
  readonly verdict: Verdict;
  /** ISO instant in UTC by the desk's clock. */
  readonly answeredAt: string;
  /** Ed25519, 64 bytes in base64url. */
  readonly signature: string;
};

const id = z.string().min(1).max(64);
export const totalsSchema = z
  .record(z.string().min(1).max(200), z.int().min(0))
  .refine((totals) => Object.keys(totals).length <= 5000, 'at most 5,000 figures');
export const questionSchema = z.strictObject({
  election: id,
  call: z.int().min(1),
  try: z.int().min(1).max(3),
  contest: id,
  unit: id,
  centre: id,
  sheet: id,
  line: z.int().min(1).max(500),
  kind: z.enum(lineKinds),
  totals: totalsSchema,
  code: z.string().regex(/^\d{7}$/),
});
export const signedVerdictSchema = z.strictObject({
  verdict: z.enum(['right', 'wrong']),
  answeredAt: z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
  signature: z.string().regex(/^[\w-]{85}[AQgw]$/),
});

export function questionText(question: Question): string {
  const { election, call, contest, unit, centre, sheet, line, kind, totals, code } = question;
  return canonicalJson({ election, call, try: question.try, contest, unit, centre, sheet, line, kind, totals, code });
}

/** What is signed. */
export function verdictBytes(
  question: Question,
  { verdict, answeredAt }: Pick<SignedVerdict, 'verdict' | 'answeredAt'>,
): Uint8Array<ArrayBuffer> {
  const head = canonicalJson({ for: 'pollwarden call-back verdict/1', verdict, answeredAt });
  return new TextEncoder().encode(`${head}\n${questionText(question)}`);
}

/** `privateKey`: PKCS #8 in base64url. */
export const importDeskKey = async (privateKey: string): Promise<CryptoKey> =>
  await crypto.subtle.importKey('pkcs8', fromBase64Url(privateKey), 'Ed25519', false, ['sign']);

export async function signVerdict(
  question: Question,
  said: Pick<SignedVerdict, 'verdict' | 'answeredAt'>,
  key: CryptoKey,
): Promise<SignedVerdict> {
  const signature = new Uint8Array(await crypto.subtle.sign('Ed25519', key, verdictBytes(question, said)));
  return { verdict: said.verdict, answeredAt: said.answeredAt, signature: toBase64Url(signature) };
}

/** `publicKey`: callBack.publicKey of the definition. False for anything that is no key or signature too. */
export async function verdictHolds(question: Question, signed: SignedVerdict, publicKey: string): Promise<boolean> {
  try {
    const key = await crypto.subtle.importKey('raw', fromBase64Url(publicKey), 'Ed25519', true, ['verify']);
    return await crypto.subtle.verify('Ed25519', key, fromBase64Url(signed.signature), verdictBytes(question, signed));
  } catch {
    return false;
  }
}
