// Definitions that a bulletin carries, by their hash: the one of the opening, and later versions. Browser-safe.
import type { Definition, Digest } from '../../elections/definition/definition.ts';
import { textOfBytes } from '../model/read-canonical.ts';
import { definitionOfText } from '../total/read-definition.ts';
import { digestOf } from './entries.ts';
import type { OpenedBulletin } from './open.ts';
import { readChecked } from './source.ts';

/** The canonical text of a definition is its file, so that the file's hash is the definition's. */
export async function readDefinitions(opened: OpenedBulletin): Promise<ReadonlyMap<Digest, Definition>> {
  const found = new Map<Digest, Definition>();
  for (const { role, path, sha256, bytes: most } of opened.manifest?.files ?? []) {
    if (role !== 'definition' || !path.endsWith('.json')) continue;
    const holds = (bytes: Uint8Array): boolean => digestOf(opened, bytes) === sha256;
    const { bytes } = await readChecked(opened, path, { most, holds });
    const read = bytes === undefined ? undefined : definitionOfText(textOfBytes(bytes) ?? '', opened.crypto.sha256);
    if (read?.ok === true) found.set(sha256, read.value);
    if (read?.ok === false) opened.faults.add({ code: 'FILE_DAMAGED', detail: read.detail, file: path });
  }
  return found;
}
