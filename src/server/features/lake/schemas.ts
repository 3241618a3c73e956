// What the lake holds, as the API says it. The console takes its types from here.
import { z } from 'zod';

const millis = z.int().min(0);
const day = z.string().regex(/^\d{4}-\d\d-\d\d$/, 'is a day such as 2026-03-01');

export const lakeDay = z.object({ day, rows: z.int(), bytes: z.int(), segments: z.int(), rowsWrittenAhead: z.int() });

export const lakeKind = z.object({
  kind: z.string(),
  meaning: z.string(),
  rows: z.int(),
  bytes: z.int(),
  segments: z.int(),
  /** Of `rows`, those that are durable in the write-ahead file and not yet in segments. */
  rowsWrittenAhead: z.int(),
  firstDay: day.optional(),
  lastDay: day.optional(),
  /** Newest first, at most 400. */
  days: z.array(lakeDay),
});

export const lakeOverview = z.object({
  /** Milliseconds since 1970 UTC. */
  asOf: millis,
  rows: z.int(),
  bytes: z.int(),
  kinds: z.array(lakeKind),
  runs: z.int(),
  purposes: z.array(
    z.object({ id: z.string(), purpose: z.string(), endDate: z.string(), retentionDays: z.int(), runs: z.int() }),
  ),
  /** What retention deletes, and when: the next due first. */
  retention: z.array(z.object({ day, runs: z.int(), rows: z.int(), overdue: z.boolean() })),
  rejectedFiles: z.int(),
  rejectedRetentionDays: z.int(),
  lastErasure: z.object({ at: z.string(), what: z.string(), finished: z.boolean() }).optional(),
});
export type LakeOverview = z.infer<typeof lakeOverview>;

export const lakeRun = z.object({
  id: z.string(),
  startedAt: millis,
  purposeId: z.string(),
  purpose: z.string(),
  /** "live" while it goes on. */
  state: z.enum(['live', 'finished', 'interrupted', 'expired']),
  rowsAdded: z.int(),
  /** Undefined where a killed run could not say. */
  rowsKnown: z.int().optional(),
  rowsRejected: z.int().optional(),
  sources: z.int(),
  rejectedKept: z.boolean(),
  /** Day on which retention deletes or deleted its rows. */
  deletedOn: day,
});
export type LakeRun = z.infer<typeof lakeRun>;

export const listQuery = z.object({
  q: z.string().max(500).optional(),
  sort: z.string().max(40).optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
});

export const lakeRunList = z.object({
  items: z.array(lakeRun),
  matching: z.int(),
  all: z.int(),
  next: z.string().optional(),
});
export type LakeRunList = z.infer<typeof lakeRunList>;

export const rejectedQuery = z.object({
  run: z.string().regex(/^run-[0-9a-f]{1,32}$/),
  cursor: z.string().max(20).optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
});

export const rejectedRow = z.object({
  file: z.string(),
  line: z.int(),
  code: z.string(),
  reason: z.string(),
  raw: z.string(),
});
export type RejectedRow = z.infer<typeof rejectedRow>;

export const rejectedList = z.object({
  items: z.array(rejectedRow),
  matching: z.int(),
  all: z.int(),
  /** Sealed rows that cannot be opened: damaged, cut off, or of another key. */
  unreadable: z.int(),
  next: z.string().optional(),
});
export type RejectedList = z.infer<typeof rejectedList>;

const account = z
  .string()
  .trim()
  .min(1)
  .max(300)
  .refine((text) => text.replace(/^@/, '').trim() !== '', 'names an account');
const platform = z.string().trim().min(1).max(60);

/** `confirm: false` answers what would go and changes nothing. */
export const erasureRequest = z.union([
  z.strictObject({ account, platform: platform.optional(), confirm: z.boolean() }),
  z.strictObject({ before: day, confirm: z.boolean() }),
]);
export type ErasureRequest = z.infer<typeof erasureRequest>;

export const erasureAnswer = z.object({
  confirmed: z.boolean(),
  rows: z.int(),
  ownPosts: z.int(),
  rejected: z.int(),
  /** Rejected rows that cannot be opened and stay; only after a confirmed erasure. */
  rejectedUnopened: z.int(),
  segmentsRewritten: z.int(),
  /** Findings whose evidence lost something. */
  findingsChanged: z.int(),
  /** What an erasure cannot reach, in plain words. */
  notReached: z.array(z.string()),
});
export type ErasureAnswer = z.infer<typeof erasureAnswer>;

export const erasureItem = z.object({
  id: z.string(),
  at: z.string(),
  what: z.enum(['erase', 'expire']),
  filter: z.string(),
  finished: z.boolean(),
  rowsRemoved: z.int(),
  rejectedRemoved: z.int(),
});
export const erasureList = z.object({
  items: z.array(erasureItem),
  matching: z.int(),
  all: z.int(),
  next: z.string().optional(),
});
export type ErasureList = z.infer<typeof erasureList>;

export const expiryAnswer = z.object({ runs: z.int(), rowsRemoved: z.int(), rejectedFiles: z.int() });
export type ExpiryAnswer = z.infer<typeof expiryAnswer>;
