// A WebSocket client for streams: looks at the address it connects to, caps what it holds, and pauses the socket while
// nobody reads. The one in Node can do none of these.
import { createHash, randomBytes } from 'node:crypto';
import { request as plainRequest } from 'node:http';
import { request as secureRequest } from 'node:https';
import type { Duplex } from 'node:stream';
import { guardedLookup, refuseClosedHost } from './address.ts';
import { clientFrame, createFrameReader, type Message } from './frames.ts';

export type SocketOptions = {
  readonly signal: AbortSignal;
  readonly allowPrivateAddresses: boolean;
  /** Longest message in bytes. */
  readonly maxBytes: number;
  readonly connectMilliseconds: number;
  /** Without a whole message for this long the connection is taken for dead. */
  readonly idleMilliseconds: number;
};

export type TextSocket = {
  /** Data messages as they come; at most `most` at once. Undefined when the connection has ended. */
  readonly read: (most: number) => Promise<readonly Message[] | undefined>;
  /** Why it ended, in words. */
  readonly why: () => string;
  readonly close: () => void;
};

/** The answer to the handshake was not 101. */
export const refusedHandshake = (status: number): Error & { readonly status: number } =>
  Object.assign(new Error(`the server answered ${status}`), { status });

const guid = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

/** Connects; redirects are not followed. */
export async function openTextSocket(url: URL, options: SocketOptions): Promise<TextSocket> {
  refuseClosedHost(url, options.allowPrivateAddresses);
  const key = randomBytes(16).toString('base64');
  const secure = url.protocol === 'wss:' || url.protocol === 'https:';
  const target = new URL(url.href.replace(/^ws/, 'http'));
  return await new Promise((resolve, reject) => {
    const request = (secure ? secureRequest : plainRequest)(target, {
      headers: {
        connection: 'Upgrade',
        upgrade: 'websocket',
        'sec-websocket-key': key,
        'sec-websocket-version': '13',
      },
      lookup: guardedLookup(options.allowPrivateAddresses),
      timeout: options.connectMilliseconds,
      signal: options.signal,
      agent: false,
    });
    request.on('timeout', () => request.destroy(new Error('no answer to the handshake')));
    request.on('error', reject);
    request.on('response', (response) => {
      response.resume();
      request.destroy();
      reject(refusedHandshake(response.statusCode ?? 0));
    });
    request.on('upgrade', (response, socket, head) => {
      const wanted = createHash('sha1').update(`${key}${guid}`).digest('base64');
      if (response.headers['sec-websocket-accept'] !== wanted) {
        socket.destroy();
        return reject(new Error('the handshake is not one of WebSocket'));
      }
      resolve(textSocket(socket, head, options));
    });
    request.end();
  });
}

/** Held messages beyond which the socket is paused. */
const mostHeld = 8192;
const mostHeldBytes = 16 * 2 ** 20;
/** Answers to pings that the server does not read. */
const mostUnreadBytes = 2 ** 20;

/** About what a message takes while it waits; nothing of what was passed over. */
function heldBytes(message: Message): number {
  if (message.kind === 'text') return message.text.length;
  if (message.kind === 'notUtf8') return message.bytes.length;
  return message.kind === 'tooLong' ? message.head.length : 0;
}

function textSocket(socket: Duplex, head: Buffer, options: SocketOptions): TextSocket {
  const frames = createFrameReader(options.maxBytes);
  let waiting: Message[] = [];
  let bytes = 0;
  let ended: string | undefined;
  let wake: (() => void) | undefined;
  let heard = performance.now();
  const end = (why: string): void => {
    ended ??= why;
    clearInterval(pulse);
    socket.destroy();
    wake?.();
  };
  const pulse = setInterval(() => {
    // While we ourselves do not read, silence says nothing of the other side. Paused, something waits for us.
    if (socket.isPaused()) heard = performance.now();
    const silent = performance.now() - heard;
    if (silent > options.idleMilliseconds) end(`no whole message came for ${Math.round(silent / 1000)} s`);
    else if (silent > options.idleMilliseconds / 3) socket.write(clientFrame(9, Buffer.alloc(0)));
  }, options.idleMilliseconds / 6);
  pulse.unref();
  const take = (chunk: Buffer): void => {
    try {
      for (const message of frames.feed(chunk)) {
        // Bytes of a message without an end are no sign of life.
        heard = performance.now();
        if (message.kind === 'close') return end(`closed by the server${closeWords(message)}`);
        if (message.kind === 'ping') {
          socket.write(clientFrame(10, message.payload));
          if (socket.writableLength > mostUnreadBytes) return end('the server reads no answers to its pings');
        } else if (message.kind !== 'pong') {
          waiting.push(message);
          bytes += heldBytes(message);
        }
      }
    } catch (error) {
      return end((error as Error).message);
    }
    if (waiting.length >= mostHeld || bytes >= mostHeldBytes) socket.pause();
    if (waiting.length > 0) wake?.();
  };
  socket.on('data', take);
  socket.on('error', (error: Error) => end(error.message));
  socket.on('close', () => end('the connection was cut'));
  if (head.length > 0) take(head);
  options.signal.addEventListener('abort', () => end('stopped'), { once: true });
  return {
    read: async (most) => {
      while (waiting.length === 0 && ended === undefined) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
        wake = undefined;
      }
      if (waiting.length === 0) return undefined;
      const taken = waiting.slice(0, most);
      waiting = waiting.slice(most);
      for (const message of taken) bytes -= heldBytes(message);
      if (waiting.length < mostHeld / 2 && bytes < mostHeldBytes / 2) socket.resume();
      return taken;
    },
    why: () => ended ?? '',
    close: () => end('closed'),
  };
}

const closeWords = ({ code, reason }: { readonly code: number | undefined; readonly reason: string }): string =>
  code === undefined ? '' : ` (${code}${reason === '' ? '' : `: ${reason.slice(0, 100)}`})`;
