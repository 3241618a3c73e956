// What intake keeps: sealed envelopes, each once under its SHA-256, and the list of receipts; looked up in memory.
import { join } from 'node:path';
import { journalLine } from '../results/intake/journal.ts';
import { createCommitter, type NewEnvelope } from './committer.ts';
import { journalName, prepareFolder } from './folder.ts';
import { openJournalFile } from './journal-file.ts';
import { centreName, readJournal } from './read-journal.ts';
import type { ReceiptKey } from './receipt-key.ts';

export type VaultCounts = {
  readonly envelopes: number;
  readonly bytes: number;
  /** The disk failed: nothing is taken until intake is started again. */
  readonly failed: boolean;
  /** Receipts whose envelope was not there at the start: somebody removed it. */
  readonly missing: number;
};

export type Vault = {
  /** The receipt of an envelope that is kept; undefined for all others. */
  readonly receiptOf: (hash: string) => string | undefined;
  /** Answers with the canonical receipt once all is on the disk. DISK_FULL, INTAKE_FAILED; then nothing was acknowledged. */
  readonly keep: (envelope: NewEnvelope) => Promise<string>;
  readonly counts: () => VaultCounts;
  /** Envelopes of one centre, among them those being written. */
  readonly ofCentre: (election: string, centre: string) => number;
  /** After what was asked for is on the disk. */
  readonly close: () => Promise<void>;
};

function count(centres: Map<string, number>, { election, centre }: NewEnvelope, step: number): void {
  const name = centreName(election, centre);
  centres.set(name, (centres.get(name) ?? 0) + step);
}

/** `now` in milliseconds since 1970 UTC. The caller holds the lock of the folder. */
export function openVault(folder: string, key: ReceiptKey, now: () => number): Vault {
  prepareFolder(folder);
  const path = join(folder, journalName);
  const kept = readJournal(folder, path);
  const journal = openJournalFile(path, kept.length);
  const receipts = new Map(kept.receipts);
  const centres = new Map(kept.centres);
  const pending = new Map<string, Promise<string>>();
  let { bytes, sequence } = kept;

  const acknowledge = (written: readonly NewEnvelope[]): readonly string[] => {
    const at = now();
    const made = written.map(({ hash }, i) => key.receipt(hash, at, sequence + i + 1));
    const lines = written.map((one, i) => journalLine({ ...one, bytes: one.bytes.length, receipt: made[i] }));
    journal.append(lines.join(''));
    sequence += made.length;
    written.forEach((one, i) => {
      receipts.set(one.hash, made[i]);
      bytes += one.bytes.length;
    });
    return made;
  };
  const committer = createCommitter(folder, acknowledge);
  const keepNew = async (envelope: NewEnvelope): Promise<string> => {
    count(centres, envelope, 1);
    try {
      return await committer.commit(envelope);
    } catch (error) {
      count(centres, envelope, -1);
      throw error;
    } finally {
      pending.delete(envelope.hash);
    }
  };
  return {
    receiptOf: (hash) => receipts.get(hash),
    keep: async (envelope) => {
      const known = receipts.get(envelope.hash) ?? pending.get(envelope.hash);
      if (known !== undefined) return await known;
      const keeping = keepNew(envelope);
      pending.set(envelope.hash, keeping);
      return await keeping;
    },
    counts: () => ({ envelopes: receipts.size, bytes, failed: committer.isBroken(), missing: kept.missing }),
    ofCentre: (election, centre) => centres.get(centreName(election, centre)) ?? 0,
    close: async () => {
      await committer.idle();
      journal.close();
    },
  };
}
