// The published vectors: roots, proofs and tiles made by Go's reference implementation, and a cosignature in ML-DSA-44.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { sharedData } from '../kernel/testing/shared-data.ts';
import { fromBase64, toBase64 } from './base64.ts';
import { nodeCrypto } from './files/crypto.ts';
import { treeHasher } from './hash.ts';
import { parseVkey, subtreeMessage } from './keys.ts';
import { consistencyRanges, consistent, inclusionRanges, rootOfInclusion } from './merkle.ts';
import { hexOf, parseSignatureLine } from './note.ts';
import { memoryTiles } from './testing/memory-tiles.ts';
import { hashOfRange, proofOf, tilePath, tilesOf, widthAt } from './tiles.ts';

const folder = sharedData('results/tlog');
const skip = folder === undefined ? 'the set results/tlog is missing' : false;
const hasher = treeHasher(nodeCrypto.sha256);
const leafOf = (i: number): Uint8Array => hasher.leaf(Buffer.from(`entry-${i}`));

type Vectors = {
  readonly roots: Readonly<Record<string, string>>;
  readonly inclusion: readonly { readonly Size: number; readonly Index: number; readonly Proof: readonly string[] }[];
  readonly consistency: readonly { readonly Old: number; readonly New: number; readonly Proof: readonly string[] }[];
  readonly tiles: Readonly<
    Record<
      string,
      readonly {
        readonly level: number;
        readonly fullTiles: number;
        readonly lastFull: string | null;
        readonly partial: string | null;
      }[]
    >
  >;
};
const read = (): Vectors => JSON.parse(readFileSync(join(folder ?? '', 'rfc6962-vectors.json'), 'utf8')) as Vectors;
const bytesOf = (text: string): Uint8Array => fromBase64(text) ?? assert.fail(text);

test('roots, inclusion and consistency of every vector: made the same, and accepted', { skip }, async () => {
  const { roots, inclusion, consistency } = read();
  const tiles = memoryTiles(hasher, Math.max(...Object.keys(roots).map(Number)), leafOf);
  const rootAt = async (size: number): Promise<Uint8Array> => {
    const root = await hashOfRange(hasher, { from: 0, to: size }, size, tiles);
    return root.ok ? root.value : assert.fail(root.fault.detail);
  };
  for (const [size, root] of Object.entries(roots)) assert.equal(toBase64(await rootAt(Number(size))), root, size);
  for (const { Size: size, Index: index, Proof: expected } of inclusion) {
    const proof = await proofOf(hasher, inclusionRanges(index, size), size, tiles);
    assert.ok(proof.ok);
    assert.deepEqual(proof.value.map(toBase64), expected, `${index} of ${size}`);
    const root = rootOfInclusion(hasher, { index, size }, leafOf(index), expected.map(bytesOf));
    assert.equal(root && toBase64(root), toBase64(await rootAt(size)));
  }
  for (const { Old: old, New: size, Proof: expected } of consistency) {
    const proof = await proofOf(hasher, consistencyRanges(old, size), size, tiles);
    assert.ok(proof.ok);
    assert.deepEqual(proof.value.map(toBase64), expected, `${old} to ${size}`);
    const heads = [
      { size: old, root: await rootAt(old) },
      { size, root: await rootAt(size) },
    ] as const;
    assert.ok(consistent(hasher, ...heads, expected.map(bytesOf)), `${old} to ${size}`);
  }
  assert.ok(inclusion.length > 300 && consistency.length > 300);
});

test('tiles of every size that is told: their number, the last full one and the partial one', { skip }, () => {
  for (const [size, levels] of Object.entries(read().tiles)) {
    const all = [...tilesOf(Number(size))];
    for (const { level, fullTiles, lastFull, partial } of levels) {
      const own = all.filter((tile) => tile.level === level);
      const full = own.filter(({ width }) => width === 256);
      assert.equal(full.length, fullTiles, `${size}, level ${level}`);
      assert.equal(full.length === 0 ? null : tilePath(full[full.length - 1]), lastFull);
      const rest = own.find(({ width }) => width < 256);
      assert.equal(rest === undefined ? null : tilePath(rest), partial);
    }
    assert.ok(all.every((tile) => levels.some(({ level }) => level === tile.level)));
  }
  assert.equal(tilePath({ level: 'entries', index: 1_234_067, width: 8 }), 'tile/entries/x001/x234/067.p/8');
  assert.equal(widthAt(0, 273, 70_000), 112);
});

test('the cosignature in ML-DSA-44 holds, and no byte of it may be another', { skip }, async () => {
  const vector = JSON.parse(
    readFileSync(join(folder ?? '', 'mldsa44-subtree-cosignature-kat.json'), 'utf8'),
  ) as Readonly<Record<string, string>>;
  const key = parseVkey(nodeCrypto.sha256, vector.vkey);
  const line = parseSignatureLine(vector.signatureLine.trimEnd());
  assert.ok(key.ok && line !== undefined && line.keyId === key.value.keyId);
  const subtree = {
    origin: vector.origin,
    start: Number(vector.start),
    end: Number(vector.end),
    root: bytesOf(vector.rootBase64),
  };
  const message = subtreeMessage(key.value.name, Number(vector.timestamp), subtree);
  assert.ok(message);
  assert.equal(hexOf(message), vector.signedMessageHex);
  const verify = (bytes: Uint8Array, signature: Uint8Array): unknown =>
    nodeCrypto.mldsa44?.(key.value.publicKey, bytes, signature);
  const signature = line.signature.subarray(8);
  assert.equal(verify(message, signature), true);
  for (let at = 0; at < signature.length; at += 7) {
    const flipped: Uint8Array = signature.slice();
    flipped[at] ^= 1 << (at % 8);
    assert.equal(verify(message, flipped), false, `byte ${at}`);
  }
  const other = subtreeMessage(key.value.name, 0, { ...subtree, end: 14 });
  assert.ok(other);
  assert.equal(verify(other, signature), false);
});
