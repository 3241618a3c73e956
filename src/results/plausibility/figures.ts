// Shares of a unit that are compared with those of its peers, and the parts they are made of.
import { type Contest, type Definition, voteKey } from '../../elections/definition/definition.ts';
import type { UnitInput } from './hit.ts';
import { allVotes, type PlausibilityPack, type ShareFigure, type Sum } from './plausibility-pack.ts';

export type Counts = Readonly<Record<string, number>>;
export type Share = { readonly part: number; readonly of: number };

/** A unit with what is read off its counts once. */
export type Prepared = {
  readonly input: UnitInput;
  readonly counts: Counts;
  readonly name: string;
  readonly area: string;
  readonly centre: string;
  /** Of the definition, known before polling. */
  readonly registered: number | undefined;
  /** By the order of options in the contest, over all modes; undefined where no mode carries the list. */
  readonly votes: readonly (number | undefined)[];
  readonly allVotes: number;
  /** Ballots, or votes where the form does not say. */
  readonly size: number;
};

/** Votes of a list or candidate over all modes; undefined where no mode carries it. */
export function votesOf(counts: Counts, modes: Definition['modes'], option: string, candidate?: string) {
  let sum: number | undefined;
  for (const { id } of modes) {
    const votes = counts[voteKey(id, option, candidate)];
    if (votes !== undefined) sum = (sum ?? 0) + votes;
  }
  return sum;
}

export function prepare(definition: Definition, contest: Contest, inputs: readonly UnitInput[]): readonly Prepared[] {
  const units = new Map(definition.units.map((unit) => [unit.id, unit]));
  const cast = definition.fields.find(({ meaning }) => meaning === 'cast')?.id;
  return inputs.flatMap((input): readonly Prepared[] => {
    const unit = units.get(input.unit);
    const { counts } = input;
    if (unit === undefined || counts === undefined) return [];
    const votes = contest.options.map(({ id }) => votesOf(counts, definition.modes, id));
    const { name, area, centre, registered } = unit;
    const ballots = cast === undefined ? undefined : counts[cast];
    const all = votes.reduce<number>((sum, one) => sum + (one ?? 0), 0);
    return [{ input, counts, name, area, centre, registered, votes, allVotes: all, size: ballots ?? all }];
  });
}

/** Undefined where the unit lacks one of the figures. */
export function sumOf({ counts, votes, allVotes: all }: Prepared, sum: Sum): number | undefined {
  let total = 0;
  for (const id of sum) {
    const value = id === allVotes ? (votes.some((one) => one !== undefined) ? all : undefined) : counts[id];
    if (value === undefined) return undefined;
    total += value;
  }
  return total;
}

export function shareOf(unit: Prepared, { part, of, mixedOnly }: ShareFigure): Share | undefined {
  const [a, b] = [sumOf(unit, part), sumOf(unit, of)];
  if (a === undefined || b === undefined || b <= 0) return undefined;
  if (mixedOnly === true && (a <= 0 || a >= b)) return undefined;
  return { part: a, of: b };
}

/** By what the definition says that its fields mean, and by mode where there are several. */
export function figuresByMeaning({ fields }: Definition): readonly ShareFigure[] {
  const of = (meaning: string): string | undefined => fields.find((field) => field.meaning === meaning)?.id;
  const [cast, registered] = [of('cast'), of('registered')];
  const rejected = (kind: 'invalid' | 'blank'): readonly ShareFigure[] => {
    const id = of(kind);
    if (id === undefined || cast === undefined) return [];
    return [{ id: kind, kind, label: `share of ${kind} ballots`, part: [id], of: [cast] }];
  };
  const turnout: readonly ShareFigure[] =
    cast === undefined || registered === undefined
      ? []
      : [{ id: 'turnout', kind: 'turnout', label: 'turnout', part: [cast], of: [registered] }];
  return [...turnout, ...rejected('invalid'), ...rejected('blank')];
}

export const figuresOf = (definition: Definition, pack: PlausibilityPack): readonly ShareFigure[] =>
  pack.figures ?? figuresByMeaning(definition);

/** Id or name parts that make a unit one of a known special kind; empty where none does. */
export function specialOf(unit: Pick<Prepared, 'name'>, areas: readonly string[], pack: PlausibilityPack): string {
  const name = unit.name.toLowerCase();
  const found = pack.special.find(
    (one) =>
      (one.areas ?? []).some((area) => areas.includes(area)) || (one.words ?? []).some((word) => name.includes(word)),
  );
  return found?.what ?? '';
}
