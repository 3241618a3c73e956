// Alerts as the console sees them: who was told what and how, a person's own thresholds and channels, the duty rota.
import { z } from 'zod';
import { acknowledgedVia, alertReasons, alertStates, dutyLevels, escalationStates } from '../../../alerts/alert.ts';
import { channels, deliveryKinds, deliveryStates } from '../../../alerts/delivery.ts';
import { severities } from '../../../findings/finding.ts';

const severity = z.enum(severities);
const milliseconds = z.number().int();
const personName = z.object({ id: z.string(), name: z.string() });

export const deliverySchema = z.object({
  id: z.string(),
  channel: z.enum(channels),
  kind: z.enum(deliveryKinds),
  state: z.enum(deliveryStates),
  attempts: z.number(),
  /** Alerts that it carries. */
  alerts: z.number(),
  createdAt: milliseconds,
  /** Of the next attempt, while it is queued or failed. */
  nextAt: milliseconds.nullable(),
  /** When the receiving server took it. */
  sentAt: milliseconds.nullable(),
  /** Why the last attempt failed, in plain words. */
  problem: z.string().nullable(),
});
export type AlertDelivery = z.infer<typeof deliverySchema>;

export const escalationSchema = z.object({
  state: z.enum(escalationStates),
  level: z.enum(dutyLevels),
  /** Of the next step, unless someone acknowledges first. */
  nextAt: milliseconds.nullable(),
  steps: z.array(
    z.object({
      at: milliseconds,
      /** "nobody": everyone was told before. */
      level: z.enum([...dutyLevels, 'nobody']),
      /** Names of who was told; empty where nobody was there to be told. */
      told: z.array(z.string()),
      reason: z.string(),
    }),
  ),
});

export const alertSchema = z.object({
  id: z.string(),
  findingId: z.string(),
  title: z.string(),
  severity,
  standing: z.string(),
  state: z.enum(alertStates),
  person: personName,
  mine: z.boolean(),
  /** Why this person is told. */
  reasons: z.array(z.enum(alertReasons)),
  accounts: z.number(),
  objects: z.number(),
  qValue: z.number().nullable(),
  createdAt: milliseconds,
  updatedAt: milliseconds,
  acknowledgement: z.object({ at: milliseconds, by: z.string(), via: z.enum(acknowledgedVia) }).nullable(),
  deliveries: z.array(deliverySchema),
  escalation: escalationSchema.nullable(),
});
export type Alert = z.infer<typeof alertSchema>;

export const alertListQuerySchema = z.object({
  /** Keys: state, severity, person (me or an id), reason, finding, delivery, title, created, acknowledged. */
  q: z.string().max(2000).default(''),
  /** created, severity or updated, with "-" before it for descending. */
  sort: z.string().max(40).optional(),
  cursor: z.string().max(1000).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export const alertListSchema = z.object({
  items: z.array(alertSchema),
  matching: z.number(),
  /** True where `matching` was not counted to its end. */
  atLeast: z.boolean(),
  all: z.number(),
  /** Of all alerts, by state; "mine" are my open ones. */
  counts: z.object({
    held: z.number(),
    batched: z.number(),
    open: z.number(),
    acknowledged: z.number(),
    closed: z.number(),
    mine: z.number(),
  }),
  next: z.string().optional(),
});
export type AlertList = z.infer<typeof alertListSchema>;
export const alertIdSchema = z.object({ id: z.string().max(80) });

const localTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'is written as 22:30');
const timeZone = z.string().min(1).max(60);

export const alertRuleSchema = z.strictObject({
  /** Off: told only when on duty. */
  enabled: z.boolean(),
  severityAtLeast: severity,
  /** Also findings that are provisional or not calibrated. */
  provisionalToo: z.boolean(),
  /** In the grammar of the list of findings; empty narrows nothing. */
  q: z.string().max(2000),
  /** "only": only what touches a watchlist. "always": what touches one is told whatever its severity. */
  watchlist: z.enum(['ignore', 'only', 'always']),
});
export type AlertRule = z.infer<typeof alertRuleSchema>;

export const quietHoursSchema = z.strictObject({
  from: localTime,
  to: localTime,
  timeZone,
  /** Days on which quiet hours begin, 1 is Monday. */
  days: z.array(z.int().min(1).max(7)).min(1).max(7),
  criticalBreaksThrough: z.boolean(),
});
export type QuietHours = z.infer<typeof quietHoursSchema>;

export const alertSettingsSchema = z.strictObject({
  rule: alertRuleSchema,
  /** To the address of the person's account. */
  mail: z.boolean(),
  quietHours: quietHoursSchema.nullable(),
  /** Messages an hour before the rest waits for a digest. */
  perHour: z.int().min(1).max(60),
});
export type AlertSettings = z.infer<typeof alertSettingsSchema>;

export const webhookSchema = z.object({
  id: z.string(),
  url: z.string(),
  createdAt: milliseconds,
  lastSentAt: milliseconds.nullable(),
  problem: z.string().nullable(),
});
export type Webhook = z.infer<typeof webhookSchema>;

export const myAlertsSchema = z.object({
  settings: alertSettingsSchema,
  /** The person's own choice, or what holds until there is one. */
  chosen: z.boolean(),
  mailAddress: z.string(),
  /** Where messages really go: "sink" keeps them in a folder (demonstration); "none": no mail server is configured. */
  mailRoute: z.enum(['smtp', 'sink', 'none']),
  webhooks: z.array(webhookSchema),
  /** End of the quiet hours that hold now. */
  quietUntil: milliseconds.nullable(),
  onDuty: z.enum(['first', 'second']).nullable(),
});
export type MyAlerts = z.infer<typeof myAlertsSchema>;

export const alertPreviewRequestSchema = z.strictObject({ rule: alertRuleSchema });
export const alertPreviewSchema = z.object({
  /** Findings of the last `days` days that the rule would have told of. */
  count: z.number(),
  days: z.number(),
  /** The latest of them. */
  latest: z.array(z.object({ id: z.string(), title: z.string(), severity, at: milliseconds })),
});
export type AlertPreview = z.infer<typeof alertPreviewSchema>;

export const webhookRequestSchema = z.strictObject({ url: z.string().min(8).max(2000) });
/** The secret is shown this once. */
export const webhookCreatedSchema = z.object({ id: z.string(), url: z.string(), secret: z.string() });
export const webhookIdSchema = z.object({ id: z.string().max(80) });

export const testRequestSchema = z.strictObject({
  channel: z.enum(channels),
  /** Of the webhook. */
  id: z.string().max(80).optional(),
});
export const testResultSchema = z.object({
  state: z.enum(deliveryStates),
  problem: z.string().nullable(),
});
export type TestResult = z.infer<typeof testResultSchema>;

/** The token of the link in a mail; the page takes it from the address's fragment, which no server sees. */
export const acknowledgementRequestSchema = z.strictObject({ token: z.string().min(20).max(400) });
export const acknowledgementSchema = z.object({
  person: z.string(),
  alerts: z.array(z.object({ title: z.string(), severity, state: z.enum(alertStates) })),
  /** "used": the link was used before. */
  state: z.enum(['open', 'acknowledged', 'used']),
});
export type Acknowledgement = z.infer<typeof acknowledgementSchema>;

export const shiftSchema = z.strictObject({
  /** Week of the cycle, from 1. */
  week: z.int().min(1).max(8),
  /** 1 is Monday. */
  day: z.int().min(1).max(7),
  /** Which hand-over of that day it begins with, from 0. */
  handover: z.int().min(0).max(3),
  first: z.string().max(80).nullable(),
  second: z.string().max(80).nullable(),
});
export type Shift = z.infer<typeof shiftSchema>;

export const overrideSchema = z.strictObject({
  from: milliseconds.nonnegative(),
  /** Exclusive. */
  to: milliseconds.nonnegative(),
  first: z.string().max(80).nullable(),
  second: z.string().max(80).nullable(),
});
export type RotaOverride = z.infer<typeof overrideSchema>;

export const rotaPlanSchema = z.strictObject({
  enabled: z.boolean(),
  timeZone,
  /** Local times at which one shift ends and the next begins, ascending. */
  handovers: z.array(localTime).min(1).max(4),
  cycleWeeks: z.int().min(1).max(8),
  /** Monday of the first week of a cycle, as 2026-05-04. */
  startsOn: z.string().regex(/^\d{4}-\d\d-\d\d$/, 'is written as 2026-05-04'),
  shifts: z.array(shiftSchema).max(8 * 7 * 4),
  overrides: z.array(overrideSchema).max(200),
  /** What the duty is told of, whatever the persons' own thresholds. */
  rule: alertRuleSchema.omit({ enabled: true }),
  escalateAfterMinutes: z.int().min(1).max(240),
});
export type RotaPlan = z.infer<typeof rotaPlanSchema>;

export const dutySlotSchema = z.object({
  from: milliseconds,
  to: milliseconds,
  first: personName.nullable(),
  second: personName.nullable(),
  override: z.boolean(),
});
export type DutySlot = z.infer<typeof dutySlotSchema>;

export const rotaQuerySchema = z.object({
  /** First moment of the slots; the week of now where it is absent. */
  from: z.coerce.number().int().nonnegative().optional(),
  days: z.coerce.number().int().min(1).max(35).default(14),
});
export const rotaSchema = z.object({
  plan: rotaPlanSchema,
  /** Goes up with every change; a change names the version it was made from. */
  version: z.number(),
  changedAt: milliseconds.nullable(),
  changedBy: z.string().nullable(),
  now: dutySlotSchema.nullable(),
  /** Of the days asked for, without holes: where nobody is on duty, first is null. */
  slots: z.array(dutySlotSchema),
  gaps: z.array(z.object({ from: milliseconds, to: milliseconds })),
  /** Who can be put on duty. */
  people: z.array(personName),
});
export type Rota = z.infer<typeof rotaSchema>;
export const rotaChangeSchema = z.strictObject({ plan: rotaPlanSchema, version: z.number().int().nonnegative() });
