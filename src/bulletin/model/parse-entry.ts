// Entries of an election's log from bytes: total, capped, canonical form only. Browser-safe.
import { canonicalJson } from '../../kernel/canonical-json.ts';
import { parseJson } from '../../kernel/parse-json.ts';
import {
  counts,
  digest,
  formed,
  instant,
  isObject,
  list,
  object,
  oneOf,
  orNull,
  type Shape,
  whole,
  wholeText,
} from '../../kernel/shape.ts';
import { releaseBases, rememberRecordText } from '../../results/release/record.ts';
import { mostFigures, rememberBytes, signedText } from '../../results/return/parse.ts';
import { signedProblem } from '../../results/return/shape.ts';
import type { SignedReturn } from '../../results/return/count-return.ts';
import type { LogEntry, RecordEntry, ReturnEntry } from './entry.ts';
import { type Read, textOfBytes, unreadable } from './read-canonical.ts';

/** Of a tile log; see tlog/tiles.ts. */
export const mostEntryBytes = 65_535;
/** Of an entry that stands in parts: a record of all units of a country. */
export const mostJoinedBytes = 16_777_216;

const id = wholeText(1, 64);
const day = formed(/^\d{4}-\d\d-\d\d$/, 'an ISO day');
const positive: Shape = (value) => whole(value) ?? (value === 0 ? 'begins at 1' : undefined);
const text = wholeText(0, mostEntryBytes);

const record = object(
  {
    format: oneOf('pollwarden-release/1'),
    election: id,
    number: positive,
    previous: digest,
    policy: digest,
    definition: digest,
    contest: id,
    kind: oneOf('first', 'correction'),
    of: object({ kind: oneOf('unit', 'area'), id }),
    units: list(id, 500_000),
    basis: oneOf(...releaseBases),
    modes: oneOf('apart', 'together'),
    counts,
    at: instant,
  },
  { corrects: positive, return: digest },
);

const signedReturn: Shape = (value) => {
  const problem = signedProblem(value);
  if (problem !== undefined) return problem;
  const { counts: figures } = (value as SignedReturn).return;
  return Object.keys(figures).length > mostFigures ? `holds more than ${mostFigures} figures` : undefined;
};

const kinds: Readonly<Record<LogEntry['kind'], Readonly<Record<string, Shape>>>> = {
  opening: {
    election: formed(/^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/, 'the id of an election'),
    name: wholeText(1, 300),
    day,
    definition: digest,
    log: wholeText(1, 4000),
    witnesses: text,
    releasePolicy: orNull(digest),
    verifier: object({ node: digest, page: digest }),
    fixedAt: instant,
  },
  definition: { definition: digest, part: positive, of: positive, text },
  policy: { policy: digest, text },
  commitment: { contest: id, unit: id, commitment: digest },
  return: { commitment: orNull(whole), salt: digest, signed: signedReturn },
  record: { record },
  bulletin: { number: positive, manifest: digest, total: digest, at: instant },
  part: { entry: digest, part: positive, of: positive, text },
};

const shapes = new Map<unknown, Shape>(
  Object.entries(kinds).map(([kind, members]) => [
    kind,
    object({ format: oneOf('pollwarden-log/1'), kind: oneOf(kind), ...members }),
  ]),
);

/** The long member once only: its canonical text is needed for its hash too. */
function canonicalReturnEntry({ commitment, salt, signed }: ReturnEntry): string {
  const own = canonicalJson(signed.return);
  rememberBytes(signed.return, own);
  return `{"commitment":${canonicalJson(commitment)},"format":"pollwarden-log/1","kind":"return","salt":"${salt}","signed":${signedText(own, signed.signatures)}}`;
}

function canonicalRecordEntry({ record: own }: RecordEntry): string {
  const canonical = canonicalJson(own);
  rememberRecordText(own, canonical);
  return `{"format":"pollwarden-log/1","kind":"record","record":${canonical}}`;
}

export function entryText(entry: LogEntry): string {
  if (entry.kind === 'return') return canonicalReturnEntry(entry);
  return entry.kind === 'record' ? canonicalRecordEntry(entry) : canonicalJson(entry);
}

/** What is wrong with bytes that are no entry is said in words; nothing here throws. */
export function parseEntry(bytes: Uint8Array, most = mostEntryBytes): Read<LogEntry> {
  if (bytes.length > most) return unreadable(`is longer than ${most} bytes`);
  const found = textOfBytes(bytes);
  const value = found === undefined ? undefined : parseJson(found);
  if (!isObject(value)) return unreadable('is no JSON object');
  const shape = shapes.get(value.kind);
  if (shape === undefined) return unreadable('is of a kind that is not known here');
  const problem = shape(value);
  if (problem !== undefined) return unreadable(problem);
  const entry = value as LogEntry;
  return entryText(entry) === found ? { ok: true, value: entry } : unreadable('is not in canonical form');
}
