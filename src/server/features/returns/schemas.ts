// What the routes of returns and units take and answer. Times in milliseconds since 1970 UTC.
import { z } from 'zod';
import { channels } from '../../../elections/definition/definition.ts';
import { findingStates, severities } from '../../../findings/finding.ts';
import { conflictKinds } from '../../../results/reconcile/explain.ts';
import { unitStates } from '../../../results/reconcile/states.ts';
import { arrivalWays } from '../../../results/return/count-return.ts';

const count = z.int().min(0);
const time = z.number();
const id = z.string().min(1).max(200);
const state = z.enum(unitStates);
const perState = z.record(state, count);

export const returnsParamsSchema = z.object({ election: z.string().min(1).max(64) });
export const unitParamsSchema = returnsParamsSchema.extend({ contest: id, unit: id });

export const unitListQuerySchema = z.object({
  /** The query of every list; its keys are unitKeys in src/results/reconcile/query-keys.ts. */
  q: z.string().max(2000).default(''),
  /** unit, name, area, votes, last or changed, with "-" before it for descending. */
  sort: z.string().max(40).optional(),
  cursor: z.string().max(20).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});

export const unitItemSchema = z.object({
  contest: z.string(),
  unit: z.string(),
  name: z.string(),
  area: z.string(),
  areaName: z.string(),
  centre: z.string(),
  state,
  /** Channels that have a return of it. */
  channels: z.array(z.string()).readonly(),
  /** Awaited though most of its peers have arrived, or the given time has passed. */
  late: z.boolean(),
  votesDiffering: count,
  figuresDiffering: count,
  /** What the difference looks like; null where nothing differs. */
  kind: z.enum(conflictKinds).nullable(),
  sentence: z.string(),
  firstAt: time.nullable(),
  lastAt: time.nullable(),
  changedAt: time,
});
export type UnitItem = z.output<typeof unitItemSchema>;

export const unitListSchema = z.object({
  items: z.array(unitItemSchema),
  matching: count,
  all: count,
  next: z.string().optional(),
});

export const unitCountsQuerySchema = z.object({
  /** Level of areas of the grid, one of `levels`; without it the highest below the whole. */
  level: z.string().max(100).optional(),
  contest: id.optional(),
});

export const unitCountsSchema = z.object({
  election: z.string(),
  name: z.string(),
  units: count,
  states: perState,
  onBoth: count,
  onOneOnly: count,
  inConflict: count,
  votesDiffering: count,
  late: count,
  /** Levels of areas there are, the highest first. */
  levels: z.array(z.string()),
  level: z.string().nullable(),
  areas: z.array(
    z.object({
      area: z.string(),
      name: z.string(),
      units: count,
      states: perState,
      late: count,
      /** Median instant at which its units arrived. */
      medianAt: time.nullable(),
      lastAt: time.nullable(),
    }),
  ),
  /** Arrivals per step, by channel; counts follow each other from `from` on. */
  arrivals: z.object({
    from: time,
    stepMilliseconds: z.number(),
    counts: z.record(z.string(), z.array(count)),
  }),
  lastArrival: time.nullable(),
  certification: z.array(
    z.object({
      contest: z.string(),
      certified: z.boolean(),
      /** What waits for its second person. */
      waiting: z
        .object({
          act: z.enum(['certify', 'reopen']),
          reason: z.string(),
          by: z.string(),
          at: time,
          digest: z.string(),
        })
        .nullable(),
    }),
  ),
  at: time,
});
export type UnitCounts = z.output<typeof unitCountsSchema>;

const arrival = z.object({
  number: z.int(),
  hash: z.string(),
  channel: z.enum(channels),
  way: z.enum(arrivalWays),
  /** Where figures were read from: file, row, whose figures, receipt; only what is known. */
  source: z.object({
    file: z.string().optional(),
    row: z.int().optional(),
    whose: z.string().optional(),
    receipt: z.string().optional(),
  }),
  receivedAt: time,
  receivedBy: z.string(),
  countedAt: z.string(),
  supersedes: z.string().nullable(),
  reason: z.string().nullable(),
  signatures: count,
  /** A corrigendum has taken its place. */
  superseded: z.boolean(),
  /** Its figures are counted. */
  holds: z.boolean(),
  /** What a centre prints and reads out; of signed returns. */
  publicCode: z.string().nullable(),
});

export const unitDetailSchema = unitItemSchema.extend({
  election: z.string(),
  contestName: z.string(),
  centreName: z.string(),
  /** Names the returns a decision is about; sent back with it, so that nobody decides on others. */
  heads: z.string(),
  holding: z.string().nullable(),
  /** What stands side by side: a channel, or another return on it that nothing supersedes. */
  columns: z.array(z.object({ id: z.string(), channel: z.string(), hash: z.string() })),
  /** In the order of the form: figures per column. */
  fields: z.array(
    z.object({
      key: z.string(),
      label: z.string(),
      group: z.string(),
      /** By the column's id; null where it does not say. */
      values: z.record(z.string(), count.nullable()),
      differs: z.boolean(),
      /** Among the figures the explanation is about. */
      marked: z.boolean(),
    }),
  ),
  groups: z.array(z.object({ group: z.string(), on: z.array(z.string()), byDesignOnOne: z.boolean() })),
  checks: z.array(
    z.object({ hash: z.string(), code: z.string(), kind: z.enum(['error', 'warning']), label: z.string() }),
  ),
  arrivals: z.array(arrival),
  history: z.array(
    z.object({ at: time, from: state, event: z.string(), to: state, by: z.string(), ground: z.string() }),
  ),
  decision: z.object({ hash: z.string(), ground: z.string(), by: z.string(), at: time, holds: z.boolean() }).nullable(),
  canDecide: z.boolean(),
  /** The finding of its last conflict; null where there was none. */
  finding: z
    .object({
      id: z.string(),
      /** False once the conflict is settled. */
      open: z.boolean(),
      severity: z.enum(severities),
      state: z.enum(findingStates),
      createdAt: time,
      /** What speaks against it, and how it ended where it did. */
      against: z.array(z.string()),
      nextSteps: z.array(z.string()),
    })
    .nullable(),
});
export type UnitDetail = z.output<typeof unitDetailSchema>;

const ground = z.string().trim().min(3).max(1000);
export const unitDecisionBodySchema = z.strictObject({
  /** Of the return that holds. */
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  heads: z.string().max(10_000),
  ground,
});

export const certificationBodySchema = z.discriminatedUnion('step', [
  z.strictObject({
    step: z.literal('propose'),
    act: z.enum(['certify', 'reopen']),
    contest: id,
    reason: ground,
    /** Units certified though awaited or in conflict; `reason` says why. */
    except: z.array(id).max(20_000).default([]),
  }),
  z.strictObject({
    step: z.literal('decide'),
    contest: id,
    approve: z.boolean(),
    /** As the person saw it. */
    digest: z.string().regex(/^[0-9a-f]{64}$/),
  }),
]);

export const certificationSchema = z.object({
  contest: z.string(),
  act: z.enum(['certify', 'reopen']),
  state: z.enum(['proposed', 'done', 'refused']),
  reason: z.string(),
  digest: z.string(),
  proposedBy: z.string(),
  proposedAt: time,
  decidedBy: z.string().nullable(),
  decidedAt: time.nullable(),
});
export type CertificationView = z.output<typeof certificationSchema>;

const openUnit = z.object({ unit: z.string(), name: z.string(), state });
const certificationAct = certificationSchema.extend({ exceptions: z.array(z.string()).readonly() });

/** What can be certified, what stands in the way, what was certified and by whom. */
export const certificationsSchema = z.object({
  election: z.string(),
  name: z.string(),
  contests: z.array(
    z.object({
      contest: z.string(),
      name: z.string(),
      certified: z.boolean(),
      units: count,
      states: perState,
      /** SHA-256 over the returns that hold now. */
      digest: z.string(),
      /** Units awaited or in conflict: the first five hundred. */
      open: z.array(openUnit),
      allOpen: count,
      waiting: certificationAct
        .extend({
          /** Whether who asks proposed it, who can take it back only. */
          mine: z.boolean(),
          /** Whether the returns that hold are still those that were proposed. */
          current: z.boolean(),
        })
        .nullable(),
      history: z.array(certificationAct),
    }),
  ),
  at: time,
});
export type CertificationsView = z.output<typeof certificationsSchema>;

export const arrivalsBodySchema = z.strictObject({
  channel: z.enum(channels),
  way: z.enum(['stick', 'qr', 'mail', 'text']),
  /** One compact text, the texts of QR codes, or a file of signed returns (JSON, or JSON lines), each as it came. */
  texts: z.array(z.string().min(1).max(2_000_000)).min(1).max(200),
  /** Name of the file, where it was one. */
  file: z.string().max(200).optional(),
});

export const arrivalsAnswerSchema = z.object({
  added: count,
  known: count,
  refused: count,
  items: z.array(
    z.object({
      result: z.enum(['added', 'known', 'refused']),
      contest: z.string().nullable(),
      unit: z.string().nullable(),
      hash: z.string().nullable(),
      /** State of the unit now. */
      state: state.nullable(),
      /** Code of the error, and what it says; null where nothing was refused. */
      code: z.string().nullable(),
      message: z.string().nullable(),
    }),
  ),
});
export type ArrivalsAnswer = z.output<typeof arrivalsAnswerSchema>;
