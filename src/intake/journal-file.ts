// A list that only grows: what is appended is on the disk when it answers, or the list is as it was before.
import { closeSync, fdatasyncSync, ftruncateSync, openSync, writeSync } from 'node:fs';

export type JournalFile = { readonly append: (text: string) => void; readonly close: () => void };

/** `length` in bytes: what is behind it was never acknowledged. Throws what the system throws. */
export function openJournalFile(path: string, length: number): JournalFile {
  const fd = openSync(path, 'r+');
  let end = length;
  return {
    append: (text) => {
      const bytes = Buffer.from(text, 'utf8');
      try {
        for (let done = 0; done < bytes.length; ) done += writeSync(fd, bytes, done, bytes.length - done, end + done);
        fdatasyncSync(fd);
      } catch (error) {
        ftruncateSync(fd, end);
        throw error;
      }
      end += bytes.length;
    },
    close: () => closeSync(fd),
  };
}
