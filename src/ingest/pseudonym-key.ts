// Keys of the data folder: 32 random bytes each, made on first use, readable by the owner alone.
import { createHmac, createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import { chmodSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PollwardenError } from '../kernel/errors.ts';
import { diskFiles, errnoOf, makeDurableFolder, namedFailure } from '../lake/files.ts';

/** "pseudonym" makes pseudonyms; "rejected" seals rejected rows, so that either can be destroyed alone. */
export type KeyName = 'pseudonym' | 'rejected';

export const keyPath = (dataFolder: string, name: KeyName): string => join(dataFolder, 'keys', `${name}.key`);

/** The key of that name, made when there is none. FILE_UNREADABLE when the file does not hold a key. */
export function openKey(dataFolder: string, name: KeyName): KeyObject {
  const path = keyPath(dataFolder, name);
  try {
    return readKey(path) ?? makeKey(path);
  } catch (error) {
    throw namedFailure(error, path);
  }
}

/** The key of that name, or undefined when none was made yet. */
export function existingKey(dataFolder: string, name: KeyName): KeyObject | undefined {
  return readKey(keyPath(dataFolder, name));
}

function readKey(path: string): KeyObject | undefined {
  const text = diskFiles.read(path)?.toString('latin1').trim();
  if (text === undefined) return undefined;
  if (!/^[0-9a-f]{64}$/.test(text)) throw new PollwardenError('FILE_UNREADABLE', 'not a key of ours', { file: path });
  if ((statSync(path).mode & 0o077) !== 0) chmodSync(path, 0o600);
  return createSecretKey(Buffer.from(text, 'hex'));
}

/** Written aside and linked into place: of two processes, one makes the key and both use it. */
function makeKey(path: string): KeyObject {
  const folder = dirname(path);
  diskFiles.makeFolder(dirname(folder));
  makeDurableFolder(diskFiles, folder);
  const temporary = `${path}.${randomBytes(6).toString('hex')}`;
  const fd = diskFiles.open(temporary, 'wx');
  try {
    diskFiles.write(fd, Buffer.from(`${randomBytes(32).toString('hex')}\n`), 0);
    diskFiles.sync(fd);
  } finally {
    diskFiles.close(fd);
  }
  try {
    diskFiles.link(temporary, path);
  } catch (error) {
    if (errnoOf(error) !== 'EEXIST') throw error;
  } finally {
    diskFiles.remove(temporary);
  }
  diskFiles.syncFolder(folder);
  const key = readKey(path);
  if (key === undefined) throw new PollwardenError('FILE_UNREADABLE', 'the key went away', { file: path });
  return key;
}

/** Names a key without telling anything of it, so that a lake can say which key it was made with. */
export const keyId = (key: KeyObject): string => createHmac('sha256', key).update('key id').digest('hex').slice(0, 16);
