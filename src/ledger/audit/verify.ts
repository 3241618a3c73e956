// Recomputes the hash chain of the audit trail, page by page in constant memory, and names the first break.
import { setImmediate } from 'node:timers/promises';
import { PollwardenError } from '../../kernel/errors.ts';
import type { Ledger } from '../ledger.ts';
import { sqliteFailure } from '../sqlite-failure.ts';
import { type AuditRow, genesisHash } from './chain.ts';
import { type Broken, checkLink } from './link.ts';

export type Verification = {
  readonly intact: boolean;
  /** Entries that hold, from the first on. */
  readonly entries: number;
  /** Hash of the last entry that holds; 64 zeros for an empty trail. */
  readonly head: string;
  readonly broken?: Broken;
  /** What is odd without breaking the chain. */
  readonly notes: readonly string[];
};

const pageRows = 1000;
const mostNotes = 10;

type Progress = { readonly sequence: number; readonly hash: string; readonly time: number };

/**
 * Reads the whole trail. `head` is a hash noted earlier, elsewhere: it has to be in the chain. Without it, entries cut
 * off the end show only by SQLite's own count, and a chain that was computed anew throughout does not show.
 */
export async function verifyAudit(ledger: Ledger, head?: string): Promise<Verification> {
  let last: Progress = { sequence: 0, hash: genesisHash, time: 0 };
  let headSeen = head === undefined || head === genesisHash;
  const backs: string[] = [];
  let backCount = 0;
  const end = countedEnd(ledger);
  const finish = (broken: Broken | undefined): Verification => ({
    intact: broken === undefined,
    entries: last.sequence,
    head: last.hash,
    ...(broken === undefined ? {} : { broken }),
    notes: [...clockNotes(backs, backCount), ...guardNotes(ledger)],
  });
  for (;;) {
    const rows = readPage(ledger, last.sequence);
    if (!Array.isArray(rows)) return finish(rows as Broken);
    if (rows.length === 0) return finish(cutOff(last, end, headSeen));
    for (const row of rows as readonly AuditRow[]) {
      const broken = checkLink(last, row);
      if (broken !== undefined) return finish(broken);
      if (row.time < last.time && ++backCount <= mostNotes) {
        backs.push(`entry ${row.sequence} by ${last.time - row.time} ms`);
      }
      headSeen ||= row.hash === head;
      last = { sequence: row.sequence, hash: row.hash, time: row.time };
    }
    await setImmediate();
  }
}

/** The next rows, or where the file could not be read. */
function readPage({ db, path }: Ledger, after: number): readonly AuditRow[] | Broken {
  try {
    const select = db.prepare('SELECT * FROM audit WHERE sequence > ? ORDER BY sequence LIMIT ?');
    return select.all(after, pageRows) as readonly unknown[] as readonly AuditRow[];
  } catch (error) {
    const failure = sqliteFailure(error, path);
    if (!(failure instanceof PollwardenError) || failure.code !== 'LEDGER_CORRUPT') throw failure;
    return { sequence: after + 1, reason: `the file is damaged here or within the ${pageRows} entries that follow` };
  }
}

/** The largest sequence ever given, which SQLite counts apart from the entries. */
function countedEnd({ db }: Ledger): number {
  const row = db.prepare("SELECT seq FROM sqlite_sequence WHERE name = 'audit'").get();
  return (row as { readonly seq: number } | undefined)?.seq ?? 0;
}

function cutOff(last: Progress, end: number, headSeen: boolean): Broken | undefined {
  const sequence = last.sequence + 1;
  if (last.sequence < end) return { sequence, reason: `entries ${sequence} to ${end} were cut off the end` };
  if (!headSeen) return { sequence, reason: 'the head that was given is not in the chain: it was cut or made anew' };
  return undefined;
}

const clockNotes = (shown: readonly string[], count: number): readonly string[] => {
  if (count === 0) return [];
  const more = count > shown.length ? ` and ${count - shown.length} more` : '';
  return [`the clock went back before ${shown.join(', ')}${more}`];
};

/** The triggers do not make tampering impossible; that one is missing tells of it. */
function guardNotes({ db }: Ledger): readonly string[] {
  const row = db.prepare("SELECT count(*) AS n FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'audit'").get();
  return (row as { readonly n: number }).n >= 3 ? [] : ['a trigger that keeps the trail append only is missing'];
}
