// Keys that were revoked, from a file that headquarters brings: `pollwarden election show --election ID --json`, or only its
// part "revoked". Read again when the file changed; a file that cannot be read leaves the list before it in force.
import { readFileSync, statSync } from 'node:fs';
import { z } from 'zod';
import { PollwardenError } from '../kernel/errors.ts';

export type Revocations = {
  readonly now: () => ReadonlyMap<string, number>;
  /** Why the file is not read any more, for the log and for health; undefined where all is well. */
  readonly problem: () => string | undefined;
};

const mostBytes = 16 * 2 ** 20;
const lookMilliseconds = 1000;
const fileSchema = z.object({
  revoked: z.array(z.object({ key: z.string().regex(/^[0-9a-f]{16}$/), at: z.number() })).max(1_000_000),
});

function read(path: string): ReadonlyMap<string, number> {
  if (statSync(path).size > mostBytes)
    throw new PollwardenError('INPUT_INVALID', 'is larger than 16 MiB', { file: path });
  const answer = fileSchema.safeParse(JSON.parse(readFileSync(path, 'utf8')));
  if (!answer.success) throw new PollwardenError('INPUT_INVALID', 'it is no list of revoked keys', { file: path });
  return new Map(answer.data.revoked.map(({ key, at }) => [key, at]));
}

/** INPUT_INVALID, FILE_NOT_FOUND at the start; later the list before stays. `monotonic` in milliseconds. */
export function openRevocations(path: string | undefined, monotonic: () => number): Revocations {
  if (path === undefined) return { now: () => new Map(), problem: () => undefined };
  let problem: string | undefined;
  let [seen, looked] = ['', -Infinity];
  let list: ReadonlyMap<string, number> = new Map();
  const look = (): void => {
    const { mtimeMs, size, ino } = statSync(path);
    const state = `${mtimeMs} ${size} ${ino}`;
    if (state === seen) return;
    list = read(path);
    seen = state;
  };
  try {
    look();
  } catch (error) {
    if (error instanceof PollwardenError) throw error;
    throw new PollwardenError('INPUT_INVALID', 'the list of revoked keys cannot be read', { file: path });
  }
  looked = monotonic();
  return {
    now: () => {
      if (monotonic() - looked < lookMilliseconds) return list;
      looked = monotonic();
      try {
        look();
        problem = undefined;
      } catch {
        problem = 'the list of revoked keys cannot be read; the one before it holds';
      }
      return list;
    },
    problem: () => problem,
  };
}
