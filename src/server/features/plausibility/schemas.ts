// What the routes of plausibility take and answer. Times in milliseconds since 1970 UTC.
import { z } from 'zod';
import { hitRules } from '../../../results/plausibility/hit.ts';
import { noteRecipients, reviewStates } from '../../../results/plausibility/query-keys.ts';
import { unitStates } from '../../../results/reconcile/states.ts';

const count = z.int().min(0);
const time = z.number();
const id = z.string().min(1).max(200);
const share = z.number().min(0).max(1);

export const plausibilityParamsSchema = z.object({ election: z.string().min(1).max(64) });
export const plausibleUnitParamsSchema = plausibilityParamsSchema.extend({ contest: id, unit: id });

export const plausibilityListQuerySchema = z.object({
  /** The query of every list; its keys are plausibilityKeys in src/results/plausibility/query-keys.ts. */
  q: z.string().max(2000).default(''),
  /** pressing, unit, name, area, hits or reviewed, with "-" before it for descending. */
  sort: z.string().max(40).optional(),
  cursor: z.string().max(20).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});

const hit = z.object({
  rule: z.enum(hitRules),
  /** What was seen. */
  reason: z.string(),
  expected: z.string(),
  /** How many such the stated null gives. */
  ordinary: z.string(),
  against: z.array(z.string()).readonly(),
  next: z.string(),
  otherUnit: z.string().nullable(),
  /** Robust deviations from its peers. */
  score: z.number().nullable(),
  /** Under the calibration; null without one. */
  p: z.number().nullable(),
  q: z.number().nullable(),
  /** The unit among its peers, as shares; null for what is no comparison. */
  picture: z
    .object({ seen: share, expected: share, low: share, high: share, peers: z.array(share).readonly() })
    .nullable(),
});
export type HitView = z.output<typeof hit>;

export const plausibleItemSchema = z.object({
  contest: z.string(),
  unit: z.string(),
  name: z.string(),
  area: z.string(),
  areaName: z.string(),
  /** As in "a section abroad"; empty for ordinary units. */
  special: z.string(),
  rules: z.array(z.enum(hitRules)).readonly(),
  /** Reason of the most pressing finding; empty where nothing is found any more. */
  reason: z.string(),
  hits: count,
  state: z.enum(reviewStates),
  reviewedAt: time.nullable(),
});
export type PlausibleItem = z.output<typeof plausibleItemSchema>;

export const plausibilityExportQuerySchema = plausibilityListQuerySchema
  .pick({ q: true, sort: true })
  .extend({ format: z.literal('csv').default('csv') });

export const plausibilityListSchema = z.object({
  items: z.array(plausibleItemSchema),
  matching: count,
  all: count,
  next: z.string().optional(),
});

export const plausibilitySummarySchema = z.object({
  election: z.string(),
  name: z.string(),
  /** When it was assessed. */
  at: time,
  /** Returns have come since; the next assessment is on its way. */
  old: z.boolean(),
  states: z.record(z.enum(reviewStates), count),
  contests: z.array(
    z.object({
      contest: z.string(),
      name: z.string(),
      pack: z.string(),
      packTitle: z.string(),
      /** The election it was calibrated on, in words; null: not calibrated. */
      calibratedOn: z.string().nullable(),
      /** The calibration holds this very election. */
      ownDay: z.boolean(),
      counted: count,
      units: count,
      rules: z.array(
        z.object({
          rule: z.enum(hitRules),
          units: count,
          comparisons: count.nullable(),
          /** How many the calibrating election would show; null where nothing is calibrated. */
          expected: z.number().nullable(),
        }),
      ),
    }),
  ),
});
export type PlausibilitySummary = z.output<typeof plausibilitySummarySchema>;

const note = z.object({
  recipient: z.enum(noteRecipients),
  reason: z.string(),
  seen: z
    .array(
      z.object({ reason: z.string(), expected: z.string(), against: z.array(z.string()).readonly(), next: z.string() }),
    )
    .readonly(),
  reading: z.string(),
});
export type NoteView = z.output<typeof note>;

export const plausibleUnitSchema = plausibleItemSchema.extend({
  election: z.string(),
  contestName: z.string(),
  unitState: z.enum(unitStates).nullable(),
  findings: z.array(hit),
  /** Names what is shown now; sent back with a proposal, so that nobody proposes what they did not see. */
  shown: z.string(),
  at: time,
  old: z.boolean(),
  reviews: z.array(
    z.object({
      number: z.int(),
      step: z.enum(reviewStates),
      text: z.string(),
      by: z.string(),
      at: time,
      recipient: z.enum(noteRecipients).nullable(),
      /** The return that holds has changed since. */
      superseded: z.boolean(),
    }),
  ),
  /** What waits for its second person, as it would leave. */
  waiting: z.object({ note, digest: z.string(), by: z.string(), at: time, superseded: z.boolean() }).nullable(),
  /** A note was released by two persons and can be taken. */
  released: z.boolean(),
  /** Who could receive a note. */
  recipients: z.array(z.object({ recipient: z.enum(noteRecipients), name: z.string() })),
});
export type PlausibleUnit = z.output<typeof plausibleUnitSchema>;

const text = z.string().trim().min(3).max(1000);
export const reviewBodySchema = z.strictObject({ step: z.enum(['looked', 'explained']), text });

export const noteBodySchema = z.strictObject({
  recipient: z.enum(noteRecipients),
  reason: text,
  /** As the person saw it. */
  shown: z.string().max(64),
});

/** Of the note, as the person saw it. */
const digest = z.string().regex(/^[0-9a-f]{64}$/);
export const noteReleaseBodySchema = z.strictObject({ digest });
export const noteRefusalBodySchema = z.strictObject({ digest, reason: text });
