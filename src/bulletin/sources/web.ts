// A bulletin, or a log by itself, at an address. Node only.
import { mostNoteBytes } from '../../tlog/note.ts';
import { readFrom } from '../../tlog/files/web.ts';
import { attempt, type Source } from '../verify/source.ts';
import { fileSource, type ReadFile, twinSource } from '../verify/sources.ts';
import { bareLog } from './folder.ts';

const mostPointerBytes = 2_000_000;

/** `url`: of the folder that holds latest.json, or a log's checkpoint. `timeoutMs`: of each request. */
export async function webSources(url: string, timeoutMs = 20_000): Promise<readonly Source[]> {
  const base = url.replace(/\/+$/, '');
  const from = readFrom(base, timeoutMs);
  const read: ReadFile = async (path, most) => await from(path, most);
  const has = async (path: string, most: number): Promise<boolean> =>
    (await attempt(async () => await read(path, most))) !== undefined;
  if (!(await has('latest.json', mostPointerBytes)) && (await has('checkpoint', mostNoteBytes)))
    return [bareLog(base, read)];
  return [fileSource(base, read), twinSource(base, read)];
}
