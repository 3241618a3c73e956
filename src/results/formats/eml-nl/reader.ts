// The reader of EML_NL files: a definition from 110a, 230b and 110b; returns from 510.
import { PollwardenError } from '../../../kernel/errors.ts';
import type { FormatReader, InputFile } from '../reading.ts';
import { emlDefinition } from './definition.ts';
import type { EmlNlDocument } from './document.ts';
import { readEmlNl } from './read.ts';
import { emlReturns } from './returns.ts';
import { mostXmlBytes } from './xml.ts';

/** Files that are no XML by their name (a readme, a checksum) are passed over. */
function documentsOf(files: readonly InputFile[]): readonly EmlNlDocument[] {
  const found = files.filter(({ path }) => path.toLowerCase().endsWith('.xml'));
  if (found.length === 0) throw new PollwardenError('FILE_NOT_FOUND', 'there is no .xml file among these');
  return found.map(({ path, sizeBytes, read }) => {
    if (sizeBytes > mostXmlBytes) throw new PollwardenError('FILE_UNREADABLE', 'is larger than 64 MiB', { file: path });
    return readEmlNl(read(), path);
  });
}

export const emlNlReader: FormatReader = {
  definition: (files, pack, election) => emlDefinition(documentsOf(files), pack, election),
  returns: (files, _pack, against) => emlReturns(documentsOf(files), against),
};
