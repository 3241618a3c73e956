// What the routes of elections and their definitions take and answer. Times in milliseconds since 1970 UTC.
import { z } from 'zod';

const version = z.object({
  version: z.int(),
  /** SHA-256 of the canonical definition. */
  hash: z.string(),
  state: z.enum(['drafted', 'proposed', 'fixed', 'refused']),
  reason: z.string(),
  /** What an amendment changes, in words. */
  changes: z.array(z.string()),
  /** A person's name as the record has it. */
  madeBy: z.string(),
  madeAt: z.number(),
  decidedBy: z.string().nullable(),
  decidedAt: z.number().nullable(),
});
export type DefinitionVersionView = z.output<typeof version>;

export const electionSchema = z.object({
  id: z.string(),
  name: z.string(),
  day: z.string(),
  timeZone: z.string(),
  pack: z.string(),
  units: z.int(),
  centres: z.int(),
  contests: z.int(),
  current: version,
  /** A version that waits for its second person. */
  waiting: version.nullable(),
});
export type ElectionView = z.output<typeof electionSchema>;

export const electionsSchema = z.object({ items: z.array(electionSchema), all: z.int(), matching: z.int() });

export const electionDetailSchema = electionSchema.extend({
  versions: z.array(version),
  minimumVoters: z.object({ count: z.int(), ground: z.string().nullable() }),
  areas: z.array(
    z.object({ id: z.string(), name: z.string(), parent: z.string().nullable(), level: z.string(), units: z.int() }),
  ),
  contestList: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      seats: z.int().nullable(),
      method: z.string().nullable(),
      options: z.array(z.object({ id: z.string(), name: z.string(), candidates: z.int(), independent: z.boolean() })),
    }),
  ),
  centreList: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      units: z.int(),
      keys: z.array(z.object({ id: z.string(), holder: z.string(), revokedAt: z.number().nullable() })),
    }),
  ),
  fields: z.array(z.object({ id: z.string(), label: z.string(), group: z.string() })),
  modes: z.array(z.object({ id: z.string(), name: z.string() })),
  rules: z.array(z.object({ code: z.string(), kind: z.enum(['error', 'warning']), label: z.string() })),
  carries: z.record(z.string(), z.array(z.string())),
  /** Counting units that stand for several stations. */
  merged: z.array(z.object({ id: z.string(), name: z.string(), stations: z.array(z.string()) })),
  sealingKey: z.string().nullable(),
  callBackSheets: z.int(),
});
export type ElectionDetail = z.output<typeof electionDetailSchema>;

export const electionParamsSchema = z.object({ election: z.string().min(1).max(64) });
export const definitionQuerySchema = z.strictObject({ version: z.coerce.number().int().min(1).optional() });

/** The version's hash as the person saw it, so that nobody decides on another. */
export const hashBodySchema = z.strictObject({ hash: z.string().regex(/^[0-9a-f]{64}$/) });
export const decisionBodySchema = hashBodySchema.extend({ approve: z.boolean() });
export const keyParamsSchema = electionParamsSchema.extend({ key: z.string().regex(/^[0-9a-f]{16}$/) });
export const revocationBodySchema = z.strictObject({ reason: z.string().trim().min(1).max(500) });
