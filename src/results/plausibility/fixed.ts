// Fixed thresholds of a pack: what a rule finds in one unit, as numbers. The words are made elsewhere. Browser-safe.
import { type Prepared, sumOf } from './figures.ts';
import type { FixedCode, FixedRule, Sum } from './plausibility-pack.ts';
import type { SwitchedPair } from './switched-candidates.ts';

export type FixedFinding = {
  readonly code: FixedCode;
  /** In `unit`; 0 for zeroVotes and switchedCandidates. */
  readonly value: number;
  readonly unit: 'votes' | 'percent' | 'points';
  /** Of listDeviation: place of the list in the contest. */
  readonly option?: number;
  readonly pair?: SwitchedPair;
  readonly keys: readonly string[];
};

/** Votes of the rest of the area, the unit itself left out. */
export type Rest = {
  readonly votes: readonly number[];
  readonly allVotes: number;
  /** Units of the area with this one. */
  readonly units: number;
};

type Of<K extends FixedRule['kind']> = Extract<FixedRule, { readonly kind: K }>;
export type SimpleRule = Exclude<FixedRule, Of<'listPoints'> | Of<'candidates'>>;

const atLeast = (part: number, of: number, [numerator, denominator]: readonly [number, number]): boolean =>
  of > 0 && part > 0 && part * denominator >= numerator * of;

const percentOf = (part: number, of: number): number => (of === 0 ? 0 : (100 * part) / of);

/** Undefined where the rule finds nothing, or the unit lacks a figure that it needs. */
export function checkFixed(unit: Prepared, rule: SimpleRule): FixedFinding | undefined {
  const { code } = rule;
  const of = (sum: Sum): number | undefined => sumOf(unit, sum);
  const votes = (value: number, keys: readonly string[]): FixedFinding => ({ code, value, unit: 'votes', keys });
  if (rule.kind === 'zero') return of(rule.ballots) === 0 ? votes(0, rule.ballots) : undefined;
  if (rule.kind === 'modeSum') {
    const [lists, fields] = [modeVotes(unit, rule.mode), of(rule.fields)];
    if (lists === undefined || fields === undefined || lists === fields) return undefined;
    return votes(Math.abs(lists - fields), rule.fields);
  }
  if (rule.kind === 'positive') {
    const value = of([rule.field]) ?? 0;
    return value > 0 ? votes(value, [rule.field]) : undefined;
  }
  if (rule.kind === 'share') {
    const [part, base] = [of(rule.part), of(rule.of)];
    if (part === undefined || base === undefined || !atLeast(part, base, rule.atLeast)) return undefined;
    return { code, value: percentOf(part, base), unit: 'percent', keys: rule.part };
  }
  const [ballots, admitted] = [of(rule.ballots), of(rule.admitted)];
  if (ballots === undefined || admitted === undefined) return undefined;
  const difference = Math.abs(ballots - admitted);
  const keys = [...rule.ballots, ...rule.admitted];
  if (rule.kind === 'difference') {
    if (difference >= rule.votes) return votes(difference, keys);
    if (!atLeast(difference, ballots, rule.atLeast)) return undefined;
    return { code, value: percentOf(difference, ballots), unit: 'percent', keys };
  }
  const missing = unexplained(unit, rule, ballots - admitted);
  return missing === 0 ? undefined : votes(missing, keys);
}

/** Votes of all options in a mode; undefined where the unit has none in it. */
function modeVotes({ counts }: Prepared, mode: string): number | undefined {
  let sum: number | undefined;
  for (const [key, votes] of Object.entries(counts)) {
    if (key.startsWith(`votes/${mode}/`) && key.split('/').length === 3) sum = (sum ?? 0) + votes;
  }
  return sum;
}

/** What the reasons that were given leave of the difference; reasons that a form does not have count as 0. */
function unexplained(unit: Prepared, rule: Of<'explanations'>, difference: number): number {
  if (difference === 0) return 0;
  const given = (difference > 0 ? rule.more : rule.fewer).reduce((sum, id) => sum + (unit.counts[id] ?? 0), 0);
  return Math.abs(Math.abs(difference) - given);
}

/** Lists whose share differs by `points` percentage points or more from the rest of the area; without votes a share is 0. */
export function listDeviations(unit: Prepared, rule: Of<'listPoints'>, rest: Rest): readonly FixedFinding[] {
  if (rest.units < rule.units) return [];
  return unit.votes.flatMap((votes, option) => {
    if (votes === undefined) return [];
    const value = percentOf(votes, unit.allVotes) - percentOf(rest.votes[option], rest.allVotes);
    if (Math.abs(value) < rule.points) return [];
    return [{ code: rule.code, value, unit: 'points' as const, option, keys: [] }];
  });
}
