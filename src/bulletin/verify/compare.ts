// The state of this copy beside others: one that was seen before, and those of other copies. Browser-safe.
import { sameBytes } from '../../tlog/hash.ts';
import { openCheckpoint } from '../../tlog/open.ts';
import { type Relation, relationOf, type SignedHead, type SplitEvidence, splitEvidence } from './heads.ts';
import type { OpenedBulletin } from './open.ts';
import type { Opening } from './opening.ts';

export type Compared = {
  /** The state that was seen before: none was given, it is the same, this goes on from it, or it is newer. */
  readonly remembered: Relation | 'none' | 'rolledBack' | 'refused';
  /** To be published where two signed states cannot both be true. */
  readonly evidence: SplitEvidence | undefined;
};

type Outcome = { readonly relation: Compared['remembered']; readonly evidence: SplitEvidence | undefined };

async function splitFound(
  { tree, opening, head, faults }: OpenedBulletin,
  other: SignedHead,
  where: string,
): Promise<SplitEvidence | undefined> {
  const [a, b] = [head.opened.checkpoint, other.opened.checkpoint];
  faults.add({ code: 'SPLIT_VIEW', detail: `${a.size} entries here and ${b.size} ${where} are not of one log` });
  return b.size > a.size ? undefined : await splitEvidence(tree, opening.entry.witnesses, other, head);
}

/** Where the remembered state is longer, only its own tiles could show whether this one is its beginning. */
export async function compareRemembered(opened: OpenedBulletin, note: string | undefined): Promise<Outcome> {
  if (note === undefined) return { relation: 'none', evidence: undefined };
  const { tree, opening, crypto, faults, head } = opened;
  const read = await openCheckpoint(new TextEncoder().encode(note), { ...opening.policy, quorum: 'none' }, crypto);
  if (!read.ok) return { relation: 'refused', evidence: undefined };
  const before: SignedHead = { note, opened: read.value };
  const [was, is] = [read.value.checkpoint.size, head.opened.checkpoint.size];
  if (was > is) {
    faults.add({ code: 'ROLLED_BACK', detail: `${is} entries, where ${was} were seen before` });
    return { relation: 'rolledBack', evidence: undefined };
  }
  const relation = await relationOf(tree, before);
  if (relation !== 'split') return { relation, evidence: undefined };
  return { relation, evidence: await splitFound(opened, before, 'seen before') };
}

type Other = { readonly head: SignedHead; readonly opening: Opening; readonly place: string };

export type CompareSources = (opened: OpenedBulletin, others: readonly Other[]) => Promise<SplitEvidence | undefined>;

/** None of the others is longer. Evidence of the first that contradicts. */
export const compareSources: CompareSources = async (opened, others) => {
  let evidence: SplitEvidence | undefined;
  for (const { head, opening, place } of others) {
    if (!sameBytes(opening.sha256, opened.opening.sha256)) {
      opened.faults.add({ code: 'SPLIT_VIEW', detail: `another opening, so another log, at ${place}`, entry: 0 });
      continue;
    }
    if ((await relationOf(opened.tree, head)) === 'split') evidence ??= await splitFound(opened, head, `at ${place}`);
  }
  return evidence;
};
