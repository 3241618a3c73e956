// Adding up returns, exactly: the same sums in any order, and an area's are those of what is below it.
import type { Definition } from '../../elections/definition/definition.ts';
import { PollwardenError } from '../../kernel/errors.ts';
import { type UnitState, unitStates } from '../reconcile/states.ts';
import type { Counts, HeldUnit, Sums } from './tally.ts';

export type Adding = {
  units: number;
  counted: number;
  readonly byState: Record<UnitState, number>;
  readonly sums: Map<string, number>;
  readonly turnout: { cast: number; registered: number; units: number };
};

export const nothing = (): Adding => ({
  units: 0,
  counted: 0,
  byState: Object.fromEntries(unitStates.map((state) => [state, 0])) as Record<UnitState, number>,
  sums: new Map(),
  turnout: { cast: 0, registered: 0, units: 0 },
});

/** SUM_TOO_LARGE beyond 2^53-1, INPUT_INVALID for what is no count: never a sum that is nearly right. */
export function exactSum(a: number, b: number, what: string): number {
  if (!Number.isSafeInteger(b) || b < 0) throw new PollwardenError('INPUT_INVALID', `${what}: ${b} is no count`);
  const sum = a + b;
  if (Number.isSafeInteger(sum)) return sum;
  throw new PollwardenError('SUM_TOO_LARGE', what);
}

export type TurnoutKeys = {
  readonly cast: readonly string[];
  readonly registered: readonly string[];
  readonly registeredOf: (unit: string) => number | undefined;
};

export function turnoutKeys({ fields, units }: Pick<Definition, 'fields' | 'units'>): TurnoutKeys {
  const known = new Map(units.map(({ id, registered }) => [id, registered]));
  const of = (meaning: string): readonly string[] =>
    fields.filter((field) => field.meaning === meaning).map(({ id }) => id);
  return { cast: of('cast'), registered: of('registered'), registeredOf: (unit) => known.get(unit) };
}

/** Undefined unless every field is there. */
function sumOfFields(counts: Counts, keys: readonly string[]): number | undefined {
  if (keys.length === 0) return undefined;
  let sum = 0;
  for (const key of keys) {
    const value = counts[key];
    if (value === undefined) return undefined;
    sum = exactSum(sum, value, key);
  }
  return sum;
}

/** Adds one unit. `counts` undefined: it is one of the area's units, and not in the sums. */
export function addUnit(
  into: Adding,
  { unit, state }: HeldUnit,
  counts: Counts | undefined,
  { cast: castKeys, registered: registeredKeys, registeredOf }: TurnoutKeys,
): void {
  into.units++;
  into.byState[state]++;
  if (counts === undefined) return;
  into.counted++;
  for (const key of Object.keys(counts)) into.sums.set(key, exactSum(into.sums.get(key) ?? 0, counts[key], key));
  const cast = sumOfFields(counts, castKeys);
  const registered = sumOfFields(counts, registeredKeys) ?? registeredOf(unit);
  if (cast === undefined || registered === undefined) return;
  into.turnout.cast = exactSum(into.turnout.cast, cast, 'votes cast');
  into.turnout.registered = exactSum(into.turnout.registered, registered, 'people entitled to vote');
  into.turnout.units++;
}

/** Adds all that is in `part`. */
export function addSums(into: Adding, part: Adding): void {
  into.units += part.units;
  into.counted += part.counted;
  for (const state of unitStates) into.byState[state] += part.byState[state];
  for (const [key, value] of part.sums) into.sums.set(key, exactSum(into.sums.get(key) ?? 0, value, key));
  into.turnout.cast = exactSum(into.turnout.cast, part.turnout.cast, 'votes cast');
  into.turnout.registered = exactSum(into.turnout.registered, part.turnout.registered, 'people entitled to vote');
  into.turnout.units += part.turnout.units;
}

const byText = ([a]: readonly [string, number], [b]: readonly [string, number]): number =>
  a < b ? -1 : Number(a !== b);

/** Keys in one order, whatever the order in which units came. */
export const sumsOf = ({ units, counted, byState, sums, turnout }: Adding): Sums => ({
  units,
  counted,
  byState,
  sums: Object.fromEntries([...sums].toSorted(byText)),
  turnout,
});
