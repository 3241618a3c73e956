// Sends one delivery to a webhook: HTTPS POST of JSON, signed. Redirects are not followed, answers not read beyond a cap.
import { createHmac } from 'node:crypto';
import { type LookupAddress, lookup } from 'node:dns';
import { type ClientRequest, type IncomingMessage, request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { LookupFunction } from 'node:net';
import { bareHost } from '../kernel/public-address.ts';
import type { Outcome } from './delivery.ts';
import { addressIsOpen, checkWebhookUrl } from './webhook-address.ts';

export type WebhookOptions = {
  /** Addresses inside networks that the configuration opens. */
  readonly allowed: readonly string[];
  readonly timeoutMs: number;
  /** Authorities that are believed beside those of the system, PEM. */
  readonly ca?: string;
};

const mostAnswerBytes = 65_536;
/** After these the same request will not be taken another time either. */
const permanent = new Set([400, 401, 403, 404, 405, 410, 413, 415, 422]);

/** "t=seconds,v1=hex": HMAC-SHA256 with the secret over the seconds, a full stop and the body. */
export function signatureOf(secret: string, body: string, seconds: number): string {
  return `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`;
}

/** `now` in milliseconds since 1970 UTC, for the signature. Never throws. */
export function sendWebhook(
  hook: { readonly url: string; readonly secret: string },
  delivery: { readonly id: string; readonly body: string },
  now: number,
  options: WebhookOptions,
): Promise<Outcome> {
  const url = checkWebhookUrl(hook.url, options.allowed);
  if (typeof url === 'string') return Promise.resolve({ sent: false, permanent: true, problem: `The address ${url}` });
  return new Promise((resolve) => {
    let request: ClientRequest | undefined;
    const deadline = setTimeout(
      () => end(failure(`No answer within ${options.timeoutMs / 1000} s`)),
      options.timeoutMs,
    );
    const end = (outcome: Outcome): void => {
      clearTimeout(deadline);
      resolve(outcome);
      request?.destroy();
    };
    try {
      request = begin(url, options, headersOf(hook.secret, delivery, now));
    } catch (error) {
      end(failure(problemOf(error)));
      return;
    }
    request.on('error', (error) => end(failure(problemOf(error))));
    request.on('response', (response) => readAnswer(response, end));
    request.end(delivery.body);
  });
}

const failure = (problem: string): Outcome => ({ sent: false, permanent: false, problem });

const problemOf = (error: unknown): string => {
  const { code, message } = error as NodeJS.ErrnoException;
  return code === 'ADDRESS_CLOSED' ? message : `The connection failed (${code ?? message})`;
};

const headersOf = (
  secret: string,
  { id, body }: { id: string; body: string },
  now: number,
): Record<string, string> => ({
  'content-type': 'application/json; charset=utf-8',
  'content-length': String(Buffer.byteLength(body)),
  'user-agent': 'Pollwarden',
  'pollwarden-delivery': id,
  'pollwarden-signature': signatureOf(secret, body, Math.floor(now / 1000)),
  connection: 'close',
});

function begin(url: URL, { allowed, ca }: WebhookOptions, headers: Record<string, string>): ClientRequest {
  const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
  const trusted = allowed.includes(bareHost(url));
  return send(url, {
    method: 'POST',
    headers,
    agent: false,
    lookup: trusted ? undefined : openLookup(allowed),
    ...(ca === undefined ? {} : { ca }),
  });
}

/** Resolves a name and refuses it where any of its addresses is closed; the connection uses what was looked at. */
const openLookup =
  (allowed: readonly string[]): LookupFunction =>
  (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
      if (error !== null) return callback(error, []);
      if (!addresses.every(({ address }) => addressIsOpen(address, allowed))) {
        const closed = new Error('The name stands for an address inside a network, which is not allowed');
        return callback(Object.assign(closed, { code: 'ADDRESS_CLOSED' }), []);
      }
      if (options.all === true) callback(null, addresses);
      else callback(null, addresses[0].address, addresses[0].family);
    });
  };

function readAnswer(response: IncomingMessage, end: (outcome: Outcome) => void): void {
  const status = response.statusCode ?? 0;
  const outcome: Outcome =
    status >= 200 && status < 300
      ? { sent: true }
      : { sent: false, permanent: permanent.has(status), problem: answerText(status) };
  let bytes = 0;
  response.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > mostAnswerBytes) end(outcome);
  });
  response.on('end', () => end(outcome));
  response.on('error', () => end(outcome));
}

const answerText = (status: number): string =>
  status >= 300 && status < 400
    ? `The receiver answered ${status}: redirects are not followed`
    : `The receiver answered ${status}`;
