// Reads a pack from JSON: shape first, then every formula and every reference, so that a mistake is told before any file.
import { z } from 'zod';
import { definitionSchema } from '../../elections/definition/schema.ts';
import { PollwardenError } from '../../kernel/errors.ts';
import { parseJson } from '../../kernel/parse-json.ts';
import { compileRule } from '../rules/check.ts';
import type { Pack } from './pack.ts';

const { fields, modes, rules, carries, minimumVoters, contests } = definitionSchema.shape;
const columns = z.union([z.string().min(1).max(200), z.array(z.string().min(1).max(200)).min(1).max(20)]);
const table = { file: columns, optional: z.literal(true).optional() };
const votes = z.strictObject({
  ...table,
  unit: columns,
  option: columns,
  votes: columns,
  mode: z.string().max(64),
  controlTotalsFrom: z.int().min(0).optional(),
});
const channel = z.strictObject({
  whose: z.string().min(1).max(200),
  form: z.strictObject({ ...table, unit: columns, columns: z.record(z.string().max(64), columns) }).optional(),
  votes: z.array(votes).max(20),
});
const csv = z.strictObject({
  separator: z.enum([',', ';', '\t']),
  contest: z.string().min(1).max(64),
  units: z.strictObject({
    ...table,
    id: columns,
    name: z.array(z.string().max(200)).max(10).optional(),
    registered: columns.optional(),
    centre: columns.optional(),
    areas: z.array(z.strictObject({ level: z.string().min(1).max(64), id: columns, name: columns.optional() })).max(10),
  }),
  options: z
    .array(z.strictObject({ ...table, id: columns, name: columns, independent: z.literal(true).optional() }))
    .min(1)
    .max(10),
  outsideSeats: z.array(z.string().max(64)).max(100).optional(),
  registered: z.strictObject({ ...table, unit: columns, registered: columns }).optional(),
  returns: z.strictObject({
    official: channel.optional(),
    backup: channel.optional(),
    observer: channel.optional(),
  }),
});
const figureNames = ['official', 'backup', 'onBoth', 'onOneOnly', 'inConflict', 'votesDiffering'] as const;

const packSchema = z.strictObject({
  format: z.literal('pollwarden-pack/1'),
  name: z.string().regex(/^[a-z0-9-]{1,64}$/),
  version: z.string().min(1).max(32),
  title: z.string().min(1).max(200),
  country: z.string().max(8),
  reads: z.literal('csv'),
  timeZone: z.string().min(1).max(64),
  minimumVoters,
  fields,
  modes,
  rules,
  carries,
  seats: contests.element.shape.seats,
  csv,
  figures: z
    .strictObject({
      units: z.string().max(64).optional(),
      twoChannels: z.record(z.enum(figureNames), z.string().max(64)).optional(),
    })
    .optional(),
});

/** PACK_INVALID with the file and what is wrong in it. A pack from a file reads CSV. */
export function readPack(text: string, file: string): Pack {
  const value = parseJson(text);
  if (value === undefined) throw new PollwardenError('PACK_INVALID', 'is no JSON', { file });
  const read = packSchema.safeParse(value);
  if (!read.success) {
    const [issue] = read.error.issues;
    throw new PollwardenError('PACK_INVALID', `${issue.path.map(String).join('.')}: ${issue.message}`, { file });
  }
  const pack = read.data as Pack;
  const names = { fields: pack.fields, modes: pack.modes, contests: [] };
  for (const rule of pack.rules) compileRule(rule, names);
  return pack;
}
