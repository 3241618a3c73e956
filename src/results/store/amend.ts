// Amendments of a definition that is fixed: a list of changes, each checked, described in words for the second person.
import { z } from 'zod';
import type { Definition, Option } from '../../elections/definition/definition.ts';
import { callBackDeskSchema, centreKeysSchema, readDefinition } from '../../elections/definition/schema.ts';
import { PollwardenError } from '../../kernel/errors.ts';
import { areaTree } from '../tally/areas.ts';

const id = z.string().min(1).max(64);
const text = z.string().trim().min(1).max(300);
const key = centreKeysSchema.shape.keys.element;

export const amendmentSchema = z
  .array(
    z.discriminatedUnion('change', [
      z.strictObject({ change: z.literal('renameOption'), contest: id, option: id, name: text }),
      z.strictObject({ change: z.literal('renameCandidate'), contest: id, option: id, candidate: id, name: text }),
      z.strictObject({
        change: z.literal('moveUnit'),
        unit: id,
        name: text.optional(),
        area: id.optional(),
        centre: id.optional(),
      }),
      z.strictObject({
        change: z.literal('addUnit'),
        unit: id,
        name: text,
        area: id,
        centre: id,
        registered: z.int().min(0).optional(),
      }),
      z.strictObject({ change: z.literal('addKeys'), centre: id, keys: z.array(key).min(1).max(20) }),
      z.strictObject({ change: z.literal('setSealingKey'), sealingKey: z.string().regex(/^[\w-]{43}$/) }),
      z.strictObject({ change: z.literal('setCallBack'), callBack: callBackDeskSchema }),
      z.strictObject({ change: z.literal('setSeats'), contest: id, seats: z.int().min(1).max(10_000) }),
    ]),
  )
  .min(1)
  .max(10_000);

export type Amendment = z.output<typeof amendmentSchema>;
type Change = Amendment[number];
type Amended = { readonly definition: Definition; readonly words: string };

const missing = (what: string): PollwardenError => new PollwardenError('NOT_FOUND', `there is no ${what}`);

/** INPUT_INVALID with what is wrong. */
export function readAmendment(value: unknown): Amendment {
  const read = amendmentSchema.safeParse(value);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const place = issue.path.map(String).join('.') || 'the list of changes';
  throw new PollwardenError('INPUT_INVALID', `${place}: ${issue.message}`);
}

/** Applies the changes in their order; NOT_FOUND, DEFINITION_INVALID. The words say before and after. */
export function amend(
  definition: Definition,
  amendment: Amendment,
): { readonly definition: Definition; readonly changes: readonly string[] } {
  let amended = definition;
  const changes: string[] = [];
  for (const change of amendment) {
    const next = applyOne(amended, change);
    amended = next.definition;
    changes.push(next.words);
  }
  return { definition: readDefinition(structuredClone(amended)), changes };
}

function applyOne(definition: Definition, change: Change): Amended {
  if (change.change === 'renameOption') return renameOption(definition, change);
  if (change.change === 'renameCandidate') return renameCandidate(definition, change);
  if (change.change === 'moveUnit') return moveUnit(definition, change);
  if (change.change === 'addUnit') {
    const { change: _kind, unit, registered, ...rest } = change;
    const added = { id: unit, ...rest, ...(registered === undefined ? {} : { registered }) };
    return {
      definition: { ...definition, units: [...definition.units, added] },
      words: `unit ${unit} added: ${rest.name}`,
    };
  }
  if (change.change === 'addKeys') return addKeys(definition, change);
  if (change.change === 'setSealingKey')
    return {
      definition: { ...definition, sealingKey: change.sealingKey },
      words: `returns are sealed to ${change.sealingKey}`,
    };
  if (change.change === 'setCallBack')
    return {
      definition: { ...definition, callBack: change.callBack },
      words: `the call-back desk is ${change.callBack.publicKey}, with ${change.callBack.sheets.length} sheets`,
    };
  return setSeats(definition, change);
}

type Of<C extends Change['change']> = Extract<Change, { readonly change: C }>;

function changeOption(
  definition: Definition,
  contest: string,
  option: string,
  to: (before: Option) => Option,
): Definition {
  const found = definition.contests.find((one) => one.id === contest)?.options.some((one) => one.id === option);
  if (found !== true) throw missing(`option ${option} in ${contest}`);
  const contests = definition.contests.map((one) =>
    one.id === contest ? { ...one, options: one.options.map((each) => (each.id === option ? to(each) : each)) } : one,
  );
  return { ...definition, contests };
}

function renameOption(definition: Definition, { contest, option, name }: Of<'renameOption'>): Amended {
  let before = '';
  const changed = changeOption(definition, contest, option, (one) => {
    before = one.name;
    return { ...one, name };
  });
  return { definition: changed, words: `option ${option} of ${contest}: “${before}” becomes “${name}”` };
}

function renameCandidate(definition: Definition, change: Of<'renameCandidate'>): Amended {
  const { contest, option, candidate, name } = change;
  let before: string | undefined;
  const changed = changeOption(definition, contest, option, (one) => ({
    ...one,
    candidates: (one.candidates ?? []).map((each) => {
      if (each.id !== candidate) return each;
      before = each.name;
      return { ...each, name };
    }),
  }));
  if (before === undefined) throw missing(`candidate ${candidate} on ${option}`);
  return { definition: changed, words: `candidate ${candidate} of ${option}: “${before}” becomes “${name}”` };
}

/** Ids of the contests in which units of an area vote. */
function contestsOf({ areas, contests }: Definition, area: string): string {
  const above = areaTree(areas).upwards(area);
  return contests.flatMap((contest) => (above.includes(contest.area) ? [contest.id] : [])).join(' ');
}

/** Never to where other contests are voted in: returns that are there would be counted nowhere. */
function moveUnit(definition: Definition, { unit, name, area, centre }: Of<'moveUnit'>): Amended {
  const before = definition.units.find((one) => one.id === unit);
  if (before === undefined) throw missing(`unit ${unit}`);
  const after = { ...before, name: name ?? before.name, area: area ?? before.area, centre: centre ?? before.centre };
  if (contestsOf(definition, before.area) !== contestsOf(definition, after.area))
    throw new PollwardenError(
      'DEFINITION_INVALID',
      `in the area ${after.area} unit ${unit} would vote in other contests`,
    );
  const units = definition.units.map((one) => (one.id === unit ? after : one));
  const said = (one: typeof before): string => `${one.name}, area ${one.area}, centre ${one.centre}`;
  return { definition: { ...definition, units }, words: `unit ${unit}: “${said(before)}” becomes “${said(after)}”` };
}

function addKeys(definition: Definition, { centre, keys }: Of<'addKeys'>): Amended {
  if (!definition.centres.some((one) => one.id === centre)) throw missing(`centre ${centre}`);
  const centres = definition.centres.map((one) => (one.id === centre ? { ...one, keys: [...one.keys, ...keys] } : one));
  const words = keys.map((one) => `${one.id} (${one.holder})`).join(', ');
  return { definition: { ...definition, centres }, words: `centre ${centre} has the keys ${words} too` };
}

function setSeats(definition: Definition, { contest, seats }: Of<'setSeats'>): Amended {
  const before = definition.contests.find((one) => one.id === contest);
  if (before?.seats === undefined) throw missing(`contest ${contest} with seats`);
  const rule = { ...before.seats, seats };
  const contests = definition.contests.map((one) => (one.id === contest ? { ...one, seats: rule } : one));
  return { definition: { ...definition, contests }, words: `${contest}: ${before.seats.seats} seats become ${seats}` };
}
