// Detectors as the console sees them: parameters with their meaning, schedule, runs, the live detection.
import { z } from 'zod';

export const parameterSchema = z.object({
  key: z.string(),
  title: z.string(),
  meaning: z.string(),
  kind: z.enum(['integer', 'number', 'numbers']),
  unit: z.string().nullable(),
  least: z.number().nullable(),
  most: z.number().nullable(),
  default: z.union([z.number(), z.array(z.number())]),
  value: z.union([z.number(), z.array(z.number())]),
  /** Error rates were measured with the default only. */
  calibratedOnlyAtDefault: z.boolean(),
});
export type DetectorParameter = z.infer<typeof parameterSchema>;

export const scheduleSchema = z.object({
  /** Runs over the lake by itself every so many hours; null is only by hand. */
  everyHours: z.int().min(1).max(168).nullable(),
  /** Days before now that a scheduled run looks at. */
  lookBackDays: z.int().min(1).max(180),
});
export type Schedule = z.infer<typeof scheduleSchema>;

export const runSchema = z.object({
  id: z.string(),
  detector: z.string(),
  detectorVersion: z.string(),
  /** What began it. */
  cause: z.enum(['person', 'schedule', 'pane']),
  startedBy: z.string().nullable(),
  state: z.enum(['queued', 'running', 'finished', 'failed', 'interrupted']),
  startedAt: z.number(),
  finishedAt: z.number().nullable(),
  /** Milliseconds since 1970 UTC: what was looked at, end exclusive. */
  from: z.number().nullable(),
  to: z.number().nullable(),
  parameters: z.record(z.string(), z.union([z.number(), z.array(z.number())])),
  posts: z.number().nullable(),
  shares: z.number().nullable(),
  accounts: z.number().nullable(),
  claim: z.string().nullable(),
  calibrated: z.boolean().nullable(),
  groups: z.number().nullable(),
  added: z.number().nullable(),
  updated: z.number().nullable(),
  problem: z.string().nullable(),
  /** 0 to 1 while it runs. */
  progress: z.number().nullable(),
  step: z.string().nullable(),
});
export type DetectorRun = z.infer<typeof runSchema>;

export const liveSchema = z.object({
  running: z.boolean(),
  /** Milliseconds since 1970 UTC up to which all is counted. */
  watermark: z.number().nullable(),
  paneSeconds: z.number(),
  horizonSeconds: z.number(),
  latenessSeconds: z.number(),
  nextPaneAt: z.number().nullable(),
  shares: z.number(),
  pairs: z.number(),
  accounts: z.number(),
  objects: z.number(),
  late: z.number(),
  fromTheFuture: z.number(),
  /** The horizon in use where memory does not hold the one asked for. */
  shortenedTo: z.number().nullable(),
  problem: z.string().nullable(),
});
export type LiveDetection = z.infer<typeof liveSchema>;

export const detectorSchema = z.object({
  name: z.string(),
  title: z.string(),
  version: z.string(),
  purpose: z.string(),
  method: z.string(),
  cannotSee: z.array(z.string()),
  /** Of the default parameters, measured: docs/calibration.md. */
  calibrated: z.boolean(),
  technique: z.array(z.object({ id: z.string(), name: z.string() })),
  parameters: z.array(parameterSchema),
  schedule: scheduleSchema,
  live: liveSchema.nullable(),
  lastRun: runSchema.nullable(),
});
export type Detector = z.infer<typeof detectorSchema>;

export const detectorListSchema = z.object({ items: z.array(detectorSchema) });
export const detectorNameSchema = z.object({ name: z.string().max(60) });
export const detectorChangeSchema = z.strictObject({
  parameters: z.record(z.string().max(60), z.union([z.number(), z.array(z.number()).max(8)])).optional(),
  schedule: scheduleSchema.optional(),
});
/** Without times: the look-back of the schedule, until now. */
export const runRequestSchema = z.strictObject({
  from: z.number().int().nonnegative().optional(),
  to: z.number().int().nonnegative().optional(),
});
export const runListQuerySchema = z.object({
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(20),
});
export const runListSchema = z.object({
  items: z.array(runSchema),
  matching: z.number(),
  all: z.number(),
  next: z.string().optional(),
});
