// Posts that are in the lake already, by pseudonym, the newest last: what a repost may refer to after a restart.
import { dayName, dayOfMicros } from '../../lake/batch.ts';
import { openLake } from '../../lake/lake.ts';

/** Rows that are read for it at most, about: a start must not take long. */
const mostRows = 2_000_000;
const dayMilliseconds = 86_400_000;
const shortMilliseconds = 600_000;

/** Calls `visit` with the posts of the two days before `newest` (milliseconds since 1970 UTC), fewer of a busy stream. */
export async function visitStoredPosts(
  dataFolder: string,
  newest: number,
  visit: (post: string) => void,
): Promise<void> {
  const lake = await openLake(dataFolder);
  try {
    const { segments } = lake.snapshot().manifest;
    const rowsSince = (from: number): number => {
      const first = dayName(dayOfMicros(Math.max(0, from) * 1000));
      return segments.reduce((sum, { day, rows }) => sum + (day >= first ? rows : 0), 0);
    };
    const spans = [2 * dayMilliseconds, dayMilliseconds, 0].map((span) => newest - span);
    const from = spans.find((begin) => rowsSince(begin) <= mostRows) ?? newest - shortMilliseconds;
    for await (const batch of lake.readShares({
      from: Math.max(0, Math.min(from, newest - shortMilliseconds)) * 1000,
    })) {
      for (const post of batch.post) visit(post);
    }
  } finally {
    lake.close();
  }
}
