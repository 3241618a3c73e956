// Signed notes (C2SP signed-note): a text, and lines of signatures that name their key. Browser-safe.
import { fromBase64, toBase64 } from './base64.ts';
import { type Checked, fails, holds } from './fault.ts';

export type NoteSignature = {
  readonly name: string;
  /** Four bytes that tell keys of one name apart, in eight hexadecimal digits. */
  readonly keyId: string;
  readonly signature: Uint8Array;
};

export type Note = {
  /** With its last line feed. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
};

/** ML-DSA-44 takes 3.3 kB a line; 100 lines of it fit. */
export const mostNoteBytes = 500_000;
const mostSignatures = 100;
const dash = '\u2014 ';

const pairs = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

export function hexOf(bytes: Uint8Array): string {
  let hex = '';
  for (const byte of bytes) hex += pairs[byte];
  return hex;
}

export const bytesOfHex = (hex: string): Uint8Array =>
  Uint8Array.from({ length: hex.length / 2 }, (_, i) => Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16));

/** No spaces of any alphabet and no plus sign. */
export const isKeyName = (name: string): boolean => name !== '' && name.length <= 255 && !/[\s\u0085+]/u.test(name);

export function parseSignatureLine(line: string): NoteSignature | undefined {
  if (!line.startsWith(dash)) return undefined;
  const [name, encoded, ...more] = line.slice(dash.length).split(' ');
  const bytes = fromBase64(encoded ?? '');
  if (!isKeyName(name) || more.length > 0 || bytes === undefined || bytes.length < 5) return undefined;
  return { name, keyId: hexOf(bytes.subarray(0, 4)), signature: bytes.slice(4) };
}

export function signatureLine({ name, keyId, signature }: NoteSignature): string {
  return `${dash}${name} ${toBase64(Uint8Array.from([...bytesOfHex(keyId), ...signature]))}\n`;
}

/** From bytes of a stranger. Says nothing of whether a signature holds. */
export function parseNote(bytes: Uint8Array): Checked<Note> {
  if (bytes.length > mostNoteBytes) return fails('NOTE_MALFORMED', `longer than ${mostNoteBytes} bytes`);
  let whole: string;
  try {
    whole = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return fails('NOTE_MALFORMED', 'not UTF-8');
  }
  for (let i = 0; i < whole.length; i++)
    if (whole.charCodeAt(i) < 0x20 && whole[i] !== '\n') return fails('NOTE_MALFORMED', `a control character at ${i}`);
  const split = whole.lastIndexOf('\n\n');
  if (split < 0 || !whole.endsWith('\n')) return fails('NOTE_MALFORMED', 'no empty line before signatures');
  const lines = whole.slice(split + 2, -1).split('\n');
  if (lines.length > mostSignatures) return fails('NOTE_MALFORMED', `more than ${mostSignatures} signatures`);
  const signatures: NoteSignature[] = [];
  for (const [i, line] of lines.entries()) {
    const signature = parseSignatureLine(line);
    if (signature === undefined) return fails('NOTE_MALFORMED', `line ${i + 1} of the signatures`);
    signatures.push(signature);
  }
  return holds({ text: whole.slice(0, split + 1), signatures });
}

export const noteText = ({ text, signatures }: Note): string => `${text}\n${signatures.map(signatureLine).join('')}`;
