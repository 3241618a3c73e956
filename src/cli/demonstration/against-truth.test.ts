import assert from 'node:assert/strict';
import { test } from 'node:test';
import { againstTruth } from './against-truth.ts';

const planted = [
  { name: 'one', members: ['a', 'b', 'c', 'd'] },
  { name: 'two', members: ['e', 'f', 'g'] },
];

test('a planted group is found when one group holds at least half of it', () => {
  const groups = [
    { members: ['a', 'b', 'x'], declared: false },
    { members: ['e'], declared: false },
    { members: ['f'], declared: false },
  ];
  assert.deepEqual(againstTruth(planted, groups), { found: ['one'], missed: ['two'], accused: 5, strangers: 1 });
});

test('declared groups accuse nobody and find nothing', () => {
  const groups = [{ members: ['a', 'b', 'c', 'd', 'y'], declared: true }];
  assert.deepEqual(againstTruth(planted, groups), { found: [], missed: ['one', 'two'], accused: 0, strangers: 0 });
});

test('an account in two groups counts once', () => {
  const groups = [
    { members: ['e', 'f', 'z'], declared: false },
    { members: ['g', 'z'], declared: false },
  ];
  assert.deepEqual(againstTruth(planted, groups), { found: ['two'], missed: ['one'], accused: 4, strangers: 1 });
});
