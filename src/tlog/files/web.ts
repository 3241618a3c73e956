// Tiles and checkpoint of a log over HTTP: no redirect, every answer capped in size and time. Node only.
import { setTimeout as sleep } from 'node:timers/promises';
import { PollwardenError } from '../../kernel/errors.ts';
import { type LogSource, readCheckpoint, type ReadFile, tilesFrom } from './read.ts';

const attempts = 3;
const pauseMs = 300;

/** Undefined above `most` bytes; what was packed is counted as it comes out. */
async function cappedBytes(response: Response, most: number): Promise<Uint8Array | undefined> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of response.body ?? []) {
    length += part.length;
    if (length > most) return undefined;
    parts.push(part);
  }
  return Buffer.concat(parts);
}

/** What went wrong with a request, in the words of whatever failed. */
export function requestProblem(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'TimeoutError') return 'no answer in time';
  return error.cause instanceof Error ? error.cause.message || String(error.cause) : error.message;
}

async function get(url: string, most: number, timeoutMs: number): Promise<Uint8Array | undefined | string> {
  try {
    const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(timeoutMs) });
    if (response.status === 200) return await cappedBytes(response, most);
    await response.body?.cancel();
    return response.status === 404 || response.status === 410 ? undefined : `status ${response.status}`;
  } catch (error) {
    return requestProblem(error);
  }
}

/** Files below an address; LOG_UNREADABLE where nobody can know whether they are there. */
export const readFrom =
  (base: string, timeoutMs: number): ReadFile =>
  async (path, most) => {
    for (let attempt = 1; ; attempt++) {
      const answer = await get(`${base}/${path}`, most, timeoutMs);
      if (typeof answer !== 'string') return answer;
      if (attempt === attempts) throw new PollwardenError('LOG_UNREADABLE', answer, { file: `${base}/${path}` });
      await sleep(pauseMs * attempt);
    }
  };

/** `url`: http or https, of the folder that holds checkpoint and tile. `timeoutMs`: of each request. */
export function webSource(url: string, timeoutMs: number): LogSource {
  const base = url.replace(/\/+$/, '');
  const read = readFrom(base, timeoutMs);
  return { place: base, checkpoint: async () => await readCheckpoint(read, base), read: tilesFrom(read) };
}
