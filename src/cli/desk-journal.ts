// What the desk has answered, beside its key file: one JSON a line, on the disk before the answer is told, so that the desk
// itself never answers a line a fourth time.
import { closeSync, existsSync, fsyncSync, ftruncateSync, openSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { syncFolderNow } from '../kernel/durable-file.ts';
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
export function answersIn(path: string): string {
  const text = existsSync(path) ? readTextFile(path, mostDeskFileBytes) : '';
  return text.slice(0, text.lastIndexOf('\n') + 1);
}

/** ROW_MALFORMED with the line: a desk that cannot read what it answered answers nothing more. */
export function readJournal(path: string): readonly Answered[] {
  const lines = answersIn(path).split('\n').slice(0, -1);
  return lines.map((line, i) => {
    const read = answeredSchema.safeParse(parseJson(line));
    if (read.success) return read.data;
    throw new PollwardenError('ROW_MALFORMED', 'no answer of the desk', { file: path, line: i + 1 });
  });
}

/** On the disk when it returns. */
export function addToJournal(path: string, answered: Answered): void {
  const kept = Buffer.byteLength(answersIn(path));
  const isNew = !existsSync(path);
  const file = openSync(path, isNew ? 'w' : 'r+', 0o600);
  try {
    ftruncateSync(file, kept);
    writeSync(file, `${JSON.stringify(answered)}\n`, kept);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  if (isNew) syncFolderNow(dirname(path));
}

/** One desk at a time counts in a journal. DATA_IN_USE; the system gives the lock back however this process ends. */
export function lockJournal(path: string): { readonly release: () => void } {
  const lock = new DatabaseSync(`${path}.lock`);
  try {
    lock.exec('PRAGMA busy_timeout = 0; PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    if (!/locked|busy/i.test(String(error))) throw error;
    throw new PollwardenError('DATA_IN_USE', 'another desk answers with this key file', { file: path });
  }
  return { release: () => lock.close() };
}
