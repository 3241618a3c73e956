// Bytes of the entries that follow the opening of an election's log; in parts where one would be too long. Node only.
import type { Digest } from '../../elections/definition/definition.ts';
import { nodeCrypto } from '../../tlog/files/crypto.ts';
import { mostEntryBytes } from '../../tlog/tiles.ts';
import { definitionEntries, entryBytes } from '../model/entry-bytes.ts';
import type { LogEntry, OpeningEntry } from '../model/entry.ts';
import { entryText } from '../model/parse-entry.ts';
import type { CanonicalText } from './place.ts';

const bytesOf = (entry: LogEntry): readonly Uint8Array[] => entryBytes(entry, nodeCrypto.sha256);

/** One entry, whatever its length: the words are of its bytes. */
export const openingBytes = (opening: OpeningEntry): Uint8Array => new TextEncoder().encode(entryText(opening));

export const definitionParts = ({ hash, text }: CanonicalText): readonly Uint8Array[] =>
  definitionEntries(hash, text).flatMap(bytesOf);

export const policyBytes = ({ hash, text }: CanonicalText): readonly Uint8Array[] =>
  bytesOf({ format: 'pollwarden-log/1', kind: 'policy', policy: hash, text });

export const commitmentBytes = (contest: string, unit: string, commitment: Digest): readonly Uint8Array[] =>
  bytesOf({ format: 'pollwarden-log/1', kind: 'commitment', contest, unit, commitment });

/** What every record's entry begins with, and no other. */
export const recordHead = Buffer.from('{"format":"pollwarden-log/1","kind":"record","record":');

/** `line`: canonical JSON of a record. */
export const recordBytes = (line: Uint8Array): Buffer => Buffer.concat([recordHead, line, Buffer.from('}')]);

/** Of an entry that was put together: itself, or its parts. */
export const entriesOfBytes = (bytes: Uint8Array): readonly Uint8Array[] =>
  bytes.length <= mostEntryBytes ? [bytes] : bytesOf(JSON.parse(Buffer.from(bytes).toString('utf8')) as LogEntry);
