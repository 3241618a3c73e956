// Bytes of entries of an election's log (docs/log-entries.md): canonical JSON; a long text in parts.
import type { Digest } from '../../elections/definition/definition.ts';
import { canonicalJson, type Json } from '../../kernel/canonical-json.ts';
import type { LogEntry } from '../model/entry.ts';

export const entryBytes = (entry: LogEntry): Buffer => Buffer.from(canonicalJson(entry as unknown as Json));

/** UTF-16 units of a part: at most three bytes each, so that an entry stays below its 65,535 bytes. */
const partLength = 20_000;

/** A canonical text in parts; none ends within a character. */
function partsOf(text: string): readonly string[] {
  const parts: string[] = [];
  for (let at = 0; at < text.length; ) {
    const last = text.charCodeAt(at + partLength - 1);
    const end = at + partLength - (last >= 0xd800 && last < 0xdc00 ? 1 : 0);
    parts.push(text.slice(at, end));
    at = end;
  }
  return parts;
}

/** Entries of a definition, in their order. */
export const definitionBytes = (definition: Digest, text: string): readonly Buffer[] =>
  partsOf(text).map((part, i, { length }) =>
    entryBytes({ format: 'pollwarden-log/1', kind: 'definition', definition, part: i + 1, of: length, text: part }),
  );
