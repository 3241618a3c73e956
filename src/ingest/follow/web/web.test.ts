// The doors to the network: closed addresses, frames of a hostile server, events in pieces, waits.
import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { PollwardenError } from '../../../kernel/errors.ts';
import { checkedUrl, guardedLookup, refuseClosedHost } from './address.ts';
import { createBackoff } from './backoff.ts';
import { clientFrame, createFrameReader, type Message } from './frames.ts';
import { createSseReader } from './sse.ts';
import { openTextSocket } from './web-socket.ts';

const code = (expected: string) => (error: unknown) => error instanceof PollwardenError && error.code === expected;

test('addresses of this machine and of private networks are closed, in every way to write them', async () => {
  // URLs write numbers in many ways; the parser makes one of them.
  for (const host of [
    '127.0.0.1',
    '2130706433',
    '0x7f.1',
    '0177.0.0.1',
    '[::1]',
    '[::ffff:7f00:1]',
    '127.1',
    'localhost',
  ]) {
    assert.throws(() => refuseClosedHost(new URL(`http://${host}/`), false), code('SOURCE_ADDRESS_CLOSED'), host);
    refuseClosedHost(new URL(`http://${host}/`), true);
  }
  await assert.rejects(
    async () =>
      new Promise((resolve, reject) => {
        guardedLookup(false)('localhost', {}, (error, address) => (error === null ? resolve(address) : reject(error)));
      }),
    code('SOURCE_ADDRESS_CLOSED'),
  );
});

test('only the schemes that are meant, without user and fragment', () => {
  assert.equal(checkedUrl('wss://a.example/x', ['ws', 'wss']).hostname, 'a.example');
  for (const bad of ['http://a.example', 'file:///etc/passwd', 'ws://u:p@a.example', 'ws://a.example/#x', 'a', '']) {
    assert.throws(() => checkedUrl(bad, ['ws', 'wss']), code('USAGE'), bad);
  }
  assert.throws(() => checkedUrl(`ws://a.example/${'x'.repeat(400)}`, ['ws']), code('USAGE'));
});

const frame = (opcode: number, payload: Buffer, final = true): Buffer => {
  const first = (final ? 128 : 0) | opcode;
  if (payload.length < 126) return Buffer.concat([Buffer.from([first, payload.length]), payload]);
  const head = Buffer.alloc(payload.length < 65_536 ? 4 : 10);
  head[0] = first;
  if (head.length === 4) {
    head[1] = 126;
    head.writeUInt16BE(payload.length, 2);
  } else {
    head[1] = 127;
    head.writeBigUInt64BE(BigInt(payload.length), 2);
  }
  return Buffer.concat([head, payload]);
};

test('frames come whole however the bytes are cut', () => {
  const bytes = Buffer.concat([
    frame(1, Buffer.from('one')),
    frame(1, Buffer.from('tw'), false),
    frame(9, Buffer.from('ping')),
    frame(0, Buffer.from('o é', 'utf8')),
    frame(1, Buffer.alloc(0)),
    frame(1, Buffer.alloc(70_000, 97)),
    frame(2, Buffer.from([1])),
    frame(1, Buffer.from([0xff])),
    frame(8, Buffer.from([3, 232, 98])),
  ]);
  const told = (message: Message): string =>
    message.kind === 'text' ? `text ${message.text.slice(0, 9)} ${message.text.length}` : message.kind;
  const expected = [
    'text one 3',
    'ping',
    'text two é 5',
    'text  0',
    'text aaaaaaaaa 70000',
    'binary',
    'notUtf8',
    'close',
  ];
  for (const size of [1, 2, 3, 7, 100, 5000, bytes.length]) {
    const reader = createFrameReader(100_000);
    const all: Message[] = [];
    for (let at = 0; at < bytes.length; at += size) all.push(...reader.feed(bytes.subarray(at, at + size)));
    assert.deepEqual(all.map(told), expected, `pieces of ${size}`);
  }
});

test('a message beyond the cap is passed over without being held', () => {
  const reader = createFrameReader(1000);
  const parts = [
    frame(1, Buffer.alloc(900, 97), false),
    frame(0, Buffer.alloc(900, 98), false),
    frame(0, Buffer.alloc(9e5, 99)),
  ];
  const messages = reader.feed(Buffer.concat([...parts, frame(1, Buffer.from('next'))]));
  assert.deepEqual(
    messages.map(({ kind }) => kind),
    ['tooLong', 'text'],
  );
});

test('what is against the protocol ends the connection', () => {
  const bad: readonly Buffer[] = [
    Buffer.from([0xc1, 0]),
    Buffer.from([0x81, 0x80, 0, 0, 0, 0]),
    Buffer.from([0x83, 0]),
    Buffer.from([0x09, 0]),
    Buffer.from([0x89, 126, 0, 200]),
    frame(0, Buffer.from('x')),
    Buffer.concat([frame(1, Buffer.from('x'), false), frame(1, Buffer.from('y'))]),
    Buffer.concat([Buffer.from([0x81, 127]), Buffer.alloc(8, 255)]),
  ];
  for (const bytes of bad) assert.throws(() => createFrameReader(1000).feed(bytes), { code: 'WEBSOCKET_PROTOCOL' });
  assert.equal(clientFrame(9, Buffer.from('abc')).length, 9);
});

test('a server that answers no handshake, or another one, or drips, is given up', async () => {
  const answers = [
    '',
    'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: x\r\n\r\n',
    'HTTP/1.1 302 Found\r\nLocation: ws://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n',
    'nonsense\r\n\r\n',
  ];
  for (const answer of answers) {
    const server = createServer((socket) => {
      socket.on('error', () => undefined);
      if (answer !== '') socket.write(answer);
    });
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const { port } = server.address() as AddressInfo;
    const options = {
      signal: new AbortController().signal,
      allowPrivateAddresses: true,
      maxBytes: 1000,
      connectMilliseconds: 200,
      idleMilliseconds: 200,
    };
    await assert.rejects(async () => openTextSocket(new URL(`ws://127.0.0.1:${port}/`), options));
    await assert.rejects(
      async () => openTextSocket(new URL(`ws://127.0.0.1:${port}/`), { ...options, allowPrivateAddresses: false }),
      code('SOURCE_ADDRESS_CLOSED'),
    );
    server.close();
  }
});

test('server-sent events however the bytes are cut; long ones are marked', () => {
  const text = `:hello\n\nevent: update\ndata: {"a":"é"}\n\nevent: x\r\ndata: 1\r\ndata: 2\r\n\r\nevent: update\ndata: ${'y'.repeat(300)}\n\ndata: z\n\n`;
  const bytes = Buffer.from(text);
  for (const size of [1, 5, bytes.length]) {
    const read = createSseReader(200);
    const all = [];
    for (let at = 0; at < bytes.length; at += size) all.push(...read(bytes.subarray(at, at + size)));
    assert.deepEqual(
      all.map(({ event, data, tooLong }) => [event, tooLong ? 'too long' : data]),
      [
        ['update', '{"a":"é"}'],
        ['x', '1\n2'],
        ['update', 'too long'],
        ['', 'z'],
      ],
      `pieces of ${size}`,
    );
  }
});

test('waits grow to a bound and are spread over all of it', () => {
  const most = createBackoff(() => 0.999999, 500, 60_000);
  const waits = Array.from({ length: 10 }, () => most.next());
  assert.deepEqual(waits.slice(0, 4), [500, 1000, 2000, 4000]);
  assert.equal(waits.at(-1), 60_000);
  most.reset();
  assert.equal(most.next(), 500);
  assert.equal(createBackoff(() => 0).next(), 0);
});
