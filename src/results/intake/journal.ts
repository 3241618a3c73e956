// One line of intake's list of receipts, as headquarters and intake itself read it. Nothing in it is secret. Browser-safe.
import { z } from 'zod';
import { canonicalJson } from '../../kernel/canonical-json.ts';
import { parseJson } from '../../kernel/parse-json.ts';
import { type Outcome, refuse } from '../return/parse.ts';
import { parseReceipt, type Receipt } from './receipt.ts';

export type JournalLine = {
  readonly election: string;
  readonly centre: string;
  /** Of the envelope. */
  readonly bytes: number;
  /** Canonical, as it was given to the sender. */
  readonly receipt: string;
};

export const mostLineBytes = 2048;

const lineSchema = z.strictObject({
  election: z.string().min(1).max(64),
  centre: z.string().min(1).max(64),
  bytes: z.int().min(1),
  receipt: z.string(),
});

export const journalLine = ({ election, centre, bytes, receipt }: JournalLine): string =>
  `${canonicalJson({ election, centre, bytes, receipt })}\n`;

/** Without its end of line. */
export function parseJournalLine(line: string): Outcome<JournalLine & { readonly parsed: Receipt }> {
  if (line.length > mostLineBytes) return refuse('RECEIPT_INVALID', 'the line is longer than 2 KiB');
  const value = parseJson(line);
  if (value === undefined) return refuse('RECEIPT_INVALID', 'the line is no JSON');
  const read = lineSchema.safeParse(value);
  if (!read.success) return refuse('RECEIPT_INVALID', read.error.issues[0].message);
  const receipt = parseReceipt(read.data.receipt);
  return receipt.ok ? { ok: true, value: { ...read.data, parsed: receipt.value } } : receipt;
}
