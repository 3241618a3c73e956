// Signs a checkpoint over all that is in tiles, lets witnesses sign it, and puts it where readers look. Never signs less than
// it signed before. Node only.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeDurably } from '../../kernel/durable-file.ts';
import { checkpointOfText, checkpointText } from '../checkpoint.ts';
import { type Checked, fails, holds, type TlogFault } from '../fault.ts';
import { sameBytes, type TreeHasher } from '../hash.ts';
import type { TreeHead } from '../merkle.ts';
import { noteText, type NoteSignature, parseNote } from '../note.ts';
import { hashOfRange } from '../tiles.ts';
import { integrate, type TiledStep } from './integrate.ts';
import { folderTiles } from './read.ts';
import { extentOf, inTurn, type LogState, onState } from './state.ts';

/** Signs the text of a note with a key of the log. */
export type NoteSigner = (text: string) => NoteSignature | Promise<NoteSignature>;

export type SignedCheckpoint = { readonly head: TreeHead; readonly note: string };

/**
 * Kept before anybody sees it: after a crash the same text is signed again, and no other of that size. Another writer may have
 * signed more meanwhile; then that is the answer.
 */
async function signHead(
  state: LogState,
  head: TreeHead,
  signers: readonly NoteSigner[],
): Promise<Checked<SignedCheckpoint>> {
  const { origin } = extentOf(state);
  const text = checkpointText({ origin, ...head, extensions: [] });
  const signatures: NoteSignature[] = [];
  for (const sign of signers) signatures.push(await sign(text));
  const note = noteText({ text, signatures });
  return inTurn(state, () => {
    const kept = lastSigned(state);
    if (kept !== undefined && kept.head.size >= head.size) return standing(state, kept, head);
    state.db.prepare('INSERT INTO signed (size, root, note) VALUES (?, ?, ?)').run(head.size, head.root, note);
    return holds({ head, note });
  });
}

function standing(state: LogState, kept: SignedCheckpoint, head: TreeHead): Checked<SignedCheckpoint> {
  const { tiled } = extentOf(state);
  if (kept.head.size > tiled)
    return fails('ROLLED_BACK', `${kept.head.size} entries were signed, and ${tiled} are here`);
  if (kept.head.size === head.size && !sameBytes(kept.head.root, head.root))
    return fails('SPLIT_VIEW', `another root of ${head.size} entries was signed`);
  return holds(kept);
}

export function lastSigned(state: LogState): SignedCheckpoint | undefined {
  const row = onState(state, (db) =>
    db.prepare('SELECT size, root, note FROM signed ORDER BY size DESC LIMIT 1').get(),
  );
  return row === undefined
    ? undefined
    : { head: { size: Number(row.size), root: row.root as Uint8Array }, note: String(row.note) };
}

/** The checkpoint as the log alone signed it; tiles of its size are in the folder. */
export async function signCheckpoint(
  state: LogState,
  hasher: TreeHasher,
  folder: string,
  signers: readonly NoteSigner[],
  step?: TiledStep,
): Promise<Checked<SignedCheckpoint>> {
  // Before any tile is written: what readers find is not overwritten by another history.
  const shown = await shownFault(state, hasher, folder);
  if (shown !== undefined) return { ok: false, fault: shown };
  const head = await integrate(state, hasher, folder, step);
  return head.ok ? await signHead(state, head.value, signers) : head;
}

/** What readers find already must be the beginning of this log: a state from an old backup must not fork it. */
async function shownFault(state: LogState, hasher: TreeHasher, folder: string): Promise<TlogFault | undefined> {
  const file = join(folder, 'checkpoint');
  if (!existsSync(file)) return undefined;
  const note = parseNote(readFileSync(file));
  const shown = note.ok ? checkpointOfText(note.value.text) : note;
  if (!shown.ok) return shown.fault;
  const { size, root } = shown.value;
  // Read after the file: another writer may be further than we are.
  const { tiled } = extentOf(state);
  if (size > tiled)
    return fails('ROLLED_BACK', `${size} entries are published, and ${tiled} are in the state of the log`).fault;
  const reached = await hashOfRange(hasher, { from: 0, to: size }, tiled, folderTiles(folder));
  if (!reached.ok) return reached.fault;
  return sameBytes(reached.value, root)
    ? undefined
    : fails('SPLIT_VIEW', `another root of ${size} entries is published`).fault;
}

/** Puts the checkpoint, with the lines of witnesses, where readers look; never one of fewer entries than stands there. */
export function publishCheckpoint(state: LogState, folder: string, { head, note }: SignedCheckpoint): void {
  inTurn(state, () => {
    const { published } = state.db.prepare('SELECT published FROM log').get() as { readonly published: number };
    if (published > head.size) return;
    state.db.prepare('UPDATE log SET published = ?').run(head.size);
    writeDurably(join(folder, 'checkpoint'), note, 0o644);
  });
}
