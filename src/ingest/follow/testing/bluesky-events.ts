// Events of a Jetstream for tests: event n is the same whenever it is asked for, in ascending time_us.
export const firstMicros = 1_780_000_000_000_000;

export const timeOfEvent = (n: number): number => firstMicros + n * 20_000;

/** A post with a hashtag of the test's purpose; every fifth is a repost of the post before. */
export function eventText(n: number): string {
  const isRepost = n % 5 === 4;
  const record = isRepost
    ? { subject: { uri: `at://did:plc:author${(n - 1) % 40}/app.bsky.feed.post/k${n - 1}` } }
    : { text: `Post ${n} "time_us":1 about the vote #vote`, tags: ['vote'] };
  return JSON.stringify({
    did: `did:plc:author${n % 40}`,
    time_us: timeOfEvent(n),
    kind: 'commit',
    commit: {
      operation: 'create',
      collection: isRepost ? 'app.bsky.feed.repost' : 'app.bsky.feed.post',
      rkey: `k${n}`,
      record,
    },
  });
}

/** What is no post of ours, and must harm nothing. */
export const garbage: readonly string[] = [
  '',
  '{',
  '[]',
  'null',
  '"text"',
  `${'['.repeat(100)}${']'.repeat(100)}`,
  '{"did":"did:plc:x","time_us":"soon","kind":"commit"}',
  '{"did":"did:plc:x","time_us":1,"kind":"commit","commit":{"collection":"app.bsky.feed.post","operation":"create"}}',
  '{"did":"did:plc:x","time_us":9999999999999999,"kind":"identity"}',
  '{"__proto__":{"did":"x"}}',
];
