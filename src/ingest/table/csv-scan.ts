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
  const from = new Int32Array(maxFields);
  const to = new Int32Array(maxFields);
  const raw = new Uint8Array(maxFields);
  const record: CsvRecord = { bytes, line: state.line, start: 0, end: 0, fields: 0, from, to, raw };
  const length = bytes.length;
  let at = 0;
  while (at < length) {
    const start = at;
    let newlines = 0;
    let fields = 0;
    for (;;) {
      const field = fields < maxFields ? fields : maxFields - 1;
      fields++;
      raw[field] = 0;
      let c = 0;
      if (at < length && bytes[at] === quote) {
        const opened = at++;
        while (at < length && bytes[at] !== quote) if (bytes[at++] === lf) newlines++;
        if (at >= length) return start;
        const after = at + 1;
        if (after >= length && !final) return start;
        const next = after < length ? bytes[after] : lf;
        if (next === comma || next === lf || next === cr) {
          from[field] = opened + 1;
          to[field] = at;
          at = after;
        } else {
          const end = quotedEnd(bytes, opened, final);
          if (end < 0) return start;
          for (let i = at; i < end; i++) if (bytes[i] === lf) newlines++;
          from[field] = opened;
          to[field] = end;
          raw[field] = 1;
          at = end;
        }
        c = at < length ? bytes[at] : 0;
      } else {
        from[field] = at;
        for (; at < length; at++) {
          c = bytes[at];
          if (c === comma || c === lf || c === cr) break;
        }
        to[field] = at;
      }
      if (at >= length) {
        if (!final) return start;
        break;
      }
      if (c !== comma) break;
      at++;
    }
    const end = at;
    if (at < length) {
      if (bytes[at] === cr) {
        if (at + 1 >= length && !final) return start;
        at++;
        if (bytes[at] === lf) at++;
      } else at++;
    }
    if (end > start) {
      record.line = state.line;
      record.start = start;
      record.end = end;
      record.fields = fields;
      onRecord(record);
    }
    state.line += newlines + 1;
  }
  return length;
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
