import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CoordinationResult } from '../../../detect/coordination/result.ts';
import { fixtureResult, typicalPlans } from '../../../detect/coordination/testing/fixture.ts';
import { summaryText } from './summary.ts';

const summary = (result: CoordinationResult, declared = [] as { name: string; accounts: string[] }[]): string =>
  summaryText(result, 'posts.csv', [], [], 0, declared).replaceAll(/\s+/g, ' ');
const empty = fixtureResult(3, []);

test('without a group the reason is that no set of accounts was one, and is said once', () => {
  const text = summary(empty);
  assert.match(text, /What no set of accounts passed all four questions.* pairs alone are never claimed/);
  assert.equal(text.match(/insufficient evidence/gi)?.length, 1);
  assert.match(text, /acts right after an object appears/);
});

test('too little to compare is told apart from nothing found', () => {
  const perWindow = empty.perWindow.map((row) => ({ ...row, pairs: 0 }));
  assert.match(summary({ ...empty, perWindow }), /No two accounts acted on the same object within 2 h/);
  assert.match(summary({ ...empty, input: { ...empty.input, accounts: 1 } }), /by one account/);
  assert.match(summary({ ...empty, input: { ...empty.input, posts: 1 } }), /What 1 post is too little to know/);
});

test('sets with one account a platform are counted and not claimed', () => {
  assert.match(
    summary({ ...empty, onePerPlatform: [['x:a', 'mastodon:a']] }),
    /Not claimed 1 set of accounts, with one account a platform: one person who posts everywhere looks just so/,
  );
  assert.doesNotMatch(summary(empty), /Not claimed/);
});

test('the list of declared networks is answered, and asked for only where a group is not on it', () => {
  const declaredPlans = typicalPlans.filter((plan) => plan.declared !== undefined);
  const name = declaredPlans[0].declared ?? '';
  const list = [
    { name, accounts: ['a', 'b'] },
    { name: 'Other', accounts: ['b'] },
  ];
  const only = summary(fixtureResult(1, declaredPlans), list);
  assert.match(only, /Declared 2 networks listed, 1 of them found; 2 accounts of the list in the input/);
  assert.doesNotMatch(only, /go into --declared/);
  assert.match(summary(fixtureResult(1, typicalPlans)), /go into --declared/);
});

test('a q-value at the floor is shown as a bound', () => {
  const result = fixtureResult(1, typicalPlans);
  const looks = result.parameters.windowsSeconds.length * result.parameters.layers.length;
  const groups = result.groups.map((group) => ({ ...group, decoys: looks * 50 - 1, qValue: 0.02 }));
  assert.match(summary({ ...result, groups }), / ≤ 0\.02 /);
});
