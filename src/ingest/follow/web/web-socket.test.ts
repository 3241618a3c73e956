// A server of WebSocket that sends far too much, without an end, or reads nothing: the reader neither stands nor grows.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { openTextSocket, type TextSocket } from './web-socket.ts';

const guid = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

/** Shakes hands, then does what `speak` says. */
async function serving(speak: (socket: Socket) => void): Promise<Server> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', (request) => {
      const key = /sec-websocket-key: (.*)\r\n/i.exec(String(request))?.[1] ?? '';
      const accept = createHash('sha1').update(`${key}${guid}`).digest('base64');
      socket.write(
        `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
      );
      speak(socket);
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return server;
}

/** `idleMilliseconds` of 0: the watchdog is left out. */
async function withSocket(
  speak: (socket: Socket) => void,
  idleMilliseconds: number,
  work: (socket: TextSocket) => Promise<void>,
): Promise<void> {
  const server = await serving(speak);
  const stop = new AbortController();
  const socket = await openTextSocket(new URL(`ws://127.0.0.1:${(server.address() as AddressInfo).port}/`), {
    signal: stop.signal,
    allowPrivateAddresses: true,
    maxBytes: 2 ** 20,
    connectMilliseconds: 5000,
    idleMilliseconds,
  });
  try {
    await work(socket);
  } finally {
    stop.abort();
    server.close();
  }
}

const longHead = (bytes: number): Buffer => {
  const head = Buffer.from([0x81, 127, 0, 0, 0, 0, 0, 0, 0, 0]);
  head.writeBigUInt64BE(BigInt(bytes), 2);
  return head;
};

test('a frame of more than may be held is passed over and told, and what follows is read', async () => {
  const length = 40 * 2 ** 20;
  const speak = (socket: Socket): void => {
    socket.write(longHead(length));
    for (let sent = 0; sent < length; sent += 2 ** 20) socket.write(Buffer.alloc(2 ** 20, 97));
    socket.write(Buffer.from([0x81, 2, 104, 105]));
  };
  await withSocket(speak, 60_000, async (socket) => {
    const kinds: string[] = [];
    // Without an end of its own, a reader that stands would keep the test from ending.
    const late = setTimeout(() => socket.close(), 20_000);
    while (kinds.length < 2) {
      const read = await socket.read(100);
      if (read === undefined) break;
      kinds.push(...read.map(({ kind }) => kind));
    }
    clearTimeout(late);
    assert.deepEqual([...kinds, socket.why()], ['tooLong', 'text', '']);
  });
});

test('bytes of a message that does not end are no sign of life', async () => {
  let timer: NodeJS.Timeout | undefined;
  const speak = (socket: Socket): void => {
    socket.write(longHead(2 ** 50));
    timer = setInterval(() => void socket.write('x'), 20);
  };
  await withSocket(speak, 600, async (socket) => {
    const late = setTimeout(() => socket.close(), 20_000);
    assert.equal(await socket.read(1), undefined);
    clearTimeout(late);
    assert.match(socket.why(), /no whole message/);
  });
  clearInterval(timer);
});

test('a server that sends pings and reads nothing is let go', async () => {
  const ping = Buffer.concat([Buffer.from([0x89, 125]), Buffer.alloc(125)]);
  const speak = (socket: Socket): void => {
    socket.pause();
    const pings = Buffer.concat(Array.from({ length: 1000 }, () => ping));
    const more = (): void => void (socket.destroyed || socket.write(pings, () => setImmediate(more)));
    more();
  };
  await withSocket(speak, 60_000, async (socket) => {
    const late = setTimeout(() => socket.close(), 20_000);
    assert.equal(await socket.read(1), undefined);
    clearTimeout(late);
    assert.match(socket.why(), /reads no answers/);
  });
});
