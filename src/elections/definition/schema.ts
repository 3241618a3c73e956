// Reads a definition that came from outside: shape, sizes and references are checked before anything trusts it.
import { z } from 'zod';
import { channels, type Definition, seatMethods } from './definition.ts';
import { checkIdentities, idForm, invalid, mostSeats, unique } from './references.ts';

const id = z.string().min(1).max(64).regex(idForm, 'an id has no spaces, slashes, quotation marks or angle brackets');
const name = z.string().trim().min(1).max(300);
const digest = z.string().regex(/^[0-9a-f]{64}$/);
const key = z.string().regex(/^[\w-]{42}[AEIMQUYcgkosw048]$/, '32 bytes in base64url');
const electionId = z.string().regex(/^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/, 'lower-case letters, digits and hyphens');
const count = z.int().min(0);

const area = z.strictObject({ id, name, parent: id.optional(), level: z.string().min(1).max(64) });
const centreKey = z.strictObject({
  id: z.string().regex(/^[0-9a-f]{16}$/),
  holder: z.string().min(1).max(40),
  publicKey: key,
});
const centre = z.strictObject({ id, name, area: id, keys: z.array(centreKey).max(20) });
const unit = z.strictObject({
  id,
  name,
  area: id,
  centre: id,
  registered: count.optional(),
  merged: z.array(id).max(1000).optional(),
});
const option = z.strictObject({
  id,
  name,
  candidates: z.array(z.strictObject({ id, name })).max(1000).optional(),
  alliance: id.optional(),
  independent: z.literal(true).optional(),
});
const threshold = z.strictObject({
  share: z.tuple([count, z.int().min(1)]).optional(),
  votes: count.optional(),
  base: z.enum(['valid', 'cast']),
});
const seatRule = z.strictObject({
  method: z.enum(seatMethods),
  seats: z.int().min(1).max(mostSeats),
  threshold: threshold.optional(),
});
const contest = z.strictObject({
  id,
  name,
  area: id,
  options: z.array(option).min(1).max(2000),
  seats: seatRule.optional(),
});
const field = z.strictObject({
  // Figures are kept by it in plain objects.
  id: z
    .string()
    .regex(/^[A-Za-z_][\w.]{0,63}$/)
    .refine((own) => !(own in {}), 'is a name that every object has'),
  label: name,
  group: id,
  meaning: z.enum(['registered', 'cast', 'valid', 'blank', 'invalid']).optional(),
});
const rule = z.strictObject({
  code: z.string().regex(/^[\w.-]{1,64}$/),
  kind: z.enum(['error', 'warning']),
  label: name,
  breaks: z.string().min(1).max(2000),
  fields: z.array(z.string().max(200)).max(200),
});

export const callBackDeskSchema = z.strictObject({
  publicKey: key,
  sheets: z
    .array(
      z.strictObject({
        centre: id,
        sheet: id,
        kind: z.enum(['bound', 'plain']),
        lines: z.int().min(1).max(500),
        commitment: digest,
      }),
    )
    .max(500_000),
});

/** What the signing app saves for headquarters: the public keys of one centre. */
export const centreKeysSchema = z.strictObject({
  format: z.literal('pollwarden-centre-keys/1'),
  election: electionId,
  centre: id,
  keys: z.array(centreKey).min(1).max(20),
});

export const definitionSchema = z.strictObject({
  format: z.literal('pollwarden-definition/1'),
  election: electionId,
  name,
  day: z.iso.date(),
  timeZone: z.string().min(1).max(64),
  pack: z.strictObject({ name: z.string().min(1).max(64), version: z.string().min(1).max(32) }),
  areas: z.array(area).min(1).max(100_000),
  centres: z.array(centre).max(500_000),
  units: z.array(unit).min(1).max(500_000),
  contests: z.array(contest).min(1).max(1000),
  fields: z.array(field).max(200),
  modes: z.array(z.strictObject({ id, name })).min(1).max(20),
  rules: z.array(rule).max(500),
  carries: z.partialRecord(z.enum(channels), z.array(id).max(20)),
  minimumVoters: z.strictObject({ count, ground: z.string().min(1).max(1000).optional() }),
  sealingKey: key.optional(),
  callBack: callBackDeskSchema.optional(),
});

/** DEFINITION_INVALID with the path of what is wrong. */
export function readDefinition(value: unknown): Definition {
  const read = definitionSchema.safeParse(value);
  if (!read.success) {
    const [issue] = read.error.issues;
    throw invalid(`${issue.path.map(String).join('.') || 'the file'}: ${issue.message}`);
  }
  const definition = read.data as Definition;
  checkReferences(definition);
  return definition;
}

/** DEFINITION_INVALID where an id is there twice, or something is named that is not there. */
export function checkReferences(definition: Definition): void {
  const { centres, units, modes, fields, minimumVoters } = definition;
  checkIdentities(definition);
  unique(
    'station',
    units.flatMap(({ id: own, merged }) => merged ?? [own]),
  );
  const modeIds = modes.map((one) => one.id);
  const centreIds = new Set(centres.map((one) => one.id));
  if (modeIds.includes('form')) throw invalid('a mode is called "form", as the figures of the form are');
  const groups = new Set(['form', ...modeIds]);
  for (const group of [...Object.values(definition.carries).flat(), ...fields.map((one) => one.group)])
    if (!groups.has(group)) throw invalid(`there is no group ${group}; there are ${[...groups].join(', ')}`);
  checkSheets(definition, centreIds);
  const { count: least, ground } = minimumVoters;
  if (least < 50 && (ground ?? '').trim() === '')
    throw invalid(`a minimum of ${least} voters needs the law that allows it (the default is 50)`);
}

function checkSheets({ callBack }: Definition, centres: ReadonlySet<string>): void {
  const sheets = callBack?.sheets ?? [];
  unique(
    'sheet',
    sheets.map((one) => one.sheet),
  );
  for (const { sheet, centre: own } of sheets)
    if (!centres.has(own)) throw invalid(`sheet ${sheet} is of the centre ${own}, which is not there`);
}
