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

/** What a group is, in the four questions that decide; both the terminal and the report give it as the reason. */
export const noGroupReason =
  'no set of accounts had evidence enough, kept to itself, stood alone in its bursts, and was more synchronised than its members’ habits allow';
