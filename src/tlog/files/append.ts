// Takes entries into a log. What it answers is durable; tiles follow when a checkpoint is made. Node only.
import type { TreeHasher } from '../hash.ts';
import { mostEntryBytes } from '../tiles.ts';
import { extentOf, inTurn, type LogState } from './state.ts';

export type Appended = {
  /** Counted from 0; the place it has already where the entry is known. */
  readonly place: number;
  readonly known: boolean;
};

/** RangeError above 65,535 bytes, before anything is taken. */
export function appendEntries(
  state: LogState,
  hasher: TreeHasher,
  entries: readonly Uint8Array[],
): readonly Appended[] {
  const long = entries.findIndex(({ length }) => length > mostEntryBytes);
  if (long >= 0) throw new RangeError(`entry ${long} holds ${entries[long].length} bytes, ${mostEntryBytes} at most`);
  const leaves = entries.map((entry) => hasher.leaf(entry));
  return inTurn(state, () => {
    const { db } = state;
    const find = db.prepare('SELECT place FROM places WHERE leaf = ?');
    const keep = db.prepare('INSERT INTO places (leaf, place) VALUES (?, ?)');
    const wait = db.prepare('INSERT INTO waiting (place, entry) VALUES (?, ?)');
    let { size } = extentOf(state);
    const answers = entries.map((entry, i): Appended => {
      const row = find.get(leaves[i]) as { readonly place: number } | undefined;
      if (row !== undefined) return { place: row.place, known: true };
      const place = size++;
      keep.run(leaves[i], place);
      wait.run(place, entry);
      return { place, known: false };
    });
    db.prepare('UPDATE log SET size = ?').run(size);
    return answers;
  });
}
