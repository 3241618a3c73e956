// The desk's key file: its Ed25519 key and all secrets of its sheets, sealed with a passphrase (PBKDF2-SHA256, AES-256-GCM)
// so that the browser opens it with nothing but WebCrypto. It is never sent anywhere. Browser-safe.
import { z } from 'zod';
import { canonicalJson } from '../../kernel/canonical-json.ts';
import { parseJson } from '../../kernel/parse-json.ts';
import { passphraseKey, passphraseRounds, roundsAllowed } from '../../kernel/passphrase-key.ts';
import { lineKinds, readSecret } from '../codes/confirmation.ts';
import { type Outcome, refuse } from '../return/parse.ts';
import { fromBase64Url, toBase64Url } from '../return/verify-web.ts';
import { mostLines, type RandomBytes, type SheetSecrets } from './sheets.ts';

export const deskFileFormat = 'pollwarden-callback-desk/1';
export const mostDeskFileBytes = 128 * 1_048_576;

export type Desk = {
  readonly election: string;
  /** Raw Ed25519 key, base64url: callBack.publicKey of the definition. */
  readonly publicKey: string;
  /** PKCS #8, base64url. */
  readonly privateKey: string;
  readonly sheets: readonly SheetSecrets[];
};

const base64Url = z.string().regex(/^[\w-]+$/);
const fileSchema = z.strictObject({
  format: z.literal(deskFileFormat),
  election: z.string().min(1).max(64),
  publicKey: base64Url.length(43),
  iterations: z.int().min(roundsAllowed.least).max(roundsAllowed.most),
  salt: base64Url.max(100),
  iv: base64Url.max(100),
  sealed: base64Url,
});
type DeskFile = z.output<typeof fileSchema>;

export const sheetSchema = z.strictObject({
  centre: z.string().min(1).max(64),
  sheet: z.string().min(1).max(64),
  kind: z.enum(lineKinds),
  salt: base64Url.max(100),
  secrets: z
    .array(z.string().refine((secret) => readSecret(secret) === secret, 'is no secret'))
    .min(1)
    .max(mostLines),
});
const contentSchema = z.strictObject({
  privateKey: base64Url.max(500),
  sheets: z.array(sheetSchema).max(500_000),
});

/** Bound to what is readable without the passphrase: nobody gives the file another election or key. */
const additional = ({ format, election, publicKey }: Pick<DeskFile, 'format' | 'election' | 'publicKey'>) =>
  new TextEncoder().encode(canonicalJson({ format, election, publicKey }));

/** A new Ed25519 key for a desk, as text. */
export async function makeDeskKey(): Promise<Pick<Desk, 'publicKey' | 'privateKey'>> {
  const pair = await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify']);
  const raw = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey));
  const pkcs8 = new Uint8Array(await crypto.subtle.exportKey('pkcs8', pair.privateKey));
  return { publicKey: toBase64Url(raw), privateKey: toBase64Url(pkcs8) };
}

export async function sealDesk(desk: Desk, passphrase: string, random: RandomBytes): Promise<string> {
  const { election, publicKey, privateKey, sheets } = desk;
  const head = { format: deskFileFormat, election, publicKey } as const;
  const [salt, iv] = [Uint8Array.from(random(16)), Uint8Array.from(random(12))];
  const content = new TextEncoder().encode(JSON.stringify({ privateKey, sheets }));
  const sealed = await crypto.subtle.encrypt(
    { name: 'AES-GCM', iv, additionalData: additional(head) },
    await passphraseKey(passphrase, salt, passphraseRounds),
    content,
  );
  const [saltText, ivText] = [toBase64Url(salt), toBase64Url(iv)];
  return JSON.stringify({
    ...head,
    iterations: passphraseRounds,
    salt: saltText,
    iv: ivText,
    sealed: toBase64Url(new Uint8Array(sealed)),
  });
}

/** INPUT_INVALID for what is no key file, DESK_LOCKED where the passphrase does not open it. */
export async function openDesk(text: string, passphrase: string): Promise<Outcome<Desk>> {
  if (text.length > mostDeskFileBytes) return refuse('INPUT_INVALID', 'a key file is not so large');
  const file = fileSchema.safeParse(parseJson(text));
  if (!file.success) return refuse('INPUT_INVALID', 'this is no key file of a call-back desk');
  const { election, publicKey, salt, iv, sealed } = file.data;
  try {
    const key = await passphraseKey(passphrase, fromBase64Url(salt), file.data.iterations);
    const algorithm = { name: 'AES-GCM', iv: fromBase64Url(iv), additionalData: additional(file.data) };
    const opened = await crypto.subtle.decrypt(algorithm, key, fromBase64Url(sealed));
    const content = contentSchema.safeParse(parseJson(new TextDecoder().decode(opened)));
    if (!content.success) return refuse('INPUT_INVALID', 'the key file holds no sheets');
    return { ok: true, value: { election, publicKey, ...content.data } };
  } catch {
    return refuse('DESK_LOCKED', 'the passphrase is another, or the file was changed');
  }
}
