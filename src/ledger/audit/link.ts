// One link of the chain: whether a row follows from the one before it, and in the form in which it was written.
import { canonicalJson, type Json } from '../../kernel/canonical-json.ts';
import { type AuditRow, entryHash } from './chain.ts';

export type Broken = { readonly sequence: number; readonly reason: string };

/** Undefined when `row` is the next entry and its hash is right; otherwise the first sequence that does not hold. */
export function checkLink(
  before: { readonly sequence: number; readonly hash: string },
  row: AuditRow,
): Broken | undefined {
  const sequence = before.sequence + 1;
  if (row.sequence !== sequence) return { sequence, reason: 'the entry is missing' };
  if (!isCanonical(row.details)) return { sequence, reason: 'the details are not in the form they were written in' };
  if (entryHash(before.hash, row) === row.hash) return undefined;
  return { sequence, reason: 'the entry was changed, or is not the one that stood here' };
}

function isCanonical(details: unknown): boolean {
  if (typeof details !== 'string') return false;
  try {
    return canonicalJson(JSON.parse(details) as Json) === details;
  } catch {
    return false;
  }
}
