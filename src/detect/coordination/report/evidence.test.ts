import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fixtureResult, typicalPlans } from '../testing/fixture.ts';
import { evidenceOf } from './evidence.ts';
import { occasionsOf } from './occasions.ts';

const { groups } = fixtureResult(1, typicalPlans);

test('behind every edge stand as many meetings as it has objects, each within the window', () => {
  for (const group of groups) {
    const evidence = evidenceOf(group);
    for (const edge of group.edges) {
      const meetings = evidence(edge);
      assert.equal(meetings.length, edge.weight);
      for (const { postA, postB, lagSeconds, objects } of meetings) {
        assert.ok(lagSeconds <= edge.windowSeconds && lagSeconds === Math.abs(postA.time - postB.time));
        const accounts = objects[0].posts.filter(({ post }) => post === postA.post || post === postB.post);
        assert.deepEqual(accounts.map(({ account }) => account).sort(), [edge.accountA, edge.accountB].sort());
      }
      const surprises = meetings.map(({ objects }) => objects[0].surprise);
      assert.deepEqual(
        surprises,
        surprises.toSorted((a, b) => b - a),
      );
    }
  }
});

test('objects that the same posts share are one occasion and one meeting', () => {
  const [group] = groups;
  const twice = {
    ...group,
    objects: group.objects.flatMap((object) => [object, { ...object, layer: 'text' as const, surprise: 1 }]),
  };
  assert.equal(occasionsOf(twice).length, group.objects.length);
  for (const { objects } of occasionsOf(twice)) assert.equal(objects.length, 2);
  const [edge] = group.edges;
  assert.equal(evidenceOf(twice)(edge).length, edge.weight);
});
