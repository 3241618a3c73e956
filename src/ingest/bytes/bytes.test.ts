import assert from 'node:assert/strict';
import { test } from 'node:test';
import { constants, gzipSync, zstdCompressSync } from 'node:zlib';
import { PollwardenError } from '../../kernel/errors.ts';
import { decompress } from './decompress.ts';
import { peek } from './peek.ts';
import { toUtf8 } from './utf16.ts';

async function* chunks(bytes: Uint8Array, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield Buffer.from(bytes.subarray(at, at + size));
}

async function gather(source: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of source) parts.push(part);
  return Buffer.concat(parts);
}

const unpack = async (bytes: Uint8Array, size = 1 << 16): Promise<Buffer> =>
  gather((await decompress(chunks(bytes, size), 'f')).bytes);

const text = Buffer.from(Array.from({ length: 300 }, (_, i) => `line ${i * i}\n`).join(''));
const checked = { params: { [constants.ZSTD_c_checksumFlag]: 1 } };

test('gzip and zstd are recognised by content, one part or several, in any chunks', async () => {
  const skippable = Buffer.from([0x53, 0x2a, 0x4d, 0x18, 5, 0, 0, 0, 1, 2, 3, 4, 5]);
  for (const packed of [
    gzipSync(text),
    zstdCompressSync(text),
    zstdCompressSync(text, checked),
    Buffer.concat([skippable, zstdCompressSync(text), skippable]),
  ]) {
    for (const size of [1, 5, 100, 1 << 16]) assert.deepEqual(await unpack(packed, size), text);
  }
  const twice = Buffer.concat([text, text]);
  for (const pack of [gzipSync, zstdCompressSync]) {
    const packed = Buffer.concat([pack(text), pack(text)]);
    for (const size of [3, 64, 1 << 16]) assert.deepEqual(await unpack(packed, size), twice);
  }
  assert.deepEqual(await unpack(Buffer.concat([zstdCompressSync(text, checked), zstdCompressSync(text)])), twice);
});

test('data cut at any byte are named as broken', async () => {
  const small = Buffer.from('a,b\n1,2\n');
  for (const packed of [gzipSync(small), zstdCompressSync(small, checked), zstdCompressSync(small)]) {
    for (let length = 4; length < packed.length; length++) {
      await assert.rejects(unpack(packed.subarray(0, length), 7), { code: 'COMPRESSION_BROKEN' }, `${length}`);
    }
  }
});

test('flipped bits end in an error of ours or in data, never in another error', async () => {
  const small = Buffer.from('a,b\n1,2\nsome more text to squeeze, some more text\n');
  for (const packed of [gzipSync(small), zstdCompressSync(small, checked)]) {
    for (let at = 4; at < packed.length; at++) {
      const flipped = Buffer.from(packed);
      flipped[at] ^= 1 << (at % 8);
      await unpack(flipped).catch((error: unknown) => assert.ok(error instanceof PollwardenError, String(error)));
    }
  }
});

test('what follows the last part is not passed over in silence', async () => {
  for (const packed of [gzipSync(text), zstdCompressSync(text)]) {
    await assert.rejects(unpack(Buffer.concat([packed, Buffer.from('trailing')])), { code: 'COMPRESSION_BROKEN' });
  }
});

test('peeking loses nothing', async () => {
  for (const size of [1, 3, 100]) {
    const { head, all } = await peek(chunks(text, size), 10);
    assert.ok(head.length >= 10);
    assert.deepEqual(await gather(all), text);
  }
});

test('UTF-16 with a mark, or plain to see, is decoded; a lone surrogate becomes a byte that is no UTF-8', async () => {
  const written = 'id,text\n1,"grüße 😀"\n2,日本\n';
  const little = Buffer.from(written, 'utf16le');
  const big = Buffer.from(little).swap16();
  for (const [bytes, encoding] of [
    [Buffer.concat([Buffer.from([0xff, 0xfe]), little]), 'utf-16le'],
    [Buffer.concat([Buffer.from([0xfe, 0xff]), big]), 'utf-16be'],
    [Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(written)]), 'utf-8'],
    [Buffer.from(written), 'utf-8'],
  ] as const) {
    for (const size of [1, 3, 7, 1000]) {
      const found = await toUtf8(chunks(bytes, size), 'f');
      assert.equal(found.encoding, encoding);
      assert.equal((await gather(found.bytes)).toString('utf8'), written);
    }
  }
  const plain = 'id,text,more columns,and,so,on,and,so,on\n1,2\n';
  const found = await toUtf8(chunks(Buffer.from(plain, 'utf16le'), 5), 'f');
  assert.equal((await gather(found.bytes)).toString('utf8'), plain);
  const lone = await toUtf8(chunks(Buffer.from('\ufeffa\ud800b\n', 'utf16le'), 100), 'f');
  assert.deepEqual(await gather(lone.bytes), Buffer.from([97, 0xff, 98, 10]));
  await assert.rejects(toUtf8(chunks(Buffer.from([0xff, 0xfe, 0, 0, 97, 0, 0, 0]), 8), 'f'), {
    code: 'ENCODING_INVALID',
  });
});
