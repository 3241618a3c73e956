// Definitions by hash: the one in force is at hand; an earlier one is looked for in the log when a return names it.
import { parseEntry } from '../../../../src/bulletin/model/parse-entry.ts';
import { definitionOfText } from '../../../../src/bulletin/total/read-definition.ts';
import type { OpenedBulletin } from '../../../../src/bulletin/verify/open.ts';
import type { Definition } from '../../../../src/elections/definition/definition.ts';
import { tileWidth } from '../../../../src/tlog/tiles.ts';
import { hexOf } from '../../../../src/tlog/note.ts';

export type Definitions = {
  readonly known: Map<string, Definition>;
  readonly find: (hash: string) => Promise<Definition | undefined>;
};

/** Reads the log from its beginning, until the last part was found. */
async function fromLog({ tree, crypto }: OpenedBulletin, hash: string): Promise<Definition | undefined> {
  const parts: string[] = [];
  for (let index = 0; index * tileWidth < tree.head.size; index++) {
    for (const { bytes } of await tree.bundle(index)) {
      const read = bytes === undefined ? undefined : parseEntry(bytes);
      if (read?.ok !== true || read.value.kind !== 'definition' || read.value.definition !== hash) continue;
      parts.push(read.value.text);
      if (read.value.part !== read.value.of) continue;
      const text = parts.join('');
      const own = definitionOfText(text, crypto.sha256);
      return own.ok && hexOf(crypto.sha256(new TextEncoder().encode(text))) === hash ? own.value : undefined;
    }
  }
  return undefined;
}

export function definitionsOf(opened: OpenedBulletin, hash: string, definition: Definition): Definitions {
  const known = new Map([[hash, definition]]);
  const searches = new Map<string, Promise<Definition | undefined>>();
  return {
    known,
    find: async (asked) => {
      const own = known.get(asked);
      if (own !== undefined) return own;
      const search = searches.get(asked) ?? fromLog(opened, asked);
      searches.set(asked, search);
      const found = await search;
      if (found !== undefined) known.set(asked, found);
      return found;
    },
  };
}

/** Looks for the definition that a record or a return at that place names. */
export async function findNamed({ tree }: OpenedBulletin, { find }: Definitions, place: number | null): Promise<void> {
  const found = place === null || place >= tree.head.size ? undefined : await tree.entry(place);
  const read = found?.bytes === undefined ? undefined : parseEntry(found.bytes);
  if (read?.ok !== true) return;
  const entry = read.value;
  if (entry.kind === 'record') await find(entry.record.definition);
  if (entry.kind === 'return') await find(entry.signed.return.definition);
}
