// For tests: what anybody can read of a log's public folder, by nothing but its checkpoint and tiles.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkpointOfText } from '../../../tlog/checkpoint.ts';
import { nodeCrypto } from '../../../tlog/files/crypto.ts';
import { folderTiles } from '../../../tlog/files/read.ts';
import { verifyLog } from '../../../tlog/files/verify.ts';
import { treeHasher } from '../../../tlog/hash.ts';
import { parseNote } from '../../../tlog/note.ts';
import type { LogEntry } from '../../model/entry.ts';
import { parseEntry } from '../../model/parse-entry.ts';
import { openAssembly } from '../../total/assemble.ts';

export type PublicLog = {
  readonly entries: readonly LogEntry[];
  readonly bytes: readonly Uint8Array[];
  readonly root: Uint8Array;
};

/** Throws where anything does not hold: a tile, an entry, its form, its place. */
export async function readPublic(folder: string): Promise<PublicLog> {
  const note = parseNote(readFileSync(join(folder, 'checkpoint')));
  const checkpoint = note.ok ? checkpointOfText(note.value.text) : note;
  if (!checkpoint.ok) throw new Error(checkpoint.fault.detail);
  const [entries, bytes]: [LogEntry[], Uint8Array[]] = [[], []];
  const checked = await verifyLog(treeHasher(nodeCrypto.sha256), checkpoint.value, {
    read: folderTiles(folder),
    entry: (one) => {
      const read = parseEntry(one);
      if (!read.ok) return read.detail;
      entries.push(read.value);
      bytes.push(Uint8Array.from(one));
      return undefined;
    },
  });
  if (!checked.ok) throw new Error(`${checked.fault.code}: ${checked.fault.detail}`);
  const assembly = openAssembly(nodeCrypto.sha256);
  const faults = [...entries.flatMap((entry) => assembly.add(entry)), ...assembly.end()];
  if (faults.length > 0) throw new Error(JSON.stringify(faults.slice(0, 3)));
  return { entries, bytes, root: checkpoint.value.root };
}
