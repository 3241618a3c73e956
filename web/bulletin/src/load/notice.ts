// "We are under attack, use channel X": a note that the log's key signed, shown as text; any other is not shown.
import type { OpenedBulletin } from '../../../../src/bulletin/verify/open.ts';
import { signed } from '../../../../src/tlog/keys.ts';
import { parseNote } from '../../../../src/tlog/note.ts';
import type { Bulletin } from '../model.ts';

export async function readNotice({
  pointer,
  head,
  crypto,
}: OpenedBulletin): Promise<Pick<Bulletin, 'notice' | 'noticeRefused'>> {
  if (pointer.notice === null) return { notice: undefined, noticeRefused: false };
  const parsed = parseNote(new TextEncoder().encode(pointer.notice));
  const { log } = head.opened;
  const line = parsed.ok
    ? parsed.value.signatures.find(({ name, keyId }) => name === log.name && keyId === log.keyId)
    : undefined;
  const holds =
    parsed.ok && line !== undefined && (await signed(crypto, log, parsed.value.text, line.signature)) === true;
  return holds ? { notice: parsed.value.text, noticeRefused: false } : { notice: undefined, noticeRefused: true };
}
