// What of intake's folder is still to be read: the list of receipts from where it was left, and envelopes that have none.
import type { Ledger } from '../../ledger/ledger.ts';
import { envelopesIn, journalPiece, publishedKey } from '../intake/folder-files.ts';
import type { JournalLine } from '../intake/journal.ts';
import { fingerprintOf, type Receipt, receiptHolds } from '../intake/receipt.ts';
import type { SealingPair } from '../intake/seal.ts';
import { isRemembered } from './intake-rows.ts';

export type IntakeSource = {
  readonly folder: string;
  readonly keys: readonly SealingPair[];
  /** Pinned: 64 hexadecimal digits. Without it receipts are believed as they are. */
  readonly fingerprint: string | undefined;
};

export type ReceiptLine = JournalLine & { readonly parsed: Receipt };
/** `line` undefined: it has no receipt, or one that does not hold. */
export type WaitingEnvelope = { readonly hash: string; readonly line: ReceiptLine | undefined };

export type ListState = {
  /** Lines of the list that are none. */
  readonly bad: number;
  /** Receipts that the pinned key did not sign. */
  readonly unsigned: number;
  /** Why the folder cannot be read; undefined where it can. */
  readonly problem: string | undefined;
};

export type WaitingList = {
  /** By hash, in the order in which they are read; the reader takes them out. */
  readonly waiting: Map<string, ReceiptLine | undefined>;
  /** Whether more of the list is to be read at once. `now` in milliseconds since 1970 UTC. */
  readonly update: (now: number) => Promise<boolean>;
  readonly state: () => ListState;
  /** From the beginning: after refused envelopes were forgotten. */
  readonly startAgain: () => void;
};

/** An envelope gets its receipt right after its file; what has none so long after was cut off in between. */
const receiptWaitMilliseconds = 60_000;

/** Whether the key that lies in the folder is the pinned one; without a pin no receipt is checked. */
async function receiptCheck({ folder, fingerprint }: IntakeSource): Promise<(receipt: Receipt) => Promise<boolean>> {
  if (fingerprint === undefined) return async () => true;
  const publicKey = publishedKey(folder);
  if (publicKey === undefined || (await fingerprintOf(publicKey)) !== fingerprint) return async () => false;
  return async (receipt) => await receiptHolds(receipt, publicKey);
}

export function waitingList(ledger: Ledger, source: IntakeSource): WaitingList {
  const waiting = new Map<string, ReceiptLine | undefined>();
  const listed = new Set<string>();
  let [next, bad, unsigned, scannedAt] = [0, 0, 0, -Infinity];
  let problem: string | undefined;

  const readList = async (): Promise<boolean> => {
    const piece = journalPiece(source.folder, next);
    if (piece === undefined || !piece.ok) {
      problem = piece === undefined ? 'there is no list of receipts in the folder of intake' : piece.refusal.detail;
      return false;
    }
    problem = undefined;
    if (piece.value.next < next) listed.clear();
    const holds = await receiptCheck(source);
    for (const line of piece.value.lines) {
      const { envelope } = line.parsed;
      listed.add(envelope);
      if (isRemembered(ledger, envelope)) continue;
      const good = await holds(line.parsed);
      if (!good) unsigned++;
      waiting.set(envelope, good ? line : undefined);
    }
    bad += piece.value.bad;
    const more = piece.value.next > next && piece.value.lines.length > 0;
    next = piece.value.next;
    return more;
  };
  /** Only at the end of the list: what stands further on in it has its receipt. */
  const scan = (now: number): void => {
    if (now - scannedAt < receiptWaitMilliseconds && now >= scannedAt) return;
    scannedAt = now;
    for (const hash of envelopesIn(source.folder, now - receiptWaitMilliseconds))
      if (!listed.has(hash) && !waiting.has(hash) && !isRemembered(ledger, hash)) waiting.set(hash, undefined);
  };
  return {
    waiting,
    update: async (now) => {
      const more = await readList();
      if (!more && problem === undefined) scan(now);
      return more;
    },
    state: () => ({ bad, unsigned, problem }),
    startAgain: () => {
      [next, bad, unsigned, scannedAt] = [0, 0, 0, -Infinity];
      listed.clear();
    },
  };
}
