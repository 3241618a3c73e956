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
  return {
    empty: sha256(new Uint8Array(0)),
    leaf: (entry) => {
      const bytes = new Uint8Array(entry.length + 1);
      bytes.set(entry, 1);
      return sha256(bytes);
    },
    node: (left, right) => {
      pair.set(left, 1);
      pair.set(right, 1 + hashBytes);
      return sha256(pair);
    },
  };
}

export const sameBytes = (one: Uint8Array, other: Uint8Array): boolean =>
  one.length === other.length && one.every((byte, i) => byte === other[i]);
