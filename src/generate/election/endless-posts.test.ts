import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createEndlessPosts } from './endless-posts.ts';

const options = { seed: 4, startTime: 1_767_225_600, posts: 3000, days: 3, from: 0 };

test('posts follow one another in time without end, and no id comes twice', () => {
  const posts = createEndlessPosts(options);
  const ids = new Set<string>();
  let last = 0;
  for (let i = 0; i < 8000; i++) {
    assert.ok(posts.nextTime() >= last);
    const { time, row } = posts.next();
    assert.ok(time >= last && Date.parse(row.time) === Math.round(time * 1000));
    assert.ok(!ids.has(`${row.platform} ${row.post_id}`));
    assert.ok(row.repost_of === '' || ids.has(`${row.platform} ${row.repost_of}`), 'a repost comes after its post');
    ids.add(`${row.platform} ${row.post_id}`);
    last = time;
  }
  assert.ok(last > options.startTime + 6 * 86_400);
});

test('it goes on from any time with the same posts', () => {
  const all = createEndlessPosts(options);
  const seen = Array.from({ length: 5000 }, () => all.next());
  const from = seen[3600].time;
  const again = createEndlessPosts({ ...options, from });
  const expected = seen.filter(({ time }) => time >= from);
  for (const post of expected) assert.deepEqual(again.next(), post);
});
