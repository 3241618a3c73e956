// Scores the pairs among some accounts as the batch does: activity first, then each one's habits.
import type { ShareSet } from '../../shares.ts';
import { firstShares } from '../native/first-shares.ts';
import { habitsOf } from '../native/habits.ts';
import type { LayerScores } from '../native/layer-scores.ts';
import { scorePairs } from '../native/pair-score.ts';
import { candidatePairs, reach } from '../native/pairs.ts';
import type { LiveState } from './shares-around.ts';

/** `set` as of `sharesAround`; pairs are scored where both are among the first `accounts` of it. */
export function scoreAround(state: LiveState, set: ShareSet, accounts: number): readonly LayerScores[] {
  const { windowsSeconds, cap } = state;
  return set.tables.map((table, index) => {
    const shares = firstShares(table, set.accounts.length);
    const habits = habitsOf(shares);
    const ranges = windowsSeconds.map((windowSeconds) => reach(shares, windowSeconds, cap));
    const widest = ranges[ranges.length - 1];
    const pairs = candidatePairs(shares, widest, windowsSeconds, 2, (a, b) => a < accounts && b < accounts);
    const pairsWithin = ranges.map((range) => range.pairs);
    const together = Math.max(1, state.layers[index].live.together());
    const prior = pairsWithin.map((within) => Math.min(1, within / together));
    const scores = scorePairs(shares, habits, pairs, windowsSeconds, prior);
    return { shares, habits, pairs, scores, pairsWithin, bursts: widest.bursts };
  });
}
