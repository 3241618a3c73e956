// What the routes of the polling-day board take and answer. Times in milliseconds since 1970 UTC.
import { z } from 'zod';
import { pollingEvents, pollingNeeds, pollingPhases } from '../../../results/polling-day/events.ts';

export const boardParamsSchema = z.object({ election: z.string().min(1).max(64) });
export const stationParamsSchema = boardParamsSchema.extend({ unit: z.string().min(1).max(64) });
export const boardQuerySchema = z.object({ level: z.string().max(64).optional() });
export const stationsQuerySchema = z.object({
  q: z.string().max(1000).default(''),
  sort: z.string().max(40).optional(),
  cursor: z.string().max(20).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

export const reportSchema = z.object({
  number: z.int(),
  unit: z.string(),
  event: z.enum(pollingEvents),
  text: z.string(),
  caller: z.string(),
  reportedAt: z.number(),
  enteredAt: z.number(),
  enteredBy: z.string(),
  supersedes: z.int().nullable(),
});
export type PollingReportAnswer = z.output<typeof reportSchema>;

export const reportBodySchema = z.strictObject({
  unit: z.string().min(1).max(64),
  event: z.enum(pollingEvents),
  text: z.string().trim().max(1000).default(''),
  /** A role, such as "chair"; not a name. */
  caller: z.string().trim().min(1).max(60),
  /** When it was so; now, where it is left out. */
  reportedAt: z.number().optional(),
  supersedes: z.int().min(1).optional(),
});
export type ReportBody = z.input<typeof reportBodySchema>;

export const hoursBodySchema = z.strictObject({ opens: z.string().max(5), closes: z.string().max(5) });

export const stationSchema = z.object({
  unit: z.string(),
  name: z.string(),
  area: z.string(),
  areaName: z.string(),
  phase: z.enum(pollingPhases),
  needs: z.array(z.object({ need: z.enum(pollingNeeds), since: z.number() })),
  extended: z.boolean(),
  late: z.enum(['opening', 'closing']).nullable(),
  help: z.boolean(),
  since: z.number().nullable(),
  openedAt: z.number().nullable(),
  closedAt: z.number().nullable(),
  reports: z.int(),
  last: reportSchema.nullable(),
});
export type StationItem = z.output<typeof stationSchema>;

export const stationsSchema = z.object({
  items: z.array(stationSchema),
  matching: z.int(),
  all: z.int(),
  next: z.string().optional(),
});
export type StationsAnswer = z.output<typeof stationsSchema>;

export const stationDetailSchema = stationSchema.extend({
  election: z.string(),
  /** All reports, the newest first; `standing` where no other corrects it. */
  history: z.array(reportSchema.extend({ standing: z.boolean(), toldLate: z.boolean() })),
});
export type StationDetail = z.output<typeof stationDetailSchema>;

const counts = {
  units: z.int(),
  phases: z.record(z.enum(pollingPhases), z.int()),
  needs: z.record(z.enum(pollingNeeds), z.int()),
  late: z.int(),
  help: z.int(),
};
export const boardSchema = z.object({
  election: z.string(),
  name: z.string(),
  day: z.string(),
  timeZone: z.string(),
  opens: z.string(),
  closes: z.string(),
  opensAt: z.number(),
  closesAt: z.number(),
  now: z.number(),
  ...counts,
  levels: z.array(z.string()),
  level: z.string().nullable(),
  areas: z.array(
    z.object({
      area: z.string(),
      name: z.string(),
      ...counts,
      medianAt: z.number().nullable(),
      lastAt: z.number().nullable(),
    }),
  ),
  reports: z.int(),
});
export type BoardAnswer = z.output<typeof boardSchema>;
