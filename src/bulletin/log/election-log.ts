// The log of an election, opened to be written: refused where it holds less than was published of it. Node only.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ElectionId } from '../../elections/definition/definition.ts';
import { PollwardenError } from '../../kernel/errors.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import { toBase64 } from '../../tlog/base64.ts';
import { checkpointOfText } from '../../tlog/checkpoint.ts';
import { isKeeperFolder, type Keeper, openKeeper, publicFolderOf } from '../../tlog/files/keeper.ts';
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

const behind = (detail: string): PollwardenError => new PollwardenError('LOG_BEHIND', detail);

/** What lies where readers look; undefined where nothing was published. Of a restored log it is put aside. */
function publishedHead(folder: string, { state }: Keeper): Head | undefined {
  const file = join(publicFolderOf(folder), 'checkpoint');
  const published = Number(state.db.prepare('SELECT published FROM log').get()?.published);
  if (!existsSync(file)) {
    if (published === 0) return undefined;
    throw behind(`it was restored: put the checkpoint that readers see now, from a mirror or a witness, at ${file}`);
  }
  const note = parseNote(readFileSync(file));
  const checkpoint = note.ok ? checkpointOfText(note.value.text) : note;
  if (!checkpoint.ok) throw new PollwardenError('LOG_DAMAGED', checkpoint.fault.detail, { file });
  const { size, root } = checkpoint.value;
  if (size < published) throw behind(`the checkpoint at ${file} is older than one of ${published} entries`);
  return { size, root: toBase64(root) };
}

/** LOG_BEHIND where the log does not go on from what was published. */
async function refuseBehind({ state, hasher, publicFolder }: Keeper, { size, root }: Head): Promise<void> {
  const { size: here, tiled } = extentOf(state);
  if (size > tiled) throw behind(`${size} entries were published, and ${here} are here`);
  const own = await hashOfRange(hasher, { from: 0, to: size }, tiled, folderTiles(publicFolder));
  if (!own.ok) throw new PollwardenError('LOG_DAMAGED', own.fault.detail);
  if (toBase64(own.value) !== root) throw behind(`the first ${size} entries here are not those that were published`);
}

function noKey(folder: string, election: ElectionId, known: boolean): PollwardenError {
  if (existsSync(join(folder, 'state.sqlite')))
    return new PollwardenError('NOT_FOUND', 'the log is here without its key: put key.json back', { file: folder });
  return known
    ? behind(`the log of ${election} was published before, and is gone: restore it`)
    : new PollwardenError('NOT_FOUND', `no log of ${election}; fix it first: pollwarden bulletin fix`);
}

/**
 * NOT_FOUND where nothing was fixed yet; CONFLICT, INPUT_INVALID as openKeeper; LOG_BEHIND, LOG_DAMAGED. What was published
 * is known from the public folder, and from the ledger: either may have been restored without the other.
 */
export async function openElectionLog(ledger: Ledger, spaceFolder: string, election: ElectionId): Promise<ElectionLog> {
  const folder = logFolder(spaceFolder, election);
  const known = lastPublished(ledger, election);
  if (!isKeeperFolder(folder)) throw noKey(folder, election, known !== undefined);
  const keeper = openKeeper(folder);
  try {
    for (const head of [publishedHead(folder, keeper), known])
      if (head !== undefined && head.size > 0) await refuseBehind(keeper, head);
    const index = emptyIndex();
    await readOn(keeper, index);
    return { election, folder, keeper, index, close: keeper.close };
  } catch (error) {
    keeper.close();
    throw error;
  }
}
