import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { habitStream, plantedGroup } from '../../generate/habits.ts';
import { detectCoordination } from './detect.ts';
import { firstShares } from './native/first-shares.ts';
import { delays } from './native/habits.ts';
import { runDecoys } from './native/run-decoys.ts';
import { setOf } from './native/testing.ts';
import { defaultOptions } from './options.ts';
import type { CoordinationResult } from './result.ts';

const shares = 10_000;

async function planted(kind: 'zone' | 'latency' | 'push', seed: number, jitterSeconds: number) {
  const stream = habitStream({ kind, seed, shares, planted: plantedGroup(jitterSeconds) });
  const names = new Set([...stream.plantedAccounts].map((a) => stream.accounts[a]));
  const result = await detectCoordination(setOf(stream), defaultOptions);
  return { names, result, stream };
}

function precision(result: CoordinationResult, names: ReadonlySet<string>): number {
  return result.edges.filter((e) => names.has(e.accountA) && names.has(e.accountB)).length / result.edges.length;
}

describe('detect coordination', () => {
  it('finds nobody among people with habits and says so', async () => {
    for (const kind of ['hours', 'push', 'followers'] as const) {
      const result = await detectCoordination(setOf(habitStream({ kind, seed: 51, shares })), defaultOptions);
      assert.equal(result.groups.length, 0, kind);
      assert.equal(result.edges.length, 0);
      assert.equal(result.status, 'insufficient evidence');
      assert.match(result.claim, /^insufficient evidence/);
    }
  });

  it('finds a planted group and its edges, and explains them', async () => {
    const { names, result } = await planted('zone', 52, 30);
    assert.equal(result.groups.length, 1);
    const [group] = result.groups;
    const own = group.members.filter((m) => names.has(m.account)).length;
    assert.ok(own >= 18 && own >= group.members.length * 0.9);
    assert.ok(precision(result, names) >= 0.95);
    assert.ok(result.expectedFalseEdges / result.edges.length <= defaultOptions.fdr);
    for (const edge of result.edges) {
      assert.ok(
        edge.accountA < edge.accountB && edge.qValue <= 0.05 && edge.weight >= 2 && edge.nullModel === 'habits',
      );
    }
    assert.ok(group.objects.length >= 10 && group.objects[0].posts.length >= 2);
    assert.ok(group.objects.every((o, i) => i === 0 || o.surprise <= group.objects[i - 1].surprise));
    assert.ok(group.counterEvidence.length >= 2);
    assert.ok(group.observed > group.expected);
  });

  it('gives the same result for the same seed, and for rows in any order', async () => {
    const { stream, result } = await planted('latency', 53, 30);
    const set = setOf(stream);
    const again = await detectCoordination(set, defaultOptions);
    assert.deepEqual(again, result);
    const [table] = set.tables;
    const order = Uint32Array.from({ length: table.count }, (_, i) => table.count - 1 - i);
    const pick = (from: Uint32Array): Uint32Array => Uint32Array.from(order, (i) => from[i]);
    const reversed = {
      ...table,
      account: pick(table.account),
      object: pick(table.object),
      post: pick(table.post),
      time: Float64Array.from(order, (i) => table.time[i]),
    };
    const turned = await detectCoordination({ ...set, tables: [reversed] }, defaultOptions);
    assert.deepEqual(turned.edges, result.edges);
    assert.deepEqual(
      turned.groups.map((g) => g.id),
      result.groups.map((g) => g.id),
    );
  });

  it('shows a declared network as declared', async () => {
    const { stream, names } = await planted('zone', 54, 30);
    const declared = [{ name: 'Harbour pages', accounts: [...names] }];
    const result = await detectCoordination(setOf(stream), { ...defaultOptions, declared });
    assert.deepEqual(
      result.groups.map((g) => g.declared),
      ['Harbour pages'],
    );
  });

  it('does not claim accounts that are one a platform: one person may post everywhere', async () => {
    const { stream, result } = await planted('zone', 54, 30);
    const [group] = result.groups;
    const members = new Set(group.members.map((m) => m.account));
    const platforms = stream.accounts.map((name, i) => (members.has(name) ? `platform ${i}` : 'agora'));
    const single = await detectCoordination({ ...setOf(stream), platforms }, defaultOptions);
    assert.equal(single.groups.length, 0);
    assert.equal(single.edges.length, 0);
    assert.deepEqual(
      single.onePerPlatform?.map((names) => names.length),
      [members.size],
    );
    const two = stream.accounts.map((_, i) => (i % 2 === 0 ? 'agora' : 'forum'));
    const shared = await detectCoordination({ ...setOf(stream), platforms: two }, defaultOptions);
    assert.deepEqual(shared.groups, result.groups);
  });

  it('keeps the claims of other nulls apart: named, in no group, only when asked', async () => {
    const { stream, result } = await planted('zone', 52, 30);
    assert.equal(result.otherClaims.length, 0);
    const all = await detectCoordination(setOf(stream), { ...defaultOptions, claims: 'all' });
    assert.deepEqual(all.edges, result.edges);
    assert.deepEqual(all.groups, result.groups);
    assert.ok(all.otherClaims.length > 0);
    assert.ok(all.otherClaims.every((e) => e.nullModel !== 'habits' && e.qValue <= 0.05));
  });

  it('promises calibration only with the parameters it was measured with', async () => {
    const { stream } = await planted('zone', 52, 30);
    const other = await detectCoordination(setOf(stream), { ...defaultOptions, windowsSeconds: [60] });
    assert.equal(other.calibrated, false);
  });

  it('loses at most 0.02 of the recall to the cap, and says where it was reached', async () => {
    const recalls = { capped: 0, exact: 0 };
    let bursts = 0;
    for (const kind of ['push', 'exchangeable', 'hours'] as const) {
      const stream = habitStream({ kind, seed: 57, shares: 30_000, planted: plantedGroup(120) });
      const names = new Set([...stream.plantedAccounts].map((a) => stream.accounts[a]));
      for (const [name, cap] of [
        ['capped', defaultOptions.cap],
        ['exact', 1_000_000],
      ] as const) {
        const result = await detectCoordination(setOf(stream), { ...defaultOptions, cap });
        recalls[name] += result.edges.filter((e) => names.has(e.accountA) && names.has(e.accountB)).length;
        if (name === 'capped') bursts += result.cappedBursts.length;
        else assert.equal(result.cappedBursts.length, 0);
      }
    }
    assert.ok(bursts > 0);
    assert.ok(recalls.exact > 300);
    assert.ok(recalls.capped >= recalls.exact * 0.98, `${recalls.capped} of ${recalls.exact}`);
  });

  it('gives the same decoys on one thread and on two', async () => {
    const set = setOf(habitStream({ kind: 'mixed', seed: 55, shares: 4000 }));
    const first = firstShares(set.tables[0], set.accounts.length);
    const input = {
      layers: [{ shares: first, delay: delays(first, first.time) }],
      windowsSeconds: [10, 60, 300],
      accounts: set.accounts.length,
      fdr: 0.05,
      seed: 1,
      cap: 64,
    };
    const one = await runDecoys(input, 3, () => {}, Number.POSITIVE_INFINITY);
    const two = await runDecoys(input, 3, () => {}, 0);
    assert.deepEqual(two, one);
  });

  it('takes streams in which nothing can be found: empty, one account, one object, all at once', async () => {
    const empty = await detectCoordination({ accounts: [], posts: [], tables: [] }, defaultOptions);
    assert.equal(empty.status, 'insufficient evidence');
    const count = 300;
    const at = (account: (i: number) => number, object: (i: number) => number) => ({
      accounts: Array.from({ length: count }, (_, i) => `a${i}`),
      posts: Array.from({ length: count }, (_, i) => `p${i}`),
      tables: [
        {
          layer: 'object' as const,
          count,
          account: Uint32Array.from({ length: count }, (_, i) => account(i)),
          object: Uint32Array.from({ length: count }, (_, i) => object(i)),
          post: Uint32Array.from({ length: count }, (_, i) => i),
          time: new Float64Array(count),
          objects: Array.from({ length: count }, (_, i) => `o${i}`),
        },
      ],
    });
    for (const set of [
      at(
        () => 0,
        (i) => i,
      ),
      at(
        (i) => i,
        () => 0,
      ),
      at(
        (i) => i % 10,
        (i) => Math.floor(i / 10),
      ),
    ]) {
      const result = await detectCoordination(set, { ...defaultOptions, cap: 4 });
      assert.equal(result.status, result.groups.length > 0 ? 'groups found' : 'insufficient evidence');
    }
  });
});
