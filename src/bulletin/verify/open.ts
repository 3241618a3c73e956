// Opens a bulletin: what is believed follows from entry 0 alone, in the order of docs/log-entries.md: words, log key and
// witnesses, checkpoint, the bulletin's entry, its manifest. Browser-safe.
import type { BulletinEntry } from '../model/entry.ts';
import type { Manifest, Pointer } from '../model/site.ts';
import type { FingerprintWord } from '../words/words.ts';
import { manifestOf, pointedBulletin } from './bulletin-entry.ts';
import { type Compared, compareRemembered, type CompareSources } from './compare.ts';
import { type Opening, type Proven, prove, withFirst } from './opening.ts';
import type { SignedHead } from './heads.ts';
import { checkpointPath, claimedHead, loggedCheckpoint, type Pointed, pointerOf, pointerPath } from './pointer.ts';
import type { Checking, Source } from './source.ts';
import type { Tree } from './tree.ts';

export type OpenedLog = Checking & {
  readonly opening: Opening;
  /** Undefined where nobody gave the words that were published: then this copy has not proved itself. */
  readonly wordsHold: true | undefined;
  readonly head: SignedHead;
  readonly tree: Tree;
};

export type OpenedBulletin = OpenedLog & {
  /** With number, instant and place as the log has them. */
  readonly pointer: Pointer;
  readonly bulletin: BulletinEntry;
  /** Undefined where no copy holds. */
  readonly manifest: Manifest | undefined;
  readonly compared: Compared;
};

export type OpenOptions = {
  /** As they were published; undefined where whoever asks compares them by eye. */
  readonly words?: readonly FingerprintWord[];
  /** The newest checkpoint that was seen before: a whole note. */
  readonly remembered?: string;
  /** compareSources: looks at the state of every source, and not of the first that holds alone. */
  readonly compare?: CompareSources;
};

type Found = Proven & { readonly pointed: Pointed };

async function provenBy(source: Source, checking: Checking, words: OpenOptions['words']): Promise<Found | undefined> {
  const pointed = await pointerOf(source, checking.faults);
  if (pointed === undefined) return undefined;
  const { claimed, pointer } = pointed;
  const proven = await prove({ source, claimed, note: pointer.checkpoint }, checking, words);
  return proven === undefined ? undefined : { ...proven, pointed };
}

async function openFound(
  found: Found,
  all: Checking,
  words: OpenOptions['words'],
): Promise<OpenedBulletin | undefined> {
  const { pointed, opening, head, tree } = found;
  const { pointer, source } = pointed;
  const checking = withFirst(all, source);
  const placed = await pointedBulletin(tree, pointer, source.place, checking.faults);
  if (placed === undefined) return undefined;
  const { place: entry, entry: bulletin } = placed;
  if (pointer.election !== opening.entry.election)
    checking.faults.add({ code: 'POINTER_MALFORMED', detail: 'of another election', file: pointerPath });
  return {
    ...checking,
    opening,
    wordsHold: words === undefined ? undefined : true,
    head,
    tree,
    pointer: { ...pointer, election: opening.entry.election, number: bulletin.number, at: bulletin.at, entry },
    bulletin,
    manifest: await manifestOf(bulletin, pointer.manifest, checking),
    compared: { remembered: 'none', evidence: undefined },
  };
}

/** Undefined where nothing can be believed: the faults say why. */
export async function openBulletin(checking: Checking, options: OpenOptions = {}): Promise<OpenedBulletin | undefined> {
  const all: Found[] = [];
  for (const source of checking.sources) {
    const found = await provenBy(source, checking, options.words);
    if (found !== undefined) all.push(found);
    if (found !== undefined && options.compare === undefined) break;
  }
  // The newest first; of equal ones the first that was named.
  const newest = all.toSorted((a, b) => b.tree.head.size - a.tree.head.size);
  for (const found of newest) {
    const opened = await openFound(found, checking, options.words);
    if (opened === undefined) continue;
    const others = newest.filter((one) => one !== found);
    const evidence = await options.compare?.(
      opened,
      others.map(({ head, opening, pointed }) => ({ head, opening, place: pointed.source.place })),
    );
    const remembered = await compareRemembered(opened, options.remembered);
    const compared = { remembered: remembered.relation, evidence: remembered.evidence ?? evidence };
    return { ...opened, compared };
  }
  return undefined;
}

/** A log by itself, without the files of a bulletin. Undefined where nothing can be believed: the faults say why. */
export async function openLog(checking: Checking, words?: OpenOptions['words']): Promise<OpenedLog | undefined> {
  for (const source of checking.sources) {
    const note = await loggedCheckpoint(source);
    const claimed = note === undefined ? undefined : claimedHead(note);
    if (claimed === undefined || claimed.size === 0) {
      const code = note === undefined ? 'FILE_MISSING' : 'CHECKPOINT_REFUSED';
      checking.faults.add({ code, detail: `no checkpoint at ${source.place}`, file: checkpointPath });
      continue;
    }
    const proven = await prove({ source, claimed, note: undefined }, checking, words);
    if (proven !== undefined)
      return { ...withFirst(checking, source), ...proven, wordsHold: words === undefined ? undefined : true };
  }
  return undefined;
}
