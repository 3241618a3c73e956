// The numbers of a finding's page count the same: objects of all layers for members, each post once along the time.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fixtureResult, typicalPlans } from '../detect/coordination/testing/fixture.ts';
import { temporaryLedger } from '../ledger/testing/temporary-ledger.ts';
import { applyBatchResult } from './coordination.ts';
import { timelineOf } from './detail.ts';
import type { Evidence } from './evidence.ts';
import { countedMembers } from './evidence-members.ts';
import { evidenceOf, listFindings } from './read.ts';
import { run } from './testing/groups.ts';

const post = (account: string, name: string, time: number) => ({ account, post: name, time });
const object = (layer: string, posts: readonly ReturnType<typeof post>[]) => ({
  layer,
  object: `an object of ${layer}`,
  sample: null,
  surprise: 1,
  audience: 2,
  posts,
});
const both = [post('a', 'p1', 1000), post('b', 'p2', 4000), post('b', 'p3', 5000)];
const objects = [object('url', both), object('hashtags', both), object('text', [both[1], post('a', 'p4', 9000)])];

void test('a member counts objects of every layer, each once, and is behind the first of the group', () => {
  const member = (account: string) => ({
    account,
    shares: 40,
    sharesInGroup: 1,
    firsts: 0,
    medianLagSeconds: 0,
    firstSeen: 0,
    declared: null,
  });
  const [a, b] = countedMembers([member('a'), member('b')], objects);
  assert.deepEqual([a.sharesInGroup, a.firsts, a.medianLagSeconds, a.shares], [3, 2, 0, 40]);
  assert.deepEqual([b.sharesInGroup, b.firsts, b.medianLagSeconds, b.shares], [3, 1, 3, 40]);
});

void test('a post on several objects is one post of the timeline', () => {
  const { counts } = timelineOf({ objects } as unknown as Evidence);
  assert.equal(
    counts.reduce((sum, n) => sum + n, 0),
    4,
  );
});

void test('members of a result, of however many layers, agree with the objects that the finding shows', (t) => {
  const { ledger } = temporaryLedger(t);
  applyBatchResult(ledger, fixtureResult(3, typicalPlans), run);
  const { items } = listFindings(ledger, { q: '', limit: 50 }, { now: ledger.now() });
  assert.ok(items.some(({ layers }) => layers.length > 1));
  for (const { id } of items) {
    const { evidence } = evidenceOf(ledger, id);
    for (const { account, sharesInGroup } of evidence.members) {
      const own = evidence.objects.filter(({ posts }) => posts.some((one) => one.account === account));
      assert.equal(sharesInGroup, own.length);
    }
    const firsts = evidence.members.reduce((sum, one) => sum + one.firsts, 0);
    assert.equal(firsts, evidence.objects.length);
  }
});
