// What the routes of operations take and answer: state of the node, checks, backups, restore.
import { z } from 'zod';

/** Milliseconds since 1970 UTC. */
const time = z.int().min(0);

/** "unknown": could not be found out here, which is said and is no fault. */
export const checkStateSchema = z.enum(['ok', 'attention', 'failed', 'unknown']);
export type CheckState = z.output<typeof checkStateSchema>;

export const checkSchema = z.object({
  /** Closed names, such as "ledger.integrity". */
  name: z.string(),
  title: z.string(),
  state: checkStateSchema,
  /** What was found, in one sentence. */
  found: z.string(),
  cause: z.string().optional(),
  remedy: z.string().optional(),
});
export type Check = z.output<typeof checkSchema>;

export const backupMadeBySchema = z.enum(['schedule', 'person', 'command', 'beforeRestore']);
export const backupSchema = z.object({
  /** Name of the file; of our own making. */
  name: z.string(),
  createdAt: time,
  bytes: z.int(),
  madeBy: backupMadeBySchema,
  /** Opened only with the passphrase it was made with. */
  encrypted: z.boolean(),
  withKeys: z.boolean(),
  /** When all digests in it were last compared; absent when that was never done, or it failed. */
  verifiedAt: time.optional(),
});
export type Backup = z.output<typeof backupSchema>;

export const jobSchema = z.object({
  kind: z.enum(['backup', 'restore', 'checks']),
  step: z.string(),
  /** From 0 to 1; absent while it is not known. */
  done: z.number().min(0).max(1).optional(),
  startedAt: time,
});
export type Job = z.output<typeof jobSchema>;

export const operationsSchema = z.object({
  asOf: time,
  version: z.string(),
  node: z.string(),
  startedAt: time,
  storage: z.object({
    freeBytes: z.int(),
    totalBytes: z.int(),
    ledgerBytes: z.int(),
    lakeBytes: z.int(),
    backupBytes: z.int(),
  }),
  /** As of `checkedAt`; empty before the first run. */
  checks: z.array(checkSchema),
  checkedAt: time.optional(),
  backups: z.array(backupSchema),
  schedule: z.object({
    /** 0: no backup is made by itself. */
    everyHours: z.int(),
    keep: z.int(),
    nextAt: time.optional(),
    lastError: z.string().optional(),
  }),
  job: jobSchema.optional(),
  /** How the last job of a person or of the schedule ended. */
  lastJob: z
    .object({ kind: jobSchema.shape.kind, endedAt: time, error: z.string().optional(), outcome: z.string() })
    .optional(),
  /** A restore that is verified and put ready; it takes the place of the data at the next start. */
  stagedRestore: z
    .object({
      backup: z.string(),
      backupCreatedAt: time,
      stagedAt: time,
      /** What the administrator is to know: erasures that could not be applied again, keys that are missing. */
      notices: z.array(z.string()),
      /** True where the server can begin again by itself. */
      canRestart: z.boolean(),
    })
    .optional(),
});
export type Operations = z.output<typeof operationsSchema>;

export const acceptedSchema = z.object({ job: jobSchema });

export const backupNamePattern = /^(?:DEMONSTRATION-)?pollwarden-[a-z0-9-]{1,80}\.(?:tar\.zst|sealed)$/;
export const backupParamsSchema = z.object({ name: z.string().regex(backupNamePattern) });

/** The person types the name of the backup again. */
export const restoreBodySchema = z.object({
  name: z.string().regex(backupNamePattern),
  confirmation: z.string().max(120),
});
export type RestoreBody = z.output<typeof restoreBodySchema>;

export const doneSchema = z.object({ done: z.literal(true) });
