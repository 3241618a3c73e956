// Rejected rows, kept for inspection outside the lake: each sealed with AES-256-GCM, for they hold identifiers as given.
import { createCipheriv, createDecipheriv, type KeyObject, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { diskFiles, type LakeFiles, makeDurableFolder, namedFailure, replaceFile } from './files.ts';

export type RejectedRow = {
  readonly file: string;
  readonly line: number;
  readonly code: string;
  readonly reason: string;
  readonly raw: string;
};

/** Days after which `expire` deletes them. */
export const rejectedRetentionDays = 30;
/** Rows of one run that are kept; more are counted only. */
export const mostRejectedKept = 100_000;

export const rejectedFolder = (dataFolder: string): string => join(dataFolder, 'rejected');

const ivBytes = 12;
const tagBytes = 16;

export type RejectedStore = {
  /** Seals and syncs; keeps at most mostRejectedKept rows and answers with how many it kept now. */
  readonly keep: (rows: readonly RejectedRow[]) => number;
  readonly close: () => void;
};

/** A new file for the run; it is made with the first row. `startedAt` is the run's ISO time. */
export function createRejectedStore(
  dataFolder: string,
  key: () => KeyObject,
  run: string,
  startedAt: string,
  files: LakeFiles = diskFiles,
): RejectedStore {
  const folder = rejectedFolder(dataFolder);
  const path = join(folder, `${startedAt.slice(0, 10)}-${run}.sealed`);
  let fd: number | undefined;
  let size = 0;
  let kept = 0;
  return {
    keep: (rows) => {
      const some = rows.slice(0, mostRejectedKept - kept);
      if (some.length === 0) return 0;
      try {
        if (fd === undefined) {
          makeDurableFolder(files, folder);
          fd = files.open(path, 'wx');
          files.syncFolder(folder);
        }
        const sealed = Buffer.concat(some.map((row) => seal(key(), row)));
        files.write(fd, sealed, size);
        files.sync(fd);
        size += sealed.length;
      } catch (error) {
        throw namedFailure(error, path);
      }
      kept += some.length;
      return some.length;
    },
    close: () => {
      if (fd !== undefined) files.close(fd);
    },
  };
}

function seal(key: KeyObject, row: RejectedRow): Buffer {
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv('aes-256-gcm', key, iv);
  const sealed = Buffer.concat([cipher.update(JSON.stringify(row), 'utf8'), cipher.final()]);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(sealed.length);
  return Buffer.concat([length, iv, cipher.getAuthTag(), sealed]);
}

export type RejectedFile = { readonly name: string; readonly run: string; readonly day: string };

export function listRejected(dataFolder: string, files: LakeFiles = diskFiles): readonly RejectedFile[] {
  return files.list(rejectedFolder(dataFolder)).flatMap((name) => {
    const match = /^(\d{4}-\d\d-\d\d)-(run-[0-9a-f]+)\.sealed$/.exec(name);
    return match === null ? [] : [{ name, day: match[1], run: match[2] }];
  });
}

/** Opened rows, and how many records could not be opened: sealed with another key, or damaged, or cut by a crash. */
export function openRejected(
  dataFolder: string,
  key: KeyObject,
  name: string,
  files: LakeFiles = diskFiles,
): { readonly rows: readonly RejectedRow[]; readonly unreadable: number } {
  const data = files.read(join(rejectedFolder(dataFolder), name)) ?? Buffer.alloc(0);
  const rows: RejectedRow[] = [];
  let unreadable = 0;
  for (let at = 0; at < data.length; ) {
    const start = at + 4 + ivBytes + tagBytes;
    const end = start > data.length ? Infinity : start + data.readUInt32LE(at);
    if (end > data.length) return { rows, unreadable: unreadable + 1 };
    try {
      const decipher = createDecipheriv('aes-256-gcm', key, data.subarray(at + 4, at + 4 + ivBytes));
      decipher.setAuthTag(data.subarray(at + 4 + ivBytes, start));
      const text = Buffer.concat([decipher.update(data.subarray(start, end)), decipher.final()]).toString('utf8');
      rows.push(JSON.parse(text) as RejectedRow);
    } catch {
      unreadable++;
    }
    at = end;
  }
  return { rows, unreadable };
}

/** Rewrites one file without the rows that `drop` picks, deletes it when none is left; answers with the rows gone. */
export function dropRejected(
  dataFolder: string,
  key: KeyObject,
  name: string,
  drop: (row: RejectedRow) => boolean,
  files: LakeFiles = diskFiles,
): number {
  const { rows } = openRejected(dataFolder, key, name, files);
  const left = rows.filter((row) => !drop(row));
  if (left.length === rows.length) return 0;
  const path = join(rejectedFolder(dataFolder), name);
  if (left.length === 0) files.remove(path);
  else replaceFile(files, path, Buffer.concat(left.map((row) => seal(key, row))));
  files.syncFolder(rejectedFolder(dataFolder));
  return rows.length - left.length;
}

export function deleteRejected(dataFolder: string, name: string, files: LakeFiles = diskFiles): void {
  files.remove(join(rejectedFolder(dataFolder), name));
  files.syncFolder(rejectedFolder(dataFolder));
}
