// What the routes of the release take and answer. Times in milliseconds since 1970 UTC.
import { z } from 'zod';
import { gates } from '../../../results/release/gate.ts';
import { details, flows } from '../../../results/release/policy.ts';
import { holdBacks } from '../../../results/release/releasable.ts';
import { releaseStates, releaseSteps } from '../../../results/release/states.ts';

export const releaseParamsSchema = z.object({ election: z.string().min(1).max(64) });

const hash = z.string().regex(/^[0-9a-f]{64}$/, 'is a SHA-256 in hexadecimal digits');
const reason = z.string().trim().max(2000).default('');

export const policyBodySchema = z.strictObject({
  /** As docs/release.md describes it; read and refused with its own errors. */
  policy: z.unknown(),
});
/** Of the policy that the person looked at; `agree` false refuses what waits. */
export const stepBodySchema = z.strictObject({ hash, agree: z.boolean().default(true), reason });
export const holdBodySchema = z.strictObject({ reason });
export const clockBodySchema = z.strictObject({
  /** What the person says that the time is, as the page showed it: refused where the clock shows another by now. */
  seen: z.number(),
});

const contest = z.object({ id: z.string(), name: z.string() });
const policySchema = z.object({
  version: z.int(),
  hash: z.string(),
  draftedBy: z.string(),
  draftedAt: z.number(),
  embargoAt: z.number(),
  /** Whose poll closes last, and the key that signed the calendar, where the embargo follows from one. */
  lastState: z.string().nullable(),
  fingerprint: z.string().nullable(),
  passedAt: z.number().nullable(),
  detail: z.enum(details),
  flow: z.enum(flows),
  contests: z.array(contest),
});

export const releaseSchema = z.object({
  election: z.string(),
  name: z.string(),
  timeZone: z.string(),
  state: z.enum(releaseStates),
  /** Null where none was drafted. */
  policy: policySchema.nullable(),
  /** Contests there are, for a new policy. */
  contests: z.array(contest),
  /** What stands in the way of all units; null where records flow. */
  gate: z.enum(gates).nullable(),
  clock: z.object({
    now: z.number(),
    doubt: z.string().nullable(),
    /** Milliseconds by which it is ahead of the time that has passed. */
    drift: z.number(),
    confirmedBy: z.string().nullable(),
    confirmedAt: z.number().nullable(),
    proposedBy: z.string().nullable(),
  }),
  /** Who took the step that waits for a second person. */
  waitsAfter: z.string().nullable(),
  /** Whether that was the person who asks, who cannot be the second. */
  own: z.boolean(),
  records: z.int(),
  handedOut: z.int(),
  head: z.string(),
  files: z.array(z.object({ name: z.string(), sha256: z.string(), records: z.int(), at: z.number() })),
  /** What went wrong with the flow last; null where nothing did. */
  problem: z.string().nullable(),
  log: z.array(
    z.object({
      number: z.int(),
      step: z.enum(releaseSteps),
      from: z.enum(releaseStates),
      to: z.enum(releaseStates),
      by: z.string(),
      at: z.number(),
      reason: z.string(),
    }),
  ),
});
export type ReleaseAnswer = z.output<typeof releaseSchema>;

export const previewSchema = z.object({
  receivers: z.array(z.string()),
  removed: z.array(z.string()),
  /** Records that would flow, and the units in them. */
  records: z.int(),
  units: z.int(),
  /** Units that were released and are in conflict by now. */
  inDoubt: z.int(),
  reasons: z.array(z.object({ reason: z.enum(holdBacks), units: z.int() })),
  /** The first of those that would flow. */
  first: z.array(
    z.object({
      contest: z.string(),
      kind: z.enum(['first', 'correction']),
      of: z.string(),
      name: z.string(),
      level: z.enum(['unit', 'area']),
      units: z.int(),
    }),
  ),
  /** The first of those that are withheld for more than being awaited or released. */
  withheld: z.array(z.object({ contest: z.string(), unit: z.string(), name: z.string(), reason: z.enum(holdBacks) })),
});
export type ReleasePreviewAnswer = z.output<typeof previewSchema>;

export const recordsQuerySchema = z.object({
  /** Number of the first record that is wanted. */
  from: z.coerce.number().int().min(1).default(1),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});
export const recordsSchema = z.object({
  all: z.int(),
  items: z.array(
    z.object({ number: z.int(), sha256: z.string(), at: z.number(), record: z.record(z.string(), z.unknown()) }),
  ),
});
export type RecordsAnswer = z.output<typeof recordsSchema>;
