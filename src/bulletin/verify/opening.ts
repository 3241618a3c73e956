// Entry 0 and what follows from it: the log's key, the witnesses, the signed state, the tree. Each copy of entry 0 is tried
// until one leads to the state that the log signed. Browser-safe.
import { sameBytes } from '../../tlog/hash.ts';
import { vkeyText } from '../../tlog/keys.ts';
import type { TreeHead } from '../../tlog/merkle.ts';
import { openCheckpoint } from '../../tlog/open.ts';
import { parsePolicy, type Policy } from '../../tlog/policy.ts';
import { type Tile, widthAt } from '../../tlog/tiles.ts';
import type { OpeningEntry } from '../model/entry.ts';
import { entryText, parseEntry } from '../model/parse-entry.ts';
import { fingerprintWords, type FingerprintWord, sameFingerprint } from '../words/words.ts';
import type { SignedHead } from './heads.ts';
import { loggedCheckpoint, pointerPath } from './pointer.ts';
import { attempt, type Checking, type Source } from './source.ts';
import { openTree, type Tree } from './tree.ts';

export type Opening = {
  readonly entry: OpeningEntry;
  /** SHA-256 of entry 0. */
  readonly sha256: Uint8Array;
  readonly words: readonly FingerprintWord[];
  readonly policy: Policy;
};

/** What somebody says that the log is, before any of it is believed. */
export type Claim = {
  readonly source: Source;
  readonly claimed: TreeHead;
  /** Of the pointer; undefined where only the log's own checkpoint is there. */
  readonly note: string | undefined;
};

/** First the source whose claim it is, then all others. */
export const withFirst = (checking: Checking, first: Source): Checking => ({
  ...checking,
  sources: [first, ...checking.sources.filter((one) => one !== first)],
});

const firstBundle = ({ size }: TreeHead): Tile => ({ level: 'entries', index: 0, width: widthAt('entries', 0, size) });

/** Entry 0 as this source has it, by the size that is claimed. */
async function openingAt(
  source: Source,
  claimed: TreeHead,
  { crypto, faults }: Checking,
): Promise<Opening | undefined> {
  const tile = firstBundle(claimed);
  const of = { file: source.tilePath(tile), entry: 0 };
  const bundle = await attempt(async () => await source.tile(tile));
  const length = bundle === undefined || bundle.length < 2 ? 0 : bundle[0] * 256 + bundle[1];
  const bytes = bundle?.subarray(2, 2 + length);
  const read = bytes === undefined ? undefined : parseEntry(bytes);
  if (bytes === undefined || read?.ok !== true || read.value.kind !== 'opening') {
    const code = bundle === undefined ? 'FILE_MISSING' : 'ENTRY_DAMAGED';
    faults.add({ code, detail: `no opening, at ${source.place}`, ...of });
    return undefined;
  }
  const entry: OpeningEntry = read.value;
  const policy = parsePolicy(entry.witnesses, crypto.sha256);
  const [log, ...others] = policy.ok ? policy.value.logs : [];
  if (!policy.ok || others.length > 0 || log === undefined || vkeyText(log.key) !== entry.log) {
    const detail = policy.ok ? 'its policy is of another log' : policy.fault.detail;
    faults.add({ code: 'ENTRY_MALFORMED', detail, ...of });
    return undefined;
  }
  const hash = crypto.sha256(bytes);
  return { entry, sha256: hash, words: fingerprintWords(hash), policy: policy.value };
}

/** The pointer's note, or the log's own where that one does not hold. */
async function headOf(
  { source, note: pointed }: Claim,
  { policy }: Opening,
  { crypto, faults }: Checking,
): Promise<SignedHead | undefined> {
  const notes = [
    { file: pointerPath, note: async () => await Promise.resolve(pointed) },
    { file: 'log/checkpoint', note: async () => await loggedCheckpoint(source) },
  ];
  for (const { file, note } of notes) {
    const text = await note();
    if (text === undefined) continue;
    const opened = await openCheckpoint(new TextEncoder().encode(text), policy, crypto);
    if (opened.ok) return { note: text, opened: opened.value };
    const detail = `${opened.fault.code}: ${opened.fault.detail}, at ${source.place}`;
    faults.add({ code: 'CHECKPOINT_REFUSED', detail, file });
  }
  return undefined;
}

export type Proven = { readonly opening: Opening; readonly head: SignedHead; readonly tree: Tree };

/** Undefined, and told, where no copy of entry 0 leads from the words to the state that the log signed. */
export async function prove(
  claim: Claim,
  all: Checking,
  words: readonly FingerprintWord[] | undefined,
): Promise<Proven | undefined> {
  const checking = withFirst(all, claim.source);
  for (const source of checking.sources) {
    const opening = await openingAt(source, claim.claimed, checking);
    if (opening === undefined) continue;
    const of = { file: source.tilePath(firstBundle(claim.claimed)), entry: 0 };
    if (words !== undefined && !sameFingerprint(words, opening.words)) {
      const [shown, committed] = [opening.words, words].map((list) => list.map(({ word }) => word).join(' '));
      checking.faults.add({ code: 'WORDS_DIFFER', detail: `at ${source.place}`, ...of, shown, committed });
      continue;
    }
    const head = await headOf(claim, opening, checking);
    const tree = head === undefined ? undefined : await openTree(head.opened.checkpoint, checking);
    if (head === undefined || tree === undefined) continue;
    const first = await tree.leaf(0);
    const own = tree.hasher.leaf(new TextEncoder().encode(entryText(opening.entry)));
    if (first !== undefined && sameBytes(first, own)) return { opening, head, tree };
    const detail = `the opening is not entry 0 of this log, at ${source.place}`;
    checking.faults.add({ code: 'ENTRY_DAMAGED', detail, ...of });
  }
  return undefined;
}
