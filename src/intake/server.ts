// Intake over HTTPS: takes sealed envelopes, gives receipts, and says which key it has. It opens nothing and sends nothing.
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { PollwardenError } from '../kernel/errors.ts';
import { mostEnvelopeBytes } from '../results/intake/seal.ts';
import { type Accept, type Accepted } from './accept.ts';
import { type Answer, answer, failureAnswer, preflight } from './answers.ts';
import { readBody } from './body.ts';
import { boundConnections, type Tls } from './connections.ts';
import type { IntakeLimits } from './limits.ts';
import { publicPart, type ReceiptKey } from './receipt-key.ts';
import { createPlaces, createThrottle, networkOf } from './throttle.ts';
import type { Vault } from './vault.ts';

export type IntakeLog = (fields: Readonly<Record<string, unknown>>, message: string) => void;

export type IntakeParts = {
  readonly accept: Accept;
  readonly vault: Vault;
  readonly key: ReceiptKey;
  readonly limits: IntakeLimits;
  /** Elections whose envelopes are taken. */
  readonly elections: readonly string[];
  readonly tls: Tls | undefined;
  /** A proxy on this machine says whose request it is. */
  readonly behindProxy: boolean;
  readonly problems: () => readonly string[];
  readonly log: IntakeLog;
  readonly now: () => number;
  readonly monotonic: () => number;
};

const answerOf = (accepted: Accepted): Answer => {
  if (accepted.result === 'received') return { status: accepted.known ? 200 : 201, body: accepted.receipt };
  const { code, detail } = accepted.refusal;
  return failureAnswer(code, detail, accepted.result === 'later' ? accepted.afterSeconds : undefined);
};

const isLoopback = (address: string): boolean => address === '::1' || /^(::ffff:)?127\./.test(address);

/** The last entry is the nearest proxy's own; what stands before it anybody can write. */
function addressOf({ headers, socket }: IncomingMessage, behindProxy: boolean): string {
  const own = socket.remoteAddress ?? '';
  if (!behindProxy || !isLoopback(own)) return own;
  const forwarded = headers['x-forwarded-for'];
  return (Array.isArray(forwarded) ? forwarded.join(',') : (forwarded ?? '')).split(',').at(-1)?.trim() || own;
}

function health({ vault, key, elections, problems, now }: IntakeParts): Answer {
  const { envelopes, bytes, failed, missing } = vault.counts();
  const all = [
    ...problems(),
    ...(failed ? ['the disk failed; nothing is taken until intake is started again'] : []),
    ...(missing > 0 ? [`${missing} envelopes of the list of receipts are not in the folder`] : []),
  ];
  const state = { ready: !failed, envelopes, bytes, elections, key: key.id, at: now(), problems: all };
  return { status: failed ? 503 : 200, body: JSON.stringify(state) };
}

const receiptPath = /^\/intake\/v1\/receipts\/([0-9a-f]{64})$/;

function lookedAt(parts: IntakeParts, path: string): Answer {
  if (path === '/intake/v1/health') return health(parts);
  if (path === '/intake/v1/key') return { status: 200, body: publicPart(parts.key) };
  const asked = receiptPath.exec(path);
  const receipt = asked === null ? undefined : parts.vault.receiptOf(asked[1]);
  return receipt === undefined ? failureAnswer('NOT_FOUND') : { status: 200, body: receipt };
}

const isJson = (request: IncomingMessage): boolean =>
  /^application\/json\s*(;|$)/i.test(request.headers['content-type'] ?? '');

/** Answers every request; what is not read of a body ends its connection. */
function listener(parts: IntakeParts): RequestListener {
  const addresses = createThrottle(parts.limits.perAddress, parts.monotonic);
  const bodies = createPlaces(parts.limits.bodies, parts.limits.bodiesPerAddress);
  const take = async (request: IncomingMessage, network: string): Promise<Answer> => {
    if (!isJson(request)) return failureAnswer('MEDIA_TYPE_UNSUPPORTED');
    const giveBack = bodies.take(network);
    if (giveBack === undefined) return failureAnswer('TOO_MANY_REQUESTS', 'at one time', 5);
    try {
      return answerOf(await parts.accept(await readBody(request, mostEnvelopeBytes)));
    } finally {
      giveBack();
    }
  };
  const handle = async (request: IncomingMessage): Promise<Answer> => {
    const path = (request.url ?? '').split('?', 1)[0];
    if (request.method === 'OPTIONS') return preflight;
    const network = networkOf(addressOf(request, parts.behindProxy));
    const wait = addresses.take(network);
    if (wait > 0) return failureAnswer('TOO_MANY_REQUESTS', 'from your address', wait);
    if (request.method === 'POST' && path === '/intake/v1/envelopes') return await take(request, network);
    if (request.method === 'GET' || request.method === 'HEAD') return lookedAt(parts, path);
    return failureAnswer('NOT_FOUND');
  };
  const answered = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const made = await handle(request).catch((error: unknown) => failureOf(error, parts.log));
    if (!request.complete && request.method === 'POST') response.setHeader('connection', 'close');
    answer(request, response, made);
  };
  return (request, response) => {
    answered(request, response).catch((error: unknown) => parts.log({ problem: String(error) }, 'an answer failed'));
  };
}

function failureOf(error: unknown, log: IntakeLog): Answer {
  if (error instanceof PollwardenError) return failureAnswer(error.code, error.detail);
  log({ stack: error instanceof Error ? error.stack : String(error) }, 'a request failed');
  return failureAnswer('INTERNAL');
}

/** Not listening yet. */
export function createIntake(parts: IntakeParts): Server {
  const { limits, tls } = parts;
  const options = {
    maxHeaderSize: 8192,
    headersTimeout: limits.headersMilliseconds,
    requestTimeout: limits.requestMilliseconds,
    keepAliveTimeout: 5000,
    connectionsCheckingInterval: 1000,
    requireHostHeader: true,
  };
  const server =
    tls === undefined
      ? createServer(options, listener(parts))
      : createTlsServer({ ...options, ...tls, handshakeTimeout: limits.headersMilliseconds }, listener(parts));
  boundConnections(server, limits, parts.behindProxy);
  return server;
}
