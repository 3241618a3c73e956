// The write-ahead file: records of magic, length, CRC-32, sequence and payload; synced before a batch is acknowledged.
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { crc32 } from 'node:zlib';
import { PollwardenError } from '../kernel/errors.ts';
import type { LakeFiles } from './files.ts';

const magic = 0x314b4c50; // "PLK1"
/** magic u32, payload length u32, CRC-32 of sequence and payload u32, sequence u64; little-endian. */
const headerBytes = 20;
const longestPayload = 1 << 30;

export type LoggedRecord = { readonly sequence: number; readonly value: unknown };

export type WriteAhead = {
  /** Writes and syncs one record; what it returns from is durable. */
  readonly append: (sequence: number, value: unknown) => void;
  readonly sizeBytes: () => number;
  readonly close: () => void;
};

export const writeAheadFolder = (root: string): string => join(root, 'write-ahead');

/** Starts a new file whose first record will have `sequence`. */
export function createWriteAhead(files: LakeFiles, root: string, sequence: number): WriteAhead {
  const folder = writeAheadFolder(root);
  const fd = files.open(join(folder, `${String(sequence).padStart(16, '0')}.log`), 'wx');
  files.syncFolder(folder);
  let size = 0;
  return {
    append: (recordSequence, value) => {
      const record = encodeRecord(recordSequence, serialize(value));
      try {
        files.write(fd, record, size);
        files.sync(fd);
      } catch (error) {
        // A torn record must not stand before a later one.
        files.truncate(fd, size);
        throw error;
      }
      size += record.length;
    },
    sizeBytes: () => size,
    close: () => files.close(fd),
  };
}

export function encodeRecord(sequence: number, payload: Uint8Array): Buffer {
  if (payload.length > longestPayload) throw new RangeError('a batch is larger than a record of the write-ahead file');
  const record = Buffer.alloc(headerBytes + payload.length);
  record.writeUInt32LE(magic, 0);
  record.writeUInt32LE(payload.length, 4);
  record.writeBigUInt64LE(BigInt(sequence), 12);
  record.set(payload, headerBytes);
  record.writeUInt32LE(crc32(record.subarray(12)), 8);
  return record;
}

/** Records after `sequence` in all files, in order. A torn tail is what no one was told was written: it is ignored. */
export function readWriteAhead(files: LakeFiles, root: string, sequence: number): readonly LoggedRecord[] {
  const folder = writeAheadFolder(root);
  const records: LoggedRecord[] = [];
  let expected: number | undefined;
  for (const name of files.list(folder)) {
    if (!/^\d{16}\.log$/.test(name)) continue;
    const path = join(folder, name);
    for (const record of decodeRecords(files.read(path) ?? Buffer.alloc(0), path)) {
      if (record.sequence <= sequence) continue;
      expected ??= sequence + 1;
      if (record.sequence !== expected) {
        throw new PollwardenError('LAKE_CORRUPT', `record ${expected} is missing`, { file: path });
      }
      expected++;
      records.push({ sequence: record.sequence, value: deserialize(record.payload) as unknown });
    }
  }
  return records;
}

type RawRecord = { readonly sequence: number; readonly payload: Buffer };

/** Throws LAKE_CORRUPT when a good record follows a bad one: that is damage, not a torn tail. */
export function decodeRecords(data: Buffer, path: string): readonly RawRecord[] {
  const records: RawRecord[] = [];
  let at = 0;
  for (;;) {
    const record = recordAt(data, at);
    if (record === undefined) break;
    records.push(record);
    at += headerBytes + record.payload.length;
  }
  for (let next = data.indexOf('PLK1', at + 1, 'latin1'); next >= 0; next = data.indexOf('PLK1', next + 1, 'latin1')) {
    if (recordAt(data, next) === undefined) continue;
    throw new PollwardenError('LAKE_CORRUPT', `damaged at byte ${at}, whole again at byte ${next}`, { file: path });
  }
  return records;
}

function recordAt(data: Buffer, at: number): RawRecord | undefined {
  if (at + headerBytes > data.length || data.readUInt32LE(at) !== magic) return undefined;
  const end = at + headerBytes + data.readUInt32LE(at + 4);
  if (end > data.length || crc32(data.subarray(at + 12, end)) !== data.readUInt32LE(at + 8)) return undefined;
  return { sequence: Number(data.readBigUInt64LE(at + 12)), payload: data.subarray(at + headerBytes, end) };
}
