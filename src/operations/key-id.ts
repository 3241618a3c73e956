// Names the pseudonym key of a data folder without telling anything of it, as ingest records it with each run.
import { createHmac } from 'node:crypto';
import { join } from 'node:path';
import { diskFiles } from '../lake/files.ts';

/** Undefined where there is no key, or a file that holds none. The same as `keyId` in src/ingest, which this folder does
 * not load: where no posts are, none of ingest is. */
export function keyIdIn(folder: string): string | undefined {
  const text = diskFiles
    .read(join(folder, 'keys', 'pseudonym.key'))
    ?.toString('latin1')
    .trim();
  if (text === undefined || !/^[0-9a-f]{64}$/.test(text)) return undefined;
  return createHmac('sha256', Buffer.from(text, 'hex')).update('key id').digest('hex').slice(0, 16);
}
