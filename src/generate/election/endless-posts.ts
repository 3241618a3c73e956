// Posts without end: stream after stream of the generator, moved in time so that one follows the other.
import { planPosts } from '../posts/plan.ts';
import { postRow, type PostRow } from '../posts/rows.ts';
import { firstDay } from '../habits/world.ts';
import type { PostPlan } from '../posts/types.ts';

export type TimedPost = {
  /** Seconds since 1970 UTC. */
  readonly time: number;
  readonly row: PostRow;
};

export type EndlessPosts = {
  /** The time of the next post. */
  readonly nextTime: () => number;
  readonly next: () => TimedPost;
};

export type EndlessOptions = {
  readonly seed: number;
  /** Seconds since 1970 UTC at which the first stream begins; a midnight keeps the rhythm of days. */
  readonly startTime: number;
  readonly posts: number;
  readonly days: number;
  /** Seconds since 1970 UTC from which on posts are wanted: what was before is passed over. */
  readonly from: number;
};

const daySeconds = 86_400;

/** The same options give the same posts; ids of different streams differ. */
export function createEndlessPosts(options: EndlessOptions): EndlessPosts {
  const length = options.days * daySeconds;
  let round = Math.max(0, Math.floor((options.from - options.startTime) / length));
  let plan = planOf(options, round);
  let row = 0;
  const timeOf = (index: number): number => options.startTime + round * length + (plan.time[index] - firstDay);
  const settle = (): void => {
    if (row < plan.time.length) return;
    round++;
    plan = planOf(options, round);
    row = 0;
  };
  while (row < plan.time.length && timeOf(row) < options.from) row++;
  settle();
  return {
    nextTime: () => timeOf(row),
    next: () => {
      const time = timeOf(row);
      const post = { time, row: moved(postRow(plan, row), time, round) };
      row++;
      settle();
      return post;
    },
  };
}

const planOf = ({ seed, posts, days }: EndlessOptions, round: number): PostPlan =>
  planPosts({ seed: (seed + round) % 2 ** 31, posts, days });

function moved(row: PostRow, time: number, round: number): PostRow {
  const ofRound = (id: string): string => (id === '' ? '' : `r${round}-${id}`);
  return {
    ...row,
    post_id: ofRound(row.post_id),
    repost_of: ofRound(row.repost_of),
    reply_to: ofRound(row.reply_to),
    time: new Date(Math.round(time * 1000)).toISOString(),
  };
}
