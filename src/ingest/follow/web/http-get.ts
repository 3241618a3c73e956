// GET over http(s) for sources: the address is looked at, redirects are not followed, sizes and silences are bounded.
import type { IncomingMessage } from 'node:http';
import { request as plainRequest } from 'node:http';
import { request as secureRequest } from 'node:https';
import { guardedLookup, refuseClosedHost } from './address.ts';

export type GetOptions = {
  readonly signal: AbortSignal;
  readonly allowPrivateAddresses: boolean;
  readonly headers?: Readonly<Record<string, string>>;
  readonly connectMilliseconds: number;
};

/** The answer's head has come; its body is paused until it is read. */
export async function openGet(url: URL, options: GetOptions): Promise<IncomingMessage> {
  refuseClosedHost(url, options.allowPrivateAddresses);
  return await new Promise((resolve, reject) => {
    const request = (url.protocol === 'https:' ? secureRequest : plainRequest)(url, {
      headers: { 'user-agent': 'pollwarden', ...options.headers },
      lookup: guardedLookup(options.allowPrivateAddresses),
      signal: options.signal,
      agent: false,
    });
    const timer = setTimeout(() => request.destroy(new Error('no answer')), options.connectMilliseconds);
    request.on('error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
    request.on('response', (response) => {
      clearTimeout(timer);
      // Cut off later, it is told to whoever reads the body.
      response.on('error', () => undefined);
      resolve(response);
    });
    request.end();
  });
}

/** The whole body as text; throws beyond `maxBytes`, or when it takes longer than `milliseconds`. */
export async function readBody(response: IncomingMessage, maxBytes: number, milliseconds: number): Promise<string> {
  const timer = setTimeout(() => response.destroy(new Error('the answer takes too long')), milliseconds);
  try {
    const parts: Buffer[] = [];
    let bytes = 0;
    for await (const chunk of response) {
      bytes += (chunk as Buffer).length;
      if (bytes > maxBytes) throw new Error(`the answer is longer than ${maxBytes} bytes`);
      parts.push(chunk as Buffer);
    }
    return Buffer.concat(parts).toString('utf8');
  } finally {
    clearTimeout(timer);
    response.destroy();
  }
}

/**
 * Milliseconds to wait by Retry-After (seconds or a date) or X-RateLimit-Reset (an ISO time or seconds since 1970);
 * undefined where neither says. At most an hour.
 */
export function askedToWait(headers: IncomingMessage['headers'], nowMilliseconds: number): number | undefined {
  const after = headers['retry-after'];
  if (after !== undefined) {
    const wait = /^\d{1,6}$/.test(after) ? Number(after) * 1000 : Date.parse(after) - nowMilliseconds;
    if (Number.isFinite(wait)) return bounded(wait);
  }
  const reset = headers['x-ratelimit-reset'];
  if (typeof reset !== 'string') return undefined;
  const at = /^\d{9,11}$/.test(reset) ? Number(reset) * 1000 : Date.parse(reset);
  return Number.isFinite(at) ? bounded(at - nowMilliseconds) : undefined;
}

const bounded = (milliseconds: number): number => Math.min(Math.max(milliseconds, 0), 3_600_000);
