// What the routes of the tally and of seats take and answer. Votes and seats are whole numbers, fractions exact texts.
import { z } from 'zod';
import { exportFormats } from '../../../results/store/export-text.ts';
import { seatMethods } from '../../../elections/definition/definition.ts';

export const tallyParamsSchema = z.object({ election: z.string().min(1).max(64) });

const yes = z.enum(['yes', 'no']).default('no');
const id = z.string().min(1).max(200);
export const tallyQuerySchema = z.object({
  /** Without it the first contest. */
  contest: id.optional(),
  /** The contest's whole area where it is not given. */
  area: id.optional(),
  /** Leaves out units that are on one channel only or in conflict. */
  confirmedOnly: yes,
});
export const exportQuerySchema = z.object({ confirmedOnly: yes });
export const formatQuerySchema = z.object({ format: z.enum(exportFormats), confirmedOnly: yes });
export type ExportFormat = z.output<typeof formatQuerySchema>['format'];

const figure = z.int();
const perMode = z.array(z.object({ mode: z.string(), votes: figure }));

const sums = z.object({
  /** "counted of units" have figures in the sums. */
  units: z.int(),
  counted: z.int(),
  /** awaited, received, confirmed, conflicting, corrected, certified. */
  byState: z.record(z.string(), z.int()),
  turnout: z.object({
    cast: figure,
    registered: figure,
    /** Units that have both figures. */
    units: z.int(),
  }),
  /** Votes of all options together, and of each mode. */
  votes: figure,
  votesPerMode: perMode,
});

const option = z.object({
  option: z.string(),
  name: z.string(),
  votes: figure,
  perMode,
  independent: z.boolean(),
  alliance: z.string().nullable(),
  candidates: z.array(z.object({ candidate: z.string(), name: z.string(), votes: figure, perMode })),
});

const areaRow = sums.extend({
  area: z.string(),
  name: z.string(),
  level: z.string(),
  /** Whether there are areas below it. */
  divided: z.boolean(),
  /** The option with most votes; null where there is none, or several. */
  leading: z.string().nullable(),
});
export type AreaTallyView = z.output<typeof areaRow>;

export const tallySchema = sums.extend({
  election: z.string(),
  contest: z.string(),
  contestName: z.string(),
  contests: z.array(z.object({ id: z.string(), name: z.string() })),
  confirmedOnly: z.boolean(),
  /** From the whole area down to the one shown, which is the last. */
  path: z.array(z.object({ area: z.string(), name: z.string(), level: z.string() })),
  modes: z.array(z.object({ id: z.string(), name: z.string() })),
  fields: z.array(z.object({ id: z.string(), label: z.string(), group: z.string(), total: figure.nullable() })),
  /** In the order of the definition. */
  options: z.array(option),
  /** Areas directly below. */
  areas: z.array(areaRow),
  /** Whether EML_NL has a name for it; others are exported by the command, which asks for one. */
  emlNamed: z.boolean(),
  at: z.number(),
});
export type TallyView = z.output<typeof tallySchema>;

export const seatsQuerySchema = z.object({
  contest: id.optional(),
  confirmedOnly: yes,
  /** The definition's where they are not given: to see what another rule would give. */
  method: z.enum(seatMethods).optional(),
  seats: z.coerce.number().int().min(1).max(5000).optional(),
});

const compared = z.object({ option: z.string(), name: z.string(), value: z.string(), exact: z.string() });

export const seatsSchema = z.object({
  election: z.string(),
  contest: z.string(),
  contestName: z.string(),
  contests: z.array(z.object({ id: z.string(), name: z.string(), seats: z.int().nullable() })),
  confirmedOnly: z.boolean(),
  units: z.int(),
  counted: z.int(),
  method: z.enum(seatMethods),
  /** Whether method and seats are those of the definition. */
  asDefined: z.boolean(),
  seats: z.int(),
  perOption: z.array(z.object({ option: z.string(), name: z.string(), votes: figure, seats: z.int() })),
  unassigned: z.int(),
  steps: z.array(
    z.object({
      step: z.int(),
      kind: z.string(),
      /** One sentence; every number in it is exact. */
      words: z.string(),
      /** The option or alliance that got a seat in this step; null where none did. */
      to: z.string().nullable(),
      /** What was compared, the highest first: decimals for people, and the exact fraction. */
      compared: z.array(compared),
    }),
  ),
  /** Lots among the steps that two persons recorded for exactly these votes. */
  lotsUsed: z.int(),
  lotsNeeded: z
    .object({
      step: z.int(),
      /** Names the votes and the rule the lot is for; sent back with it. */
      basis: z.string(),
      among: z.array(z.object({ option: z.string(), name: z.string() })),
      seats: z.int(),
      words: z.string(),
    })
    .nullable(),
  at: z.number(),
});
export type SeatsView = z.output<typeof seatsSchema>;

const role = z.string().trim().min(2).max(120);
const lot = z.object({
  number: z.int(),
  contest: z.string(),
  contestName: z.string(),
  step: z.int(),
  among: z.array(z.object({ option: z.string(), name: z.string() })),
  drawn: z.array(z.object({ option: z.string(), name: z.string() })),
  how: z.string(),
  drawnBy: z.string(),
  witnesses: z.array(z.string()).readonly(),
  drawnAt: z.number(),
  state: z.enum(['proposed', 'done', 'refused']),
  /** Of the votes as they are now; false where they have changed since. */
  applies: z.boolean(),
  recordedBy: z.string(),
  recordedAt: z.number(),
  decidedBy: z.string().nullable(),
  decidedAt: z.number().nullable(),
  /** Whether who asks recorded it. */
  mine: z.boolean(),
});
export type LotView = z.output<typeof lot>;
export const lotsSchema = z.object({ items: z.array(lot) });
export const lotsQuerySchema = z.object({ confirmedOnly: yes });

export const lotBodySchema = z.discriminatedUnion('step', [
  z.strictObject({
    step: z.literal('record'),
    contest: id,
    confirmedOnly: z.boolean().default(false),
    /** The step of the allocation that asked for it, and what it is for, as shown. */
    atStep: z.int().positive(),
    basis: z.string().regex(/^[0-9a-f]{64}$/),
    drawn: z.array(id).min(1).max(500),
    how: z.string().trim().min(3).max(500),
    /** Roles, never names of people. */
    drawnBy: role,
    witnesses: z.array(role).min(1).max(20),
    /** Milliseconds since 1970 UTC. */
    drawnAt: z.int().positive(),
  }),
  z.strictObject({ step: z.literal('decide'), contest: id, number: z.int().positive(), approve: z.boolean() }),
]);
