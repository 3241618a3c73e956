// A small generator of load on loopback: some connections, each asking again as soon as it was answered. Node's own HTTP client
// would be the slowest part; this one looks for the length of the body and counts it.
import { connect, type Socket } from 'node:net';

export type Load = {
  readonly port: number;
  readonly paths: readonly string[];
  readonly connections: number;
  /** In all. */
  readonly requests: number;
  readonly headers?: readonly string[];
};

export type Loaded = {
  readonly requestsPerSecond: number;
  /** Answers by their status. */
  readonly statuses: Readonly<Record<string, number>>;
  /** Bytes of bodies. */
  readonly bytes: number;
};

const nothing = Buffer.alloc(0);
const [headEnd, lengthName] = [Buffer.from('\r\n\r\n'), Buffer.from('\r\nContent-Length: ')];

/** Both servers write the name in this form; without a text made of the head, a longer one costs hardly more. */
function lengthIn(head: Buffer): number {
  const at = head.indexOf(lengthName);
  let length = 0;
  for (let i = at + lengthName.length; at >= 0 && head[i] >= 48 && head[i] <= 57; i++)
    length = length * 10 + head[i] - 48;
  return at < 0 ? Number.NaN : length;
}

type Counting = { left: number; next: number; bytes: number; readonly statuses: Record<string, number> };

function run(socket: Socket, asks: readonly Buffer[], counting: Counting, done: () => void): void {
  let waiting = 0;
  let head: Buffer = nothing;
  const ask = (): void => {
    if (counting.left === 0) {
      socket.end();
      done();
      return;
    }
    counting.left--;
    socket.write(asks[counting.next++ % asks.length]);
  };
  socket.on('data', (part) => {
    let body: Buffer = part;
    if (waiting === 0) {
      head = head.length === 0 ? part : Buffer.concat([head, part]);
      const end = head.indexOf(headEnd);
      if (end < 0) return;
      const status = head.toString('latin1', 9, 12);
      counting.statuses[status] = (counting.statuses[status] ?? 0) + 1;
      waiting = lengthIn(head);
      body = head.subarray(end + headEnd.length);
      head = nothing;
    }
    waiting -= body.length;
    counting.bytes += body.length;
    if (waiting === 0) ask();
  });
  ask();
}

/** Ends by itself; rejects where a connection fails. */
export async function load(asked: Load): Promise<Loaded> {
  const counting: Counting = { left: asked.requests, next: 0, bytes: 0, statuses: {} };
  const headers = (asked.headers ?? []).map((line) => `${line}\r\n`).join('');
  const asks = asked.paths.map((path) => Buffer.from(`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\n${headers}\r\n`));
  const before = performance.now();
  await Promise.all(
    Array.from(
      { length: asked.connections },
      () =>
        new Promise<void>((resolve, reject) => {
          const socket = connect({ port: asked.port, host: '127.0.0.1', noDelay: true });
          socket.once('error', reject);
          socket.once('close', () => reject(new Error('the server closed a connection')));
          socket.once('connect', () => run(socket, asks, counting, resolve));
        }),
    ),
  );
  const seconds = (performance.now() - before) / 1000;
  return { requestsPerSecond: asked.requests / seconds, statuses: counting.statuses, bytes: counting.bytes };
}
