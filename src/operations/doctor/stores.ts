// Checks of the stores of each space: ledger, audit trail, lake, keys, locks, purposes, a restore that waits.
import { closeSync, existsSync, lstatSync, openSync, readdirSync, readSync, statSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { PollwardenError } from '../../kernel/errors.ts';
import { diskFiles, errnoOf } from '../../lake/files.ts';
import { lockHolder } from '../../lake/lock.ts';
import { lakeFolder, readManifest, type Segment, segmentPath } from '../../lake/manifest.ts';
import { takeSnapshot } from '../../lake/snapshot.ts';
import { verifyAudit } from '../../ledger/audit/verify.ts';
import { verifyOwnAnchors } from '../../ledger/audit/verify-anchors.ts';
import { ledgerPath, readLedger } from '../../ledger/ledger.ts';
import { migrations } from '../../ledger/migrations/index.ts';
import { sqliteFailure } from '../../ledger/sqlite-failure.ts';
import { keyIdIn } from '../key-id.ts';
import { ledgerFault } from '../ledger-copy.ts';
import { readPlan } from '../restore/plan.ts';
import { type SpaceFolder, spacesIn } from '../spaces.ts';
import { attention, type Check, counted, type DoctorContext, failed, ok, type Outcome } from './check.ts';
import { failureOutcome } from './failure.ts';

type SpaceCheck = (space: SpaceFolder, context: DoctorContext) => Promise<readonly Outcome[]> | readonly Outcome[];

/** Runs for every space; failures become outcomes, so that one bad store hides no other. */
const perSpace = (name: string, title: string, doing: string, run: SpaceCheck): Check => ({
  name,
  title,
  run: async (context) => {
    const outcomes: Outcome[] = [];
    for (const space of spacesIn(context.dataFolder)) {
      const own = space.name === 'real' ? title : `${title}, demonstration`;
      try {
        outcomes.push(...(await run(space, context)).map((outcome) => ({ title: own, ...outcome })));
      } catch (error) {
        outcomes.push({ title: own, ...failureOutcome(doing, error) });
      }
    }
    return outcomes;
  },
});

const integrity = perSpace('ledger', 'Ledger', 'Checking the ledger', ({ folder }) => {
  const path = ledgerPath(folder);
  if (!existsSync(path)) return [];
  let db: DatabaseSync | undefined;
  try {
    db = openForReading(path);
    const fault = ledgerFault(db);
    if (fault !== undefined) throw new PollwardenError('LEDGER_CORRUPT', fault.slice(0, 200), { file: path });
    return [migrationOutcome(db, path)];
  } catch (error) {
    throw sqliteFailure(error, path);
  } finally {
    db?.close();
  }
});

/** A full or read-only disk has no room for the file that readers share; without a writer none is needed. */
function openForReading(path: string): DatabaseSync {
  const db = new DatabaseSync(path, { readOnly: true });
  try {
    db.exec('PRAGMA busy_timeout=5000');
    db.prepare('PRAGMA user_version').get();
    return db;
  } catch (error) {
    db.close();
    if ((statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0) throw error;
    const unchanging = pathToFileURL(path);
    unchanging.searchParams.set('immutable', '1');
    return new DatabaseSync(unchanging, { readOnly: true });
  }
}

/** A migration is in the file wholly or not at all: one that was interrupted is simply still to come. */
function migrationOutcome(db: DatabaseSync, path: string): Outcome {
  const { user_version: version } = db.prepare('PRAGMA user_version').get() as { readonly user_version: number };
  const newest = migrations.at(-1)?.number ?? 0;
  if (version === newest) return ok(`sound, of form ${version}`);
  if (version > newest) {
    throw new PollwardenError('LEDGER_NEWER', `it is of form ${version} and this program knows ${newest}`, {
      file: path,
    });
  }
  const backups = migrationBackups(path);
  const cause =
    backups === 0
      ? 'This is a newer Pollwarden than the one that last ran here'
      : `This Pollwarden is newer than the one that last ran here, or a migration was interrupted; ${counted(backups, 'copy', 'copies')} from before lie in ledger/backups`;
  const remedy = 'Start the server: it makes a copy and finishes the migrations, each wholly or not at all';
  return attention(`sound, of form ${version}, and this program's is ${newest}`, cause, remedy);
}

function migrationBackups(path: string): number {
  const folder = join(path, '..', 'backups');
  return existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.sqlite')).length : 0;
}

const auditTrail = perSpace('audit', 'Audit trail', 'Checking the audit trail', async ({ folder }, { now }) => {
  if (!existsSync(ledgerPath(folder))) return [];
  const ledger = readLedger(folder, now);
  try {
    const { user_version: form } = ledger.db.prepare('PRAGMA user_version').get() as { readonly user_version: number };
    if (form === 0) return [];
    const { intact, entries, broken, notes } = await verifyAudit(ledger);
    if (!intact) {
      const found = `it does not hold from entry ${broken?.sequence ?? 0} on: ${broken?.reason ?? ''}`;
      const cause = 'Somebody or something changed the ledger past the program, or the disk did';
      return [failed(found, cause, 'Keep a copy as evidence, compare with the newest backups, ask who had access')];
    }
    const odd = [
      ...notes.map((note) => attention(note, 'See the note', 'Read those entries: pollwarden audit verify')),
      ...anchorsOutcome(await verifyOwnAnchors(ledger, folder, { intact, entries })),
    ];
    return odd.length > 0 ? odd : [ok(`${counted(entries, 'entry', 'entries')} hold`)];
  } finally {
    ledger.close();
  }
});

function anchorsOutcome(found: Awaited<ReturnType<typeof verifyOwnAnchors>>): readonly Outcome[] {
  if (found === undefined || (found.ok && found.value.broken === undefined)) return [];
  const what = found.ok
    ? 'it is not the trail that was anchored in its transparency log'
    : `the transparency log of its heads does not hold: ${found.fault.detail}`;
  const cause = 'Somebody changed the trail or the log past the program, or an older backup was put back';
  return [attention(what, cause, 'pollwarden audit verify says where')];
}

const lake = perSpace('lake', 'Lake', 'Checking the lake', ({ folder }) => {
  const root = lakeFolder(folder);
  if (!existsSync(root)) return [];
  const { manifest, pending } = takeSnapshot(diskFiles, root);
  const bad = manifest.segments.filter((segment) => {
    return diskFiles.size(segmentPath(root, segment)) !== segment.bytes;
  });
  // A writer may have replaced segments between the two looks.
  if (bad.length > 0 && readManifest(diskFiles, root).change === manifest.change) {
    throw new PollwardenError('LAKE_CORRUPT', `${counted(bad.length, 'segment')} missing or of another size`, {
      file: segmentPath(root, bad[0]),
    });
  }
  checkEnds(root, manifest.segments);
  const rows = manifest.segments.reduce((sum, segment) => sum + segment.rows, 0) + pending.rows;
  return [ok(`${counted(manifest.segments.length, 'segment')}, ${counted(rows, 'row')}`)];
});

/** The first and last four bytes of every segment: a disk that cannot read, or that forgot, shows here. */
function checkEnds(root: string, segments: readonly Segment[]): void {
  const magic = Buffer.from('PAR1');
  for (const segment of segments) {
    const path = segmentPath(root, segment);
    const [first, last] = [readAt(path, 0), readAt(path, segment.bytes - magic.length)];
    if (first === undefined || last === undefined || (first.equals(magic) && last.equals(magic))) continue;
    throw new PollwardenError('LAKE_CORRUPT', 'it is no longer what was written', { file: path });
  }
}

/** Four bytes; undefined where a writer has replaced the segment meanwhile. */
function readAt(path: string, position: number): Buffer | undefined {
  const bytes = Buffer.alloc(4);
  try {
    const fd = openSync(path, 'r');
    try {
      readSync(fd, bytes, 0, bytes.length, position);
    } finally {
      closeSync(fd);
    }
    return bytes;
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

const locks = perSpace('locks', 'Locks', 'Reading the lock of the lake', ({ folder }) => {
  const path = join(lakeFolder(folder), 'lock');
  const holder = lockHolder(diskFiles, path);
  if (holder === undefined) return [ok('the lake is not being written')];
  if (holder.host !== hostname()) {
    const found = `the lake is locked by process ${holder.pid} on ${holder.host}`;
    return [attention(found, 'Copied or mounted from that machine', `If it no longer runs, delete ${path}`)];
  }
  if (holder.alive) return [ok(`the lake is written by process ${holder.pid}`)];
  const found = `the lake's lock is of process ${holder.pid}, which has ended`;
  return [attention(found, 'That process was killed, or the power failed', 'Nothing: the next writer takes it over')];
});

const keys = perSpace('keys', 'Keys', 'Looking at the keys', ({ folder }) => {
  const place = join(folder, 'keys');
  const names = existsSync(place) ? readdirSync(place).filter((name) => name.endsWith('.key')) : [];
  const open = names.filter((name) => (lstatSync(join(place, name)).mode & 0o077) !== 0);
  const outcomes: Outcome[] = [];
  if (open.length > 0) {
    const cause = 'Copied with wide permissions';
    outcomes.push(failed(`others may read ${open.join(', ')}`, cause, `chmod 600 ${join(place, '*.key')}`));
  }
  const needed = existsSync(lakeFolder(folder))
    ? readManifest(diskFiles, lakeFolder(folder)).runs.at(-1)?.keyId
    : undefined;
  if (needed !== undefined && keyIdIn(folder) !== needed) {
    const found = keyIdIn(folder) === undefined ? 'the pseudonym key is missing' : 'the pseudonym key is another one';
    const cause = 'The lake was made with another key; nothing can be added to it, and no account can be erased';
    outcomes.push(failed(found, cause, `Put the right one at ${join(place, 'pseudonym.key')}, mode 0600`));
  }
  return outcomes.length > 0 ? outcomes : [ok(names.length === 0 ? 'none yet' : names.join(', '))];
});

const dayMilliseconds = 86_400_000;
const soonDays = 14;

const purposes = perSpace('purposes', 'Purposes', 'Reading the purposes', ({ folder }, { now }) => {
  if (!existsSync(lakeFolder(folder))) return [];
  const { pending } = takeSnapshot(diskFiles, lakeFolder(folder));
  const open = pending.runs.filter(({ finished, expiredOn, interrupted }) => {
    return !finished && expiredOn === undefined && interrupted === undefined;
  });
  const ends = pending.purposes
    .filter(({ id }) => open.some(({ purposeId }) => purposeId === id))
    .flatMap(({ record }) => {
      const { endDate, purpose } = (record ?? {}) as { readonly endDate?: unknown; readonly purpose?: unknown };
      return typeof endDate === 'string' ? [{ endDate, purpose: String(purpose).slice(0, 80) }] : [];
    });
  const soon = ends.filter(({ endDate }) => Date.parse(endDate) - now() < soonDays * dayMilliseconds);
  if (soon.length === 0) return [ok(`${counted(ends.length, 'purpose')} in use`)];
  return soon.map(({ endDate, purpose }) =>
    attention(
      `"${purpose}" ends after ${endDate}`,
      'A source stops at the last day of its purpose record',
      'Review the purpose and record a new one where it still holds',
    ),
  );
});

const waiting = perSpace('restore', 'Restore', 'Reading the plan of a restore', ({ folder }) => {
  const plan = readPlan(folder);
  if (plan === undefined) return [];
  const begun = plan.state === 'swapping';
  const found = begun ? `restoring ${plan.backup} was interrupted` : `${plan.backup} is put ready`;
  const cause = begun ? 'The process was killed, or the power failed' : 'An administrator asked for it';
  return [attention(found, cause, 'Start the server, which finishes it before anything else')];
});

export const storeChecks: readonly Check[] = [integrity, auditTrail, lake, locks, keys, purposes, waiting];
