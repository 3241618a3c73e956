// The tree of RFC 6962 over n entries: which perfect subtrees a root or a proof is made of, and what a proof must give.
// Sizes and indices are whole numbers below 2^53. Browser-safe.
import { hashBytes, sameBytes, type TreeHasher } from './hash.ts';

/** Entries from `from` up to and without `to`. */
export type Range = { readonly from: number; readonly to: number };
/** The perfect subtree over entries index * 2^level to (index + 1) * 2^level. */
export type PerfectNode = { readonly level: number; readonly index: number };

/** Largest power of two below n, for n of at least 2. */
function splitOf(n: number): number {
  let k = 1;
  while (k * 2 < n) k *= 2;
  return k;
}

/** Left to right. A range of a proof begins where its first and largest subtree can begin. */
export function nodesOf({ from, to }: Range): readonly PerfectNode[] {
  const nodes: PerfectNode[] = [];
  for (let at = from; at < to; ) {
    let [level, width] = [0, 1];
    while (at % (width * 2) === 0 && at + width * 2 <= to) [level, width] = [level + 1, width * 2];
    nodes.push({ level, index: at / width });
    at += width;
  }
  return nodes;
}

/** The hash over the entries of a range from the hashes of its perfect subtrees. */
export function joined(hasher: TreeHasher, hashes: readonly Uint8Array[]): Uint8Array {
  const last = hashes.at(-1);
  return last === undefined
    ? hasher.empty
    : hashes.slice(0, -1).reduceRight((right, left) => hasher.node(left, right), last);
}

/** Ranges whose hashes prove the entry, from its sibling up (RFC 6962, 2.1.1). */
export function inclusionRanges(index: number, size: number): readonly Range[] {
  const ranges: Range[] = [];
  let [from, to] = [0, size];
  while (to - from > 1) {
    const middle = from + splitOf(to - from);
    if (index < middle) {
      ranges.push({ from: middle, to });
      to = middle;
    } else {
      ranges.push({ from, to: middle });
      from = middle;
    }
  }
  return ranges.toReversed();
}

/** Ranges whose hashes prove that the first `old` entries stayed (RFC 6962, 2.1.2); none where nothing is to be proven. */
export function consistencyRanges(old: number, size: number): readonly Range[] {
  if (old === 0 || old === size) return [];
  const ranges: Range[] = [];
  let [from, to] = [0, size];
  while (to !== old) {
    const middle = from + splitOf(to - from);
    if (old <= middle) {
      ranges.push({ from: middle, to });
      to = middle;
    } else {
      ranges.push({ from, to: middle });
      from = middle;
    }
  }
  // The old tree itself is known to whoever asks, unless it is only a part of a subtree of the new one.
  if (from > 0) ranges.push({ from, to: old });
  return ranges.toReversed();
}

const half = (n: number): number => Math.floor(n / 2);
const odd = (n: number): boolean => n % 2 === 1;

const wellFormed = (proof: readonly Uint8Array[]): boolean =>
  proof.length <= 63 && proof.every(({ length }) => length === hashBytes);

/** The root that follows from an entry's hash and its proof; undefined where their number does not fit (RFC 9162, 2.1.3.2). */
export function rootOfInclusion(
  hasher: TreeHasher,
  { index, size }: { readonly index: number; readonly size: number },
  leaf: Uint8Array,
  proof: readonly Uint8Array[],
): Uint8Array | undefined {
  if (!(index >= 0 && index < size) || !wellFormed(proof)) return undefined;
  let [node, last] = [index, size - 1];
  let hash = leaf;
  for (const sibling of proof) {
    if (last === 0) return undefined;
    if (odd(node) || node === last) {
      hash = hasher.node(sibling, hash);
      while (!odd(node) && node !== 0) [node, last] = [half(node), half(last)];
    } else hash = hasher.node(hash, sibling);
    [node, last] = [half(node), half(last)];
  }
  return last === 0 ? hash : undefined;
}

export type TreeHead = { readonly size: number; readonly root: Uint8Array };

/** Whether the newer tree begins with all entries of the older one (RFC 9162, 2.1.4.2). */
export function consistent(hasher: TreeHasher, old: TreeHead, head: TreeHead, proof: readonly Uint8Array[]): boolean {
  if (old.size > head.size || !wellFormed(proof)) return false;
  if (old.size === head.size) return proof.length === 0 && sameBytes(old.root, head.root);
  if (old.size === 0) return proof.length === 0 && sameBytes(old.root, hasher.empty);
  let [node, last] = [old.size - 1, head.size - 1];
  while (odd(node)) [node, last] = [half(node), half(last)];
  const path = node === 0 && isPowerOfTwo(old.size) ? [old.root, ...proof] : [...proof];
  if (path.length === 0) return false;
  let [older, newer] = [path[0], path[0]];
  for (const sibling of path.slice(1)) {
    if (last === 0) return false;
    if (odd(node) || node === last) {
      older = hasher.node(sibling, older);
      newer = hasher.node(sibling, newer);
      while (!odd(node) && node !== 0) [node, last] = [half(node), half(last)];
    } else newer = hasher.node(newer, sibling);
    [node, last] = [half(node), half(last)];
  }
  return last === 0 && sameBytes(older, old.root) && sameBytes(newer, head.root);
}

function isPowerOfTwo(n: number): boolean {
  let rest = n;
  while (rest > 1 && !odd(rest)) rest = half(rest);
  return rest === 1;
}
