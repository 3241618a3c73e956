// A round of an election's log: what it holds is signed by its key and by witnesses, published, and put on record. Node only.
import { PollwardenError } from '../../kernel/errors.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import { checkpointOfText } from '../../tlog/checkpoint.ts';
import { toBase64 } from '../../tlog/base64.ts';
import type { Round } from '../../tlog/files/round.ts';
import { parseNote } from '../../tlog/note.ts';
import type { PostToWitness } from '../../tlog/witness.ts';
import type { ElectionLog } from './election-log.ts';
import { helpedRound, type Patience } from './helped-round.ts';
import { recordPublished } from './published.ts';

/**
 * LOG_DAMAGED where its files are not what it wrote. Without a quorum of witnesses nothing new is published, but what another
 * process publishes while `patience` lasts.
 */
export async function publishLog(
  ledger: Ledger,
  { election, keeper }: Pick<ElectionLog, 'election' | 'keeper'>,
  post: PostToWitness,
  patience: Patience = { milliseconds: 0 },
): Promise<Round> {
  const made = await helpedRound(keeper, post, patience);
  if (!made.ok) throw new PollwardenError('LOG_DAMAGED', `${made.fault.code}: ${made.fault.detail}`);
  const round = made.value;
  if (!round.published) return round;
  const note = parseNote(Buffer.from(round.note));
  const checkpoint = note.ok ? checkpointOfText(note.value.text) : note;
  if (!checkpoint.ok) throw new PollwardenError('LOG_DAMAGED', checkpoint.fault.detail);
  const { size, root } = checkpoint.value;
  const signed = round.witnesses.filter(({ result }) => result === 'signed').length;
  recordPublished(ledger, election, { size, root: toBase64(root) }, signed);
  return round;
}
