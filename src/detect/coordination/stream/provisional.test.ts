// What the stream tells between panes, against the truth of a generated stream.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { planPosts } from '../../../generate/posts/plan.ts';
import { postRow } from '../../../generate/posts/rows.ts';
import { truthOf } from '../../../generate/posts/truth.ts';
import { createStreamRows } from './testing/posts.ts';
import { createCoordinationStream } from './stream.ts';
import { streamOptions } from './testing.ts';
import type { ProvisionalGroup } from './update.ts';

const now = 4_000_000_000;

test('planted groups are told while the stream runs, grow under one key, and nobody else is told', () => {
  const plan = planPosts({ seed: 2, posts: 16_000, days: 6 });
  const truth = truthOf(plan);
  const planted = new Map(truth.groups.flatMap(({ name, members }) => members.map((member) => [member, name])));
  const declared = truth.declared;
  const open = new Set(declared.flatMap(({ accounts }) => accounts));
  const stream = createCoordinationStream(
    streamOptions({
      horizonSeconds: 14 * 86_400,
      paneSeconds: 21_600,
      detect: { ...streamOptions().detect, declared },
    }),
  );
  const rows = createStreamRows();
  const alive = new Map<string, ProvisionalGroup>();
  let updates = 0;
  for (let row = 0; row < plan.time.length; row += 400) {
    const posts = Array.from({ length: Math.min(400, plan.time.length - row) }, (_, k) => postRow(plan, row + k));
    stream.add(rows.batchOf(posts), now);
    const update = stream.update();
    if (update?.kind !== 'provisional') continue;
    updates++;
    for (const key of update.gone) assert.ok(alive.delete(key));
    for (const group of update.groups) alive.set(group.key, group);
  }
  const found = new Set<string>();
  for (const group of alive.values()) {
    const strangers = group.members.filter((member) => !planted.has(member) && !open.has(member));
    assert.deepEqual(strangers, [], JSON.stringify(group.members));
    if (group.members.some((member) => open.has(member))) assert.ok(group.declared !== undefined);
    for (const member of group.members) if (planted.has(member)) found.add(planted.get(member) ?? '');
    assert.ok(group.members.length >= 4 && group.edges.length >= 3 && group.objects.length >= 3);
    assert.ok(group.firstSeen <= group.lastSeen);
    for (const { posts } of group.objects) {
      for (const { account, post } of posts) assert.ok(group.members.includes(account) && post !== '');
    }
  }
  assert.ok(found.size >= 2, `found of the planted: ${[...found].join(', ')}`);
  assert.ok(updates > 10);
});
