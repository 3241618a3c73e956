// Sources of posts and their purpose records, as the API says them. The console takes its types from here.
import { z } from 'zod';

const millis = z.int().min(0);

export const purposeRecord = z.strictObject({
  controller: z.strictObject({ name: z.string(), contact: z.string() }),
  purpose: z.string(),
  legalBasis: z.strictObject({ article6: z.string(), article9: z.string(), law: z.string() }),
  scope: z.strictObject({ objects: z.array(z.string()).max(1000), topics: z.array(z.string()).max(1000) }),
  endDate: z.string(),
  retentionDays: z.int(),
});

export const purposeItem = z.object({
  id: z.string(),
  record: purposeRecord,
  createdAt: millis,
  createdBy: z.string().optional(),
  /** Milliseconds since 1970 UTC at which its last day is over. */
  endsAt: millis,
  ended: z.boolean(),
  sources: z.int(),
});
export type PurposeItem = z.infer<typeof purposeItem>;

export const purposeList = z.object({ items: z.array(purposeItem), example: purposeRecord });
export type PurposeList = z.infer<typeof purposeList>;

export const sourceKinds = ['jetstream', 'mastodon', 'http'] as const;
export const sourceStates = ['starting', 'running', 'waiting', 'stopped', 'ended', 'failed'] as const;

export const lossWindow = z.object({ from: millis, to: millis, reason: z.string() });

export const sourceItem = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(sourceKinds),
  /** Where it connects to; of "http" the address posts are sent to. */
  address: z.string(),
  purposeId: z.string(),
  purpose: z.string(),
  purposeEndsAt: millis,
  createdAt: millis,
  /** What people want of it; `state` is what it does. */
  wanted: z.enum(['running', 'stopped']),
  state: z.enum(sourceStates),
  problem: z.string().optional(),
  lagSeconds: z.number().optional(),
  postsPerSecond: z.number(),
  /** Received within the scope since the source was started, those that had come before included. */
  posts: z.int(),
  rowsAdded: z.int(),
  /** Rows that the lake held already. */
  rowsKnown: z.int(),
  rejected: z.int(),
  outOfScope: z.int(),
  reconnects: z.int(),
  cursorTime: millis.optional(),
  losses: z.array(lossWindow),
  events: z.array(z.object({ at: millis, what: z.string(), by: z.string().optional(), detail: z.string().optional() })),
});
export type SourceItem = z.infer<typeof sourceItem>;

export const detectionStatus = z.object({
  state: z.enum(['off', 'rebuilding', 'running', 'failed']),
  rows: z.int(),
  problem: z.string().optional(),
});

export const sourceList = z.object({
  items: z.array(sourceItem),
  detection: detectionStatus,
  /** Milliseconds since 1970 UTC. */
  asOf: millis,
});
export type SourceList = z.infer<typeof sourceList>;

const name = z.string().trim().min(1).max(80);
export const newSource = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('jetstream'),
    name,
    purposeId: z.string(),
    /** Servers in the order in which they are tried; the public ones where none is given. */
    urls: z.array(z.string().max(300)).max(8).optional(),
  }),
  z.strictObject({
    kind: z.literal('mastodon'),
    name,
    purposeId: z.string(),
    url: z.string().max(300),
    stream: z.enum(['public', 'public:local', 'public:remote']).optional(),
    /** Name of the environment variable that holds the token, such as POLLWARDEN_TOKEN_MASTODON. Never the token. */
    tokenVariable: z
      .string()
      .regex(/^POLLWARDEN_TOKEN_[A-Z0-9_]{1,40}$/)
      .optional(),
  }),
  z.strictObject({ kind: z.literal('http'), name, purposeId: z.string() }),
]);
export type NewSource = z.infer<typeof newSource>;

/** `token` is shown this once; only its hash is kept. */
export const createdSource = z.object({ source: sourceItem, token: z.string().optional() });
export type CreatedSource = z.infer<typeof createdSource>;

/** `posts` are within the purpose's scope; with those out of scope and the rejected lines they are all that was sent. */
export const pushed = z.object({
  posts: z.int(),
  outOfScope: z.int(),
  rejected: z.int(),
  rowsAdded: z.int(),
  /** Rows that the lake held already: sent before. */
  rowsKnown: z.int(),
});
export const sourceParams = z.object({ id: z.string().max(60) });
export const done = z.object({ done: z.literal(true) });
