// What a centre sends by command: sealed envelopes wait in a folder until their receipts are there, whatever happens between.
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { canonicalReceipt, parseReceipt, type Receipt } from '../results/intake/receipt.ts';
import { writeDurably } from '../kernel/durable-file.ts';

export type OutboxItem = {
  /** SHA-256 of the return. */
  readonly hash: string;
  /** Canonical. */
  readonly envelope: string;
};

export type Outbox = {
  readonly waiting: () => readonly OutboxItem[];
  /** Whether a return waits or was received already. */
  readonly has: (hash: string) => boolean;
  readonly put: (item: OutboxItem) => void;
  readonly received: (item: OutboxItem, receipt: Receipt) => void;
  /** Put aside with the reason: it would be refused again. */
  readonly refused: (item: OutboxItem, reason: string) => void;
  readonly receipts: () => number;
};

const named = /^([0-9a-f]{64})\.json$/;

function hashesIn(folder: string): readonly string[] {
  return readdirSync(folder).flatMap((name) => named.exec(name)?.[1] ?? []);
}

/** Makes the folder; what a crash left between receipt and removal is finished. */
export function openOutbox(folder: string): Outbox {
  const place = (state: 'waiting' | 'sent' | 'receipts' | 'refused', hash: string): string =>
    join(folder, state, `${hash}.json`);
  for (const state of ['waiting', 'sent', 'receipts', 'refused'])
    mkdirSync(join(folder, state), { recursive: true, mode: 0o700 });
  const hasReceipt = (hash: string): boolean => {
    const path = place('receipts', hash);
    return existsSync(path) && parseReceipt(readFileSync(path, 'utf8').trimEnd()).ok;
  };
  for (const hash of hashesIn(join(folder, 'waiting')))
    if (hasReceipt(hash)) renameSync(place('waiting', hash), place('sent', hash));
  return {
    waiting: () =>
      hashesIn(join(folder, 'waiting')).map((hash) => ({
        hash,
        envelope: readFileSync(place('waiting', hash), 'utf8'),
      })),
    has: (hash) => existsSync(place('waiting', hash)) || hasReceipt(hash),
    put: ({ hash, envelope }) => writeDurably(place('waiting', hash), envelope),
    received: ({ hash }, receipt) => {
      writeDurably(place('receipts', hash), `${canonicalReceipt(receipt)}\n`);
      renameSync(place('waiting', hash), place('sent', hash));
    },
    refused: ({ hash, envelope }, reason) => {
      writeDurably(place('refused', hash), envelope);
      writeDurably(`${place('refused', hash)}.txt`, `${reason}\n`);
      rmSync(place('waiting', hash));
    },
    receipts: () => hashesIn(join(folder, 'receipts')).length,
  };
}
