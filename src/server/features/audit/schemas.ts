// Schemas of the audit trail's page, its export and its verification.
import { z } from 'zod';

export const auditQuery = z.object({
  q: z.string().max(500).optional(),
  cursor: z.string().max(500).optional(),
  sort: z.string().max(40).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

export const auditItem = z.object({
  sequence: z.int(),
  /** Milliseconds since 1970 UTC. */
  time: z.int(),
  event: z.string(),
  /** In plain words, from the catalogue. */
  meaning: z.string(),
  actor: z.object({ kind: z.enum(['person', 'system', 'operator']), id: z.string(), name: z.string() }),
  subject: z.object({ kind: z.string(), id: z.string(), name: z.string().optional() }).optional(),
  details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.array(z.string())])),
  /** Network of the client, such as 203.0.113.0/24. */
  network: z.string().optional(),
  hash: z.string(),
});
export type AuditItem = z.infer<typeof auditItem>;

export const auditPage = z.object({
  items: z.array(auditItem),
  matching: z.int(),
  /** True where `matching` was not counted to its end. */
  atLeast: z.boolean(),
  all: z.int(),
  next: z.string().optional(),
});

export const auditExportQuery = z.object({
  q: z.string().max(500).optional(),
  format: z.enum(['csv', 'jsonl']).default('csv'),
});

/** The result of recomputing the chain from its first entry. */
export const auditVerification = z.object({
  intact: z.boolean(),
  entries: z.int(),
  /** Hash of the newest entry: keep it elsewhere, and what is cut off the end shows. */
  head: z.string(),
  at: z.int(),
  broken: z.object({ sequence: z.int(), reason: z.string() }).optional(),
  /** What is odd without breaking the chain, such as a clock that went back. */
  notes: z.array(z.string()),
});
export type AuditVerification = z.infer<typeof auditVerification>;
