// Operations of one space: one job at a time, the schedule of backups, what is known of either.
import { statSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import { PollwardenError } from '../../../kernel/errors.ts';
import { packageVersion } from '../../../kernel/version.ts';
import { diskFiles } from '../../../lake/files.ts';
import { lakeFolder, readManifest } from '../../../lake/manifest.ts';
import { recordAudit } from '../../../ledger/audit/record.ts';
import type { Actor } from '../../../ledger/audit/entry.ts';
import { ledgerPath } from '../../../ledger/ledger.ts';
import { dropOldBackups, dropUnfinished, type ListedBackup, listBackups } from '../../../operations/backup/list.ts';
import { removeStalePins } from '../../../operations/backup/pin.ts';
import { clockOrigin } from '../../../operations/doctor/clock.ts';
import { type JobRequest, type JobResults, type RunningJob, startJob } from '../../../operations/jobs.ts';
import { readPlan } from '../../../operations/restore/plan.ts';
import { backupFolder } from '../../../operations/spaces.ts';
import { canRestart } from '../../restart.ts';
import type { Space } from '../../space.ts';
import type { Check, Job, Operations } from './schemas.ts';

export type Keeper = {
  readonly state: () => Operations;
  readonly backUp: (madeBy: 'schedule' | 'person' | 'beforeRestore', actor: Actor) => Job;
  /** Makes a backup of what is there, then verifies and stages the named one. */
  readonly restore: (name: string, personId: string) => Job;
  readonly check: () => Job;
  /** NOT_FOUND. */
  readonly backup: (name: string) => ListedBackup;
  readonly busy: () => boolean;
  readonly stop: () => Promise<void>;
};

const lookMilliseconds = 600_000;
const hourMilliseconds = 3_600_000;
const scheduler: Actor = { kind: 'system', id: 'schedule' };

type Remembered = {
  job: Job | undefined;
  running: RunningJob<JobRequest['kind']> | undefined;
  lastJob: Operations['lastJob'];
  checks: readonly Check[];
  checkedAt: number | undefined;
};

export const folderOf = ({ name, folder, config }: Space): string =>
  config.backups.folder === undefined ? backupFolder(folder) : join(config.backups.folder, name);

export function createKeeper(space: Space): Keeper {
  const { now } = space;
  removeStalePins(space.folder);
  const startedAt = now();
  const origin = clockOrigin(now, () => performance.now());
  const memory: Remembered = {
    job: undefined,
    running: undefined,
    lastJob: undefined,
    checks: [],
    checkedAt: undefined,
  };
  const { begin, run } = jobsOf(space, memory);
  const backUp: Keeper['backUp'] = (madeBy, actor) =>
    begin('backup', async () => `${(await makeOne(space, run, madeBy, actor)).name} was made and read again`);
  const timer = setInterval(() => {
    if (memory.job === undefined && isDue(space)) backUp('schedule', scheduler);
  }, lookMilliseconds).unref();
  return {
    state: () => stateOf(space, memory, startedAt),
    backUp,
    restore: (name, personId) => {
      const { path } = named(space, name);
      if (readPlan(space.folder) !== undefined) throw new PollwardenError('CONFLICT', 'a restore is put ready already');
      return begin('restore', async () => {
        await makeOne(space, run, 'beforeRestore', { kind: 'person', id: personId });
        return await stage(space, run, path, personId);
      });
    },
    check: () =>
      begin('checks', async () => {
        const options = checkOptions(space, origin);
        memory.checks = await run({ kind: 'checks', timeOrigin: performance.timeOrigin, options });
        memory.checkedAt = now();
        return `${memory.checks.length} checks were made`;
      }),
    backup: (name) => named(space, name),
    busy: () => memory.job !== undefined,
    stop: async () => {
      clearInterval(timer);
      await memory.running?.end();
    },
  };
}

type Run = <K extends JobRequest['kind']>(request: Extract<JobRequest, { readonly kind: K }>) => Promise<JobResults[K]>;

type Jobs = { readonly begin: (kind: Job['kind'], work: () => Promise<string>) => Job; readonly run: Run };

/** One job at a time: CONFLICT while another is under way. */
function jobsOf(space: Space, memory: Remembered): Jobs {
  const { now, log } = space;
  const finish = async (kind: Job['kind'], work: () => Promise<string>): Promise<void> => {
    let end: { readonly outcome: string; readonly error?: string };
    try {
      end = { outcome: await work() };
    } catch (error) {
      end = { outcome: '', error: error instanceof Error ? error.message : String(error) };
      log.warn({ job: kind, problem: end.error }, 'a job of operations failed');
    }
    memory.job = undefined;
    memory.running = undefined;
    memory.lastJob = { kind, endedAt: now(), ...end };
    tell(space);
  };
  return {
    begin: (kind, work) => {
      if (memory.job !== undefined) throw new PollwardenError('CONFLICT', 'another job is under way');
      const job: Job = { kind, step: 'Beginning', startedAt: now() };
      memory.job = job;
      tell(space);
      void finish(kind, work);
      return job;
    },
    run: async (request) => {
      const running = startJob(request, (step, done) => {
        if (memory.job !== undefined) memory.job = { ...memory.job, step, ...(done === undefined ? {} : { done }) };
      });
      memory.running = running;
      return await running.result;
    },
  };
}

const tell = ({ hub }: Space): void => hub.publish({ topic: 'operations', change: 'changed' });

function named(space: Space, name: string): ListedBackup {
  const found = listBackups(folderOf(space)).find((one) => one.name === name);
  if (found === undefined) throw new PollwardenError('NOT_FOUND', 'there is no such backup');
  return found;
}

async function makeOne(
  space: Space,
  run: Run,
  madeBy: 'schedule' | 'person' | 'beforeRestore',
  actor: Actor,
): Promise<JobResults['backup']> {
  const { ledger, name, folder, config } = space;
  const { keep } = config.backups;
  const passphrase = passphraseOf(space);
  dropUnfinished(folderOf(space), space.now());
  try {
    const made = await run<'backup'>({
      kind: 'backup',
      options: {
        spaces: [{ name, folder }],
        toFolder: folderOf(space),
        madeBy,
        withKeys: passphrase !== undefined,
        ...(passphrase === undefined ? {} : { passphrase }),
      },
    });
    const { bytes, encrypted, withKeys } = made;
    const details = { bytes, madeBy, encrypted, withKeys };
    ledger.write(() => recordAudit(ledger, { event: 'backup.made', actor, subject: made.name, details }));
    dropOldBackups(folderOf(space), keep, name === 'demonstration' ? 'all' : 'schedule');
    return made;
  } catch (error) {
    const code = error instanceof PollwardenError ? error.code : 'unknown';
    if (ledger.db.isOpen) ledger.write(() => recordAudit(ledger, { event: 'backup.failed', actor, details: { code } }));
    throw error;
  }
}

async function stage(space: Space, run: Run, path: string, personId: string): Promise<string> {
  const { name, folder, ledger } = space;
  const options = {
    passphrase: passphraseOf(space),
    spaces: [{ name, folder }],
    askedBy: personId,
    applyAtStart: true,
  };
  const plan = (await run<'restore'>({ kind: 'restore', path, options })).at(0);
  if (plan === undefined) throw new PollwardenError('NOT_FOUND', 'the backup holds nothing of this space');
  ledger.write(() =>
    recordAudit(ledger, {
      event: 'restore.staged',
      actor: { kind: 'person', id: personId },
      subject: plan.backup,
      details: { createdAt: new Date(plan.backupCreatedAt).toISOString() },
    }),
  );
  return `${plan.backup} is verified and put ready`;
}

/** In the demonstration anybody may be its administrator: what it hands out tells nothing of the real passphrase. */
const passphraseOf = ({ name, config }: Space): string | undefined =>
  name === 'real' ? config.backups.passphrase : undefined;

/** Due by the newest backup of any making; one from the future, after a clock was set back, does not count. */
function isDue(space: Space): boolean {
  const { everyHours } = space.config.backups;
  if (everyHours === 0 || space.name === 'demonstration') return false;
  const past = listBackups(folderOf(space)).filter(({ createdAt }) => createdAt <= space.now() + hourMilliseconds);
  return past.length === 0 || space.now() - past[0].createdAt >= everyHours * hourMilliseconds;
}

const checkOptions = (space: Space, startedOrigin: number) => ({
  dataFolder: space.folder,
  timeServer: undefined,
  backupFolders: [folderOf(space)],
  port: undefined,
  // The demonstration, where anybody is an administrator, neither connects anywhere nor tells where to.
  smtp: space.name === 'real' ? mailServer(space) : undefined,
  publicUrl: space.name === 'real' ? space.config.publicUrl : undefined,
  startedOrigin,
});

const mailServer = ({ config: { smtp } }: Space) =>
  smtp === undefined ? undefined : { host: smtp.host, port: smtp.port };

function stateOf(space: Space, memory: Remembered, startedAt: number): Operations {
  const { config, folder, now } = space;
  const backups = listBackups(folderOf(space));
  const { bavail, blocks, bsize } = statfsSync(folder);
  const lake = readManifest(diskFiles, lakeFolder(folder)).segments.reduce((sum, { bytes }) => sum + bytes, 0);
  const everyHours = space.name === 'demonstration' ? 0 : config.backups.everyHours;
  const newest = backups.at(0)?.createdAt;
  const { job, lastJob, checks, checkedAt } = memory;
  return {
    asOf: now(),
    version: packageVersion(),
    node: process.versions.node,
    startedAt,
    storage: {
      freeBytes: bavail * bsize,
      totalBytes: blocks * bsize,
      // With what SQLite has not moved into the file yet.
      ledgerBytes: sizeOf(ledgerPath(folder)) + sizeOf(`${ledgerPath(folder)}-wal`),
      lakeBytes: lake,
      backupBytes: backups.reduce((sum, { bytes }) => sum + bytes, 0),
    },
    checks: [...checks],
    ...(checkedAt === undefined ? {} : { checkedAt }),
    backups: backups.map(({ path: _path, ...backup }) => backup),
    schedule: {
      everyHours,
      keep: config.backups.keep,
      ...(everyHours === 0
        ? {}
        : { nextAt: newest === undefined ? startedAt : newest + everyHours * hourMilliseconds }),
      ...(lastJob?.kind === 'backup' && lastJob.error !== undefined ? { lastError: lastJob.error } : {}),
    },
    ...(job === undefined ? {} : { job }),
    ...(lastJob === undefined ? {} : { lastJob }),
    ...stagedOf(space),
  };
}

const sizeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0;

function stagedOf({ folder, name }: Space): Pick<Operations, 'stagedRestore'> {
  const plan = readPlan(folder);
  if (plan === undefined) return {};
  const { backup, backupCreatedAt, stagedAt, notices } = plan;
  // A restart ends the work of every space: from the demonstration nobody may cause it.
  const restart = canRestart() && name === 'real';
  return { stagedRestore: { backup, backupCreatedAt, stagedAt, notices, canRestart: restart } };
}
