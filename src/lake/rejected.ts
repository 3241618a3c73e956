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
  const opened = readSealed(dataFolder, key, name, files).map(({ row }) => row);
  const rows = opened.filter((row) => row !== undefined);
  return { rows, unreadable: opened.length - rows.length };
}

/** A record as it lies in the file, and its row unless it cannot be opened. */
type Sealed = { readonly bytes: Buffer; readonly row: RejectedRow | undefined };

function readSealed(dataFolder: string, key: KeyObject, name: string, files: LakeFiles): readonly Sealed[] {
  const data = files.read(join(rejectedFolder(dataFolder), name)) ?? Buffer.alloc(0);
  const records: Sealed[] = [];
  for (let at = 0; at < data.length; ) {
    const start = at + 4 + ivBytes + tagBytes;
    const end = start > data.length ? Infinity : start + data.readUInt32LE(at);
    const bytes = data.subarray(at, Math.min(end, data.length));
    records.push({ bytes, row: end > data.length ? undefined : unseal(key, bytes) });
    at = end;
  }
  return records;
}

function unseal(key: KeyObject, record: Buffer): RejectedRow | undefined {
  const start = 4 + ivBytes + tagBytes;
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, record.subarray(4, 4 + ivBytes));
    decipher.setAuthTag(record.subarray(4 + ivBytes, start));
    const text = Buffer.concat([decipher.update(record.subarray(start)), decipher.final()]).toString('utf8');
    return JSON.parse(text) as RejectedRow;
  } catch {
    return undefined;
  }
}

export type DroppedRejected = {
  readonly removed: number;
  /** Records that could not be opened: nobody knows whether they should go, and they stay as they are. */
  readonly unreadable: number;
};

/** Rewrites one file without the rows that `drop` picks, and deletes it when nothing is left. */
export function dropRejected(
  dataFolder: string,
  key: KeyObject,
  name: string,
  drop: (row: RejectedRow) => boolean,
  files: LakeFiles = diskFiles,
): DroppedRejected {
  const records = readSealed(dataFolder, key, name, files);
  const unreadable = records.filter(({ row }) => row === undefined).length;
  const left = records.filter(({ row }) => row === undefined || !drop(row));
  const removed = records.length - left.length;
  if (removed === 0) return { removed, unreadable };
  const path = join(rejectedFolder(dataFolder), name);
  if (left.length === 0) files.remove(path);
  else replaceFile(files, path, Buffer.concat(left.map(({ bytes }) => bytes)));
  files.syncFolder(rejectedFolder(dataFolder));
  return { removed, unreadable };
}

export function deleteRejected(dataFolder: string, name: string, files: LakeFiles = diskFiles): void {
  files.remove(join(rejectedFolder(dataFolder), name));
  files.syncFolder(rejectedFolder(dataFolder));
}
