// The log of an election, opened to be written: refused where it holds less than was published of it. Node only.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ElectionId } from '../../elections/definition/definition.ts';
import { PollwardenError } from '../../kernel/errors.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import { toBase64 } from '../../tlog/base64.ts';
import { checkpointOfText } from '../../tlog/checkpoint.ts';
import { type Keeper, openKeeper, publicFolderOf } from '../../tlog/files/keeper.ts';
import { folderTiles } from '../../tlog/files/read.ts';
import { extentOf } from '../../tlog/files/state.ts';
import type { TreeHead } from '../../tlog/merkle.ts';
import { parseNote } from '../../tlog/note.ts';
import { hashOfRange } from '../../tlog/tiles.ts';
import { lastPublished } from './published.ts';
import { emptyIndex, type LogIndex, readOn } from './read-log.ts';
import { logFolder } from './place.ts';

export type ElectionLog = {
  readonly election: ElectionId;
  readonly folder: string;
  readonly keeper: Keeper;
  readonly index: LogIndex;
  readonly close: () => void;
};

type Head = Pick<TreeHead, 'size'> & { readonly root: string };

/** What lies where readers look; undefined where nothing was published. */
function publishedHead(folder: string): Head | undefined {
  const file = join(publicFolderOf(folder), 'checkpoint');
  if (!existsSync(file)) return undefined;
  const note = parseNote(readFileSync(file));
  const checkpoint = note.ok ? checkpointOfText(note.value.text) : note;
  if (!checkpoint.ok) throw new PollwardenError('LOG_DAMAGED', checkpoint.fault.detail, { file });
  const { size, root } = checkpoint.value;
  return { size, root: toBase64(root) };
}

/** LOG_BEHIND where the log does not go on from what was published. */
async function refuseBehind({ state, hasher, publicFolder }: Keeper, { size, root }: Head): Promise<void> {
  const { size: here, tiled } = extentOf(state);
  if (size > tiled) throw new PollwardenError('LOG_BEHIND', `${size} entries were published, and ${here} are here`);
  const own = await hashOfRange(hasher, { from: 0, to: size }, tiled, folderTiles(publicFolder));
  if (!own.ok) throw new PollwardenError('LOG_DAMAGED', own.fault.detail);
  if (toBase64(own.value) !== root)
    throw new PollwardenError('LOG_BEHIND', `the first ${size} entries here are not those that were published`);
}

/**
 * NOT_FOUND where nothing was fixed yet; CONFLICT, INPUT_INVALID as openKeeper; LOG_BEHIND, LOG_DAMAGED. What was published
 * is known from the public folder, and from the ledger: either may have been restored without the other.
 */
export async function openElectionLog(ledger: Ledger, spaceFolder: string, election: ElectionId): Promise<ElectionLog> {
  const folder = logFolder(spaceFolder, election);
  const known = lastPublished(ledger, election);
  if (!existsSync(join(folder, 'key.json'))) {
    const lost = known === undefined ? 'fix it first: pollwarden bulletin fix' : 'it was published before: restore it';
    throw new PollwardenError(known === undefined ? 'NOT_FOUND' : 'LOG_BEHIND', `no log of ${election}; ${lost}`);
  }
  const keeper = openKeeper(folder);
  try {
    for (const head of [publishedHead(folder), known])
      if (head !== undefined && head.size > 0) await refuseBehind(keeper, head);
    const index = emptyIndex();
    await readOn(keeper, index);
    return { election, folder, keeper, index, close: keeper.close };
  } catch (error) {
    keeper.close();
    throw error;
  }
}
