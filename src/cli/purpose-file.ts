// The purpose record that a command is given as a file.
import { readFileSync } from 'node:fs';
import { parsePurpose, type Purpose } from '../ingest/purpose.ts';
import { PollwardenError } from '../kernel/errors.ts';
import { errnoOf } from '../lake/files.ts';

/** PURPOSE_MISSING, FILE_NOT_FOUND, FILE_IS_DIRECTORY, FILE_UNREADABLE, PURPOSE_INVALID. */
export function readPurpose(file: string | undefined): { readonly purpose: Purpose; readonly purposeFile: string } {
  if (file === undefined) {
    throw new PollwardenError('PURPOSE_MISSING', 'give --purpose FILE; --example-purpose prints one to fill in');
  }
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const code = errnoOf(error);
    if (code === 'ENOENT') throw new PollwardenError('FILE_NOT_FOUND', undefined, { file });
    if (code === 'EISDIR') throw new PollwardenError('FILE_IS_DIRECTORY', undefined, { file });
    throw new PollwardenError('FILE_UNREADABLE', code, { file });
  }
  return { purpose: parsePurpose(text, file, Date.now()), purposeFile: file };
}
