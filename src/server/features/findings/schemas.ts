// What the routes of findings and saved views take and answer. Times in milliseconds since 1970 UTC.
import { z } from 'zod';
import { findingStates, phases, severities, standings } from '../../../findings/finding.ts';

const time = z.number();
const count = z.int().min(0);

export const findingSchema = z.object({
  id: z.string(),
  detector: z.string(),
  detectorVersion: z.string(),
  title: z.string(),
  standing: z.enum(standings),
  state: z.enum(findingStates),
  severity: z.enum(severities),
  phase: z.enum(phases).nullable(),
  qValue: z.number().nullable(),
  accounts: count,
  objects: count,
  layers: z.array(z.string()).readonly(),
  declared: z.string().nullable(),
  technique: z.object({ id: z.string(), name: z.string() }),
  firstSeen: time,
  lastSeen: time,
  createdAt: time,
  updatedAt: time,
  revision: count,
  /** Id of a person; names are in GET /colleagues. */
  assignedTo: z.string().nullable(),
  notes: count,
  watchlisted: z.array(z.string()).readonly(),
});
export type FindingItem = z.output<typeof findingSchema>;

export const listQuerySchema = z.object({
  q: z.string().max(2000).default(''),
  /** A key of the list, with "-" before it for descending. */
  sort: z.string().max(40).optional(),
  cursor: z.string().max(1000).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(50),
});

export const findingListSchema = z.object({
  items: z.array(findingSchema),
  matching: count,
  /** True where `matching` was not counted to its end: "10,000+". */
  atLeast: z.boolean(),
  all: count,
  next: z.string().optional(),
});
export type FindingList = z.output<typeof findingListSchema>;

export const findingCountsSchema = z.object({
  all: count,
  state: z.record(z.enum(findingStates), count),
  severity: z.record(z.enum(severities), count),
  standing: z.record(z.enum(standings), count),
  /** Findings assigned to who asks that are neither confirmed nor dismissed. */
  mine: count,
  asOf: time,
});
export type FindingCounts = z.output<typeof findingCountsSchema>;

const memberSchema = z.object({
  account: z.string(),
  /** Everything the account shared on the layer of the claim; null while provisional. */
  shares: count.nullable(),
  /** Objects of the evidence, of all layers, on which it met another member within the window. */
  sharesInGroup: count,
  firsts: count,
  medianLagSeconds: z.number(),
  firstSeen: time,
  declared: z.string().nullable(),
});

/** What people did, in the order of time: notes, changes of state, assignments. */
const noteSchema = z.object({
  id: z.string(),
  kind: z.enum(['note', 'state', 'assignment']),
  at: time,
  /** Id of a person. */
  by: z.string(),
  text: z.string(),
  /** States, or ids of persons. */
  from: z.string().nullable(),
  to: z.string().nullable(),
});
export type FindingNote = z.output<typeof noteSchema>;

const revisionSchema = z.object({
  revision: count,
  at: time,
  standing: z.enum(standings),
  severity: z.enum(severities),
  qValue: z.number().nullable(),
  accounts: count,
  objects: count,
});

export const findingDetailSchema = findingSchema.extend({
  /** True in the demonstration space: generated data. */
  demonstration: z.boolean(),
  /** The claim in words, with what it does not say. */
  claim: z.string(),
  /** Why the severity is what it is. */
  severityReasons: z.array(z.string()),
  parameters: z.array(z.object({ name: z.string(), value: z.string(), meaning: z.string() })),
  windowSeconds: z.number(),
  /** Null where the finding is not calibrated. */
  pValue: z.number().nullable(),
  observed: z.number().nullable(),
  expected: z.number().nullable(),
  nulls: z.array(z.object({ name: z.string(), expected: z.number(), pValue: z.number() })),
  decoys: count.nullable(),
  lagHistogram: z.object({ edges: z.array(z.number()), counts: z.array(count) }).nullable(),
  counterEvidence: z.array(z.string()),
  /** Edges at or above a score, in the stream and (mean of a stream) in its decoys. */
  calibration: z.array(z.object({ score: z.number(), targets: z.number(), decoys: z.number() })),
  scoreCut: z.number().nullable(),
  /** The first thousand, those who share most in the group first; `accounts` counts all. */
  members: z.array(memberSchema),
  layerMix: z.array(z.object({ layer: z.string(), objects: count })),
  /** Posts of the evidence in equal steps from `from`. */
  timeline: z.object({ from: time, stepMilliseconds: z.number(), counts: z.array(count) }),
  /** What a person could do next. */
  nextSteps: z.array(z.string()),
  /** Of a conflict between returns: what each channel says; null for other findings. */
  returns: z
    .object({
      election: z.string(),
      contest: z.string(),
      unit: z.string(),
      heads: z.string(),
      kind: z.string(),
      channels: z.array(z.object({ channel: z.string(), hash: z.string() })),
      figures: z.array(
        z.object({ key: z.string(), label: z.string(), values: z.record(z.string(), count.nullable()) }),
      ),
      checks: z.array(z.object({ hash: z.string(), code: z.string(), label: z.string() })),
    })
    .nullable(),
  /** States that a person may set now. */
  nextStates: z.array(z.enum(findingStates)),
  /** Names of the people in it, by id. */
  names: z.record(z.string(), z.string()),
  /** The last 500. */
  history: z.array(noteSchema),
  /** The last 100. */
  revisions: z.array(revisionSchema),
});
export type FindingDetail = z.output<typeof findingDetailSchema>;

export const idParamsSchema = z.object({ id: z.string().min(1).max(80) });

export const findingChangeSchema = z
  .strictObject({
    state: z.enum(findingStates).optional(),
    /** Needed for confirmed and dismissed. */
    reason: z.string().trim().max(4000).optional(),
    /** Refused with CONFLICT when the state is another one by now. */
    expectedState: z.enum(findingStates).optional(),
    assignedTo: z.string().min(1).max(80).nullable().optional(),
  })
  .refine(({ state, assignedTo }) => state !== undefined || assignedTo !== undefined, {
    error: 'changes neither the state nor who is assigned',
  });
export type FindingChange = z.input<typeof findingChangeSchema>;

export const noteBodySchema = z.strictObject({ text: z.string().trim().min(1).max(10_000) });
export const noteAnswerSchema = noteSchema;

export const networkSchema = z.object({
  nodes: z.array(
    z.object({
      account: z.string(),
      shares: count,
      firsts: count,
      medianLagSeconds: z.number(),
      declared: z.string().optional(),
    }),
  ),
  edges: z.array(
    z.object({
      a: z.string(),
      b: z.string(),
      weight: z.number(),
      windowSeconds: z.number(),
      layers: z.array(z.string()),
    }),
  ),
  /** How many there are in all; at most 10,000 nodes and 50,000 edges, the heaviest, are sent. */
  allNodes: count,
  allEdges: count,
});
export type FindingNetwork = z.output<typeof networkSchema>;

export const evidenceQuerySchema = z.object({
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});
export const evidenceSchema = z.object({
  items: z.array(
    z.object({
      layer: z.string(),
      object: z.string(),
      /** What the object stands for, where its name does not tell (a cluster of texts). */
      sample: z.string().nullable(),
      surprise: z.number(),
      audience: count,
      watchlisted: z.array(z.string()),
      /** The first 500, oldest first. */
      posts: z.array(z.object({ account: z.string(), post: z.string(), time })),
      allPosts: count,
    }),
  ),
  matching: count,
  all: count,
  next: z.string().optional(),
});
export type FindingEvidence = z.output<typeof evidenceSchema>;

export const relatedSchema = z.object({
  items: z.array(
    z.object({
      finding: findingSchema,
      reasons: z.array(
        z.object({ kind: z.enum(['members', 'objects', 'time', 'technique']), shared: count, text: z.string() }),
      ),
    }),
  ),
});
export type RelatedFindings = z.output<typeof relatedSchema>;

export const exportQuerySchema = z.object({
  q: z.string().max(2000).default(''),
  sort: z.string().max(40).optional(),
  format: z.enum(['csv', 'jsonl']).default('csv'),
});
export const findingExportQuerySchema = z.object({
  format: z.enum(['edges-csv', 'graphml', 'json']).default('json'),
});

export const viewSchema = z.object({
  id: z.string(),
  name: z.string(),
  /** The page it belongs to, such as "findings". */
  page: z.string(),
  query: z.string(),
  columns: z.array(z.string()).readonly(),
  sort: z.string(),
  shared: z.boolean(),
  /** Id of a person. */
  owner: z.string(),
  mine: z.boolean(),
  createdAt: time,
});
export type View = z.output<typeof viewSchema>;
export const viewListQuerySchema = z.object({ page: z.string().max(40).optional() });
export const viewListSchema = z.object({ items: z.array(viewSchema) });
export const viewBodySchema = z.strictObject({
  name: z.string().trim().min(1).max(80),
  page: z.string().regex(/^[a-z][a-z-]{0,39}$/),
  query: z.string().max(2000),
  columns: z.array(z.string().regex(/^[a-zA-Z]{1,40}$/)).max(40),
  sort: z.string().regex(/^-?[a-zA-Z]{0,40}$/),
  shared: z.boolean(),
});
export type ViewBody = z.input<typeof viewBodySchema>;
export const doneSchema = z.object({ done: z.literal(true) });
