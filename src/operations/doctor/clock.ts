// Checks of the clock: deadlines, purposes, retention and one-time codes go by it.
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ledgerPath, readLedger } from '../../ledger/ledger.ts';
import { spacesIn } from '../spaces.ts';
import { attention, type Check, type DoctorContext, failed, ok, type Outcome, unknown } from './check.ts';
import { askTime } from './sntp.ts';

const noticeMilliseconds = 500;
/** One-time codes change every 30 s; a clock this far off locks people out. */
const badMilliseconds = 10_000;

const seconds = (milliseconds: number): string => {
  const value = Math.abs(milliseconds) / 1000;
  if (value < 120) return `${value.toFixed(1)} s`;
  return value < 172_800 ? `${Math.round(value / 60)} min` : `${Math.round(value / 86_400)} days`;
};

const remedy = 'Have the system keep its clock: chrony or systemd-timesyncd (timedatectl set-ntp true)';

const offset: Check = {
  name: 'clock.offset',
  title: 'Clock',
  run: async ({ timeServer, now, monotonic }) => {
    if (timeServer === undefined) return [keptBySystem()];
    try {
      const answer = await askTime(timeServer, now, monotonic);
      return [offsetOutcome(answer.offsetMilliseconds, timeServer)];
    } catch (error) {
      return [
        unknown(`${timeServer} did not tell the time: ${error instanceof Error ? error.message : String(error)}`),
      ];
    }
  },
};

function offsetOutcome(offsetMilliseconds: number, server: string): Outcome {
  const size = Math.abs(offsetMilliseconds);
  if (size < noticeMilliseconds) return ok(`within ${Math.max(1, Math.ceil(size))} ms of ${server}`);
  const found = `${seconds(size)} ${offsetMilliseconds > 0 ? 'behind' : 'ahead of'} ${server}`;
  const cause = 'The clock is not kept, or was set by hand';
  return size < badMilliseconds ? attention(found, cause, remedy) : failed(found, cause, remedy);
}

/** What systemd-timesyncd leaves where it has set the clock. chrony leaves nothing that anybody may read. */
function keptBySystem(): Outcome {
  if (existsSync('/run/systemd/timesync/synchronized')) return ok('kept by systemd-timesyncd');
  return unknown('no time server was asked, and the system does not say whether its clock is kept');
}

/** Times that lie ahead of the clock can only be from a clock that was set back, or was wrong then. */
const behind: Check = {
  name: 'clock.back',
  title: 'Clock against the past',
  run: (context) => {
    const latest = latestTimes(context);
    const now = context.now();
    const ahead = latest.filter(({ time }) => time > now + noticeMilliseconds).toSorted((a, b) => b.time - a.time)[0];
    if (ahead === undefined) return latest.length === 0 ? [] : [ok('nothing that was recorded lies in the future')];
    const found = `${ahead.what} is ${seconds(ahead.time - now)} ahead of the clock`;
    const cause = 'The clock was set back, or was ahead when that was written';
    return [(ahead.time - now > badMilliseconds ? failed : attention)(found, cause, remedy)];
  },
};

type Recorded = { readonly what: string; readonly time: number };

function latestTimes({ dataFolder, now }: DoctorContext): readonly Recorded[] {
  return spacesIn(dataFolder).flatMap(({ folder }) => [
    ...fileTime(join(folder, 'lake', 'manifest.json'), 'the manifest of the lake'),
    ...fileTime(ledgerPath(folder), 'the ledger'),
    ...auditTime(folder, now),
  ]);
}

function fileTime(path: string, what: string): readonly Recorded[] {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat === undefined ? [] : [{ what, time: stat.mtimeMs }];
}

function auditTime(folder: string, now: () => number): readonly Recorded[] {
  if (!existsSync(ledgerPath(folder))) return [];
  try {
    const ledger = readLedger(folder, now);
    try {
      const row = ledger.db.prepare('SELECT max(time) AS time FROM audit').get() as { readonly time: number | null };
      return row.time === null ? [] : [{ what: 'the newest entry of the audit trail', time: row.time }];
    } finally {
      ledger.close();
    }
  } catch {
    // A ledger that cannot be read is named by its own check.
    return [];
  }
}

/** Wall clock minus monotonic clock, milliseconds: it changes only when the clock is set. */
export const clockOrigin = (now: () => number, monotonic: () => number): number => now() - monotonic();

const jump: Check = {
  name: 'clock.jump',
  title: 'Clock since the start',
  run: ({ startedOrigin, now, monotonic }) => {
    if (startedOrigin === undefined) return [];
    const moved = clockOrigin(now, monotonic) - startedOrigin;
    if (Math.abs(moved) < 2 * noticeMilliseconds) return [ok('it ran evenly')];
    const found = `it was set ${moved > 0 ? 'forward' : 'back'} by ${seconds(moved)} since the server started`;
    const cause = 'Set by hand or by the time service, or the machine slept';
    return [(Math.abs(moved) > badMilliseconds ? failed : attention)(found, cause, remedy)];
  },
};

export const clockChecks: readonly Check[] = [offset, behind, jump];
