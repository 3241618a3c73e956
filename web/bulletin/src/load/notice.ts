// "We are under attack, use channel X": a notice that the log's key signed as one, for this election; any other is not shown.
import { isInForce, parseNotice } from '../../../../src/bulletin/model/notice.ts';
import type { OpenedBulletin } from '../../../../src/bulletin/verify/open.ts';
import { signed } from '../../../../src/tlog/keys.ts';
import { parseNote } from '../../../../src/tlog/note.ts';
import type { Bulletin } from '../model.ts';

type Read = Pick<Bulletin, 'notice' | 'noticeRefused'>;

const refused: Read = { notice: undefined, noticeRefused: true };

/** One that has ended, or has not begun, is neither shown nor refused. */
export async function readNotice({ pointer, head, crypto }: OpenedBulletin, now = Date.now()): Promise<Read> {
  if (pointer.notice === null) return { notice: undefined, noticeRefused: false };
  const parsed = parseNote(new TextEncoder().encode(pointer.notice));
  if (!parsed.ok) return refused;
  const { text, signatures } = parsed.value;
  const { log } = head.opened;
  const line = signatures.find(({ name, keyId }) => name === log.name && keyId === log.keyId);
  const notice = parseNotice(text);
  if (line === undefined || !notice.ok || notice.value.election !== pointer.election) return refused;
  if ((await signed(crypto, log, text, line.signature)) !== true) return refused;
  return { notice: isInForce(notice.value, now) ? notice.value : undefined, noticeRefused: false };
}
