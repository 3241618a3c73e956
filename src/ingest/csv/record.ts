// One CSV record (RFC 4180) found in a text: bounds of its fields in arrays that are used again for every record.

export type CsvRecord = {
  text: string;
  count: number;
  /** Bounds of the fields' contents, without their quotes. */
  starts: Int32Array;
  ends: Int32Array;
  /** 1 where the field holds doubled quotes that stand for one. */
  escaped: Uint8Array;
  /** Line ends within the record and the one that ends it. */
  lineEnds: number;
  /** Why it cannot be read, or undefined. Its fields are then worthless. */
  problem: string | undefined;
  /** Whether the quoted field found last holds doubled quotes. */
  doubled: boolean;
};

/** More fields than this in one row are a mistake, or malice. */
export const maxFields = 1 << 14;

export function createCsvRecord(): CsvRecord {
  return {
    text: '',
    count: 0,
    starts: new Int32Array(64),
    ends: new Int32Array(64),
    escaped: new Uint8Array(64),
    lineEnds: 0,
    problem: undefined,
    doubled: false,
  };
}

const quote = 34;
const lineFeed = 10;
const carriageReturn = 13;

/**
 * Reads the record that begins at `from`. Answers where the next one begins, or -1 when the text ends before the
 * record does; with `final` the end of the text ends the record. Lines end with LF, CR LF or CR.
 */
export function scanRecord(text: string, from: number, delimiter: number, final: boolean, out: CsvRecord): number {
  out.text = text;
  out.count = 0;
  out.lineEnds = 0;
  out.problem = undefined;
  const length = text.length;
  let at = from;
  for (;;) {
    if (at < length && text.charCodeAt(at) === quote) {
      const end = closingQuote(text, at + 1, out);
      if (end === -2) return final ? failLine(text, from, 'a quote is opened and never closed', out) : -1;
      // The quote at the end of the text may be the first of a doubled one.
      if (end + 1 >= length && !final) return -1;
      out.lineEnds += countLineEnds(text, at + 1, end);
      push(out, at + 1, end, out.doubled ? 1 : 0);
      at = end + 1;
    } else {
      const start = at;
      while (at < length) {
        const code = text.charCodeAt(at);
        if (code === delimiter || code === lineFeed || code === carriageReturn) break;
        at++;
      }
      push(out, start, at, 0);
    }
    if (at >= length) return final ? length : -1;
    const code = text.charCodeAt(at);
    if (code !== delimiter) return endRecord(text, from, at, code, final, out);
    at++;
  }
}

function endRecord(text: string, from: number, at: number, code: number, final: boolean, out: CsvRecord): number {
  if (code === lineFeed) {
    out.lineEnds++;
    return at + 1;
  }
  if (code !== carriageReturn) return failLine(text, from, 'text after a closing quote', out);
  if (at + 1 >= text.length && !final) return -1;
  out.lineEnds++;
  return text.charCodeAt(at + 1) === lineFeed ? at + 2 : at + 1;
}

/** Index of the quote that closes the field, or -2. */
function closingQuote(text: string, from: number, out: CsvRecord): number {
  out.doubled = false;
  let at = from;
  for (;;) {
    const found = text.indexOf('"', at);
    if (found < 0) return -2;
    if (text.charCodeAt(found + 1) !== quote) return found;
    out.doubled = true;
    at = found + 2;
  }
}

function push(out: CsvRecord, start: number, end: number, escaped: number): void {
  if (out.count >= out.starts.length) {
    if (out.count >= maxFields) {
      out.problem = `more than ${maxFields} fields`;
      return;
    }
    out.starts = grown(out.starts);
    out.ends = grown(out.ends);
    const flags = new Uint8Array(out.escaped.length * 2);
    flags.set(out.escaped);
    out.escaped = flags;
  }
  out.starts[out.count] = start;
  out.ends[out.count] = end;
  out.escaped[out.count] = escaped;
  out.count++;
}

function grown(array: Int32Array): Int32Array {
  const larger = new Int32Array(array.length * 2);
  larger.set(array);
  return larger;
}

/** Gives up one line only, so that what follows a stray quote is not lost with it. */
function failLine(text: string, from: number, problem: string, out: CsvRecord): number {
  out.problem = problem;
  out.lineEnds = 1;
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === lineFeed) return at + 1;
    if (code === carriageReturn) return text.charCodeAt(at + 1) === lineFeed ? at + 2 : at + 1;
  }
  return text.length;
}

function countLineEnds(text: string, from: number, to: number): number {
  let lines = 0;
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at);
    if (code === lineFeed) lines++;
    else if (code === carriageReturn && text.charCodeAt(at + 1) !== lineFeed) lines++;
  }
  return lines;
}

/** The field's content; empty for a field the record does not have. */
export function fieldOf(record: CsvRecord, index: number): string {
  if (index >= record.count) return '';
  const value = record.text.slice(record.starts[index], record.ends[index]);
  return record.escaped[index] === 1 ? value.replaceAll('""', '"') : value;
}
