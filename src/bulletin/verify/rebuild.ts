// The certified total anew, from one copy of the log and the returns that centres kept, without headquarters. Browser-safe.
import type { SignedReturn } from '../../results/return/count-return.ts';
import { totalText } from '../total/total.ts';
import { newestBulletin, type PlacedBulletin } from './bulletin-entry.ts';
import { digestOf, type Progress, type ReadLog, readLog } from './entries.ts';
import { keptBy } from './kept.ts';
import type { OpenedLog } from './open.ts';

export type Rebuilt = {
  readonly log: ReadLog;
  /** How many of the returns that centres kept the log has, how many it only commits to, and how many neither. */
  readonly offered: ReturnType<typeof keptBy>['offered'];
  /** Undefined where the log names no bulletin: then the total is of all of its entries. */
  readonly bulletin: PlacedBulletin | undefined;
  /** Bytes of total.json; undefined where the definition is lost. */
  readonly total: string | undefined;
  /** Whether it is, byte for byte, the total that the newest bulletin names. */
  readonly same: boolean;
};

export async function rebuildTotal(
  opened: OpenedLog,
  returns: readonly SignedReturn[],
  progress: Progress,
): Promise<Rebuilt> {
  const bulletin = await newestBulletin(opened.tree);
  const at = bulletin?.place ?? opened.tree.head.size;
  const kept = keptBy(returns);
  const options = { progress, stopped: () => false, elsewhere: () => [], kept };
  const log = await readLog(opened, at, options);
  if (log === undefined) throw new Error('nobody stopped it');
  const total = log.reckoned === undefined ? undefined : totalText(log.reckoned.total);
  const same = total !== undefined && digestOf(opened, new TextEncoder().encode(total)) === bulletin?.entry.total;
  return { log, bulletin, total, same, offered: kept.offered };
}
