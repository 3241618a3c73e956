// One writer: a lock file that names its holder by process id and start time, so that a dead holder's lock is known.
import { randomBytes } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { threadId } from 'node:worker_threads';
import { PollwardenError } from '../kernel/errors.ts';
import { errnoOf, type LakeFiles } from './files.ts';

type Holder = {
  readonly pid: number;
  /** Start of the process as the system counts it; with the boot, it tells a reused pid apart. */
  readonly started: string;
  readonly boot: string;
  readonly host: string;
  readonly nonce: string;
  /** Of the process: a thread can die while the process lives on. */
  readonly thread?: number;
};

export type Lock = { readonly release: () => void };

/** Takes the lock at `path` or throws LAKE_LOCKED with the holder. A lock whose holder is gone is taken over. */
export function acquireLock(files: LakeFiles, path: string): Lock {
  const own = ownHolder();
  const temporary = `${path}.${own.nonce}`;
  const fd = files.open(temporary, 'wx');
  try {
    files.write(fd, Buffer.from(JSON.stringify(own)), 0);
  } finally {
    files.close(fd);
  }
  try {
    takeOver(files, path, temporary, 0);
  } finally {
    files.remove(temporary);
  }
  return {
    release: () => {
      if (readHolder(files, path)?.nonce === own.nonce) files.remove(path);
    },
  };
}

/** Who holds the lock at `path`, and whether that process is there; undefined when nobody does. LAKE_CORRUPT. */
export function lockHolder(
  files: LakeFiles,
  path: string,
): { readonly pid: number; readonly host: string; readonly alive: boolean } | undefined {
  const holder = readHolder(files, path);
  return holder === undefined ? undefined : { pid: holder.pid, host: holder.host, alive: isAlive(holder) };
}

/** Gives back the lock that a thread of this process held when it died. The caller knows that it is dead. */
export function releaseOfThread(files: LakeFiles, path: string, thread: number): void {
  const holder = readHolder(files, path);
  const own = ownHolder();
  const same = holder?.pid === own.pid && holder.started === own.started && holder.boot === own.boot;
  if (same && holder.host === own.host && holder.thread === thread) files.remove(path);
}

/**
 * A hard link makes the lock, which only one process can. Replacing a stale lock is itself guarded by a lock,
 * `path.next`, under which the stale one is read again; so two processes cannot both replace it.
 */
function takeOver(files: LakeFiles, path: string, temporary: string, depth: number): void {
  if (depth > 8) throw new PollwardenError('LAKE_LOCKED', `too many abandoned locks; delete ${path}*`);
  for (let attempt = 0; attempt < 100; attempt++) {
    if (linked(files, temporary, path)) return;
    const holder = readHolder(files, path);
    if (holder === undefined) continue;
    if (isAlive(holder)) throw lockedBy(holder, path);
    const next = `${path}.next`;
    takeOver(files, next, temporary, depth + 1);
    try {
      const again = readHolder(files, path);
      if (again?.nonce !== holder.nonce) continue;
      const copy = `${temporary}.${depth}`;
      files.link(temporary, copy);
      files.rename(copy, path);
      return;
    } finally {
      files.remove(next);
    }
  }
  throw new PollwardenError('LAKE_LOCKED', 'the lock changes hands too fast');
}

function linked(files: LakeFiles, from: string, to: string): boolean {
  try {
    files.link(from, to);
    return true;
  } catch (error) {
    if (errnoOf(error) === 'EEXIST') return false;
    throw error;
  }
}

function lockedBy(holder: Holder, path: string): PollwardenError {
  const advice =
    holder.host === hostname()
      ? '; wait for it, or end it and try again: the lock of a process that has ended is taken over'
      : ` on ${holder.host}; if that machine is gone, delete the lock`;
  return new PollwardenError('LAKE_LOCKED', `process ${holder.pid}${advice}`, { file: path });
}

function readHolder(files: LakeFiles, path: string): Holder | undefined {
  const text = files.read(path);
  if (text === undefined) return undefined;
  try {
    const value = JSON.parse(text.subarray(0, 4096).toString()) as Partial<Holder> | null;
    if (typeof value?.pid === 'number' && typeof value.nonce === 'string') return value as Holder;
  } catch {
    // Not a lock of ours: reported below with its place.
  }
  throw new PollwardenError('LAKE_CORRUPT', 'the lock file cannot be read; delete it if no process writes', {
    file: `${dirname(path)}/lock`,
  });
}

function isAlive(holder: Holder): boolean {
  if (holder.host !== hostname()) return true;
  if (holder.boot !== bootId()) return false;
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    if (errnoOf(error) === 'ESRCH') return false;
  }
  return processStart(holder.pid) === holder.started && !isZombie(holder.pid);
}

const lookMilliseconds = 20;
const mostLooks = 100;

/** On Linux: whether the process has ended and only its parent has not asked for it. Its other threads end with it. */
function isZombie(pid: number): boolean {
  const ended = (state: string | undefined): boolean => state === 'Z' || state === 'X';
  try {
    // One that was killed a moment ago: its first thread has ended, and the others may take a while on a busy machine.
    for (let look = 0; look < mostLooks; look++) {
      if (!ended(statFields(`/proc/${pid}/stat`)[0])) return false;
      if (threadsOf(pid).every(ended)) return true;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, lookMilliseconds);
    }
    return false;
  } catch {
    return false;
  }
}

/** A thread that ends meanwhile has no state any more. */
function threadsOf(pid: number): readonly (string | undefined)[] {
  return readdirSync(`/proc/${pid}/task`).map((task) => {
    try {
      return statFields(`/proc/${pid}/task/${task}/stat`)[0];
    } catch {
      return 'X';
    }
  });
}

function ownHolder(): Holder {
  const nonce = randomBytes(8).toString('hex');
  return {
    pid: process.pid,
    started: processStart(process.pid),
    boot: bootId(),
    host: hostname(),
    nonce,
    thread: threadId,
  };
}

function bootId(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return '';
  }
}

/** The fields after the name of the process, which may hold anything: the first is the state. */
function statFields(path: string): readonly string[] {
  const stat = readFileSync(path, 'utf8');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}

/** Field 22 of /proc/<pid>/stat, or what ps says; empty when there is no such process. */
function processStart(pid: number): string {
  try {
    return statFields(`/proc/${pid}/stat`)[19] ?? '';
  } catch (error) {
    if (process.platform === 'linux' || errnoOf(error) !== 'ENOENT') return '';
  }
  try {
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8', env: { LC_ALL: 'C' } }).trim();
  } catch {
    return '';
  }
}
