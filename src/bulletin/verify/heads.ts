// Two states of one log: whether the newer goes on from the older, and evidence that anybody can check where both were signed
// and cannot both be true. Browser-safe.
import { fromBase64, toBase64 } from '../../tlog/base64.ts';
import { sameBytes, treeHasher } from '../../tlog/hash.ts';
import type { TlogCrypto } from '../../tlog/keys.ts';
import { consistencyRanges, consistent } from '../../tlog/merkle.ts';
import { openCheckpoint, type OpenedCheckpoint } from '../../tlog/open.ts';
import { parsePolicy } from '../../tlog/policy.ts';
import { isObject, list, object, oneOf, type Shape, wholeText } from '../../kernel/shape.ts';
import { parseJson } from '../../kernel/parse-json.ts';
import type { Tree } from './tree.ts';

/** A file to publish: both notes are signed by the log, and the proof shows that they contradict each other. */
export type SplitEvidence = {
  readonly format: 'pollwarden-split-view/1';
  /** Text of the policy that both are judged by, from entry 0. */
  readonly witnesses: string;
  readonly notes: readonly [older: string, newer: string];
  /** Root, in base64, that the newer tree has at the older one's size, and the RFC 6962 proof of it; null for equal sizes. */
  readonly consistency: { readonly root: string; readonly proof: readonly string[] } | null;
};

export type Relation = 'same' | 'goesOn' | 'split' | 'unknown';
export type SignedHead = { readonly note: string; readonly opened: OpenedCheckpoint };

/** Whether the tree begins with what `older` says; unknown where tiles are missing. `older` is not larger. */
export async function relationOf(tree: Tree, { opened: { checkpoint } }: SignedHead): Promise<Relation> {
  const { size, root } = checkpoint;
  if (size === tree.head.size) return sameBytes(root, tree.head.root) ? 'same' : 'split';
  const own = await tree.rootAt(size);
  if (own === undefined) return 'unknown';
  return sameBytes(own, root) ? 'goesOn' : 'split';
}

/** Undefined where tiles that the proof needs are missing. */
export async function splitEvidence(
  tree: Tree,
  witnesses: string,
  older: SignedHead,
  newer: SignedHead,
): Promise<SplitEvidence | undefined> {
  const { size } = older.opened.checkpoint;
  const base = { format: 'pollwarden-split-view/1', witnesses, notes: [older.note, newer.note] } as const;
  if (size === tree.head.size) return { ...base, consistency: null };
  const [root, proof] = [await tree.rootAt(size), await tree.hashes(consistencyRanges(size, tree.head.size))];
  return root === undefined || proof === undefined
    ? undefined
    : { ...base, consistency: { root: toBase64(root), proof: proof.map(toBase64) } };
}

const note: Shape = wholeText(1, 500_000);
const shape = object({
  format: oneOf('pollwarden-split-view/1'),
  witnesses: wholeText(0, 100_000),
  notes: (value) => (Array.isArray(value) && value.length === 2 ? list(note, 2)(value) : 'are not two notes'),
  consistency: (value) =>
    value === null ? undefined : object({ root: wholeText(44, 44), proof: list(wholeText(44, 44), 63) })(value),
});

/** Of a stranger's file: whether the log really signed two states that cannot both be true. */
export async function provesSplit(text: string, crypto: TlogCrypto): Promise<boolean> {
  const value = text.length > 2_000_000 ? undefined : parseJson(text);
  if (!isObject(value) || shape(value) !== undefined) return false;
  const { witnesses, notes, consistency } = value as SplitEvidence;
  const policy = parsePolicy(witnesses, crypto.sha256);
  if (!policy.ok) return false;
  const open = async (one: string) =>
    await openCheckpoint(new TextEncoder().encode(one), { ...policy.value, quorum: 'none' }, crypto);
  const [older, newer] = [await open(notes[0]), await open(notes[1])];
  if (!older.ok || !newer.ok || older.value.checkpoint.origin !== newer.value.checkpoint.origin) return false;
  const [a, b] = [older.value.checkpoint, newer.value.checkpoint];
  if (a.size === b.size) return !sameBytes(a.root, b.root);
  const root = fromBase64(consistency?.root ?? '');
  const proof = (consistency?.proof ?? []).map(fromBase64);
  if (root === undefined || sameBytes(root, a.root) || a.size > b.size) return false;
  const hashes = proof.filter((hash) => hash !== undefined);
  return hashes.length === proof.length && consistent(treeHasher(crypto.sha256), { size: a.size, root }, b, hashes);
}
