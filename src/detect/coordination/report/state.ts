// Without a group: what there was to compare, so that the report gives the true reason.
import type { CoordinationResult } from '../result.ts';
import { duration, plural } from './words.ts';

/** Fewer posts than this say next to nothing about anybody's habits. */
const fewPosts = 100;

/** Why nothing could be compared, in one sentence; undefined where the input was large enough for an answer. */
export function tooLittle(result: CoordinationResult): string | undefined {
  const { accounts, posts } = result.input;
  if (accounts === 1) return 'All posts are by one account, so there is nobody to compare it with.';
  if (result.perWindow.every(({ pairs }) => pairs === 0)) {
    const widest = Math.max(0, ...result.parameters.windowsSeconds);
    return `No two accounts acted on the same object within ${duration(widest)}, so there is nothing to compare.`;
  }
  if (posts < fewPosts)
    return `${plural(posts, 'post')} ${posts === 1 ? 'is' : 'are'} too little to know the habits of anybody.`;
  return undefined;
}

/** Why there is no group: the four questions that decide. The terminal and the report give the same reason. */
export function noGroupReason(result: CoordinationResult): string {
  const others = (result.onePerPlatform ?? []).length > 0 ? 'other ' : '';
  return `no ${others}set of accounts passed all four questions that make a group: evidence enough, apart from others, alone in its bursts, and more synchronised than its members’ habits allow`;
}
