// What the desk has answered, beside its key file: one JSON a line, on the disk before the answer is told, so that the desk
// itself never answers a line a fourth time.
import { closeSync, existsSync, fsyncSync, ftruncateSync, openSync, writeSync } from 'node:fs';
import { z } from 'zod';
import { PollwardenError } from '../kernel/errors.ts';
import { parseJson } from '../kernel/parse-json.ts';
import type { Answered } from '../results/call-back/answer.ts';
import { mostDeskFileBytes } from '../results/call-back/desk-file.ts';
import { signedVerdictSchema } from '../results/call-back/verdict.ts';
import { readTextFile } from './read-json.ts';

const answeredSchema = z.strictObject({
  sheet: z.string(),
  line: z.int(),
  question: z.string(),
  signed: signedVerdictSchema,
});

export const journalOf = (keyFile: string): string => `${keyFile}.answers.jsonl`;

/** Without what a crash cut off at the end: of that, no answer was told. */
function wholeLines(path: string): string {
  const text = existsSync(path) ? readTextFile(path, mostDeskFileBytes) : '';
  return text.slice(0, text.lastIndexOf('\n') + 1);
}

/** ROW_MALFORMED with the line: a desk that cannot read what it answered answers nothing more. */
export function readJournal(path: string): readonly Answered[] {
  const lines = wholeLines(path).split('\n').slice(0, -1);
  return lines.map((line, i) => {
    const read = answeredSchema.safeParse(parseJson(line));
    if (read.success) return read.data;
    throw new PollwardenError('ROW_MALFORMED', 'no answer of the desk', { file: path, line: i + 1 });
  });
}

/** On the disk when it returns. */
export function addToJournal(path: string, answered: Answered): void {
  const kept = Buffer.byteLength(wholeLines(path));
  const file = openSync(path, existsSync(path) ? 'r+' : 'w', 0o600);
  try {
    ftruncateSync(file, kept);
    writeSync(file, `${JSON.stringify(answered)}\n`, kept);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
