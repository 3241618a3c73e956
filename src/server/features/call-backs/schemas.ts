// What the routes of call-backs take and answer. Times in milliseconds since 1970 UTC.
import { z } from 'zod';
import { callStates } from '../../../results/call-back/states.ts';
import { questionSchema, signedVerdictSchema, totalsSchema } from '../../../results/call-back/verdict.ts';
import { lineKinds } from '../../../results/codes/confirmation.ts';
import { unitStates } from '../../../results/reconcile/states.ts';

const count = z.int().min(0);
const time = z.number();
const id = z.string().min(1).max(64);
const reason = z.string().trim().min(3).max(1000);

export const callBacksParamsSchema = z.object({ election: id });
export const callParamsSchema = callBacksParamsSchema.extend({ call: z.coerce.number().int().min(1) });

export const callListQuerySchema = z.object({
  /** The query of every list; its keys are callKeys in src/results/call-back/query-keys.ts. */
  q: z.string().max(2000).default(''),
  /** call, unit, state, opened or changed, with "-" before it for descending. */
  sort: z.string().max(40).optional(),
  cursor: z.string().max(20).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});

export const callItemSchema = z.object({
  call: z.int(),
  contest: z.string(),
  unit: z.string(),
  unitName: z.string(),
  centre: z.string(),
  centreName: z.string(),
  sheet: z.string(),
  line: z.int(),
  kind: z.enum(lineKinds),
  state: z.enum(callStates),
  openedBy: z.string(),
  openedAt: time,
  changedAt: time,
});
export type CallItem = z.output<typeof callItemSchema>;

export const callListSchema = z.object({
  items: z.array(callItemSchema),
  matching: count,
  all: count,
  next: z.string().optional(),
});

const unlock = z.object({ reason: z.string(), by: z.string(), at: time });

export const callCountsSchema = z.object({
  all: count,
  states: z.record(z.enum(callStates), count),
  /** One-time sheets that the definition commits to; 0 where no call can be made. */
  sheets: count,
  /** Whether the definition is fixed: before, no call is made. */
  fixed: z.boolean(),
  locked: z.array(
    z.object({
      contest: z.string(),
      unit: z.string(),
      unitName: z.string(),
      /** What waits for its second person. */
      waiting: unlock.nullable(),
    }),
  ),
});
export type CallCounts = z.output<typeof callCountsSchema>;

export const callDetailSchema = callItemSchema.extend({
  election: z.string(),
  contestName: z.string(),
  unitState: z.enum(unitStates),
  /** Why it was given up. */
  reason: z.string(),
  /** Of the return that it became. */
  hash: z.string().nullable(),
  triesLeft: count,
  locked: z.boolean(),
  unlock: unlock.nullable(),
  /** Which channel the expected figures are of; null where no return has come. */
  expectedFrom: z.string().nullable(),
  /** The coded checks of the form, and what their formulas name: a slip is told before it spends a try. */
  checks: z.object({
    fields: z.array(z.object({ id: z.string(), label: z.string(), group: z.string() })),
    modes: z.array(z.object({ id: z.string(), name: z.string() })),
    options: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        candidates: z.array(z.object({ id: z.string(), name: z.string() })),
      }),
    ),
    rules: z.array(
      z.object({
        code: z.string(),
        kind: z.enum(['error', 'warning']),
        label: z.string(),
        breaks: z.string(),
        fields: z.array(z.string()),
      }),
    ),
  }),
  /** What is read out, in the order of the paper; `expected` is null where no return says it. */
  groups: z.array(
    z.object({
      group: z.string(),
      name: z.string(),
      fields: z.array(z.object({ key: z.string(), label: z.string(), expected: count.nullable() })),
    }),
  ),
  tries: z.array(
    z.object({
      number: z.int(),
      code: z.string(),
      totals: z.record(z.string(), count),
      by: z.string(),
      at: time,
      /** Null while the desk has not answered. */
      verdict: z.enum(['right', 'wrong']).nullable(),
      answeredBy: z.string().nullable(),
      recordedAt: time.nullable(),
    }),
  ),
});
export type CallDetail = z.output<typeof callDetailSchema>;

export const openBodySchema = z.strictObject({
  contest: id,
  unit: id,
  /** As the centre names them; without, the next line of its first sheet that has one. */
  sheet: z.string().trim().min(1).max(64).optional(),
  line: z.int().min(1).max(500).optional(),
});
export const tryBodySchema = z.strictObject({
  totals: totalsSchema,
  /** Seven digits; spaces and hyphens are forgiven. */
  code: z.string().min(1).max(40),
});
export const verdictBodySchema = signedVerdictSchema.extend({ try: z.int().min(1).max(3) });
export const endBodySchema = z.strictObject({ reason });
export const unlockBodySchema = z.discriminatedUnion('step', [
  z.strictObject({ step: z.literal('propose'), contest: id, unit: id, reason }),
  z.strictObject({ step: z.literal('decide'), contest: id, unit: id, approve: z.boolean() }),
]);

export const deskSchema = z.object({
  election: z.string(),
  /** callBack of the definition in force; null where it commits to none. */
  callBack: z
    .object({
      publicKey: z.string(),
      sheets: z.array(
        z.object({
          centre: z.string(),
          sheet: z.string(),
          kind: z.enum(lineKinds),
          lines: z.int(),
          commitment: z.string(),
        }),
      ),
    })
    .nullable(),
});
export type DeskView = z.output<typeof deskSchema>;

export const waitingSchema = z.object({
  items: z.array(
    z.object({
      question: questionSchema,
      operator: z.string(),
      handedInAt: time,
      unitName: z.string(),
      centreName: z.string(),
    }),
  ),
  /** Answered by the desk so far, the newest first. */
  answered: z.array(
    z.object({
      call: z.int(),
      try: z.int(),
      unitName: z.string(),
      verdict: z.enum(['right', 'wrong']),
      by: z.string(),
      at: time,
    }),
  ),
});
export type WaitingView = z.output<typeof waitingSchema>;
