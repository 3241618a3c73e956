// The log's own checkpoint file beside the pointer's copy of it: mirrors and witnesses read it, so it is checked. Browser-safe.
import { sameBytes } from '../../tlog/hash.ts';
import { mostNoteBytes } from '../../tlog/note.ts';
import { openCheckpoint } from '../../tlog/open.ts';
import { textOfBytes } from '../model/read-canonical.ts';
import { relationOf, type SignedHead } from './heads.ts';
import type { OpenedBulletin } from './open.ts';
import { prove } from './opening.ts';
import { checkpointPath, pointedNote } from './pointer.ts';
import { attempt, faultList, type Source } from './source.ts';

const file = checkpointPath;

/** Of the same size it is the pointer's to the byte. A longer one may have been written just now, and goes on from this one. */
async function relationTo(opened: OpenedBulletin, source: Source, other: SignedHead): Promise<string | undefined> {
  const { head, tree, opening } = opened;
  const [own, claimed] = [head.opened.checkpoint, other.opened.checkpoint];
  const split = `${own.size} entries here and ${claimed.size} there are not of one log`;
  if (claimed.size <= own.size) return (await relationOf(tree, other)) === 'split' ? split : undefined;
  const proven = await prove({ source, claimed, note: other.note }, { ...opened, faults: faultList() }, undefined);
  if (proven === undefined) return 'it names entries that are not there';
  const one = sameBytes(proven.opening.sha256, opening.sha256) && (await relationOf(proven.tree, head)) !== 'split';
  return one ? undefined : split;
}

async function problemOf(opened: OpenedBulletin, source: Source, bytes: Uint8Array): Promise<string | undefined> {
  const [note, pointed] = [textOfBytes(bytes), await pointedNote(source)];
  if (note === undefined) return 'it is no text';
  if (note === pointed) return undefined;
  const read = await openCheckpoint(bytes, opened.opening.policy, opened.crypto);
  if (!read.ok) return `${read.fault.code}: ${read.fault.detail}`;
  const problem = await relationTo(opened, source, { note, opened: read.value });
  if (problem !== undefined || pointed === undefined) return problem;
  const before = await openCheckpoint(new TextEncoder().encode(pointed), opened.opening.policy, opened.crypto);
  const same = before.ok && before.value.checkpoint.size === read.value.checkpoint.size;
  return same ? 'another text than the checkpoint in latest.json' : undefined;
}

/** Where a copy has one. */
export async function checkCheckpointFiles(opened: OpenedBulletin): Promise<void> {
  for (const source of opened.sources.filter(({ reads }) => reads(file))) {
    const bytes = await attempt(async () => await source.file(file, mostNoteBytes));
    const problem = bytes === undefined ? undefined : await problemOf(opened, source, bytes);
    if (problem !== undefined)
      opened.faults.add({ code: 'FILE_DAMAGED', detail: `${problem}, at ${source.place}`, file });
  }
}
