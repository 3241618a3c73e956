// What is truly counted in each unit of a generated election: turnout and votes with local leanings, sums that hold.
import { type Definition, voteKey } from '../../elections/definition/definition.ts';
import { type Random, seededRandom } from '../../kernel/random.ts';

export type Counts = Readonly<Record<string, number>>;

/** Rounds shares of `total` to whole numbers that sum to it (largest remainders). */
export function share(total: number, weights: readonly number[]): readonly number[] {
  const sum = weights.reduce((a, b) => a + b, 0);
  const exact = weights.map((weight) => (sum === 0 ? 0 : (total * weight) / sum));
  const whole = exact.map(Math.floor);
  let left = total - whole.reduce((a, b) => a + b, 0);
  const order = exact
    .map((value, i) => ({ i, rest: value - whole[i] }))
    .toSorted((a, b) => b.rest - a.rest || a.i - b.i);
  for (const { i } of order) {
    if (left <= 0) break;
    whole[i]++;
    left--;
  }
  return whole;
}

const leaning = (random: Random, spread: number): number => Math.exp(random.normal() * spread);

/** By unit id. The same seed and definition give the same counts. */
export function trueCounts(definition: Definition, seed: number): ReadonlyMap<string, Counts> {
  const [{ options }] = definition.contests;
  const national = seededRandom(seed, 72);
  const base = options.map((_, i) => Math.exp(-0.28 * i) * leaning(national, 0.25));
  const ofArea = new Map(
    definition.areas.map((area, i) => {
      const random = seededRandom(seed, 1000 + i);
      return [area.id, base.map((weight) => weight * leaning(random, 0.35))] as const;
    }),
  );
  return new Map(
    definition.units.map((unit, i) => {
      const random = seededRandom(seed, 100_000 + i);
      return [unit.id, unitCounts(definition, unit.registered ?? 500, ofArea.get(unit.area) ?? base, random)];
    }),
  );
}

function unitCounts(
  { contests: [{ options }] }: Definition,
  registered: number,
  weights: readonly number[],
  random: Random,
): Counts {
  const turnout = Math.min(0.97, Math.max(0.25, 0.62 + 0.09 * random.normal()));
  const cast = Math.round(registered * turnout);
  const [invalid, blank] = [0.012, 0.009].map((part) => Math.round(cast * part * leaning(random, 0.4)));
  const valid = cast - invalid - blank;
  const votes = share(
    valid,
    weights.map((weight) => weight * leaning(random, 0.18)),
  );
  const counts: Record<string, number> = { registered, cast, valid, blank, invalid };
  options.forEach(({ id, candidates }, i) => {
    counts[voteKey('all', id)] = votes[i];
    if (candidates === undefined) return;
    const personal = share(
      votes[i],
      candidates.map((_, c) => Math.exp(-0.45 * c) * leaning(random, 0.5)),
    );
    candidates.forEach((candidate, c) => (counts[voteKey('all', id, candidate.id)] = personal[c]));
  });
  return counts;
}
