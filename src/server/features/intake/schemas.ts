// What the routes about intake take and answer. Times in milliseconds since 1970 UTC.
import { z } from 'zod';
import { envelopeOutcomes } from '../../../results/store/intake-rows.ts';

const count = z.int().min(0);
const time = z.number();

export const intakeParamsSchema = z.object({ election: z.string().min(1).max(64) });

export const intakeQuerySchema = z.object({
  outcome: z.enum(envelopeOutcomes).optional(),
  cursor: z.string().max(20).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});

export const intakeSchema = z.object({
  /** Whether this node reads a folder of intake (intakeFolder in the configuration). */
  reading: z.boolean(),
  /** Whether receipts are checked against a pinned fingerprint. */
  pinned: z.boolean(),
  added: count,
  known: count,
  refused: count,
  lastReceivedAt: time.nullable(),
  lastReadAt: time.nullable(),
  /** When the folder was last looked at to its end. */
  lookedAt: time.nullable(),
  /** Receipts whose envelope is not in the folder. */
  missing: count,
  /** Lines of intake's list that are no receipts. */
  badLines: count,
  /** Receipts that the pinned key did not sign. */
  unsigned: count,
  problem: z.string().nullable(),
  envelopes: z.array(
    z.object({
      hash: z.string(),
      /** Empty where the envelope cannot be read. */
      centre: z.string(),
      centreName: z.string(),
      key: z.string(),
      sequence: z.int().nullable(),
      receivedAt: time,
      readAt: time,
      outcome: z.enum(envelopeOutcomes),
      code: z.string(),
      detail: z.string(),
      contest: z.string(),
      unit: z.string(),
      returnHash: z.string(),
    }),
  ),
  next: z.string().optional(),
  at: time,
});
export type IntakeView = z.output<typeof intakeSchema>;

export const intakeReadBodySchema = z.strictObject({
  /** Envelopes that were refused are read once more. */
  refusedAgain: z.boolean().default(false),
});
