// Which reader reads the files of a pack.
import { PollwardenError } from '../../kernel/errors.ts';
import type { Pack } from '../packs/pack.ts';
import { csvReader } from './csv/returns.ts';
import { emlNlReader } from './eml-nl/reader.ts';
import { nistCdfReader } from './nist-cdf/reader.ts';
import { ownReader } from './own.ts';
import type { FormatReader } from './reading.ts';

const readers: Readonly<Partial<Record<Pack['reads'], FormatReader>>> = {
  csv: csvReader,
  'eml-nl': emlNlReader,
  'nist-cdf': nistCdfReader,
  pollwarden: ownReader,
};

/** PACK_INVALID where this build has none. */
export function readerOf(pack: Pack): FormatReader {
  const reader = readers[pack.reads];
  if (reader === undefined) throw new PollwardenError('PACK_INVALID', `${pack.reads} is not read here`);
  return reader;
}
