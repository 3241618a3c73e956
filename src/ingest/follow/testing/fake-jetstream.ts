// A Jetstream on this machine for tests: replays from the cursor, then goes live; misbehaves as it is told to.
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import { eventText, garbage, timeOfEvent } from './bluesky-events.ts';

export type Misbehaviour = {
  /** Cuts each connection after about so many events. */
  readonly cutAfter?: number;
  /** Sends now and then what is no event. */
  readonly garbage?: boolean;
  /** Sends each event of a small block twice, in another order. */
  readonly shuffled?: boolean;
  /** Events before this one are not kept any more. */
  readonly keptFrom?: number;
  /** Answers the first handshakes with these. */
  readonly refusals?: number[];
  /** Bytes of a text message sent now and then. */
  readonly giantBytes?: number;
};

export type FakeJetstream = {
  readonly url: string;
  readonly connections: () => number;
  readonly cursors: () => readonly (number | undefined)[];
  /** Makes events up to `n` (exclusive) available. */
  readonly grow: (n: number) => void;
  readonly close: () => Promise<void>;
};

export async function fakeJetstream(misbehaviour: Misbehaviour = {}): Promise<FakeJetstream> {
  let available = 0;
  const cursors: (number | undefined)[] = [];
  const refusals = [...(misbehaviour.refusals ?? [])];
  const server = new WebSocketServer({
    port: 0,
    host: '127.0.0.1',
    perMessageDeflate: false,
    verifyClient: (_info: { req: IncomingMessage }, answer: (ok: boolean, code?: number) => void) => {
      const refusal = refusals.shift();
      answer(refusal === undefined, refusal);
    },
  });
  await new Promise((resolve) => server.once('listening', resolve));
  const wakes = new Set<() => void>();
  server.on('connection', (socket, request) => {
    const url = new URL(request.url ?? '', 'http://host');
    const cursor = url.searchParams.get('cursor');
    cursors.push(cursor === null ? undefined : Number(cursor));
    const from = cursor === null ? 0 : firstAfter(Number(cursor));
    serve(socket, Math.max(from, misbehaviour.keptFrom ?? 0), misbehaviour, () => available, wakes);
  });
  return {
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}/subscribe`,
    connections: () => cursors.length,
    cursors: () => cursors,
    grow: (n) => {
      available = n;
      for (const wake of wakes) wake();
    },
    close: async () => {
      for (const client of server.clients) client.terminate();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
    },
  };
}

function firstAfter(cursor: number): number {
  let n = 0;
  while (timeOfEvent(n) <= cursor) n++;
  return n;
}

const blockSize = 6;

function serve(
  socket: WebSocket,
  from: number,
  misbehaviour: Misbehaviour,
  available: () => number,
  wakes: Set<() => void>,
): void {
  let next = from;
  let sent = 0;
  const send = (text: string): void => socket.send(text);
  const step = (): void => {
    while (next < available() && socket.readyState === socket.OPEN) {
      const block = Array.from({ length: Math.min(blockSize, available() - next) }, (_, i) => next + i);
      const order = misbehaviour.shuffled === true ? block.toReversed().concat(block) : block;
      for (const n of order) send(eventText(n));
      if (misbehaviour.garbage === true && next % 5 === 0) for (const text of garbage) send(text);
      if (misbehaviour.garbage === true && next % 7 === 0) socket.send(Buffer.from([1, 2, 3]), { binary: true });
      if (misbehaviour.giantBytes !== undefined && next % 30 === 0) send('x'.repeat(misbehaviour.giantBytes));
      next += block.length;
      sent += block.length;
      if (misbehaviour.cutAfter !== undefined && sent >= misbehaviour.cutAfter) {
        wakes.delete(step);
        return sent % 2 === 0 ? socket.close(1001, 'going away') : socket.terminate();
      }
    }
  };
  wakes.add(step);
  socket.on('close', () => wakes.delete(step));
  step();
}
