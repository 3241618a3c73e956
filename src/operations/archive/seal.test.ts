// Sealed bytes come back whole, at every size around the ends of chunks; cut, reordered or changed they do not open.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { PollwardenError } from '../../kernel/errors.ts';
import { openChunks, sealChunks, sealMagic } from './seal.ts';

const passphrase = 'a passphrase for tests';
const chunkBytes = 65_536;
const headBytes = sealMagic.length + 16;

async function* inPieces(data: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < data.length; at += size) yield data.subarray(at, at + size);
}

async function collect(chunks: AsyncIterable<Buffer>): Promise<Buffer> {
  const all: Buffer[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return Buffer.concat(all);
}

const seal = async (data: Buffer, piece = 10_000): Promise<Buffer> =>
  await collect(sealChunks(inPieces(data, piece), passphrase));
const open = async (data: Buffer, piece = 7777, word = passphrase): Promise<Buffer> =>
  await collect(openChunks(inPieces(data, piece), word));

test('whatever the size and however it is cut into pieces', async () => {
  for (const size of [0, chunkBytes, chunkBytes + 1, 200_001]) {
    const data = randomBytes(size);
    assert.ok((await open(await seal(data, 4096))).equals(data), `${size} bytes`);
  }
});

test('another passphrase, a cut at the end of a chunk, chunks out of order, one changed bit', async () => {
  const sealed = await seal(randomBytes(3 * chunkBytes));
  const piece = chunkBytes + 16;
  const [head, first, second, third] = [
    sealed.subarray(0, headBytes),
    sealed.subarray(headBytes, headBytes + piece),
    sealed.subarray(headBytes + piece, headBytes + 2 * piece),
    sealed.subarray(headBytes + 2 * piece),
  ];
  const refused = (code: string) => (error: unknown) => error instanceof PollwardenError && error.code === code;
  await assert.rejects(open(sealed, 7777, 'another passphrase'), refused('BACKUP_LOCKED'));
  await assert.rejects(open(Buffer.concat([head, first, second])), refused('BACKUP_DAMAGED'));
  await assert.rejects(open(Buffer.concat([head, first, third, second])), refused('BACKUP_DAMAGED'));
  await assert.rejects(open(Buffer.concat([head, first, second, third, Buffer.from('x')])), refused('BACKUP_DAMAGED'));
  const changed = Buffer.from(sealed);
  changed[headBytes + piece + 9] ^= 1;
  await assert.rejects(open(changed), refused('BACKUP_DAMAGED'));
});
