// How many connections the system's limit of open files allows: each is one, and the lake and the ledger need theirs.
import { readFileSync } from 'node:fs';
import type { Log } from './space.ts';

/** For segments, ledgers, modules and workers. */
const reserved = 256;

/** At most `wanted`; fewer where the limit is low, which the log says. */
export function connectionsWithin(wanted: number, log: Log): number {
  const limit = openFilesLimit();
  if (limit === undefined || limit - reserved >= wanted) return wanted;
  const allowed = Math.max(16, limit - reserved);
  log.warn({ openFiles: limit, connections: allowed }, 'the limit of open files is low (ulimit -n)');
  return allowed;
}

/** Node raises its soft limit to the hard one when it starts. Undefined where the system does not say. */
function openFilesLimit(): number | undefined {
  try {
    const line = /^Max open files\s+(\d+)/m.exec(readFileSync('/proc/self/limits', 'utf8'));
    return line === null ? undefined : Number(line[1]);
  } catch {
    return undefined;
  }
}
