// Reads a definition that came from outside: shape, sizes and references are checked before anything trusts it.
import { z } from 'zod';
import { PollwardenError } from '../../kernel/errors.ts';
import { reading } from '../../kernel/same-reading.ts';
import { channels, type Definition, seatMethods } from './definition.ts';

const id = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[^\s/<>"'&\\]+$/u, 'an id has no spaces, slashes, quotation marks or angle brackets');
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
  seats: z.int().min(1).max(10_000),
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

const invalid = (detail: string): PollwardenError => new PollwardenError('DEFINITION_INVALID', detail);

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

function unique(what: string, ids: readonly string[]): ReadonlySet<string> {
  const seen = new Set<string>();
  for (const one of ids) {
    if (seen.has(one)) throw invalid(`${what} ${one} is there twice`);
    seen.add(one);
  }
  return seen;
}

const idsOf = (all: readonly { readonly id: string }[]): readonly string[] => all.map((one) => one.id);

/** DEFINITION_INVALID where an id is there twice, or something is named that is not there. */
export function checkReferences(definition: Definition): void {
  const { areas, centres, units, contests, modes, fields, minimumVoters } = definition;
  checkKeys(definition);
  const areaIds = unique('area', idsOf(areas));
  const centreIds = unique('centre', idsOf(centres));
  unique('unit', idsOf(units));
  unique(
    'station',
    units.flatMap(({ id: own, merged }) => merged ?? [own]),
  );
  unique('field', idsOf(fields));
  checkOptions(definition);
  const inAreas = (where: string, one: string): void => {
    if (!areaIds.has(one)) throw invalid(`${where} is in the area ${one}, which is not there`);
  };
  for (const one of areas) if (one.parent !== undefined) inAreas(`area ${one.id}`, one.parent);
  checkTree(definition);
  for (const one of centres) inAreas(`centre ${one.id}`, one.area);
  for (const one of contests) inAreas(`contest ${one.id}`, one.area);
  for (const one of units) {
    inAreas(`unit ${one.id}`, one.area);
    if (!centreIds.has(one.centre)) throw invalid(`unit ${one.id} names the centre ${one.centre}, which is not there`);
  }
  const modeIds = unique('mode', idsOf(modes));
  if (modeIds.has('form')) throw invalid('a mode is called "form", as the figures of the form are');
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

function checkOptions({ contests }: Definition): void {
  unique('contest', idsOf(contests));
  for (const one of contests) {
    unique(`option of ${one.id}`, idsOf(one.options));
    for (const each of one.options) unique(`candidate of ${each.id}`, idsOf(each.candidates ?? []));
  }
}

/** Two holders sign: they have to be two to whoever reads the definition, and no key two holders'. */
function checkKeys({ centres }: Definition): void {
  const all = centres.flatMap(({ keys }) => keys);
  unique('key', idsOf(all));
  unique(
    'public key',
    all.map((one) => one.publicKey),
  );
  for (const { id: own, keys } of centres) {
    const names = new Map(keys.map(({ holder }) => [reading(holder), holder]));
    const other = keys.find(({ holder }) => names.get(reading(holder)) !== holder);
    if (other !== undefined) throw invalid(`two holders of ${own} read alike: ${other.holder}`);
  }
}

const deepest = 32;

/** Areas form a tree of few levels: nobody is above itself, and no walk through it is long. */
function checkTree({ areas }: Definition): void {
  const parents = new Map(areas.map((one) => [one.id, one.parent]));
  const depths = new Map<string, number>();
  for (const { id: start } of areas) {
    const path = new Set<string>();
    let at: string | undefined = start;
    for (; at !== undefined && !depths.has(at); at = parents.get(at)) {
      if (path.has(at)) throw invalid(`the area ${at} stands above itself`);
      path.add(at);
    }
    let depth = at === undefined ? 0 : (depths.get(at) ?? 0);
    for (const one of [...path].toReversed()) depths.set(one, ++depth);
    if (depth > deepest) throw invalid(`areas are nested deeper than ${deepest}`);
  }
}
