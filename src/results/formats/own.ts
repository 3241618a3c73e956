// Our own files: definition.json, and signed returns as JSON lines. What is not signed as it must be is refused by line.
import { readDefinition } from '../../elections/definition/schema.ts';
import { PollwardenError } from '../../kernel/errors.ts';
import { parseJson } from '../../kernel/parse-json.ts';
import type { FormatReader, InputFile } from './reading.ts';

const mostDefinitionBytes = 256 * 1_048_576;

const textOf = ({ path, read }: InputFile): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(read());
  } catch {
    throw new PollwardenError('ENCODING_INVALID', undefined, { file: path });
  }
};

const ownDefinition: FormatReader['definition'] = (files, _pack, election) => {
  const file =
    files.find(({ path }) => path.endsWith('definition.json')) ?? files.find(({ path }) => path.endsWith('.json'));
  if (file === undefined) throw new PollwardenError('FILE_NOT_FOUND', 'the pack needs a definition.json');
  if (file.sizeBytes > mostDefinitionBytes)
    throw new PollwardenError('FILE_UNREADABLE', 'is larger than 256 MiB', { file: file.path });
  const text = textOf(file);
  const value = parseJson(text);
  if (value === undefined) throw new PollwardenError('JSON_INVALID', undefined, { file: file.path });
  const definition = readDefinition(value);
  if (definition.election !== election)
    throw new PollwardenError('DEFINITION_INVALID', `is of the election ${definition.election}, not ${election}`, {
      file: file.path,
    });
  return { definition, problems: [] };
};

/** Signed returns are read by src/results/store/import-signed.ts, which checks their signatures. */
const ownReturns: FormatReader['returns'] = (files) => {
  throw new PollwardenError('FORMAT_UNKNOWN', 'signed returns are no table', { file: files[0]?.path ?? '' });
};

export const ownReader: FormatReader = { definition: ownDefinition, returns: ownReturns };
