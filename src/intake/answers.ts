// Answers of intake over HTTP: small JSON, never cached; only pages without an address (file://) may read them.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type ErrorCode, errorTexts } from '../kernel/errors.ts';

const statuses: Partial<Readonly<Record<ErrorCode, number>>> = {
  NOT_FOUND: 404,
  BODY_TOO_LARGE: 413,
  MEDIA_TYPE_UNSUPPORTED: 415,
  KEY_REVOKED: 403,
  TOO_MANY_REQUESTS: 429,
  NO_ROOM: 503,
  DISK_FULL: 503,
  INTAKE_FAILED: 503,
  STOPPED: 503,
  INTERNAL: 500,
};

const common = {
  'content-type': 'application/json; charset=utf-8',
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
} as const;

/** The signing app is a file, whose origin is "null"; no credentials exist that a page could use. */
function corsOf(request: IncomingMessage): Readonly<Record<string, string>> {
  if (request.headers.origin !== 'null') return {};
  const toPrivate = request.headers['access-control-request-private-network'] === 'true';
  return {
    'access-control-allow-origin': 'null',
    'access-control-expose-headers': 'retry-after',
    vary: 'origin',
    ...(toPrivate ? { 'access-control-allow-private-network': 'true' } : {}),
  };
}

export type Answer = {
  readonly status: number;
  /** JSON text. */
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
};

export const failureAnswer = (code: ErrorCode, detail?: string, afterSeconds?: number): Answer => ({
  status: statuses[code] ?? 400,
  body: JSON.stringify({ error: { code, message: `${errorTexts[code]}${detail === undefined ? '' : `: ${detail}`}` } }),
  headers: afterSeconds === undefined ? {} : { 'retry-after': String(afterSeconds) },
});

export function answer(request: IncomingMessage, response: ServerResponse, { status, body, headers }: Answer): void {
  if (response.headersSent || response.destroyed) return;
  const text = body === undefined ? '' : `${body}\n`;
  response.writeHead(status, {
    ...common,
    ...corsOf(request),
    ...headers,
    'content-length': Buffer.byteLength(text),
  });
  response.end(request.method === 'HEAD' ? '' : text);
}

export const preflight: Answer = {
  status: 204,
  headers: {
    'access-control-allow-methods': 'GET, POST',
    'access-control-allow-headers': 'content-type',
    'access-control-max-age': '600',
  },
};
