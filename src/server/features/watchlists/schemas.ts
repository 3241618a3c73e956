// What the routes of watchlists and the election calendar take and answer. Times in milliseconds since 1970 UTC.
import { z } from 'zod';
import { phases } from '../../../findings/finding.ts';
import { watchForms, watchKinds } from '../../../elections/watchlist.ts';

const itemSchema = z.object({
  form: z.enum(watchForms),
  /** Of accounts the pseudonym; the name itself is not kept. */
  value: z.string(),
});

export const watchlistSchema = z.object({
  id: z.string(),
  kind: z.enum(watchKinds),
  name: z.string(),
  note: z.string(),
  items: z.array(itemSchema).readonly(),
  createdAt: z.number(),
  updatedAt: z.number(),
});
export type WatchlistItem = z.output<typeof watchlistSchema>;

export const watchlistsSchema = z.object({
  items: z.array(watchlistSchema),
  all: z.int(),
  matching: z.int(),
  /** Kinds that can be entered here: declared networks only where this profile holds the key of pseudonyms. */
  kinds: z.array(z.enum(watchKinds)),
});
export type Watchlists = z.output<typeof watchlistsSchema>;

const line = z.string().trim().min(1).max(500);
/** Items one by one, or a list as text (CSV or JSON), which is read line by line. */
export const watchlistBodySchema = z.strictObject({
  kind: z.enum(watchKinds),
  name: z.string().trim().min(1).max(200),
  note: z.string().trim().max(2000).default(''),
  items: z
    .array(z.strictObject({ form: z.enum(watchForms), value: line }))
    .max(10_000)
    .optional(),
  text: z.string().max(2_000_000).optional(),
});
export type WatchlistBody = z.input<typeof watchlistBodySchema>;

export const watchlistParamsSchema = z.object({ id: z.string().min(1).max(80) });
export const doneSchema = z.object({ done: z.literal(true) });

/** ISO day in the election's time zone, such as 2026-06-07. */
const day = z.string().regex(/^\d{4}-\d\d-\d\d$/, 'is written as 2026-06-07');
export const calendarBodySchema = z.strictObject({
  elections: z
    .array(
      z.strictObject({
        name: z.string().trim().min(1).max(200),
        /** IANA name, such as Europe/Brussels. */
        timeZone: z.string().trim().min(1).max(60),
        phases: z.array(z.strictObject({ phase: z.enum(phases), from: day, to: day })).max(30),
      }),
    )
    .max(20),
});
export type CalendarBody = z.input<typeof calendarBodySchema>;
export const calendarSchema = calendarBodySchema.extend({
  /** The phase of today, or null; where elections overlap the later phase. */
  phase: z.enum(phases).nullable(),
  election: z.string().nullable(),
  updatedAt: z.number().nullable(),
});
export type Calendar = z.output<typeof calendarSchema>;
