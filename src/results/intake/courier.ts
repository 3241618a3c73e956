// One try to bring an envelope to intake: what counts is a receipt signed with the pinned key, never a status. Browser-safe:
// how bytes travel is given.
import { sha256, toHex } from '../return/verify-web.ts';
import { fingerprintOf, parseReceipt, type Receipt, receiptHolds } from './receipt.ts';
import { retryAfterSeconds } from './retry.ts';

export type Reply = { readonly status: number; readonly body: string; readonly retryAfter: string | undefined };
/** Asks below the address of intake; throws where nobody answers. Bodies are capped by it (mostReplyBytes). */
export type Ask = (method: 'GET' | 'POST', path: string, body?: string) => Promise<Reply>;

export const mostReplyBytes = 4096;

export type Brought =
  | { readonly result: 'received'; readonly receipt: Receipt }
  /** It will not be taken as it is. */
  | { readonly result: 'refused'; readonly code: string; readonly message: string }
  /** Worth another try. */
  | { readonly result: 'later'; readonly why: string; readonly afterSeconds: number };

const later = (why: string, afterSeconds = 0): Brought => ({ result: 'later', why, afterSeconds });

export const envelopeHash = async (envelope: string): Promise<string> =>
  toHex(await sha256(new TextEncoder().encode(envelope)));

const cut = (text: unknown): string => (typeof text === 'string' ? text.slice(0, 300) : '');

function errorIn(body: string): { readonly code: string; readonly message: string } {
  try {
    const { error } = JSON.parse(body) as { readonly error?: { readonly code?: unknown; readonly message?: unknown } };
    return { code: cut(error?.code), message: cut(error?.message) };
  } catch {
    return { code: '', message: '' };
  }
}

/** The public key of intake, only where it is the one whose fingerprint was pinned. */
export async function pinnedKey(ask: Ask, fingerprint: string): Promise<{ readonly publicKey: string } | Brought> {
  let reply: Reply;
  try {
    reply = await ask('GET', '/intake/v1/key');
  } catch (error) {
    return later(error instanceof Error ? error.message : String(error));
  }
  if (reply.status !== 200) return later(`intake answers ${reply.status}`, retryAfterSeconds(reply.retryAfter));
  try {
    const { publicKey } = JSON.parse(reply.body) as { readonly publicKey?: unknown };
    if (
      typeof publicKey === 'string' &&
      /^[\w-]{43}$/.test(publicKey) &&
      (await fingerprintOf(publicKey)) === fingerprint
    )
      return { publicKey };
  } catch {
    // Not what an intake says.
  }
  return {
    result: 'refused',
    code: 'RECEIPT_INVALID',
    message: 'what answers there has another key than the one that was published',
  };
}

async function received(body: string, hash: string, publicKey: string): Promise<Brought> {
  const read = parseReceipt(body);
  if (!read.ok) return later(`what answers gives no receipt: ${read.refusal.detail}`);
  if (read.value.envelope !== hash) return later('the receipt is for another envelope');
  return (await receiptHolds(read.value, publicKey))
    ? { result: 'received', receipt: read.value }
    : later('the receipt is not signed by the published key');
}

/** `envelope` in canonical form; `publicKey` from pinnedKey. Never throws for what the other side does. */
export async function bring(ask: Ask, envelope: string, publicKey: string): Promise<Brought> {
  let reply: Reply;
  try {
    reply = await ask('POST', '/intake/v1/envelopes', envelope);
  } catch (error) {
    return later(error instanceof Error ? error.message : String(error));
  }
  const { status, body, retryAfter } = reply;
  if (status === 200 || status === 201) return await received(body, await envelopeHash(envelope), publicKey);
  const { code, message } = errorIn(body);
  const busy = status === 408 || status === 429 || status >= 500 || status < 400;
  return busy
    ? later(message === '' ? `intake answers ${status}` : message, retryAfterSeconds(retryAfter))
    : { result: 'refused', code: code === '' ? `HTTP ${status}` : code, message };
}
