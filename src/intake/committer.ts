// Envelopes that come together are synced together: each written whole under its name, then their folders, then the list
// of receipts. Only then does anybody hear of them.
import { open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { PollwardenError } from '../kernel/errors.ts';
import { isFull } from '../kernel/durable-file.ts';
import { envelopePlace, syncFolder } from './folder.ts';

export type NewEnvelope = {
  readonly hash: string;
  readonly election: string;
  readonly centre: string;
  readonly bytes: Uint8Array;
};

export type Committer = {
  /** Answers with the receipt once all is on the disk. DISK_FULL, INTAKE_FAILED; then nothing was acknowledged. */
  readonly commit: (envelope: NewEnvelope) => Promise<string>;
  /** What is left on the disk is not known any more: only a new start reads it again. */
  readonly isBroken: () => boolean;
  readonly idle: () => Promise<void>;
};

type Waiting = NewEnvelope & { readonly done: (receipt: string) => void; readonly failed: (error: unknown) => void };

/** The list of receipts may end within so many lines that were never acknowledged (read-journal.ts). */
const mostTogether = 64;

async function writeEnvelope(folder: string, { hash, bytes }: NewEnvelope): Promise<void> {
  const temporary = join(folder, 'part', hash);
  try {
    const file = await open(temporary, 'w', 0o640);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, join(folder, envelopePlace(hash)));
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => {});
    throw error;
  }
}

const failure = (error: unknown): PollwardenError => new PollwardenError(isFull(error) ? 'DISK_FULL' : 'INTAKE_FAILED');

/** `acknowledge` writes the receipts of envelopes whose files are durable, and answers with them in the same order. */
export function createCommitter(
  folder: string,
  acknowledge: (written: readonly NewEnvelope[]) => readonly string[],
): Committer {
  let broken = false;
  let waiting: readonly Waiting[] = [];
  let running: Promise<void> | undefined;

  const commitAll = async (batch: readonly Waiting[]): Promise<void> => {
    const tries = await Promise.allSettled(batch.map(async (one) => await writeEnvelope(folder, one)));
    tries.forEach((tried, i) => {
      if (tried.status === 'rejected') batch[i].failed(failure(tried.reason));
    });
    const written = batch.filter((_one, i) => tries[i].status === 'fulfilled');
    if (written.length === 0) return;
    try {
      const folders = new Set(written.map(({ hash }) => dirname(join(folder, envelopePlace(hash)))));
      await Promise.all([...folders].map(syncFolder));
      const receipts = acknowledge(written);
      written.forEach(({ done }, i) => done(receipts[i]));
    } catch (error) {
      if (!isFull(error)) broken = true;
      for (const one of written) one.failed(failure(error));
    }
  };
  const run = async (): Promise<void> => {
    while (waiting.length > 0) {
      const batch = waiting.slice(0, mostTogether);
      waiting = waiting.slice(mostTogether);
      await commitAll(batch);
    }
    running = undefined;
  };
  return {
    commit: async (envelope) => {
      if (broken) throw new PollwardenError('INTAKE_FAILED');
      return await new Promise<string>((done, failed) => {
        waiting = [...waiting, { ...envelope, done, failed }];
        running ??= run();
      });
    },
    isBroken: () => broken,
    idle: async () => await running,
  };
}
