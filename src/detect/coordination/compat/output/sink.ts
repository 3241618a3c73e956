// An output table on disk: blocks in order, complete under its name only when closed.
import { closeSync, fsyncSync, openSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import { PollwardenError } from '../../../../kernel/errors.ts';
import type { ParquetSchema } from './parquet-encode.ts';
import type { EncodedBlock, TableFormat } from './table-format.ts';
import { fileEnd, fileStart, formatOf } from './table-format.ts';

export type TableSink = {
  readonly format: TableFormat;
  readonly write: (block: EncodedBlock) => void;
  /** Ends the file and puts it under its name. */
  readonly close: () => void;
  /** Removes what was written. */
  readonly abort: () => void;
};

/**
 * Opens `file` for a table with these columns; "-" is stdout. Until `close` the bytes lie in `file.part`.
 * Errors: USAGE (ending), FILE_UNREADABLE, DISK_FULL.
 */
export function openSink(file: string, schema: ParquetSchema): TableSink {
  const format = formatOf(file);
  const special = file === '-' || !isRegularOrNew(file);
  const target = special ? file : `${file}.part`;
  const descriptor = file === '-' ? 1 : guarded(file, () => openSync(target, 'w'));
  const blocks: Omit<EncodedBlock, 'bytes'>[] = [];
  const sizes: number[] = [];
  const put = (bytes: Uint8Array): void =>
    guarded(file, () => {
      for (let done = 0; done < bytes.length; ) done += writeSync(descriptor, bytes, done);
    });
  put(fileStart(format, schema));
  return {
    format,
    write: ({ bytes, group }) => {
      put(bytes);
      blocks.push({ group });
      sizes.push(bytes.length);
    },
    close: () => {
      put(fileEnd(format, schema, blocks, sizes));
      if (file === '-') return;
      if (!special) guarded(file, () => fsyncSync(descriptor));
      closeSync(descriptor);
      if (!special) guarded(file, () => renameSync(target, file));
    },
    abort: () => {
      if (special) return;
      closeSync(descriptor);
      rmSync(target, { force: true });
    },
  };
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
