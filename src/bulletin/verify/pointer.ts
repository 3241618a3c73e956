// The pointer of each source, and the signed state that it carries. Browser-safe.
import { checkpointOfText } from '../../tlog/checkpoint.ts';
import { mostNoteBytes, parseNote } from '../../tlog/note.ts';
import type { TreeHead } from '../../tlog/merkle.ts';
import type { BulletinFault } from '../model/fault.ts';
import { parsePointer } from '../model/parse-site.ts';
import { textOfBytes } from '../model/read-canonical.ts';
import type { Pointer } from '../model/site.ts';
import { attempt, type Faults, type Source } from './source.ts';

export const pointerPath = 'latest.json';
export const checkpointPath = 'log/checkpoint';
const mostPointerBytes = 2_000_000;

export type Pointed = { readonly source: Source; readonly pointer: Pointer; readonly claimed: TreeHead };

/** What a note says before anybody has looked at its signatures. */
export function claimedHead(note: string): TreeHead | undefined {
  const parsed = parseNote(new TextEncoder().encode(note));
  const checkpoint = parsed.ok ? checkpointOfText(parsed.value.text) : parsed;
  return checkpoint.ok ? checkpoint.value : undefined;
}

/** Undefined, and told, where there is none that can be read. */
export async function pointerOf(source: Source, faults: Faults): Promise<Pointed | undefined> {
  const bytes = await attempt(async () => await source.file(pointerPath, mostPointerBytes));
  if (bytes === undefined) {
    faults.add({ code: 'FILE_MISSING', detail: `at ${source.place}`, file: pointerPath });
    return undefined;
  }
  const text = textOfBytes(bytes);
  const read = text === undefined ? undefined : parsePointer(text);
  const claimed = read?.ok === true ? claimedHead(read.value.checkpoint) : undefined;
  if (read?.ok === true && claimed !== undefined && claimed.size > 0) return { source, pointer: read.value, claimed };
  const why = read?.ok === false ? read.detail : 'its checkpoint cannot be read';
  faults.add({ code: 'POINTER_MALFORMED', detail: `${why}, at ${source.place}`, file: pointerPath });
  return undefined;
}

/** Whether no copy has a pointer or a log, and nothing else was found: there is no bulletin to judge. */
export const nothingThere = (faults: readonly BulletinFault[]): boolean =>
  faults.length > 0 &&
  faults.every(({ code, file }) => code === 'FILE_MISSING' && (file === pointerPath || file === checkpointPath));

/** The signed state as the pointer of this source has it, before anybody looks at it. */
export async function pointedNote(source: Source): Promise<string | undefined> {
  const bytes = await attempt(async () => await source.file(pointerPath, mostPointerBytes));
  const read = bytes === undefined ? undefined : parsePointer(textOfBytes(bytes) ?? '');
  return read?.ok === true ? read.value.checkpoint : undefined;
}

/** The same state where the pointer's copy is not signed as it has to be. */
export async function loggedCheckpoint(source: Source): Promise<string | undefined> {
  const bytes = source.reads(checkpointPath)
    ? await attempt(async () => await source.file(checkpointPath, mostNoteBytes))
    : undefined;
  return bytes === undefined ? undefined : textOfBytes(bytes);
}
