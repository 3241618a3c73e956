// An output table on disk: blocks in order, complete under its name only when closed.
import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, openSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import { constants, createZstdCompress } from 'node:zlib';
import { PollwardenError } from '../../../../kernel/errors.ts';
import type { ParquetSchema } from './parquet-encode.ts';
import type { EncodedBlock, TableFormat } from './table-format.ts';
import { fileEnd, fileStart, formatOf } from './table-format.ts';

export type TableSink = {
  readonly format: TableFormat;
  /** Writes a block; wait for it before the next. */
  readonly write: (block: EncodedBlock) => Promise<void>;
  /** Ends the file and puts it under its name. */
  readonly close: () => Promise<void>;
  /** Removes what was written. */
  readonly abort: () => void;
};

/**
 * Opens `file` for a table with these columns; "-" is stdout. Until `close` the bytes lie beside it, in a new
 * file whose name nobody can guess: in a shared folder a link could wait under a known one.
 * Errors: USAGE (ending), FILE_UNREADABLE, DISK_FULL.
 */
export function openSink(file: string, schema: ParquetSchema): TableSink {
  const format = formatOf(file);
  const special = file === '-' || !isRegularOrNew(file);
  const target = special ? file : `${file}.${randomBytes(6).toString('hex')}.part`;
  const descriptor = file === '-' ? 1 : guarded(file, () => openSync(target, special ? 'w' : 'wx'));
  const blocks: Omit<EncodedBlock, 'bytes'>[] = [];
  const sizes: number[] = [];
  const put = (bytes: Uint8Array): void =>
    guarded(file, () => {
      for (let done = 0; done < bytes.length; ) done += writeSome(descriptor, bytes, done);
    });
  const packed = format === 'csv.zst' ? zstdFrame(put) : undefined;
  const feed = async (bytes: Uint8Array): Promise<void> =>
    packed === undefined ? put(bytes) : await packed.write(bytes);
  const started = feed(fileStart(format, schema));
  return {
    format,
    write: async ({ bytes, group }) => {
      await started;
      await feed(bytes);
      blocks.push({ group });
      sizes.push(bytes.length);
    },
    close: async () => {
      await started;
      await feed(fileEnd(format, schema, blocks, sizes));
      await packed?.end();
      if (file === '-') return;
      if (!special) guarded(file, () => fsyncSync(descriptor));
      closeSync(descriptor);
      if (!special) guarded(file, () => renameSync(target, file));
    },
    abort: () => {
      packed?.destroy();
      if (special) return;
      closeSync(descriptor);
      rmSync(target, { force: true });
    },
  };
}

/** One Zstandard frame of all blocks: readers that stop after the first frame exist, Node's among them. */
function zstdFrame(put: (bytes: Uint8Array) => void) {
  const stream = createZstdCompress({ params: { [constants.ZSTD_c_compressionLevel]: 3 } });
  const failed = new Promise<never>((_, reject) => stream.on('error', reject));
  failed.catch(() => {});
  stream.on('data', (chunk: Buffer) => {
    try {
      put(chunk);
    } catch (error) {
      stream.destroy(error as Error);
    }
  });
  const written = (bytes: Uint8Array): Promise<void> => new Promise((resolve) => stream.write(bytes, () => resolve()));
  return {
    write: (bytes: Uint8Array): Promise<void> => Promise.race([written(bytes), failed]),
    end: (): Promise<void> => Promise.race([new Promise<void>((resolve) => stream.on('end', resolve).end()), failed]),
    destroy: () => stream.destroy(),
  };
}

/** Writes what the descriptor takes; a pipe whose reader is slow says "again", and is asked again a moment later. */
function writeSome(descriptor: number, bytes: Uint8Array, from: number): number {
  try {
    return writeSync(descriptor, bytes, from);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    return 0;
  }
}

function isRegularOrNew(file: string): boolean {
  const stat = statSync(file, { throwIfNoEntry: false });
  if (stat?.isDirectory() === true) throw new PollwardenError('FILE_IS_DIRECTORY', undefined, { file });
  return stat === undefined || stat.isFile();
}

function guarded<T>(file: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new PollwardenError(code === 'ENOSPC' ? 'DISK_FULL' : 'FILE_UNWRITABLE', message, { file });
  }
}
