// Entries as the bytes that go into the log, in parts where one would be too long. Browser-safe.
import type { Digest } from '../../elections/definition/definition.ts';
import type { SignedReturn } from '../../results/return/count-return.ts';
import type { Sha256 } from '../../tlog/hash.ts';
import { hexOf } from '../../tlog/note.ts';
import { commitmentOf, saltOf } from './commitment.ts';
import type { DefinitionEntry, LogEntry } from './entry.ts';
import { entryText, mostEntryBytes } from './parse-entry.ts';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/** A character of canonical JSON takes three bytes at most as part of another: 63,000 of a part, and its other members. */
const partCharacters = 21_000;

/** Whole characters: a surrogate pair is never cut. */
function partsOf(text: string): readonly string[] {
  const parts: string[] = [];
  for (let at = 0; at < text.length; ) {
    let end = Math.min(text.length, at + partCharacters);
    if (end < text.length && /[\uD800-\uDBFF]/.test(text[end - 1])) end--;
    parts.push(text.slice(at, end));
    at = end;
  }
  return parts;
}

/** One, or its parts in the order in which they are to be appended, nothing between them. Its place is that of the first. */
export function entryBytes(entry: LogEntry, sha256: Sha256): readonly Uint8Array[] {
  const text = entryText(entry);
  const bytes = utf8(text);
  if (bytes.length <= mostEntryBytes) return [bytes];
  const digest = hexOf(sha256(bytes));
  const parts = partsOf(text);
  return parts.map((part, i) =>
    utf8(
      entryText({
        format: 'pollwarden-log/1',
        kind: 'part',
        entry: digest,
        part: i + 1,
        of: parts.length,
        text: part,
      }),
    ),
  );
}

/** As the log has it that holds this commitment; in one piece. */
export function returnEntryBytes(
  { placeOf }: { readonly placeOf: ReadonlyMap<Digest, number> },
  signed: SignedReturn,
  sha256: Sha256,
): Uint8Array {
  const salt = saltOf(signed, sha256);
  const commitment = placeOf.get(hexOf(commitmentOf(signed, salt, sha256))) ?? null;
  return utf8(entryText({ format: 'pollwarden-log/1', kind: 'return', commitment, salt: hexOf(salt), signed }));
}

/** Of a canonical definition, to be appended in this order. */
export function definitionEntries(definition: Digest, text: string): readonly DefinitionEntry[] {
  const parts = partsOf(text);
  return parts.map((part, i) => ({
    format: 'pollwarden-log/1',
    kind: 'definition',
    definition,
    part: i + 1,
    of: parts.length,
    text: part,
  }));
}
