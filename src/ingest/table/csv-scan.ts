// Records and fields of CSV in bytes: RFC 4180, lenient where Python's csv module is, any mix of line ends.

/** Fields of one record, as ranges of the scanned bytes. The arrays are reused: read them before returning. */
export type CsvRecord = {
  readonly bytes: Uint8Array;
  /** Counted from 1. */
  line: number;
  /** The record without its line end. */
  start: number;
  end: number;
  fields: number;
  readonly from: Int32Array;
  readonly to: Int32Array;
  /** Whether some field opens with a quote. */
  quoted: boolean;
  /** Nonzero where the range still holds quotes that must be undone with `unquote`. */
  readonly raw: Uint8Array;
};

/** Fields beyond this many are counted but their ranges are not kept. */
export const maxFields = 4096;

const comma = 44;
const quote = 34;
const lf = 10;
const cr = 13;

export type ScanState = { line: number };

/**
 * Calls `onRecord` for each complete record of `bytes` and answers where the first incomplete one starts.
 * `final` says that no more bytes follow: then only a record inside open quotes is incomplete. Blank lines are skipped.
 */
export function scanRecords(
  bytes: Uint8Array,
  state: ScanState,
  final: boolean,
  onRecord: (record: CsvRecord) => void,
): number {
  const record: CsvRecord = {
    bytes,
    line: state.line,
    start: 0,
    end: 0,
    fields: 0,
    quoted: false,
    from: new Int32Array(maxFields),
    to: new Int32Array(maxFields),
    raw: new Uint8Array(maxFields),
  };
  let start = 0;
  while (start < bytes.length) {
    const end = recordEnd(record, start, final);
    if (end < 0) return start;
    let next = end;
    if (bytes[end] === cr) {
      if (end + 1 === bytes.length && !final) return start;
      next = bytes[end + 1] === lf ? end + 2 : end + 1;
    } else if (end < bytes.length) next = end + 1;
    record.line = state.line;
    record.start = start;
    record.end = end;
    // Counted first: `onRecord` may undo quotes in place.
    state.line += 1 + newlinesInQuotes(record, end);
    if (end > start) onRecord(record);
    start = next;
  }
  return bytes.length;
}

/** Fills the record's fields from `start` on; answers where its line end stands, or -1 when it is incomplete. */
function recordEnd(record: CsvRecord, start: number, final: boolean): number {
  const { bytes, from, to, raw } = record;
  const { length } = bytes;
  let at = start;
  record.fields = 0;
  record.quoted = false;
  for (;;) {
    const field = record.fields < maxFields ? record.fields : maxFields - 1;
    record.fields++;
    raw[field] = 0;
    if (at < length && bytes[at] === quote) {
      at = quotedField(record, field, at, final);
      if (at < 0) return -1;
    } else {
      from[field] = at;
      let c = 0;
      for (; at < length; at++) {
        c = bytes[at];
        if (c === comma || c === lf || c === cr) break;
      }
      to[field] = at;
    }
    if (at >= length) return final ? length : -1;
    if (bytes[at] !== comma) return at;
    at++;
  }
}

/** A field that opens with a quote at `opened`; answers where it ends, or -1. */
function quotedField(record: CsvRecord, field: number, opened: number, final: boolean): number {
  const { bytes, from, to, raw } = record;
  record.quoted = true;
  const closed = bytes.indexOf(quote, opened + 1);
  if (closed < 0 || (closed + 1 === bytes.length && !final)) return -1;
  const next = closed + 1 < bytes.length ? bytes[closed + 1] : lf;
  if (next === comma || next === lf || next === cr) {
    from[field] = opened + 1;
    to[field] = closed;
    return closed + 1;
  }
  from[field] = opened;
  to[field] = quotedEnd(bytes, opened, final);
  raw[field] = 1;
  return to[field];
}

function newlinesInQuotes({ bytes, quoted, start }: CsvRecord, end: number): number {
  let newlines = 0;
  if (quoted) for (let i = start; i < end; i++) if (bytes[i] === lf) newlines++;
  return newlines;
}

/** Where a field that opens with a quote ends (its comma or line end), or -1 when that is not among the bytes. */
function quotedEnd(bytes: Uint8Array, opened: number, final: boolean): number {
  let inside = true;
  for (let i = opened + 1; i < bytes.length; i++) {
    const c = bytes[i];
    if (inside) {
      if (c === quote) {
        if (i + 1 < bytes.length && bytes[i + 1] === quote) i++;
        else inside = false;
      }
    } else if (c === comma || c === lf || c === cr) return i;
  }
  return final && !inside ? bytes.length : -1;
}

/**
 * Undoes the quotes of field `i` in place and adapts its range: doubled quotes become one, text after the closing
 * quote is kept, as Python's csv module does.
 */
export function unquote(record: CsvRecord, i: number): void {
  if (record.raw[i] === 0) return;
  const { bytes, from, to } = record;
  let write = from[i];
  let inside = true;
  for (let read = from[i] + 1; read < to[i]; read++) {
    const c = bytes[read];
    if (inside && c === quote) {
      if (read + 1 < to[i] && bytes[read + 1] === quote) read++;
      else {
        inside = false;
        continue;
      }
    }
    bytes[write++] = c;
  }
  to[i] = write;
  record.raw[i] = 0;
}
