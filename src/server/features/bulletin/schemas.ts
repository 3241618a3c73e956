// What the routes of the bulletin take and answer. Times in milliseconds since 1970 UTC.
import { z } from 'zod';

export const bulletinParamsSchema = z.object({ election: z.string().min(1).max(64) });

const text = (most: number): z.ZodString => z.string().trim().min(1).max(most);

export const fixBodySchema = z.strictObject({
  /** Name of the log, such as results.example/council-2026. */
  origin: text(200),
  /** Text of a C2SP policy of witnesses; empty: none is asked. */
  witnesses: z.string().max(50_000).default(''),
});

const wordSchema = z.object({ word: z.string(), digits: z.string() });

const openingSchema = z.object({
  origin: z.string(),
  /** vkey of the log. */
  log: z.string(),
  fixedAt: z.number(),
  /** Whole days from fixing to polling; negative after it. */
  days: z.number(),
  words: z.array(wordSchema),
  /** Names of witnesses that the policy knows; and whether a quorum of them is asked. */
  witnesses: z.array(z.string()),
  witnessed: z.boolean(),
});

const builtSchema = z.object({
  number: z.number(),
  at: z.number(),
  /** Address of the preview on this server. */
  address: z.string(),
  /** Entries of the log that it is made of. */
  entries: z.number(),
});

export const bulletinSchema = z.object({
  election: z.string(),
  name: z.string(),
  timeZone: z.string(),
  day: z.string(),
  /** Null where nothing was fixed: no bulletin is built. */
  opening: openingSchema.nullable(),
  /** Null where none was built yet. */
  built: builtSchema.nullable(),
  /** Units of which headquarters' copy is not what was logged. */
  copyDiffers: z.array(z.object({ contest: z.string(), unit: z.string() })),
  /** Why the last attempt failed. */
  problem: z.string().nullable(),
});

export type BulletinAnswer = z.input<typeof bulletinSchema>;
