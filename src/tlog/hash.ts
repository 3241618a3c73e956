// Hashes of a transparency log's tree (RFC 6962, section 2.1): a leaf and a node can never have the same preimage.
// Browser-safe: whoever calls brings SHA-256.

/** 32 bytes of any bytes. */
export type Sha256 = (bytes: Uint8Array) => Uint8Array;

export const hashBytes = 32;

export type TreeHasher = {
  /** The root of the tree without entries. */
  readonly empty: Uint8Array;
  readonly leaf: (entry: Uint8Array) => Uint8Array;
  readonly node: (left: Uint8Array, right: Uint8Array) => Uint8Array;
};

export function treeHasher(sha256: Sha256): TreeHasher {
  const pair = new Uint8Array(1 + 2 * hashBytes);
  pair[0] = 1;
  // Its first byte stays 0, as that of a leaf has to be; used again, since logs have millions of them.
  let scratch = new Uint8Array(4096);
  return {
    empty: sha256(new Uint8Array(0)),
    leaf: (entry) => {
      if (scratch.length <= entry.length) scratch = new Uint8Array(2 * (entry.length + 1));
      scratch.set(entry, 1);
      return sha256(scratch.subarray(0, entry.length + 1));
    },
    node: (left, right) => {
      pair.set(left, 1);
      pair.set(right, 1 + hashBytes);
      return sha256(pair);
    },
  };
}

export function sameBytes(one: Uint8Array, other: Uint8Array): boolean {
  if (one.length !== other.length) return false;
  for (let i = 0; i < one.length; i++) if (one[i] !== other[i]) return false;
  return true;
}

export function concatenated(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
