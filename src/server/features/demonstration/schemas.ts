// The demonstration as its pages see it.
import { z } from 'zod';

/** Seconds of event time a second. */
export const speeds = [0, 1, 60, 600, 3600] as const;

export const personaSchema = z.object({
  id: z.string(),
  name: z.string(),
  role: z.string(),
  organisation: z.string(),
  does: z.string(),
});
export type Persona = z.infer<typeof personaSchema>;

export const demonstrationSchema = z.object({
  country: z.string(),
  election: z.string(),
  about: z.string(),
  personas: z.array(personaSchema),
  /** Event seconds a second; 0 is paused. */
  speed: z.number(),
  speeds: z.array(z.number()),
  state: z.enum(['preparing', 'streaming', 'paused', 'caught up', 'stopped']),
  /** Milliseconds since 1970 UTC: how far the stream has come. */
  eventTime: z.number().nullable(),
  posts: z.number(),
  problem: z.string().nullable(),
});
export type Demonstration = z.infer<typeof demonstrationSchema>;

export const demonstrationChangeSchema = z.strictObject({ speed: z.literal(speeds) });
export const personaParamsSchema = z.object({ id: z.string().max(40) });
export const personaAnswerSchema = z.object({ name: z.string(), role: z.string() });
