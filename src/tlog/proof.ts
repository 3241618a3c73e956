// Proofs that an entry is in a log, good without any network (C2SP tlog-proof). Browser-safe.
import { fromBase64, fromDecimal, toBase64 } from './base64.ts';
import { type Checked, fails, holds } from './fault.ts';
import { hashBytes, sameBytes, treeHasher } from './hash.ts';
import type { TlogCrypto } from './keys.ts';
import { rootOfInclusion } from './merkle.ts';
import { mostNoteBytes } from './note.ts';
import { type OpenedCheckpoint, openCheckpoint } from './open.ts';
import type { Policy } from './policy.ts';

export type LogProof = {
  /** Counted from 0. */
  readonly index: number;
  readonly hashes: readonly Uint8Array[];
  /** The signed note as the log gave it. */
  readonly checkpoint: string;
  /** Whatever the maker added; nothing vouches for it. */
  readonly extra?: Uint8Array;
};

const firstLine = 'c2sp.org/tlog-proof@v1';
export const mostProofBytes = mostNoteBytes + 100_000;

export function proofText({ index, hashes, checkpoint, extra }: LogProof): string {
  const lines = [
    firstLine,
    ...(extra === undefined ? [] : [`extra ${toBase64(extra)}`]),
    `index ${index}`,
    ...hashes.map(toBase64),
  ];
  return `${lines.join('\n')}\n\n${checkpoint}`;
}

export function parseProof(bytes: Uint8Array): Checked<LogProof> {
  if (bytes.length > mostProofBytes) return fails('PROOF_MALFORMED', `longer than ${mostProofBytes} bytes`);
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return fails('PROOF_MALFORMED', 'not UTF-8');
  }
  const end = text.indexOf('\n\n');
  if (end < 0) return fails('PROOF_MALFORMED', 'no empty line before the checkpoint');
  const [first, ...rest] = text.slice(0, end).split('\n');
  if (first !== firstLine) return fails('PROOF_MALFORMED', `the first line is not ${firstLine}`);
  const extra = rest[0]?.startsWith('extra ') ? fromBase64((rest.shift() ?? '').slice('extra '.length)) : null;
  if (extra === undefined) return fails('PROOF_MALFORMED', 'the extra data');
  const [place, ...encoded] = rest;
  const index = place?.startsWith('index ') ? fromDecimal(place.slice('index '.length)) : undefined;
  if (index === undefined) return fails('PROOF_MALFORMED', 'the index');
  const hashes: Uint8Array[] = [];
  for (const [i, line] of encoded.entries()) {
    const hash = fromBase64(line);
    if (hash?.length !== hashBytes) return fails('PROOF_MALFORMED', `hash ${i + 1}`);
    hashes.push(hash);
  }
  const checkpoint = text.slice(end + 2);
  return holds(extra === null ? { index, hashes, checkpoint } : { index, hashes, checkpoint, extra });
}

/** That the entry is in a log of the policy, under a checkpoint that witnesses enough have signed. */
export async function verifyProof(
  bytes: Uint8Array,
  entry: Uint8Array,
  policy: Policy,
  crypto: TlogCrypto,
): Promise<Checked<OpenedCheckpoint & { readonly index: number }>> {
  const proof = parseProof(bytes);
  if (!proof.ok) return proof;
  const { index, hashes, checkpoint } = proof.value;
  const opened = await openCheckpoint(new TextEncoder().encode(checkpoint), policy, crypto);
  if (!opened.ok) return opened;
  const { size, root } = opened.value.checkpoint;
  const hasher = treeHasher(crypto.sha256);
  const reached = rootOfInclusion(hasher, { index, size }, hasher.leaf(entry), hashes);
  return reached !== undefined && sameBytes(reached, root)
    ? holds({ ...opened.value, index })
    : fails('PROOF_INVALID', `entry ${index} of ${size}`);
}
