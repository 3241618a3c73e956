// Definitions of elections from the files that the operator names: public data, read once at the start.
import { readFileSync, statSync } from 'node:fs';
import type { Definition } from '../elections/definition/definition.ts';
import { readDefinition } from '../elections/definition/schema.ts';
import { PollwardenError } from '../kernel/errors.ts';

const mostBytes = 512 * 2 ** 20;

/** FILE_NOT_FOUND, JSON_INVALID, DEFINITION_INVALID with the file. */
export function definitionFile(path: string): Definition {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) throw new PollwardenError('FILE_NOT_FOUND', undefined, { file: path });
  if (found.size > mostBytes) throw new PollwardenError('DEFINITION_INVALID', 'is larger than 512 MiB', { file: path });
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    throw new PollwardenError('JSON_INVALID', undefined, { file: path });
  }
  try {
    return readDefinition(value);
  } catch (error) {
    if (!(error instanceof PollwardenError)) throw error;
    throw new PollwardenError(error.code, error.detail, { file: path });
  }
}
