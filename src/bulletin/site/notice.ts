// A notice of attack in the pointer and on the front pages of any copy of a bulletin, without ledger and log at hand.
import { existsSync, readFileSync } from 'node:fs';
import { hash } from 'node:crypto';
import { join } from 'node:path';
import { syncFolderNow } from '../../kernel/durable-file.ts';
import { PollwardenError } from '../../kernel/errors.ts';
import { nodeCrypto } from '../../tlog/files/crypto.ts';
import { folderTiles } from '../../tlog/files/read.ts';
import { parseVkey, signed, type VerifierKey } from '../../tlog/keys.ts';
import { mostNoteBytes, parseNote } from '../../tlog/note.ts';
import { entriesOf, tileWidth } from '../../tlog/tiles.ts';
import type { OpeningEntry } from '../model/entry.ts';
import { type Notice, parseNotice } from '../model/notice.ts';
import { parseEntry } from '../model/parse-entry.ts';
import { withNotice } from './pages/notice.ts';
import { frontsIn, shownPointer, writePointer } from './shown.ts';
import { writeCompressed } from './whole-file.ts';

const invalid = (detail: string, file?: string): PollwardenError =>
  new PollwardenError('INPUT_INVALID', detail, file === undefined ? {} : { file });

/** What is signed in a file; INPUT_INVALID. */
export function readNoticeFile(file: string, bytes: Uint8Array): { readonly note: string; readonly notice: Notice } {
  if (bytes.length > mostNoteBytes) throw invalid('is too long for a notice', file);
  const note = parseNote(bytes);
  if (!note.ok) throw invalid(note.fault.detail, file);
  const notice = parseNotice(note.value.text);
  if (!notice.ok) throw invalid(notice.detail, file);
  return { note: Buffer.from(bytes).toString('utf8'), notice: notice.value };
}

export type CopyOpening = {
  readonly opening: OpeningEntry;
  readonly fingerprint: Uint8Array;
  readonly key: VerifierKey;
};

/** Entry 0 of the log in a copy: believed as far as its sixteen words are the published ones. NOT_FOUND, INPUT_INVALID. */
export async function openingOf(out: string): Promise<CopyOpening> {
  const pointer = shownPointer(out);
  if (pointer === undefined)
    throw new PollwardenError('NOT_FOUND', 'there is no bulletin in this folder', { file: out });
  const size = Number(pointer.checkpoint.split('\n')[1]);
  const width = Math.min(tileWidth, Number.isSafeInteger(size) ? size : 0);
  const bundle = await folderTiles(join(out, 'log'))({ level: 'entries', index: 0, width });
  const entries = entriesOf(bundle, width);
  const read = entries.ok && width > 0 ? parseEntry(entries.value[0]) : undefined;
  if (!entries.ok || read?.ok !== true || read.value.kind !== 'opening') throw invalid('its log has no opening', out);
  const key = parseVkey(nodeCrypto.sha256, read.value.log);
  if (!key.ok) throw invalid(key.fault.detail, out);
  return { opening: read.value, fingerprint: hash('sha256', entries.value[0], 'buffer'), key: key.value };
}

/** SIGNATURE_INVALID where the key of the log did not sign it. */
export async function refuseUnsigned(note: string, key: VerifierKey): Promise<void> {
  const parsed = parseNote(Buffer.from(note));
  const lines = parsed.ok ? parsed.value.signatures : [];
  const own = lines.find(({ name, keyId }) => name === key.name && keyId === key.keyId);
  const holds = parsed.ok && own !== undefined && (await signed(nodeCrypto, key, parsed.value.text, own.signature));
  if (holds !== true) throw new PollwardenError('SIGNATURE_INVALID', 'the key of this log did not sign the notice');
}

function writeFronts(out: string, notice: Notice | undefined): void {
  for (const name of frontsIn(out)) {
    const file = join(out, name);
    writeCompressed(file, Buffer.from(withNotice(readFileSync(file, 'utf8'), notice)), 'some');
  }
  syncFolderNow(out);
}

/**
 * Shows it in that copy at once. NOT_FOUND where none is there; ELECTION_OTHER; SIGNATURE_INVALID; INPUT_INVALID where it has
 * ended by `now`.
 */
export async function publishNotice(out: string, note: string, notice: Notice, now: number): Promise<CopyOpening> {
  const own = await openingOf(out);
  if (notice.election !== own.opening.election) throw new PollwardenError('ELECTION_OTHER', notice.election);
  await refuseUnsigned(note, own.key);
  if (Date.parse(notice.until) <= now) throw invalid(`it ended at ${notice.until}`);
  const pointer = shownPointer(out);
  if (pointer === undefined)
    throw new PollwardenError('NOT_FOUND', 'there is no bulletin in this folder', { file: out });
  writeFronts(out, notice);
  writePointer(out, { ...pointer, notice: note });
  return own;
}

/** Answers whether there was one. NOT_FOUND where no bulletin is there. */
export function withdrawNotice(out: string): boolean {
  const pointer = shownPointer(out);
  if (pointer === undefined)
    throw new PollwardenError('NOT_FOUND', 'there is no bulletin in this folder', { file: out });
  writeFronts(out, undefined);
  if (pointer.notice !== null) writePointer(out, { ...pointer, notice: null });
  return pointer.notice !== null;
}

/** What a bulletin that is shown carries, where it has not ended; a new one carries it on. */
export function carriedNotice(
  out: string,
  now: number,
): { readonly note: string; readonly notice: Notice } | undefined {
  const note = existsSync(out) ? shownPointer(out)?.notice : undefined;
  if (typeof note !== 'string') return undefined;
  const parsed = parseNote(Buffer.from(note));
  const notice = parsed.ok ? parseNotice(parsed.value.text) : undefined;
  return notice?.ok === true && Date.parse(notice.value.until) > now ? { note, notice: notice.value } : undefined;
}
