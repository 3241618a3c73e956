// Reads a definition that came from outside: shape, sizes and references are checked before anything trusts it.
import { z } from 'zod';
import { PollwardenError } from '../../kernel/errors.ts';
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
  id: z.string().regex(/^[A-Za-z_][\w.]{0,63}$/),
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
  sheets: z.array(z.strictObject({ centre: id, sheet: id, commitment: digest })).max(500_000),
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

/** DEFINITION_INVALID where an id is there twice, or something is named that is not there. */
export function checkReferences(definition: Definition): void {
  const areas = unique(
    'area',
    definition.areas.map((one) => one.id),
  );
  const centres = unique(
    'centre',
    definition.centres.map((one) => one.id),
  );
  unique(
    'unit',
    definition.units.flatMap(({ id: own, merged }) => merged ?? [own]),
  );
  unique(
    'contest',
    definition.contests.map((one) => one.id),
  );
  unique(
    'key',
    definition.centres.flatMap(({ keys }) => keys.map((one) => one.id)),
  );
  // One key under two names would be one holder who signs as two.
  unique(
    'public key',
    definition.centres.flatMap(({ keys }) => keys.map((one) => one.publicKey)),
  );
  unique(
    'field',
    definition.fields.map((one) => one.id),
  );
  const modes = unique(
    'mode',
    definition.modes.map((one) => one.id),
  );
  const inAreas = (where: string, one: string): void => {
    if (!areas.has(one)) throw invalid(`${where} is in the area ${one}, which is not there`);
  };
  for (const one of definition.areas) if (one.parent !== undefined) inAreas(`area ${one.id}`, one.parent);
  checkTree(definition);
  for (const one of definition.centres) inAreas(`centre ${one.id}`, one.area);
  for (const one of definition.contests) {
    inAreas(`contest ${one.id}`, one.area);
    unique(
      `option of ${one.id}`,
      one.options.map((each) => each.id),
    );
  }
  for (const one of definition.units) {
    inAreas(`unit ${one.id}`, one.area);
    if (!centres.has(one.centre)) throw invalid(`unit ${one.id} names the centre ${one.centre}, which is not there`);
  }
  const groups = new Set(['form', ...modes]);
  for (const group of [...Object.values(definition.carries).flat(), ...definition.fields.map((one) => one.group)])
    if (!groups.has(group)) throw invalid(`there is no group ${group}; there are ${[...groups].join(', ')}`);
  const { count: least, ground } = definition.minimumVoters;
  if (least < 50 && (ground ?? '').trim() === '')
    throw invalid(`a minimum of ${least} voters needs the law that allows it (the default is 50)`);
}

/** Areas form a tree: nobody is above itself. */
function checkTree({ areas }: Definition): void {
  const parents = new Map(areas.map((one) => [one.id, one.parent]));
  const safe = new Set<string>();
  for (const { id: start } of areas) {
    const path = new Set<string>();
    for (let at: string | undefined = start; at !== undefined && !safe.has(at); at = parents.get(at)) {
      if (path.has(at)) throw invalid(`the area ${at} stands above itself`);
      path.add(at);
    }
    for (const one of path) safe.add(one);
  }
}
